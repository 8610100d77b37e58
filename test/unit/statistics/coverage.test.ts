import { expect, it } from "vitest";
import { coverageOf, isKept } from "../../coverage/design.ts";
import { designs, lineOf } from "../../coverage/report.ts";

/** `npm run coverage` measures every design; here the first promised one of the quick methods. */
const quick = ["Wilson", "Newcombe 10", "Agresti–Min", "t", "clustered t", "position bias"].map((method) =>
  designs.find((one) => one.method === method && one.isPromised),
);

it.each(quick)("$method keeps 94 to 96% ($drawn)", (design) => {
  if (!design) throw new Error("A method that is checked here has no design.");
  expect(isKept(coverageOf(design, { trials: 4_000, seed: 2 }))).toBe(true);
});

it("a method that is too narrow is unmasked", () => {
  const wald = {
    ...{ method: "Wald", drawn: "20 rows, all pass", isPromised: true },
    trial: () => ({ truth: 0.97, interval: { low: 1, high: 1 } }),
  };
  const coverage = coverageOf(wald, { trials: 10, seed: 1 });
  expect(coverage).toEqual({ share: 0, given: 10, width: 0 });
  expect(lineOf(wald, coverage)).toContain("**no**");
  expect(isKept({ share: 0.97, given: 1, width: 1 })).toBe(false);
});

import { expect, it } from "vitest";
import { coverageOf, isKept } from "../../coverage/design.ts";
import { designs, lineOf } from "../../coverage/report.ts";

/** `npm run coverage` measures all of them; these are the quick ones. */
const quick = [
  ["Wilson", "20 rows, share 5–95 %"],
  ["Newcombe 10", "50 rows, 10–40 % of them differ"],
  ["Agresti–Min", "50 rows, 10–40 % of them differ"],
  ["t", "10 values, normal"],
  ["clustered t", "20 groups of 4 rows, half the variance between groups"],
  ["position bias", "50 pairs in both orders, bias -30 to 30 points"],
] as const;

it.each(quick)("%s keeps 94 to 96 % (%s)", (method, drawn) => {
  const design = designs.find((one) => one.method === method && one.drawn === drawn);
  expect(design?.isPromised).toBe(true);
  if (design) expect(isKept(coverageOf(design, { trials: 4_000, seed: 2 }))).toBe(true);
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

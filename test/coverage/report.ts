import { type Coverage, coverageOf, type Design, isKept } from "./design.ts";
import { judges } from "./judges.ts";
import { scores } from "./scores.ts";
import { shares } from "./shares.ts";

/** All designs. */
export const designs: Design[] = [...shares, ...scores, ...judges];

const percent = (share: number) => (100 * share).toFixed(1);

/** The line of a table for one design. */
export function lineOf({ method, drawn, isPromised }: Design, coverage: Coverage): string {
  const said = isPromised ? (isKept(coverage) ? "yes" : "**no**") : "not promised";
  return `| ${method} | ${drawn} | ${percent(coverage.share)}% | ${coverage.width.toPrecision(3)} | ${said} |`;
}

/** Measures all designs, tells each line as it comes, and gives the promised ones that failed. `only` is a part of the methods' names. */
export function report(
  tell: (line: string) => void,
  { trials, seed, only }: { trials: number; seed: number; only: string },
): Design[] {
  tell("| method | drawn | coverage | mean width | 94 to 96% |");
  tell("| --- | --- | --- | --- | --- |");
  return designs.filter((design) => {
    if (!design.method.includes(only)) return false;
    const coverage = coverageOf(design, { trials, seed });
    tell(lineOf(design, coverage));
    return design.isPromised && !isKept(coverage);
  });
}

import { chiSquaredAbove } from "./distributions.ts";
import type { Values } from "./means.ts";

/** Cochran's outcome. */
export interface CochranQ {
  statistic: number;
  freedom: number;
  pValue: number;
}

/**
 * Tests whether several passed equally many of the same rows (Cochran 1950), `passed[candidate][row]` being 0 or 1. The
 * probability is chi squared's, which is close from about 24 rows on which they differ. Null of fewer than two, and
 * where they differ on no row.
 */
export function cochranQ(passed: readonly Values[]): CochranQ | null {
  const many = passed.length;
  const rows = passed[0]?.length ?? 0;
  let [all, ofCandidates, ofRows] = [0, 0, 0];
  for (const own of passed) {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += own[row] ?? 0;
    all += sum;
    ofCandidates += sum * sum;
  }
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (const own of passed) sum += own[row] ?? 0;
    ofRows += sum * sum;
  }
  const spread = many * all - ofRows;
  if (many < 2 || spread === 0) return null;
  const statistic = ((many - 1) * (many * ofCandidates - all * all)) / spread;
  return { statistic, freedom: many - 1, pValue: chiSquaredAbove(statistic, many - 1) };
}

import type { RowScores } from "../process/scores.ts";

/** A row that has become worse. */
export interface Regression {
  row: number;
  before: number;
  after: number;
}

/** Scores that differ by less are the same: they were summed up. */
const same = 1e-9;

/** Rows whose score is lower than it was, the largest fall first. Takes scores of the same rows. */
export function regressionsIn(now: RowScores, before: RowScores): Regression[] {
  const found: Regression[] = [];
  for (let row = 0; row < now.means.length; row += 1) {
    const [after, old] = [now.means[row] ?? Number.NaN, before.means[row] ?? Number.NaN];
    if (after < old - same) found.push({ row, before: old, after });
  }
  return found.sort(
    (one, other) => one.after - one.before - (other.after - other.before) || one.row - other.row,
  );
}

/** Scores by the rows of another evaluation: `places` has for each of its rows the row here, and -1 for none. */
export function alignedScores(scores: RowScores, places: Int32Array): RowScores {
  const numbers = (values: Float64Array) =>
    Float64Array.from(places, (place) => (place < 0 ? Number.NaN : (values[place] ?? Number.NaN)));
  const counts = (values: Uint8Array) =>
    Uint8Array.from(places, (place) => (place < 0 ? 0 : (values[place] ?? 0)));
  return {
    means: numbers(scores.means),
    passed: numbers(scores.passed),
    within: numbers(scores.within),
    graded: counts(scores.graded),
    ungraded: counts(scores.ungraded),
  };
}

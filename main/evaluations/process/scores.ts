import { columnsOf } from "./columns.ts";
import type { OpenSession, Session } from "./session.ts";

/** What a grader says of all answers of a model: by row, repeats averaged inside it. NaN where a row has no score. */
export interface RowScores {
  /** The mean of the repeats that have a score. */
  means: Float64Array;
  /** How many repeats have a score, and how many have none though they were graded. */
  graded: Uint8Array;
  ungraded: Uint8Array;
  /** The share of repeats that passed; NaN where the grader passes none and fails none. */
  passed: Float64Array;
  /** The variance of the repeats in a row; NaN with fewer than two. */
  within: Float64Array;
}

/** How many rows an evaluation has: they are numbered from 0. Counting them would pass over their texts. */
export const rowCount = ({ database }: Pick<Session, "database">): number =>
  Number(database.prepare("select max(row) + 1 as count from rows").get()?.count ?? 0);

/** Scores of so many rows, none of which has one. */
export const noScores = (rows: number): RowScores => ({
  means: new Float64Array(rows).fill(Number.NaN),
  graded: new Uint8Array(rows),
  ungraded: new Uint8Array(rows),
  passed: new Float64Array(rows).fill(Number.NaN),
  within: new Float64Array(rows).fill(Number.NaN),
});

/**
 * Reads the scores of a model by a grader, both by their places: one pass over them in the order of the file, with a pause
 * after each stretch.
 */
export function* scoresOf(open: OpenSession, grader: number, model: number): Generator<void, RowScores> {
  const rows = rowCount(open());
  const scores = noScores(rows);
  let at = -1;
  let own: number[] = [];
  let [passed, verdicts] = [0, 0];
  const close = () => {
    if (at < 0) return;
    const mean = own.reduce((sum, score) => sum + score, 0) / own.length;
    scores.means[at] = mean;
    scores.graded[at] = own.length;
    scores.passed[at] = passed / verdicts;
    if (own.length > 1)
      scores.within[at] = own.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (own.length - 1);
  };
  const from = "grades where grader = ? and model = ?";
  for (const [of = [], score = [], verdict = []] of columnsOf(
    open,
    ["row", "score", "passed"],
    from,
    rows,
    grader,
    model,
  )) {
    for (let place = 0; place < of.length; place += 1) {
      const row = of[place] ?? 0;
      if (row !== at) {
        close();
        [at, own, passed, verdicts] = [row, [], 0, 0];
      }
      const one = score[place] ?? null;
      if (one === null) scores.ungraded[at] = (scores.ungraded[at] ?? 0) + 1;
      else own.push(one);
      const said = verdict[place] ?? null;
      if (said === null) continue;
      passed += said;
      verdicts += 1;
    }
    yield;
  }
  close();
  return scores;
}

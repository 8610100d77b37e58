import { eachRow } from "../../storage/each-row.ts";
import type { Session } from "./session.ts";

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

/** How many rows an evaluation has. */
export const rowCount = ({ database }: Session): number =>
  Number(database.prepare("select count(*) as count from rows").get()?.count ?? 0);

/** Reads the scores of a model by a grader, both by their places: one pass over them in the order of the file. */
export function scoresOf(session: Session, grader: number, model: number): RowScores {
  const rows = rowCount(session);
  const scores: RowScores = {
    means: new Float64Array(rows).fill(Number.NaN),
    graded: new Uint8Array(rows),
    ungraded: new Uint8Array(rows),
    passed: new Float64Array(rows).fill(Number.NaN),
    within: new Float64Array(rows).fill(Number.NaN),
  };
  const statement = session.database.prepare(
    "select row, score, passed from grades where grader = ? and model = ? order by row, repeat",
  );
  let at = -1;
  let own: number[] = [];
  let verdicts: number[] = [];
  const close = () => {
    if (at < 0) return;
    const mean = meanOf(own);
    scores.means[at] = mean;
    scores.passed[at] = meanOf(verdicts);
    if (own.length > 1)
      scores.within[at] = own.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (own.length - 1);
  };
  for (const { row, score, passed } of eachRow(statement, grader, model)) {
    const number = Number(row);
    if (number !== at) {
      close();
      [at, own, verdicts] = [number, [], []];
    }
    if (score === null) scores.ungraded[at] = (scores.ungraded[at] ?? 0) + 1;
    else {
      own.push(Number(score));
      scores.graded[at] = (scores.graded[at] ?? 0) + 1;
    }
    if (passed !== null) verdicts.push(Number(passed));
  }
  close();
  return scores;
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

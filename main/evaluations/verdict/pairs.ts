import type { RowScores } from "../process/scores.ts";
import { everyRow } from "./rows.ts";

/** Two sides on the rows that both have a score for. */
export interface Pairs {
  /** The rows, in their order. */
  rows: Int32Array;
  model: Float64Array;
  baseline: Float64Array;
  /** Rows that at least one side has answered, and not both have a score for. */
  left: number;
  /** Rows that both sides have answered. */
  answered: number;
  /** Of these, how many each side has no score for. */
  ungraded: { model: number; baseline: number };
}

/** Puts two sides together by rows, or only some of the rows. Rows that neither side has answered count nowhere. */
export function pairsOf(model: RowScores, baseline: RowScores, some: Int32Array | null = null): Pairs {
  const among = some ?? everyRow(model.means.length);
  const rows = new Int32Array(among.length);
  const [own, other] = [new Float64Array(among.length), new Float64Array(among.length)];
  let [size, left, answered] = [0, 0, 0];
  const ungraded = { model: 0, baseline: 0 };
  for (const row of among) {
    const [a, b] = [model.means[row] ?? Number.NaN, baseline.means[row] ?? Number.NaN];
    const [hasA, hasB] = [!Number.isNaN(a), !Number.isNaN(b)];
    const [saidA, saidB] = [isAnswered(model, row), isAnswered(baseline, row)];
    if (saidA && saidB) {
      answered += 1;
      ungraded.model += Number(!hasA);
      ungraded.baseline += Number(!hasB);
    }
    if ((saidA || saidB) && !(hasA && hasB)) left += 1;
    if (!hasA || !hasB) continue;
    rows[size] = row;
    own[size] = a;
    other[size] = b;
    size += 1;
  }
  return {
    rows: rows.subarray(0, size),
    model: own.subarray(0, size),
    baseline: other.subarray(0, size),
    left,
    answered,
    ungraded,
  };
}

/** Whether a grader has looked at an answer to a row, with or without a score. */
export const isAnswered = ({ graded, ungraded }: RowScores, row: number): boolean =>
  (graded[row] ?? 0) + (ungraded[row] ?? 0) > 0;

/**
 * The other side of a grader that holds each answer against the baseline's: what the baseline won is what the model did
 * not, a tie counting half.
 */
export const beatenBy = (model: RowScores): RowScores => ({
  ...model,
  means: model.means.map((share) => 1 - share),
  passed: new Float64Array(model.passed.length).fill(Number.NaN),
});

import type { EvaluationAnswer, EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";

/** Two answers that are voted on. */
export type Pair = readonly [EvaluationAnswer, EvaluationAnswer];

/** The models whose first answer to a row has text or calls: what can be voted on. */
export const answered = ({ answers }: EvaluationRow): EvaluationAnswer[] =>
  answers.filter(({ repeat, text, calls }) => repeat === 0 && (text !== "" || calls.length > 0));

/** The first answers of two models to a row; null where one of them has none. */
export function pairOf(row: EvaluationRow, [one, other]: readonly [string, string]): Pair | null {
  const known = answered(row);
  const first = known.find(({ modelId }) => modelId === one);
  const second = known.find(({ modelId }) => modelId === other);
  return first && second && one !== other ? [first, second] : null;
}

/** The models that are voted on unless others are chosen: the baseline and the first that is not, or the first two. */
export function usualPair(models: readonly { id: string }[], baseline: string | null): [string, string] {
  const first = models.find(({ id }) => id === baseline)?.id ?? models[0]?.id ?? "";
  return [first, models.find(({ id }) => id !== first)?.id ?? ""];
}

/** The same two answers in a random order: `random` gives 0 up to, not including, 1. */
export const inRandomOrder = ([one, other]: Pair, random: () => number): Pair =>
  random() < 0.5 ? [one, other] : [other, one];

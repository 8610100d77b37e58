import { usualLevel } from "./medians.ts";
import { type Share, shareOf } from "./proportions.ts";

/** Whether a judge says the same when it is asked the same. */
export interface SelfConsistency {
  /** Rows on which it said the same every time, of those on which it was asked twice or more; null of none. */
  same: Share | null;
  /** How often two of its answers about one row agree, averaged over the rows; null of none. */
  agreement: number | null;
}

/** Compares what a judge said of each row, time after time. Rows on which it was asked once say nothing. */
export function selfConsistency(
  said: readonly (readonly (string | number)[])[],
  { level = usualLevel } = {},
): SelfConsistency {
  const asked = said.filter((answers) => answers.length > 1);
  const same = asked.filter((answers) => new Set(answers).size === 1).length;
  const agreement = asked.reduce((sum, answers) => sum + agreeing(answers), 0);
  return {
    same: shareOf(same, asked.length, { level }),
    agreement: asked.length === 0 ? null : agreement / asked.length,
  };
}

/** The share of pairs of answers that are the same. */
function agreeing(answers: readonly (string | number)[]): number {
  const counts = new Map<string | number, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const pairs = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0);
  return pairs / (answers.length * (answers.length - 1));
}

import { meanOf, type Values, varianceOf } from "./means.ts";

/** Where the spread of scores comes from. */
export interface VarianceParts {
  /** How much rows differ from each other, as a variance. */
  between: number;
  /** How much answers to one row differ from each other, as a variance. */
  within: number;
  /** Rows with at least one score. */
  rows: number;
  /** The mean number of repeats, by what they bring: the harmonic mean. */
  repeats: number;
}

/**
 * Takes the variance apart into rows and repeats, `scores[row]` being the scores of one row's answers (analysis of
 * variance). Null of fewer than two rows, or where no row was answered twice: nothing is known of repeats then.
 */
export function varianceParts(scores: readonly Values[]): VarianceParts | null {
  const kept = scores.filter((own) => own.length > 0);
  const freedom = kept.reduce((sum, own) => sum + own.length - 1, 0);
  if (kept.length < 2 || freedom === 0) return null;
  const spread = kept.reduce(
    (sum, own) => sum + (own.length < 2 ? 0 : varianceOf(own) * (own.length - 1)),
    0,
  );
  const within = spread / freedom;
  const share = kept.reduce((sum, own) => sum + 1 / own.length, 0) / kept.length;
  const between = Math.max(0, varianceOf(kept.map(meanOf)) - within * share);
  return { between, within, rows: kept.length, repeats: 1 / share };
}

/** The standard error that a mean would have with so many rows and repeats; infinitely many repeats are allowed. */
export const errorWith = (
  { between, within }: Pick<VarianceParts, "between" | "within">,
  { rows, repeats }: { rows: number; repeats: number },
): number => Math.sqrt((between + within / repeats) / rows);

import { pearson } from "./correlation.ts";
import { ranksOf } from "./ranks.ts";

/**
 * How alike two lists of values rank, from -1 to 1 (Spearman 1904): the correlation of their ranks, where equal values
 * share the mean of theirs. Null for lists of fewer than two, and where all values of one are the same.
 */
export const spearman = (a: readonly number[], b: readonly number[]): number | null =>
  pearson(ranksOf(a).ranks, ranksOf(b).ranks);

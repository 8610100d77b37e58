import type { Values } from "./means.ts";
import { type Interval, medianWithInterval, usualLevel } from "./medians.ts";
import { rowDifferences } from "./paired-means.ts";

/** By how much b is typically above a on the same row. */
export interface MedianDifference {
  median: number;
  /** Two of the differences themselves; null of fewer than six rows at 95%. */
  interval: Interval | null;
}

/**
 * The median of the rows' differences, b less a, for what has a long tail, such as latency: one slow answer does not
 * move it. Its interval holds whatever the distribution is. Null of no rows or lists of different lengths.
 */
export function medianDifference(a: Values, b: Values, { level = usualLevel } = {}): MedianDifference | null {
  if (a.length === 0 || a.length !== b.length) return null;
  return medianWithInterval(rowDifferences(a, b), { level });
}

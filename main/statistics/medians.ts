import { inOrder, quantileOfSorted } from "../../preload/quantiles.ts";
import { coinQuantile } from "./distributions.ts";

/** Between which two values something lies, with the probability that whoever tells it names. */
export interface Interval {
  low: number;
  high: number;
}

/** The usual probability that an interval holds what is looked for. */
export const usualLevel = 0.95;

/** The middle of the values, or the mean of the two in the middle. NaN of none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which the share `q` of the values lies, between two neighbours in proportion. NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  return quantileOfSorted(inOrder(values), q);
}

/**
 * Where the median of what was measured lies with at least the probability `level`: two of the values themselves,
 * whatever their distribution (Nair 1940). Null where there are too few, fewer than six at 95%.
 */
export const medianInterval = (values: readonly number[], { level = usualLevel } = {}): Interval | null =>
  intervalOf(inOrder(values), level);

/** The median and its interval, of values that are put in order once for both. */
export function medianWithInterval(
  values: ArrayLike<number>,
  { level = usualLevel } = {},
): { median: number; interval: Interval | null } {
  const sorted = inOrder(values);
  return { median: quantileOfSorted(sorted, 0.5), interval: intervalOf(sorted, level) };
}

function intervalOf(sorted: Float64Array, level: number): Interval | null {
  const rank = coinQuantile(sorted.length, (1 - level) / 2);
  return rank === 0 ? null : { low: at(sorted, rank - 1), high: at(sorted, sorted.length - rank) };
}

const at = (sorted: Float64Array, index: number): number => sorted[index] ?? Number.NaN;

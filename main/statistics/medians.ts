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

/** The value below which the share `q` of the values lies, between two values in proportion (Hyndman and Fan's type 7). */
export function quantile(values: readonly number[], q: number): number {
  return quantileOfSorted(inOrder(values), q);
}

/** The same of values that are in order already. */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const below = at(sorted, Math.floor(place));
  return below + (place - Math.floor(place)) * (at(sorted, Math.ceil(place)) - below);
}

/**
 * Where the median of what was measured lies with at least the probability `level`: two of the values themselves,
 * whatever their distribution (Nair 1940). Null where there are too few, fewer than six at 95 %.
 */
export function medianInterval(values: readonly number[], { level = usualLevel } = {}): Interval | null {
  const sorted = inOrder(values);
  const rank = coinQuantile(sorted.length, (1 - level) / 2);
  return rank === 0 ? null : { low: at(sorted, rank - 1), high: at(sorted, sorted.length - rank) };
}

/** The values from the lowest to the highest, without a change of what was given. */
export const inOrder = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();
const at = (sorted: Float64Array, index: number): number => sorted[index] ?? Number.NaN;

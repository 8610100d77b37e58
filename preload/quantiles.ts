/** The values from the lowest to the highest, without a change of what was given. */
export const inOrder = (values: ArrayLike<number>): Float64Array => new Float64Array(values).sort();

/**
 * The value below which the share `q`, from 0 to 1, of values in order lies: between two neighbours in proportion
 * (Hyndman and Fan's type 7), as R's `quantile` and NumPy's default do. NaN of none.
 */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (place - Math.floor(place)) * (above - below);
}

/** The same of values in any order, for each of the shares. Empty of no values. */
export function quantiles(values: readonly number[], shares: readonly number[]): number[] {
  const sorted = inOrder(values);
  return sorted.length === 0 ? [] : shares.map((share) => quantileOfSorted(sorted, share));
}

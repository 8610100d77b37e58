/**
 * What so large a share of the values stays below, for each share from 0 to 1: between two neighbours in proportion, as
 * R's `quantile` (type 7) and NumPy's default do. Empty of no values.
 */
export function quantiles(values: readonly number[], shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return [];
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? 0;
    const high = sorted[Math.ceil(place)] ?? low;
    return low + (high - low) * (place - below);
  });
}

/** The share of values that are at most as high, at each value that any of the series has. */
export interface Shares {
  /** Ascending, each once. */
  values: number[];
  /** For each series one share from 0 to 1 per value; null where a series has nothing. */
  shares: (number | null)[][];
}

/** Empirical distribution functions of several series on one axis, which begins at 0. */
export function sharesOf(series: readonly (readonly number[])[]): Shares {
  const values = [...new Set([0, ...series.flat()])].sort((one, other) => one - other);
  const shares = series.map((own) => {
    if (own.length === 0) return values.map(() => null);
    const sorted = [...own].sort((one, other) => one - other);
    let below = 0;
    return values.map((value) => {
      while (below < sorted.length && (sorted[below] ?? 0) <= value) below += 1;
      return below / sorted.length;
    });
  });
  return { values, shares };
}

/** The probability of a standard normal value up to `z`, within 1e-7 (Abramowitz and Stegun, formula 26.2.17). */
export function normalBelow(z: number): number {
  if (z < 0) return 1 - normalBelow(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = series.reduceRight((inner, factor) => t * (factor + inner), 0);
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** The standard normal value below which the probability is `p`, between 0 and 1. */
export function normalQuantile(p: number): number {
  let [low, high] = [-10, 10];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How many of `n` tosses of a coin are heads: the largest count k at which P(heads < k) is at most `p`. */
export function coinQuantile(n: number, p: number): number {
  // In logarithms, since the single probabilities of long series are smaller than any number.
  let logarithm = -n * Math.LN2;
  let below = 0;
  for (let heads = 0; heads <= n; heads++) {
    below += Math.exp(logarithm);
    if (below > p) return heads;
    logarithm += Math.log((n - heads) / (heads + 1));
  }
  return n;
}

/**
 * In how many ways `size` of the whole, not negative scores sum up to each total: index is the sum. For the exact
 * distribution of a rank sum, ties or not (Streitberg and Roehmel 1986, shift algorithm).
 */
export function sumsOfSubsets(scores: readonly number[], size: number): number[] {
  const most = scores.reduce((sum, score) => sum + score, 0) + 1;
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(most));
  ways[0]?.fill(1, 0, 1);
  for (const score of scores) {
    for (let taken = size; taken > 0; taken--) {
      const [to, from] = [ways[taken], ways[taken - 1]];
      if (!to || !from) continue;
      for (let sum = score; sum < most; sum++) to[sum] = (to[sum] ?? 0) + (from[sum - score] ?? 0);
    }
  }
  return [...(ways[size] ?? [])];
}

import { betaBelow, gammaAbove } from "./gamma.ts";

/** The probability of a standard normal value up to `z`. */
export const normalBelow = (z: number): number =>
  z < 0 ? gammaAbove((z * z) / 2, 0.5) / 2 : 1 - gammaAbove((z * z) / 2, 0.5) / 2;

/** The probability of a standard normal value as far from 0 as `z`, to either side. */
export const normalBeyond = (z: number): number => gammaAbove((z * z) / 2, 0.5);

/** The standard normal value below which the probability is `p`, between 0 and 1. */
export const normalQuantile = (p: number): number =>
  p === 0.5 ? 0 : p > 0.5 ? -normalQuantile(1 - p) : rootOf((z) => normalBelow(z) - p, -40, 0);

/** The probability of chi squared with so many degrees of freedom above `x`. */
export const chiSquaredAbove = (x: number, freedom: number): number => gammaAbove(x / 2, freedom / 2);

/** The value of the beta distribution below which the probability is `p`, between 0 and 1. */
export const betaQuantile = (p: number, a: number, b: number): number =>
  rootOf((x) => betaBelow(x, a, b) - p, 0, 1);

/** The probability of at most `count` of `of` independent cases, each with the probability `p`. */
export const binomialUpTo = (count: number, of: number, p = 0.5): number =>
  count < 0 ? 0 : count >= of ? 1 : betaBelow(1 - p, of - count, count + 1);

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

/** The value of Student's t with so many degrees of freedom below which the probability is `p`, between 0 and 1. */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  if (p === 0.5) return 0;
  let high = 1;
  while (studentBeyond(high, freedom) > 2 * (1 - p) && high < 1e9) high *= 2;
  return rootOf((t) => 2 * (1 - p) - studentBeyond(t, freedom), 0, high);
}

/** The probability of Student's t as far from 0 as `t`, to either side (Abramowitz and Stegun, formula 26.7.1). */
export const studentBeyond = (t: number, freedom: number): number =>
  betaBelow(freedom / (freedom + t * t), freedom / 2, 0.5);

/**
 * Where a rising function is 0 between two places at which it has different signs (the Illinois variant of regula
 * falsi, Dowell and Jarratt 1971, which never leaves the two).
 */
export function rootOf(rising: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [below, above] = [rising(low), rising(high)];
  if (below >= 0) return low;
  if (above <= 0) return high;
  let side = 0;
  for (let step = 0; step < 200; step += 1) {
    const halfway = step % 3 === 2;
    const at = halfway ? (low + high) / 2 : (low * above - high * below) / (above - below);
    const value = rising(at);
    if (value === 0 || high - low < 1e-15 * Math.max(Math.abs(low), Math.abs(high))) return at;
    if (value < 0) {
      [low, below] = [at, value];
      if (side < 0) above /= 2;
      side = -1;
    } else {
      [high, above] = [at, value];
      if (side > 0) below /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}

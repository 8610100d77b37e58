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

/** The value of Student's t with so many degrees of freedom below which the probability is `p`, between 0 and 1. */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  let [low, high] = [0, 1];
  while (studentAbove(high, freedom) > 1 - p && high < 1e9) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentAbove(middle, freedom) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of Student's t above a value that is not negative (Abramowitz and Stegun, formula 26.7.1). */
const studentAbove = (t: number, freedom: number): number =>
  betaBelow(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;

/** The incomplete beta function's share up to x, by its continued fraction (Abramowitz and Stegun, formula 26.5.8; Lentz). */
function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const front =
    Math.exp(a * Math.log(x) + b * Math.log1p(-x) + gammaLog(a + b) - gammaLog(a) - gammaLog(b)) / a;
  const kept = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let [c, d] = [1, 1 / kept(1 - ((a + b) * x) / (a + 1))];
  let value = d;
  for (let step = 1; step < 500; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      change = c * d;
      value *= change;
    }
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return front * value;
}

/** The logarithm of the gamma function of a positive number (Lanczos 1964, with the coefficients of Godfrey for g = 7). */
function gammaLog(x: number): number {
  const [first, ...others] = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const sum = others.reduce((total, factor, index) => total + factor / (x + index), first ?? 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The logarithm of the gamma function of a positive number (Lanczos 1964, with the coefficients of Godfrey for g = 7). */
export function gammaLog(x: number): number {
  const [first, ...others] = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const sum = others.reduce((total, factor, index) => total + factor / (x + index), first ?? 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * The incomplete gamma function's share above x, for a shape `a` above 0: by its series where that converges fast, else
 * by its continued fraction (Abramowitz and Stegun, formulas 6.5.29 and 6.5.31; Lentz).
 */
export function gammaAbove(x: number, a: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - gammaLog(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let step = 1; step < mostSteps && term > sum * precision; step += 1) {
      term *= x / (a + step);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let step = 1; step < mostSteps; step += 1) {
    const factor = step * (a - step);
    b += 2;
    d = 1 / kept(factor * d + b);
    c = kept(b + factor / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < precision) break;
  }
  return front * value;
}

/** The incomplete beta function's share up to x, by its continued fraction (Abramowitz and Stegun, formula 26.5.8; Lentz). */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const front =
    Math.exp(a * Math.log(x) + b * Math.log1p(-x) + gammaLog(a + b) - gammaLog(a) - gammaLog(b)) / a;
  let [c, d] = [1, 1 / kept(1 - ((a + b) * x) / (a + 1))];
  let value = d;
  for (let step = 1; step < mostSteps; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    value *= c * d;
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < precision) break;
  }
  return front * value;
}

const precision = 1e-15;
/** Enough for a beta function of two numbers in the tens of millions. */
const mostSteps = 10_000;
const tiny = 1e-300;
const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

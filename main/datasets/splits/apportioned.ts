/**
 * Whole numbers in proportion to weights that sum up to a total (the largest remainders, Hamilton; of equals the first).
 * All zeros where no weight is above zero.
 */
export function apportioned(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((all, one) => all + one, 0);
  const remainders = exact
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder);
  for (const { at } of remainders.slice(0, missing)) whole[at] = (whole[at] ?? 0) + 1;
  return whole;
}

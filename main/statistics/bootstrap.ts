import { normalBelow, normalQuantile } from "./distributions.ts";
import { meanOf, type Values } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { seededRandom } from "./random.ts";

/** Where a mean lies, by rows drawn again and again. */
export interface Bootstrap {
  /** The standard error. */
  error: number;
  /** The middle of the drawn means (Efron 1979). */
  percentile: Interval;
  /** The same, corrected for bias and skewness (Efron 1987, BCa). */
  bca: Interval;
}

/**
 * The bootstrap of a mean. It takes as long as the product of values and resamples. Null of fewer than two values, and
 * where all are the same.
 */
export function bootstrapMean(
  values: Values,
  { seed, resamples = 2_000, level = usualLevel }: { seed: number; resamples?: number; level?: number },
): Bootstrap | null {
  const size = values.length;
  const mean = meanOf(values);
  const acceleration = accelerationOf(values, mean);
  if (size < 2 || acceleration === null) return null;
  const random = seededRandom(seed);
  const own = Float64Array.from(values);
  const means = new Float64Array(resamples);
  for (let round = 0; round < resamples; round += 1) {
    let sum = 0;
    for (let drawn = 0; drawn < size; drawn += 1) sum += own[(random() * size) | 0] ?? 0;
    means[round] = sum / size;
  }
  means.sort();
  const bias = normalQuantile(belowOf(means, mean));
  const at = (share: number) =>
    means[Math.min(resamples - 1, Math.max(0, Math.floor(share * (resamples + 1)) - 1))] ?? mean;
  const corrected = (tail: number) => {
    const shifted = bias + normalQuantile(tail);
    return at(normalBelow(bias + shifted / (1 - acceleration * shifted)));
  };
  const tail = (1 - level) / 2;
  return {
    error: Math.sqrt(means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (resamples - 1)),
    percentile: { low: at(tail), high: at(1 - tail) },
    bca: { low: corrected(tail), high: corrected(1 - tail) },
  };
}

/** How fast the error changes with the mean: a sixth of the jackknife's skewness. Null where all values are the same. */
function accelerationOf(values: Values, mean: number): number | null {
  let [squares, cubes] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const away = (values[at] ?? 0) - mean;
    squares += away ** 2;
    cubes += away ** 3;
  }
  return squares === 0 ? null : cubes / (6 * squares ** 1.5);
}

/** The share of means below one, half of equal ones counted; never 0 or 1. */
function belowOf(means: Float64Array, mean: number): number {
  let below = 0;
  for (const one of means) below += one < mean ? 1 : one === mean ? 0.5 : 0;
  return Math.min(means.length - 0.5, Math.max(0.5, below)) / means.length;
}

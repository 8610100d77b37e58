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
  /** By the drawn means' t values in place of Student's: the best of the three for skewed values (Hall 1988). */
  studentized: Interval;
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
  const own = new Float64Array(values).map((value) => value - mean);
  const squares = own.reduce((sum, away) => sum + away ** 2, 0);
  if (size < 2 || squares === 0) return null;
  const { sums, distances } = drawnSums(own, { seed, resamples });
  const error = Math.sqrt(sums.reduce((sum, one) => sum + one * one, 0) / (resamples - 1)) / size;
  const bias = normalQuantile(belowZero(sums, 1e-9 * error * size));
  const acceleration = own.reduce((sum, away) => sum + away ** 3, 0) / (6 * squares ** 1.5);
  const meanAt = (share: number) => mean + atShare(sums, share) / size;
  const corrected = (tail: number) => {
    const shifted = bias + normalQuantile(tail);
    return meanAt(normalBelow(bias + shifted / (1 - acceleration * shifted)));
  };
  const studentized = (share: number) => mean - (Math.sqrt(squares) / size) * atShare(distances, share);
  const tail = (1 - level) / 2;
  return {
    error,
    percentile: { low: meanAt(tail), high: meanAt(1 - tail) },
    bca: { low: corrected(tail), high: corrected(1 - tail) },
    studentized: { low: studentized(1 - tail), high: studentized(tail) },
  };
}

/** Sums of drawn values in order, and in order what they are over the root of their own squares: t up to a factor. */
function drawnSums(centred: Float64Array, { seed, resamples }: { seed: number; resamples: number }) {
  const random = seededRandom(seed);
  const size = centred.length;
  const sums = new Float64Array(resamples);
  const distances: number[] = [];
  for (let round = 0; round < resamples; round += 1) {
    let [sum, squares] = [0, 0];
    for (let drawn = 0; drawn < size; drawn += 1) {
      const value = centred[(random() * size) | 0] ?? 0;
      sum += value;
      squares += value * value;
    }
    sums[round] = sum;
    const spread = squares - (sum * sum) / size;
    // A draw of equal values only has no spread, and no t.
    if (spread > 1e-12 * squares) distances.push(sum / Math.sqrt(spread));
  }
  return { sums: sums.sort(), distances: Float64Array.from(distances).sort() };
}

/** The value below which a share of sorted ones lies. */
const atShare = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length + 1)) - 1))] ?? 0;

/** The share of sums below 0, half of those that are 0 counted; never 0 or 1. */
function belowZero(sums: Float64Array, zero: number): number {
  let below = 0;
  for (const sum of sums) below += sum < -zero ? 1 : sum <= zero ? 0.5 : 0;
  return Math.min(sums.length - 0.5, Math.max(0.5, below)) / sums.length;
}

import { normalQuantile, studentQuantile } from "./distributions.ts";
import { type Interval, usualLevel } from "./medians.ts";

/** The mean of values; NaN of none. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Where the mean of what values were drawn from lies: by Student's t, and by Wilson (1927) where each value is 0 or 1,
 * since twenty of twenty are not 100 % for sure. Null of fewer than two values.
 */
export function meanInterval(values: readonly number[], { level = usualLevel } = {}): Interval | null {
  const size = values.length;
  if (size < 2) return null;
  const mean = meanOf(values);
  if (values.every((value) => value === 0 || value === 1))
    return shareInterval(Math.round(mean * size), size, { level });
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (size - 1);
  const reach = studentQuantile((1 + level) / 2, size - 1) * Math.sqrt(variance / size);
  return { low: mean - reach, high: mean + reach };
}

/** Where a share lies of which `count` of `of` were seen (Wilson 1927). */
export function shareInterval(count: number, of: number, { level = usualLevel } = {}): Interval {
  const z = normalQuantile((1 + level) / 2);
  const share = count / of;
  const centre = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const whole = 1 + z ** 2 / of;
  // The formula gives the ends exactly; a rounded one may lie beside them.
  const low = count === 0 ? 0 : (centre - reach) / whole;
  return { low, high: count === of ? 1 : (centre + reach) / whole };
}

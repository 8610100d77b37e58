import { studentQuantile } from "./distributions.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { shareInterval } from "./proportions.ts";

/** Numbers in a row. */
export type Values = readonly number[] | Float64Array;

/** The mean of values; NaN of none. */
export function meanOf(values: Values): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return sum / values.length;
}

/** The variance of what values were drawn from, estimated with n - 1; NaN of fewer than two. */
export function varianceOf(values: Values): number {
  const mean = meanOf(values);
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += ((values[at] ?? 0) - mean) ** 2;
  return values.length < 2 ? Number.NaN : sum / (values.length - 1);
}

/**
 * Where the mean of what values were drawn from lies: by Student's t, and by Wilson (1927) where each value is 0 or 1,
 * since twenty of twenty are not 100% for sure. Null of fewer than two values.
 */
export function meanInterval(values: Values, { level = usualLevel } = {}): Interval | null {
  const size = values.length;
  if (size < 2) return null;
  const mean = meanOf(values);
  if (isPassFail(values)) return shareInterval(Math.round(mean * size), size, { level });
  return studentInterval(mean, Math.sqrt(varianceOf(values) / size), size - 1, { level });
}

/** Whether every value is 0 or 1. */
export function isPassFail(values: Values): boolean {
  for (let at = 0; at < values.length; at += 1) if (values[at] !== 0 && values[at] !== 1) return false;
  return true;
}

/** Where a value lies that has this standard error, known with so many degrees of freedom (Student 1908). */
export function studentInterval(
  value: number,
  error: number,
  freedom: number,
  { level = usualLevel } = {},
): Interval {
  const reach = studentQuantile((1 + level) / 2, freedom) * error;
  return { low: value - reach, high: value + reach };
}

import { normalQuantile, studentBeyond } from "./distributions.ts";
import { meanOf, type Values } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";

/**
 * How much two lists of values rise together, from -1 to 1 (Pearson 1895). Null for lists of different lengths or fewer
 * than two values, and where all values of one are the same.
 */
export function pearson(a: Values, b: Values): number | null {
  const size = a.length;
  if (size !== b.length || size < 2) return null;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [together, spreadA, spreadB] = [0, 0, 0];
  for (let at = 0; at < size; at += 1) {
    const [left, right] = [(a[at] ?? 0) - meanA, (b[at] ?? 0) - meanB];
    together += left * right;
    spreadA += left * left;
    spreadB += right * right;
  }
  if (spreadA === 0 || spreadB === 0) return null;
  return Math.max(-1, Math.min(1, together / Math.sqrt(spreadA * spreadB)));
}

/**
 * Where a correlation over so many pairs lies (Fisher's z, 1921); that of ranks is less certain (Bonett and Wright
 * 2000). Null of fewer than four pairs, and at -1 and 1, where the formula gives no width.
 */
export function correlationInterval(
  correlation: number,
  pairs: number,
  { level = usualLevel, ofRanks = false } = {},
): Interval | null {
  if (pairs < 4 || Math.abs(correlation) === 1) return null;
  const variance = (ofRanks ? 1 + correlation ** 2 / 2 : 1) / (pairs - 3);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const z = Math.atanh(correlation);
  return { low: Math.tanh(z - reach), high: Math.tanh(z + reach) };
}

/**
 * How likely a correlation this far from 0 over so many pairs is where there is none, two-sided, by Student's t; close
 * for ranks too. Null of fewer than three pairs.
 */
export function correlationP(correlation: number, pairs: number): number | null {
  if (pairs < 3) return null;
  const left = 1 - correlation ** 2;
  return left === 0 ? 0 : studentBeyond(correlation * Math.sqrt((pairs - 2) / left), pairs - 2);
}

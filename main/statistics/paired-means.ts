import { pearson } from "./correlation.ts";
import { studentBeyond } from "./distributions.ts";
import { meanOf, studentInterval, type Values, varianceOf } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";

/** By how much b's mean lies above a's, and how sure that is. */
export interface MeanDifference {
  difference: number;
  /** The standard error of the difference. */
  error: number;
  freedom: number;
  /** Student's t, and the two-sided probability. All null where no value differs from another: nothing is known of the spread then. */
  t: number | null;
  pValue: number | null;
  interval: Interval | null;
}

/** A difference on the same rows. */
export interface PairedMeans extends MeanDifference {
  /** The standard deviation of the rows' differences. */
  deviation: number;
  /** How much the two rise together; the more, the more pairing gains. Null where one is the same on all rows. */
  correlation: number | null;
}

/** b less a on each row; takes lists of one length. */
export function rowDifferences(a: Values, b: Values): Float64Array {
  const differences = new Float64Array(b.length);
  for (let row = 0; row < b.length; row += 1) differences[row] = (b[row] ?? 0) - (a[row] ?? 0);
  return differences;
}

/** Compares the means of two on the same rows by Student's paired t. Null of fewer than two rows. */
export function pairedMeans(a: Values, b: Values, { level = usualLevel } = {}): PairedMeans | null {
  const rows = a.length;
  if (rows < 2 || b.length !== rows) return null;
  const differences = rowDifferences(a, b);
  const variance = varianceOf(differences);
  return {
    ...tested(meanOf(differences), Math.sqrt(variance / rows), rows - 1, level),
    deviation: Math.sqrt(variance),
    correlation: pearson(a, b),
  };
}

/** Compares the means of two sides that were not measured on the same rows (Welch 1947). Null of fewer than two of each. */
export function welch(a: Values, b: Values, { level = usualLevel } = {}): MeanDifference | null {
  if (a.length < 2 || b.length < 2) return null;
  const [ofA, ofB] = [varianceOf(a) / a.length, varianceOf(b) / b.length];
  const sum = ofA + ofB;
  const freedom =
    sum === 0 ? a.length + b.length - 2 : sum ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  return tested(meanOf(b) - meanOf(a), Math.sqrt(sum), freedom, level);
}

/** A difference with this standard error, and what Student's t says of it. */
export function tested(difference: number, error: number, freedom: number, level: number): MeanDifference {
  // Sums of equal numbers are not always equal: what is left by rounding is no spread.
  if (error <= 1e-12 * Math.abs(difference))
    return { difference, error, freedom, t: null, pValue: null, interval: null };
  const t = difference / error;
  const interval = studentInterval(difference, error, freedom, { level });
  return { difference, error, freedom, t, pValue: studentBeyond(t, freedom), interval };
}

import { normalQuantile } from "./distributions.ts";
import type { Values } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { shareInterval } from "./proportions.ts";

/** How many rows both of two passed, one of them only, or neither. */
export interface PairedCounts {
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
}

/** Counts rows on which each side's value is 0 or 1; takes lists of one length. */
export function pairedCounts(a: Values, b: Values): PairedCounts {
  const counts = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
  for (let row = 0; row < a.length; row += 1) {
    if (a[row] === 1) counts[b[row] === 1 ? "both" : "onlyA"] += 1;
    else counts[b[row] === 1 ? "onlyB" : "neither"] += 1;
  }
  return counts;
}

const rowsOf = ({ both, onlyA, onlyB, neither }: PairedCounts): number => both + onlyA + onlyB + neither;

/** By how much b's share is higher than a's, from -1 to 1. NaN of no rows. */
export const pairedDifference = (counts: PairedCounts): number =>
  (counts.onlyB - counts.onlyA) / rowsOf(counts);

/** The standard error of that difference after Wald: for planning, too small where few rows differ. */
export function pairedError({ onlyA, onlyB, ...rest }: PairedCounts): number {
  const rows = rowsOf({ onlyA, onlyB, ...rest });
  return Math.sqrt(onlyA + onlyB - (onlyB - onlyA) ** 2 / rows) / rows;
}

/**
 * Where the difference of b's and a's share on the same rows lies (Newcombe 1998, method 10: Wilson's intervals of both
 * put together, with a correlation that is corrected for continuity). Takes at least one row. It is somewhat wider than
 * it says where the two agree on most rows.
 */
export function newcombeInterval(counts: PairedCounts, { level = usualLevel } = {}): Interval {
  const { both, onlyA, onlyB, neither } = counts;
  const rows = rowsOf(counts);
  const [passedA, passedB] = [both + onlyA, both + onlyB];
  const [a, b] = [passedA / rows, passedB / rows];
  const [ofA, ofB] = [shareInterval(passedA, rows, { level }), shareInterval(passedB, rows, { level })];
  const product = both * neither - onlyA * onlyB;
  const together = product > 0 ? Math.max(0, product - rows / 2) : product;
  const spread = Math.sqrt(passedA * (rows - passedA) * passedB * (rows - passedB));
  const phi = spread === 0 ? 0 : together / spread;
  const reach = (up: number, down: number) =>
    Math.sqrt(Math.max(0, up ** 2 - 2 * phi * up * down + down ** 2));
  return {
    low: b - a - reach(b - ofB.low, ofA.high - a),
    high: b - a + reach(ofB.high - b, a - ofA.low),
  };
}

/** The same after Agresti and Min (2005): the usual interval after half a row more in each of the four cells. */
export function agrestiMinInterval(counts: PairedCounts, { level = usualLevel } = {}): Interval {
  const { onlyA, onlyB } = counts;
  return boundedInterval({ rows: rowsOf(counts), sum: onlyB - onlyA, squares: onlyA + onlyB }, { level });
}

/**
 * Where the mean of row differences between -1 and 1 lies, of which the sum and the sum of squares are known. For
 * shares that are averaged over repeats, and verdicts with ties: it has a width also where all rows agree, which
 * Student's t has not. The same as Agresti and Min's where each difference is -1, 0 or 1.
 */
export function boundedInterval(
  { rows, sum, squares }: { rows: number; sum: number; squares: number },
  { level = usualLevel } = {},
): Interval {
  const centre = sum / (rows + 2);
  const variance = ((squares + 1) / (rows + 2) - centre ** 2) / (rows + 2);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return { low: Math.max(-1, centre - reach), high: Math.min(1, centre + reach) };
}

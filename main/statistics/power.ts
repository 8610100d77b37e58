import { normalBelow, normalQuantile, rootOf, studentQuantile } from "./distributions.ts";
import { usualLevel } from "./medians.ts";

/** The usual probability of seeing a difference that is there. */
const usualPower = 0.8;

/** How sure one wants to be: of what is seen (`level`), and of seeing it (`power`). */
export interface Sureness {
  level?: number;
  power?: number;
}

const reachOf = ({ level = usualLevel, power = usualPower }: Sureness): number =>
  normalQuantile((1 + level) / 2) + normalQuantile(power);

/** Two models on the same rows, by variances: between rows of the difference, and within a row of each one's answers. */
export interface Spread {
  between: number;
  withinA: number;
  withinB: number;
  repeatsA: number;
  repeatsB: number;
}

const varianceOfRow = ({ between, withinA, withinB, repeatsA, repeatsB }: Spread): number =>
  between + withinA / repeatsA + withinB / repeatsB;

/** How many rows show a difference of means (Miller 2024, formula 9); not rounded. */
export const millerRows = (spread: Spread, difference: number, sureness: Sureness = {}): number =>
  (reachOf(sureness) ** 2 * varianceOfRow(spread)) / difference ** 2;

/** The smallest difference of means that so many rows show. */
export const millerDifference = (spread: Spread, rows: number, sureness: Sureness = {}): number =>
  reachOf(sureness) * Math.sqrt(varianceOfRow(spread) / rows);

/**
 * How many rows McNemar's test needs where so large a share of all rows is passed by one side only, and so large a share
 * by the other only (Miettinen 1968, Connor 1987); not rounded. Infinity where the two are the same.
 */
export function mcnemarRows(
  onlyA: number,
  onlyB: number,
  { level = usualLevel, power = usualPower }: Sureness = {},
): number {
  const [share, difference] = [onlyA + onlyB, onlyA - onlyB];
  const reach =
    normalQuantile((1 + level) / 2) * Math.sqrt(share) +
    normalQuantile(power) * Math.sqrt(share - difference ** 2);
  return (reach / difference) ** 2;
}

/** What so many rows can show of pass and fail. */
export interface SmallestDifference {
  /** The smallest difference of two shares, from 0 to 1. */
  difference: number;
  /** Whether there can be such a difference: it is never more than the share of rows on which the two differ. */
  isPossible: boolean;
}

/** The smallest difference that so many rows show where two models differ on this share of them. */
export function smallestDifference(
  rows: number,
  differing: number,
  sureness: Sureness = {},
): SmallestDifference {
  const difference = reachOf(sureness) * Math.sqrt(differing / rows);
  return { difference, isPossible: difference <= differing };
}

/** How many rows show this difference of two shares where the models differ on this share of rows; not rounded. */
export const rowsForDifference = (difference: number, differing: number, sureness: Sureness = {}): number =>
  (reachOf(sureness) ** 2 * differing) / difference ** 2;

/** The probability that a paired t test shows a difference of so many standard deviations, by the noncentral t. */
export function pairedPower(effect: number, rows: number, { level = usualLevel }: Sureness = {}): number {
  const freedom = rows - 1;
  const limit = studentQuantile((1 + level) / 2, freedom);
  const shift = effect * Math.sqrt(rows);
  // The deviation that is measured, over the true one, has the density of chi over the root of its freedom: Simpson.
  const reach = 9 / Math.sqrt(2 * freedom);
  const [from, to, steps] = [Math.max(1e-9, 1 - reach), 1 + reach, 400];
  const density = (s: number) => Math.exp(freedom * (Math.log(s) - (s * s - 1) / 2)) / s;
  let [seen, all] = [0, 0];
  for (let step = 0; step <= steps; step += 1) {
    const s = from + ((to - from) * step) / steps;
    const weight = density(s) * (step === 0 || step === steps ? 1 : step % 2 === 0 ? 2 : 4);
    seen += weight * (normalBelow(shift - limit * s) + normalBelow(-shift - limit * s));
    all += weight;
  }
  return seen / all;
}

/** How many rows a paired t test needs for a difference, given the standard deviation of row differences; not rounded. */
export function pairedRows(difference: number, deviation: number, sureness: Sureness = {}): number {
  const { power = usualPower } = sureness;
  const effect = Math.abs(difference) / deviation;
  const near = (reachOf(sureness) / effect) ** 2;
  return rootOf(
    (rows) => pairedPower(effect, rows, sureness) - power,
    Math.max(2, near),
    Math.max(2, near) + 200,
  );
}

/** The smallest difference that a paired t test shows with so many rows, given their deviation. Takes two rows or more. */
export function pairedDifferenceSeen(rows: number, deviation: number, sureness: Sureness = {}): number {
  const { power = usualPower } = sureness;
  const near = reachOf(sureness) / Math.sqrt(rows);
  return deviation * rootOf((effect) => pairedPower(effect, rows, sureness) - power, near / 2, near * 60);
}

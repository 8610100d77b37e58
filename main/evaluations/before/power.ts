import type { EvaluationPower } from "../../../preload/contract/evaluation-plans.ts";
import { millerDifference } from "../../statistics/power.ts";
import { shareInterval } from "../../statistics/proportions.ts";
import type { MeasuredDifference } from "../process/pilot.ts";

/** How much two models differ: the share of rows, and the variance of their difference between rows and inside a row. */
export interface Differing {
  told: EvaluationPower["differing"];
  between: number;
  within: number;
}

/** The share of rows on which two models are taken to differ before anything is known. */
const assumedShare = 0.2;

/**
 * What is reckoned with: what a pilot measured, or an assumption. That repeats help is reckoned only where a pilot has
 * measured by how much. A pilot in which no row differs stands for as many as it cannot rule out.
 */
export function differingOf(pilot: MeasuredDifference | null): Differing {
  if (pilot === null)
    return {
      told: { share: assumedShare, low: null, high: null, isMeasured: false },
      between: assumedShare,
      within: 0,
    };
  const { rows, differing, square, within, repeats } = pilot;
  const { low, high } = shareInterval(differing, rows);
  const told = { share: differing / rows, low, high, isMeasured: true };
  if (differing === 0) return { told, between: high, within: 0 };
  return { told, between: Math.max(0, square - within / repeats), within };
}

/** The smallest difference that so many rows and repeats show with 80%, in points of a hundred. */
export function smallestWith(
  { told, between, within }: Differing,
  rows: number,
  repeats: number,
): { smallest: number; isPossible: boolean } {
  const spread = { between, withinA: within, withinB: 0, repeatsA: repeats, repeatsB: 1 };
  const difference = millerDifference(spread, rows);
  // No difference of means is greater than the share of rows on which anything differs.
  return { smallest: 100 * difference, isPossible: difference <= (told.share || told.high || 1) };
}

/** The numbers of rows that are offered, up to those that there are; those that are set are among them. */
export function stepsTo(available: number, set: number): number[] {
  const usual = [10, 20, 30, 50, 100, 200, 300, 500].flatMap((rows) => [rows, rows * 100]);
  const more = [1000, 2000, 3000, 5000, 100_000, 200_000, 500_000, 1_000_000];
  const all = new Set([...usual, ...more, available, set].filter((rows) => rows > 0 && rows <= available));
  return [...all].sort((one, other) => one - other);
}

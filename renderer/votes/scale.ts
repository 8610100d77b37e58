import { type Scale, scaleOf } from "../charts/scale.ts";

/** A scale for ratings, which have no zero: from the hundred below the lowest to a round number above the highest. */
export function ratingScale(values: readonly number[]): Scale {
  const base = 100 * Math.floor(Math.min(...values) / 100);
  const { at, ticks } = scaleOf(values.map((value) => value - base));
  return { at: (value) => at(value - base), ticks: ticks.map((tick) => tick + base) };
}

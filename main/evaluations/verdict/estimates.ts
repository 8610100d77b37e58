import type { Estimate } from "../../../preload/contract/evaluation-verdicts.ts";
import { clusteredMean, clusteredShareInterval } from "../../statistics/clusters.ts";
import { isPassFail, meanOf } from "../../statistics/means.ts";
import type { Interval } from "../../statistics/medians.ts";
import { boundedInterval } from "../../statistics/paired-proportions.ts";
import { shareInterval } from "../../statistics/proportions.ts";
import { scoreInterval } from "../../statistics/score-interval.ts";
import type { FoundClusters } from "./clusters.ts";

/** A mean with its interval, and how that was made: a name in `strings.evaluationVerdicts.methods`. */
export interface MethodEstimate {
  estimate: Estimate;
  method: string | null;
}

/** The seed of what is drawn: the same rows say the same every time. */
const seed = 1;

const estimated = (value: number, interval: Interval | null, method: string | null): MethodEstimate => ({
  estimate: { value, low: interval?.low ?? null, high: interval?.high ?? null },
  method: interval && method,
});

/** The mean of values from 0 to 1 that are shares of passes or wins of a row; null of none. */
export function shareEstimate(values: Float64Array, clusters: FoundClusters | null): MethodEstimate | null {
  if (values.length === 0) return null;
  const mean = meanOf(values);
  const isOnce = isPassFail(values);
  if (clusters) {
    if (isOnce) return estimated(mean, clusteredShareInterval(values, clusters.of), "clustered_wilson");
    const interval = clusteredMean(values, clusters.of)?.interval ?? null;
    if (interval) return estimated(mean, between0And1(interval), "clustered_t");
  }
  if (isOnce)
    return estimated(mean, shareInterval(Math.round(mean * values.length), values.length), "wilson");
  const found = scoreInterval(values, { seed });
  if (found) return estimated(mean, between0And1(found.interval), found.method);
  // All rows are the same, and t says nothing.
  const around = values.map((value) => 2 * value - 1);
  const { low, high } = boundedInterval({
    rows: values.length,
    sum: around.reduce((sum, one) => sum + one, 0),
    squares: around.reduce((sum, one) => sum + one ** 2, 0),
  });
  return estimated(mean, { low: (low + 1) / 2, high: (high + 1) / 2 }, "bounded");
}

const between0And1 = ({ low, high }: Interval): Interval => ({
  low: Math.max(0, low),
  high: Math.min(1, high),
});

/** The mean of any scores; null of none. */
export function scoreEstimate(values: Float64Array, clusters: FoundClusters | null): MethodEstimate | null {
  if (values.length === 0) return null;
  const mean = meanOf(values);
  if (clusters) return estimated(mean, clusteredMean(values, clusters.of)?.interval ?? null, "clustered_t");
  const found = scoreInterval(values, { seed });
  return estimated(mean, found?.interval ?? null, found?.method ?? null);
}

import type { Metric, MetricDifference } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { formatMetric } from "../figures/format.ts";

const isTold = ({ verdict }: MetricDifference) => verdict === "lower" || verdict === "higher";

/** Whether a column is better than every other one, and each of the differences is one. */
export function isBest(columnId: string, metric: Metric, differences: readonly MetricDifference[]): boolean {
  const own = differences.filter((one) => one.metric === metric && one.a === columnId);
  return own.length > 0 && own.every(isTold);
}

/** A difference in plain words. */
export function sentence(difference: MetricDifference, name: (columnId: string) => string): string {
  const { metric, a, b, verdict, shift, interval } = difference;
  const sentences = strings.measured.difference;
  const pair = { a: name(a), b: name(b) };
  if (verdict === "none" || verdict === "few") return `${pair.b}, ${pair.a}: ${sentences[verdict]}`;
  const bounds = [interval?.low ?? 0, interval?.high ?? 0].map(Math.abs).sort((one, other) => one - other);
  return fill(sentences[verdict], {
    ...pair,
    shift: formatMetric(metric, Math.abs(shift ?? 0)),
    low: formatMetric(metric, bounds[0] ?? 0),
    high: formatMetric(metric, bounds[1] ?? 0),
  });
}

/** All differences of one metric in one sentence; null where there is nothing to compare. */
export function verdict(
  metric: Metric,
  differences: readonly MetricDifference[],
  name: (columnId: string) => string,
): string | null {
  const own = differences.filter((one) => one.metric === metric);
  const [first] = own;
  if (!first) return null;
  if (own.length === 1) return sentence(first, name);
  const told = own.filter(isTold);
  const { leads, leadsSome } = strings.repeats;
  if (told.length === own.length) return fill(leads[metric], { name: name(first.a) });
  if (told.length > 0)
    return fill(leadsSome[metric], { name: name(first.a), count: told.length, of: own.length });
  const { few, none } = strings.measured.difference;
  return own.every(({ verdict }) => verdict === "few") ? few : none;
}

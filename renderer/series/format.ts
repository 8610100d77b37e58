import type { Metric, Middle, SeriesColumn } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { formatMetric } from "../figures/format.ts";

const words = strings.series;

/** What is measured, in the order it is shown. */
export const metrics: readonly Metric[] = ["firstToken", "total", "tokensPerSecond"];

/** A median with its interval, or with how few it is of. */
export function formatMiddle(metric: Metric, { median, interval, count }: Middle): string {
  const show = (value: number) => formatMetric(metric, value);
  if (interval)
    return fill(words.interval, { median: show(median), low: show(interval.low), high: show(interval.high) });
  return fill(count === 1 ? words.fewOne : words.few, { median: show(median), count });
}

/** A length of time in words, rounded to what matters. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return fill(words.seconds, { count: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return fill(words.minutes, { count: minutes });
  return fill(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** A column's number and name, told apart also where the same deployment stands twice. */
export const nameOf = (layout: readonly SeriesColumn[], columnId: string): string => {
  const place = layout.findIndex(({ id }) => id === columnId);
  return `${place + 1} ${layout[place]?.alias ?? ""}`;
};

import type { Cost } from "../../preload/contract/conversations.ts";
import type { Metric } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

/** A time in milliseconds as people read it: `312 ms`, `4.2 s`. */
export function formatTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** An amount in its currency, with as many digits as a fraction of a cent needs; says so where the person has typed the price. */
export function formatCost({ amount, currency, isTyped }: Cost): string {
  const cost = amount.toLocaleString(undefined, { style: "currency", currency, maximumSignificantDigits: 3 });
  return isTyped ? fill(strings.prices.byYou, { cost }) : cost;
}

/** A value of a metric with its unit. */
export function formatMetric(metric: Metric, value: number): string {
  return metric === "tokensPerSecond"
    ? fill(strings.compare.speedValue, { count: value.toFixed(value > 0 && value < 10 ? 1 : 0) })
    : formatTime(value);
}

import type { SeriesProgress } from "../../preload/contract/series.ts";
import { type Plan, sizeOf } from "./series-plan.ts";
import type { Outcome } from "./series-store.ts";
import { median } from "./statistics.ts";

/** Runs of a column that its time is judged by: the newest. */
const judged = 50;

/**
 * Milliseconds until all of a plan is asked, by the medians of what each column took so far; null before anything is
 * known. As many columns answer at the same time as the conditions allow, and none before its rate limit has passed.
 */
export function timeLeft(
  plan: Plan,
  outcomes: readonly Outcome[],
  waiting: SeriesProgress["waiting"],
  now = Date.now(),
): number | null {
  const { columnIds, conditions } = plan;
  if (outcomes.length === 0 || columnIds.length === 0) return null;
  const each = sizeOf(plan) / columnIds.length;
  const usual = median(outcomes.slice(-judged).map(({ total }) => total));
  const times = columnIds.map((columnId) => {
    const own = outcomes.filter((outcome) => outcome.columnId === columnId);
    const typical = own.length === 0 ? usual : median(own.slice(-judged).map(({ total }) => total));
    const wait = waiting.find((one) => one.columnId === columnId)?.until ?? now;
    return { work: Math.max(0, each - own.length) * typical, wait: Math.max(0, wait - now) };
  });
  const slowest = Math.max(...times.map(({ work, wait }) => work + wait));
  const shared =
    times.reduce((sum, { work }) => sum + work, 0) / Math.min(conditions.atOnce, columnIds.length);
  return Math.max(slowest, shared);
}

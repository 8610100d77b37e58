import type { WaitingColumn } from "../../preload/contract/series.ts";
import { median } from "../statistics/medians.ts";
import { type Plan, sizeOf } from "./plan.ts";
import type { Tally } from "./tally.ts";

/**
 * Milliseconds until all of a plan is asked, by the medians of what each column took so far; null before anything is
 * known. As many columns answer at the same time as the conditions allow, and none before its rate limit has passed.
 */
export function timeLeft(
  plan: Plan,
  tally: Tally,
  waiting: readonly WaitingColumn[],
  now = Date.now(),
): number | null {
  const { columnIds, conditions } = plan;
  if (tally.done === 0 || columnIds.length === 0) return null;
  const each = sizeOf(plan) / columnIds.length;
  const usual = median([...tally.columns.values()].flatMap(({ times }) => times));
  const times = columnIds.map((columnId) => {
    const own = tally.columns.get(columnId);
    const typical = own ? median(own.times) : usual;
    const wait = waiting.find((one) => one.columnId === columnId)?.until ?? now;
    return { work: Math.max(0, each - (own?.done ?? 0)) * typical, wait: Math.max(0, wait - now) };
  });
  const slowest = Math.max(...times.map(({ work, wait }) => work + wait));
  const shared =
    times.reduce((sum, { work }) => sum + work, 0) / Math.min(conditions.atOnce, columnIds.length);
  return Math.max(slowest, shared);
}

import type { ConversationSummary } from "../../preload/contract/conversations.ts";

export type Day = "today" | "yesterday" | "week" | "older";

const days: Day[] = ["today", "yesterday", "week", "older"];
const dayLength = 24 * 60 * 60 * 1000;

/** Conversations by how long ago they were touched, newest first; `now` in milliseconds. Empty groups are left out. */
export function groupByDay(
  summaries: ConversationSummary[],
  now: number,
): { day: Day; summaries: ConversationSummary[] }[] {
  const sorted = [...summaries].sort((a, b) => b.updatedAt - a.updatedAt);
  return days
    .map((day) => ({ day, summaries: sorted.filter(({ updatedAt }) => dayOf(updatedAt, now) === day) }))
    .filter((group) => group.summaries.length > 0);
}

function dayOf(time: number, now: number): Day {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (time >= midnight) return "today";
  if (time >= midnight - dayLength) return "yesterday";
  return time >= midnight - 6 * dayLength ? "week" : "older";
}

import { hasFailed } from "../../preload/ends.ts";
import type { Outcome } from "./store.ts";

/** How far a series is, counted run by run. */
export interface Tally {
  done: number;
  failed: number;
  /** By column: runs, and how long the newest of them took, in milliseconds. */
  columns: Map<string, { done: number; times: number[] }>;
}

/** Runs of a column whose times are kept. */
const keptTimes = 50;

/** What runs that have ended come to. */
export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const tally: Tally = { done: 0, failed: 0, columns: new Map() };
  for (const outcome of outcomes) count(tally, outcome);
  return tally;
}

/** Counts one more run. */
export function count(tally: Tally, run: Pick<Outcome, "columnId" | "end" | "measurement">): void {
  tally.done += 1;
  if (hasFailed(run)) tally.failed += 1;
  const column = tally.columns.get(run.columnId) ?? { done: 0, times: [] };
  column.done += 1;
  column.times.push(run.measurement.total);
  if (column.times.length > keptTimes) column.times.shift();
  tally.columns.set(run.columnId, column);
}

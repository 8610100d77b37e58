import { setImmediate } from "node:timers/promises";
import { everyPage } from "../../foundry/http/documents.ts";
import type { RemoteEvent, RemotePage } from "../../foundry/jobs/jobs.ts";
import type { EventStore } from "./event-store.ts";
import type { MetricStore, Point } from "./metric-store.ts";

/** Where the events of a job are read and kept. */
export interface EventReading {
  /** The job's number. */
  job: number;
  /** A page of its events at the service. */
  page(after: string | null): Promise<RemotePage<RemoteEvent>>;
  events: EventStore;
  metrics: MetricStore;
  /** Called with the steps that the job has in all, where an event says so. */
  onSteps(steps: number): void;
  /** Keeps what the events before all that are kept begin after; null where there are none. */
  setOlder(after: string | null): void;
}

/** Events that are written at once. */
const batch = 200;
/** Newest events that are known again by their ids. */
const remembered = 500;

/**
 * Reads the events that are new: from the newest one back to one that is known; where none is, the newest page only. Gives
 * how many they are. Throws what `page` throws; nothing is kept then behind which something would be missing.
 */
export async function readNewEvents(reading: EventReading): Promise<number> {
  const { job, page, events } = reading;
  const known = events.newest(job, remembered);
  const ids = new Set(known.map(({ id }) => id));
  const first = await page(null);
  if (isOldestFirst(first.rows)) return readOnwards(reading, first, ids, known[0]?.id);
  if (known.length === 0) {
    // Before its events are kept: they are what says that the rest is known.
    reading.setOlder(first.after);
    await keep(reading, first.rows, "older");
    return first.rows.length;
  }
  const newest = known[0]?.at ?? 0;
  const isKnown = ({ id, at }: RemoteEvent) => ids.has(id) || at < newest;
  const fresh: RemoteEvent[][] = [];
  for await (const rows of pagesFrom(first, page)) {
    const at = rows.findIndex(isKnown);
    fresh.push(at < 0 ? rows : rows.slice(0, at));
    if (at >= 0) break;
  }
  const rows = fresh.flat().reverse();
  await keep(reading, rows, "newer");
  return rows.length;
}

/** Reads the page of events that comes before all that are kept. Throws what `page` throws. */
export async function readOlderEvents(reading: EventReading, after: string): Promise<void> {
  const { rows, after: next } = await reading.page(after);
  // The end of the app may have come between the two.
  const ids = new Set(reading.events.oldest(reading.job, remembered));
  await keep(
    reading,
    rows.filter(({ id }) => !ids.has(id)),
    "older",
  );
  reading.setOlder(next);
}

/** The specification's example lists the oldest first (2024-10-21, get_finetuning_job_events). */
const isOldestFirst = (rows: readonly RemoteEvent[]) => (rows[0]?.at ?? 0) < (rows.at(-1)?.at ?? 0);

async function readOnwards(
  reading: EventReading,
  first: RemotePage<RemoteEvent>,
  ids: ReadonlySet<string>,
  newest: string | undefined,
): Promise<number> {
  let added = 0;
  const from = newest === undefined || first.after === null ? first : await reading.page(newest);
  for await (const page of pagesFrom(from, reading.page)) {
    const rows = page.filter(({ id }) => !ids.has(id));
    await keep(reading, rows, "newer");
    added += rows.length;
  }
  return added;
}

/** A page that was read and those after it. A list that comes back to where it was ends there. */
async function* pagesFrom(
  first: RemotePage<RemoteEvent>,
  page: EventReading["page"],
): AsyncGenerator<RemoteEvent[], void> {
  yield first.rows;
  if (first.after === null) return;
  const after = first.after;
  yield* everyPage((next) => page(next ?? after));
}

/** Keeps events and their numbers, some at a time, so that nothing else waits. */
async function keep(
  { job, events, metrics, onSteps }: EventReading,
  rows: readonly RemoteEvent[],
  side: "newer" | "older",
): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) {
    const some = rows.slice(from, from + batch);
    if (side === "newer") events.addNewer(job, some);
    else events.addOlder(job, some);
    metrics.add(job, some.flatMap(pointsOf));
    const steps = some.map(stepsOf).findLast((count) => count !== null);
    if (steps) onSteps(steps);
    if (from + batch < rows.length) await setImmediate();
  }
}

/** A loss that is no number has no place in JSON, but in the message. */
const broken = /^step (\d{1,12})\b.*\b(?:training|train) loss\s*[=:]\s*(?:nan|-?inf)/i;

function pointsOf({ metrics, message }: RemoteEvent): Point[] {
  const step = metrics?.step ?? metrics?.step_number;
  const [, at] = broken.exec(message) ?? [];
  if (at !== undefined) return [{ step: Number(at), values: { ...metrics, train_loss: Number.NaN } }];
  return metrics && step !== undefined && Number.isFinite(step) ? [{ step, values: metrics }] : [];
}

function stepsOf({ metrics, message }: RemoteEvent): number | null {
  const said =
    metrics?.total_steps ?? Number(/^step \d{1,12}\s*(?:\/|of)\s*(\d{1,12})\b/i.exec(message)?.[1]);
  return Number.isSafeInteger(said) && said > 0 ? said : null;
}

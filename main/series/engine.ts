import { setMaxListeners } from "node:events";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import type { Pacing } from "../runs/pacing.ts";
import { againAfter } from "../runs/retry-policy.ts";
import type { BundleRun } from "../runs/shape.ts";
import { attempt, type RunAsking } from "./attempt.ts";

/** What a series is run with. Knows neither the app nor a database: the command line runs one with the same. */
export interface SeriesWork extends RunAsking {
  /** What has not been asked, in the order in which it is to be. */
  places: readonly RunPlace[];
  /** How many requests may be under way at the same time; never two of one column. */
  atOnce: number;
  /** What shares a rate limit: the deployment behind a column. */
  limitOf(columnId: string): string;
  /** Takes a run that has ended, once. What it throws ends the series. */
  ended(run: BundleRun, diagnosis: Diagnosis | null): void;
  /** Tells which columns wait now, and until when, in milliseconds since the epoch. */
  waiting(columns: { columnId: string; until: number }[]): void;
  /** Tells what has to be put right before a column can go on; the others still run. */
  halted?(halt: Halt): void;
  /** Shared with whoever else asks the same deployments. */
  pacing: Pacing;
}

/** What a person has to put right before the rest of a series can be asked, and the column that met it first. */
export interface Halt {
  diagnosis: Diagnosis;
  columnId: string;
}

/** Runs of one column that may fail one after the other, though each was asked again, before it is set aside. */
const failuresInARow = 3;

/**
 * Asks everything that is to be asked, and waits out rate limits and what passes by itself. A column that a person has
 * to help is asked nothing more, the others go on. Resolves with null when all was asked or the signal ended it, or with
 * what has to be put right before the rest can be asked. A run that was cut by either is not told: it is asked anew
 * another time. Rejects with what `ended` throws.
 */
export async function runSeries(work: SeriesWork, signal: AbortSignal): Promise<Halt | null> {
  const { pacing } = work;
  const queues = queuesOf(work.places);
  const busy = new Set<string>();
  const tried = new Map<RunPlace, number>();
  const failed = new Map<string, number>();
  const refused = new Map<string, number>();
  /** Milliseconds since the epoch, of what waits for anything but a rate limit. */
  const until = new Map<string, number>();
  const halt = new AbortController();
  const over = AbortSignal.any([signal, halt.signal]);
  let toPutRight: Halt | null = null;
  let wakers: (() => void)[] = [];

  const changed = () => {
    for (const wake of wakers.splice(0)) wake();
  };
  // Each request listens to its end.
  setMaxListeners(0, over);
  over.addEventListener("abort", changed, { once: true });

  const freeAt = (columnId: string) => {
    const limit = work.limitOf(columnId);
    return Math.max(pacing.freeAt(limit), until.get(limit) ?? 0, until.get(columnId) ?? 0);
  };
  /** What has refused everything is asked by one column first. */
  const isTried = (columnId: string) => {
    const limit = work.limitOf(columnId);
    return (refused.get(limit) ?? 0) > 0 && [...busy].some((other) => work.limitOf(other) === limit);
  };
  const waitingColumns = () => [...queues.keys()].filter((columnId) => !busy.has(columnId));

  const tellWaiting = () => {
    const now = Date.now();
    const waits = waitingColumns().map((columnId) => ({ columnId, until: freeAt(columnId) }));
    work.waiting(waits.filter((wait) => wait.until > now));
  };

  /** Until something may have become free. */
  const pause = () =>
    new Promise<void>((resolve) => {
      const wait =
        Math.min(
          ...waitingColumns()
            .filter((one) => !isTried(one))
            .map(freeAt),
        ) - Date.now();
      const timer = Number.isFinite(wait) ? setTimeout(changed, Math.max(1, wait)) : null;
      wakers.push(() => {
        if (timer) clearTimeout(timer);
        resolve();
      });
    });

  /** The first in the order of those whose column is free. */
  const next = (): RunPlace | null => {
    const now = Date.now();
    let first: { order: number; columnId: string } | null = null;
    for (const columnId of waitingColumns()) {
      const order = queues.get(columnId)?.at(-1)?.order ?? 0;
      if ((first && order > first.order) || freeAt(columnId) > now || isTried(columnId)) continue;
      first = { order, columnId };
    }
    if (!first) return null;
    const queue = queues.get(first.columnId);
    const place = queue?.pop()?.place ?? null;
    if (queue?.length === 0) queues.delete(first.columnId);
    return place;
  };

  const askLater = (place: RunPlace) => {
    const queue = queues.get(place.columnId) ?? [];
    queue.push({ place, order: -1 });
    queues.set(place.columnId, queue);
  };

  const setAside = (columnId: string, diagnosis: Diagnosis | null) => {
    queues.delete(columnId);
    if (!diagnosis) return;
    toPutRight ??= { diagnosis, columnId };
    work.halted?.(toPutRight);
  };

  const one = async (place: RunPlace) => {
    const { columnId } = place;
    const limit = work.limitOf(columnId);
    const result = await attempt(work, place, over, (headroom) => {
      pacing.started(limit, headroom);
      refused.delete(limit);
      tellWaiting();
      changed();
    });
    if (over.aborted || result === null) return;
    const { run, diagnosis } = result;
    const count = (tried.get(place) ?? 0) + 1;
    tried.set(place, count);
    // Several that were refused together count as one.
    const isFirst = diagnosis?.code === "rate_limited" && pacing.freeAt(limit) <= Date.now();
    if (isFirst) refused.set(limit, (refused.get(limit) ?? 0) + 1);
    const again = againAfter(diagnosis, count, refused.get(limit) ?? 0);
    if (again.do === "set aside") return setAside(columnId, diagnosis);
    if (again.do === "keep") {
      tried.delete(place);
      work.ended(run, diagnosis);
      failed.set(columnId, again.passing ? (failed.get(columnId) ?? 0) + 1 : 0);
      if (failed.get(columnId) === failuresInARow) setAside(columnId, diagnosis);
      return;
    }
    askLater(place);
    if (again.of === "rate limit") pacing.hold(limit, again.milliseconds);
    else until.set(again.of === "column" ? columnId : limit, Date.now() + again.milliseconds);
  };

  const worker = async () => {
    for (;;) {
      if (over.aborted) return;
      const place = next();
      if (!place) {
        // What runs elsewhere may have to be asked again.
        if (queues.size === 0 && busy.size === 0) return changed();
        await pause();
        continue;
      }
      busy.add(place.columnId);
      try {
        await one(place);
      } finally {
        busy.delete(place.columnId);
        tellWaiting();
        changed();
      }
    }
  };

  try {
    await Promise.all(Array.from({ length: work.atOnce }, worker));
  } finally {
    // Whatever ended one of them ends all.
    halt.abort();
    wakers = [];
    work.waiting([]);
  }
  return toPutRight;
}

/** What each column is to be asked, the first last. */
function queuesOf(places: readonly RunPlace[]): Map<string, { place: RunPlace; order: number }[]> {
  const queues = new Map<string, { place: RunPlace; order: number }[]>();
  for (const [order, place] of [...places.entries()].reverse()) {
    const queue = queues.get(place.columnId);
    if (queue) queue.push({ place, order });
    else queues.set(place.columnId, [{ place, order }]);
  }
  return queues;
}

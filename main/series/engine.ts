import { setMaxListeners } from "node:events";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { RunPlace, WaitingColumn } from "../../preload/contract/series.ts";
import type { Pacing } from "../runs/pacing.ts";
import type { BundleRun } from "../runs/shape.ts";
import { createTries } from "../runs/tries.ts";
import { attempt, type RunAsking } from "./attempt.ts";
import { createQueues } from "./queues.ts";

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
  /** Tells which columns wait now. */
  waiting(columns: WaitingColumn[]): void;
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
  const tries = createTries(pacing);
  const queues = createQueues(work.places, (columnId) => work.limitOf(columnId), pacing, tries);
  const tried = new Map<RunPlace, number>();
  const failed = new Map<string, number>();
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

  /** Columns that were said to wait. */
  let told = 0;
  const tellWaiting = () => {
    const waiting = queues.waiting();
    told = waiting.length;
    work.waiting(waiting);
  };

  /** Until something may have become free. */
  const pause = () =>
    new Promise<void>((resolve) => {
      const wait = queues.wait();
      const timer = Number.isFinite(wait) ? setTimeout(changed, Math.max(1, wait)) : null;
      wakers.push(() => {
        if (timer) clearTimeout(timer);
        resolve();
      });
    });

  const setAside = (columnId: string, diagnosis: Diagnosis | null) => {
    queues.drop(columnId);
    if (!diagnosis) return;
    const halt = { diagnosis, columnId };
    toPutRight ??= halt;
    work.halted?.(halt);
  };

  const one = async (place: RunPlace) => {
    const { columnId } = place;
    const limit = work.limitOf(columnId);
    const result = await attempt(work, place, over, (headroom) => {
      pacing.started(limit, headroom);
      tries.answered(limit);
      tellWaiting();
      changed();
    });
    if (over.aborted || result === null) return;
    const { run, diagnosis } = result;
    const count = (tried.get(place) ?? 0) + 1;
    tried.set(place, count);
    const again = tries.after(limit, diagnosis, count);
    if (again.do === "set aside") return setAside(columnId, diagnosis);
    if (again.do === "keep") {
      tried.delete(place);
      work.ended(run, diagnosis);
      failed.set(columnId, again.passing ? (failed.get(columnId) ?? 0) + 1 : 0);
      if (failed.get(columnId) === failuresInARow) setAside(columnId, diagnosis);
      return;
    }
    queues.putBack(place);
    if (again.of !== "rate limit") queues.hold(again.of === "column" ? columnId : limit, again.milliseconds);
  };

  const worker = async () => {
    for (;;) {
      if (over.aborted) return;
      const place = queues.take();
      if (!place) {
        // What runs elsewhere may have to be asked again.
        if (queues.isDone()) return changed();
        await pause();
        continue;
      }
      if (told > 0) tellWaiting();
      try {
        await one(place);
      } finally {
        queues.release(place.columnId);
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

import type { RunConditions, RunMeasurement } from "../../preload/contract/comparisons.ts";
import type { Cost } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import type { ChatEvent } from "../foundry/chat.ts";
import { problem } from "../foundry/error.ts";
import { againAfter } from "./again.ts";
import type { BundleRun } from "./bundle-schema.ts";
import { startedUnder } from "./questions.ts";
import { recordOf, startRecording } from "./record.ts";
import { startTiming } from "./timing.ts";

/** What a series is run with. Knows neither the app nor a database: the command line runs one with the same. */
export interface SeriesWork {
  /** What has not been asked, in the order in which it is to be. */
  places: readonly RunPlace[];
  /** How many requests may be under way at the same time; never two of one column. */
  atOnce: number;
  /** What shares a rate limit: the deployment behind a column. */
  limitOf(columnId: string): string;
  ask(place: RunPlace, signal: AbortSignal): AsyncIterable<ChatEvent>;
  conditions(columnId: string): RunConditions;
  cost(columnId: string, measured: RunMeasurement | null, region: string | null): Promise<Cost | null>;
  /** Takes a run that has ended, once. What it throws ends the series. */
  ended(run: BundleRun, diagnosis: Diagnosis | null): void;
  /** Tells which columns wait now, and until when, in milliseconds since the epoch. */
  waiting(columns: { columnId: string; until: number }[]): void;
}

/** What a person has to put right before a series can go on, and the column that met it. */
export interface Halt {
  diagnosis: Diagnosis;
  columnId: string;
}

/** Characters that one answer may have, as in a conversation. */
const answerLimit = 4_000_000;

/**
 * Asks everything that is to be asked, and waits out rate limits and what passes by itself. Resolves with null when all
 * was asked or the signal ended it, or with what a person has to put right before it can go on. A run that was cut by
 * either is not told: it is asked anew another time. Rejects with what `ended` throws.
 */
export async function runSeries(work: SeriesWork, signal: AbortSignal): Promise<Halt | null> {
  const pending = [...work.places];
  const tried = new Map<RunPlace, number>();
  const busy = new Set<string>();
  /** By what shares a limit, and by place: milliseconds since the epoch. */
  const until = new Map<string | RunPlace, number>();
  const halt = new AbortController();
  const over = AbortSignal.any([signal, halt.signal]);
  let toPutRight: Halt | null = null;
  let wakers: (() => void)[] = [];

  const changed = () => {
    for (const wake of wakers.splice(0)) wake();
  };
  over.addEventListener("abort", changed, { once: true });

  const freeAt = (place: RunPlace) =>
    Math.max(until.get(work.limitOf(place.columnId)) ?? 0, until.get(place) ?? 0);

  const tellWaiting = () => {
    const now = Date.now();
    const columns = new Map(pending.map((place) => [place.columnId, place]));
    work.waiting(
      [...columns.keys()].flatMap((columnId) => {
        const end = until.get(work.limitOf(columnId)) ?? 0;
        return end > now ? [{ columnId, until: end }] : [];
      }),
    );
  };

  /** Until something may have become free. */
  const pause = () =>
    new Promise<void>((resolve) => {
      const soonest = Math.min(...pending.filter(({ columnId }) => !busy.has(columnId)).map(freeAt));
      const wait = soonest - Date.now();
      const timer = Number.isFinite(wait) ? setTimeout(changed, Math.max(1, wait)) : null;
      wakers.push(() => {
        if (timer) clearTimeout(timer);
        resolve();
      });
    });

  const one = async (place: RunPlace) => {
    const result = await attempt(work, place, over);
    if (over.aborted || result === null) return;
    const { run, diagnosis } = result;
    const count = (tried.get(place) ?? 0) + 1;
    tried.set(place, count);
    const again = againAfter(diagnosis, count);
    if (again.do === "keep") return work.ended(run, diagnosis);
    if (again.do === "pause" && diagnosis) {
      toPutRight = { diagnosis, columnId: place.columnId };
      return halt.abort();
    }
    if (again.do === "pause") return;
    until.set(again.all ? work.limitOf(place.columnId) : place, Date.now() + again.milliseconds);
    pending.unshift(place);
    tellWaiting();
  };

  const worker = async () => {
    for (;;) {
      if (over.aborted) return;
      const now = Date.now();
      const index = pending.findIndex((place) => !busy.has(place.columnId) && freeAt(place) <= now);
      const [place] = index < 0 ? [] : pending.splice(index, 1);
      if (!place) {
        // What runs elsewhere may have to be asked again.
        if (pending.length === 0 && busy.size === 0) return changed();
        await pause();
        continue;
      }
      busy.add(place.columnId);
      tellWaiting();
      try {
        await one(place);
      } finally {
        busy.delete(place.columnId);
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

/** One try of one run; null where it gave no end. */
async function attempt(
  work: SeriesWork,
  place: RunPlace,
  signal: AbortSignal,
): Promise<{ run: BundleRun; diagnosis: Diagnosis | null } | null> {
  const { columnId } = place;
  const own = new AbortController();
  const begun = performance.now();
  const timing = startTiming(begun);
  const recording = startRecording(begun);
  let conditions = work.conditions(columnId);
  let end: (ChatEvent & { type: "end" }) | null = null;
  let length = 0;
  try {
    for await (const event of work.ask(place, AbortSignal.any([signal, own.signal]))) {
      timing.take(event);
      recording.take(event);
      if (event.type === "started") conditions = startedUnder(conditions, event);
      if (event.type === "text" || event.type === "reasoning" || event.type === "refusal") {
        length += event.text.length;
      }
      if (event.type === "end") end = event;
      if (length > answerLimit) {
        own.abort();
        const { diagnosis } = problem("reply_not_understood");
        end = { type: "end", at: event.at, end: "failed", usage: null, diagnosis };
        break;
      }
    }
    if (!end || signal.aborted) return null;
    const measured = timing.stop(end.at, end.usage);
    const cost = await work.cost(columnId, measured, conditions.region).catch(() => null);
    const { diagnosis } = end;
    return {
      run: recordOf({ end: end.end, diagnosis, measured, conditions, cost }, place, recording),
      diagnosis,
    };
  } finally {
    timing.end();
  }
}

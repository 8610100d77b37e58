import { setImmediate } from "node:timers/promises";
import type { SeriesRow, SeriesSummary, WaitingColumn } from "../../preload/contract/series.ts";
import { failedEnds } from "../../preload/ends.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { logFault } from "../log.ts";
import type { Questions } from "../runs/questions.ts";
import { askedOf } from "./asked.ts";
import { type Halt, runSeries } from "./engine.ts";
import { keyOf, planOf, sizeOf } from "./plan.ts";
import { rowOfRecord, summaryOfSeries } from "./rows.ts";
import type { SeriesStore, StoredSeries } from "./store.ts";
import { count, type Tally, tallyOf } from "./tally.ts";
import { timeLeft } from "./time-left.ts";

/** Milliseconds between two tellings of what has happened. */
const tellInterval = 250;

interface Running {
  series: StoredSeries;
  abort: AbortController;
  waiting: WaitingColumn[];
  rows: SeriesRow[];
  /** What has ended so far: the database is not asked for all of it again and again. */
  tally: Tally;
  timer: NodeJS.Timeout | null;
  /** Resumed before what was paused had ended. */
  isWanted: boolean;
}

/** Series that are under way. */
export interface SeriesRunners {
  /** Asks what of a series has not been asked, until all is, it is paused, or something has to be put right. */
  start(series: StoredSeries): void;
  pause(id: string): void;
  /** Whether there is anything to start: it is paused, though it may still be ending, or a column was set aside. */
  canStart(id: string): boolean;
  renamed(id: string, title: string): void;
  /** Tells the runs that have ended and were not told yet. */
  tellNow(id: string): void;
  summaryOf(series: StoredSeries): SeriesSummary;
  isBusy(): boolean;
  /** The app is about to end: what is under way is asked anew another time. */
  interruptAll(): void;
}

/** `tell` shows a series as it is now. */
export function createSeriesRunners(parts: {
  store: SeriesStore;
  questions: Questions;
  emit: Emit;
  tell: (id: string) => void;
}): SeriesRunners {
  const { store, questions, emit, tell } = parts;
  const running = new Map<string, Running>();
  let isOver = false;

  const tellRows = (one: Running) => {
    if (one.timer) clearTimeout(one.timer);
    one.timer = null;
    const rows = one.rows.splice(0);
    if (rows.length > 0) emit("series.rows", { id: one.series.id, rows });
  };
  const later = (one: Running) => {
    if (isOver || one.abort.signal.aborted) return;
    one.timer ??= setTimeout(() => {
      tellRows(one);
      emit("series.changed", summaryOf(one.series));
    }, tellInterval);
  };

  const work = (one: Running, done: ReadonlySet<string>) => {
    const { id } = one.series;
    return runSeries(
      {
        ...askedOf(one.series, done, questions),
        ended: (run, diagnosis) => {
          if (isOver) return;
          keep(() => store.putRun(id, run, diagnosis));
          count(one.tally, run);
          one.rows.push(rowOfRecord(run));
          later(one);
        },
        waiting: (waiting) => {
          one.waiting = waiting;
          later(one);
        },
        halted: (halt) => {
          if (one.series.problem !== null) return;
          store.setState(id, "running", problemOf(one.series, halt));
          one.series = { ...one.series, problem: problemOf(one.series, halt) };
          later(one);
        },
      },
      one.abort.signal,
    );
  };

  const canStart = (id: string) => {
    const one = running.get(id);
    return !one || one.abort.signal.aborted || one.series.problem !== null;
  };

  const start = (series: StoredSeries) => {
    const before = running.get(series.id);
    if (before) {
      before.isWanted = canStart(series.id);
      if (before.isWanted) before.abort.abort();
      return;
    }
    const outcomes = store.outcomes(series.id);
    const done = new Set(outcomes.map(keyOf));
    const one: Running = {
      series: { ...series, state: "running", problem: null },
      abort: new AbortController(),
      waiting: [],
      rows: [],
      tally: tallyOf(outcomes),
      timer: null,
      isWanted: false,
    };
    running.set(series.id, one);
    store.setState(series.id, "running", null);
    tell(series.id);
    // After what was told: in Electron promises go on inside calls that seem synchronous.
    void setImmediate()
      .then(() => work(one, done))
      .catch((error) => {
        logFault("A series failed in the app", error);
        const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected");
        return { diagnosis, columnId: "" };
      })
      .then((toPutRight) => {
        running.delete(series.id);
        if (isOver) return;
        const isDone = one.tally.done >= sizeOf(planOf(series));
        store.setState(series.id, isDone ? "done" : "paused", toPutRight && problemOf(series, toPutRight));
        tellRows(one);
        const now = store.get(series.id);
        if (now && one.isWanted) start(now);
        else if (now) tell(series.id);
      })
      .catch((error) => logFault("The end of a series", error));
  };

  const summaryOf = (series: StoredSeries): SeriesSummary => {
    const one = running.get(series.id);
    const { done, failed } = one?.tally ?? store.count(series.id, failedEnds);
    return summaryOfSeries(series, {
      done,
      failed,
      of: series.origin === "file" ? done : sizeOf(planOf(series)),
      timeLeft: one ? timeLeft(planOf(series), one.tally, one.waiting) : null,
      waiting: one?.waiting ?? [],
    });
  };

  return {
    start,
    pause: (id) => {
      const one = running.get(id);
      if (one) one.isWanted = false;
      one?.abort.abort();
    },
    canStart,
    renamed: (id, title) => {
      const one = running.get(id);
      if (one) one.series = { ...one.series, title };
    },
    tellNow: (id) => {
      const one = running.get(id);
      if (one) tellRows(one);
    },
    summaryOf,
    isBusy: () => running.size > 0,
    interruptAll: () => {
      isOver = true;
      for (const { abort, timer } of running.values()) {
        if (timer) clearTimeout(timer);
        abort.abort();
      }
      running.clear();
    },
  };
}

const problemOf = ({ targets }: StoredSeries, { diagnosis, columnId }: Halt) => ({
  diagnosis,
  connectionId: targets[columnId]?.connectionId ?? "",
});

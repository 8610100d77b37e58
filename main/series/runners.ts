import { setImmediate } from "node:timers/promises";
import type { SeriesProgress, SeriesRow, SeriesSummary } from "../../preload/contract/series.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import type { Questions } from "../runs/questions.ts";
import { type Halt, runSeries } from "./engine.ts";
import { keyOf, placesOf, sizeOf } from "./plan.ts";
import { failedEnds } from "./results.ts";
import { rowOfRecord } from "./rows.ts";
import type { SeriesStore, StoredSeries } from "./store.ts";
import { count, type Tally, tallyOf } from "./tally.ts";
import { timeLeft } from "./time-left.ts";

/** Milliseconds between two tellings of what has happened. */
const tellInterval = 250;

interface Running {
  series: StoredSeries;
  abort: AbortController;
  waiting: SeriesProgress["waiting"];
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
    const { id, about, targets } = one.series;
    const columns = new Map(about.columns.map((column, position) => [column.id, { column, position }]));
    const prompts = new Map(about.prompts.map((prompt) => [prompt.id, prompt.text]));
    const asked = (columnId: string) => {
      const found = columns.get(columnId);
      const target = targets[columnId];
      if (!found || !target) throw problem("not_found");
      const { systemPrompt, parameters } = found.column;
      return { ...target, systemPrompt, parameters };
    };
    return runSeries(
      {
        places: placesOf(planOf(one.series)).filter((place) => !done.has(keyOf(place))),
        atOnce: about.conditions.atOnce,
        limitOf: (columnId) => questions.limitOf(asked(columnId)),
        pacing: questions.pacing,
        ask: ({ columnId, promptId }, signal) =>
          questions.ask(
            asked(columnId),
            columns.get(columnId)?.position ?? 0,
            prompts.get(promptId) ?? "",
            signal,
          ),
        conditions: (columnId) => questions.conditions(asked(columnId)),
        cost: (columnId, measured, region) => questions.cost(asked(columnId), measured, region),
        ended: (run, diagnosis) => {
          if (isOver) return;
          try {
            store.putRun(id, run, diagnosis);
          } catch (error) {
            throw problem("storage_failed", {}, error);
          }
          count(one.tally, run);
          one.rows.push(rowOfRecord(run));
          later(one);
        },
        waiting: (waiting) => {
          one.waiting = waiting;
          later(one);
        },
        halted: (halt) => {
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
    const { id, about, title, createdAt, comparisonId, origin, state, problem: toPutRight } = series;
    const one = running.get(id);
    const { done, failed } = one?.tally ?? store.count(id, failedEnds);
    return {
      id,
      title,
      createdAt,
      comparisonId,
      origin,
      state,
      columns: about.columns.length,
      prompts: about.prompts.length,
      repeats: about.conditions.repeats,
      problem: toPutRight,
      progress: {
        done,
        failed,
        of: origin === "file" ? done : sizeOf(planOf(series)),
        timeLeft: one ? timeLeft(planOf(series), one.tally, one.waiting) : null,
        waiting: one?.waiting ?? [],
      },
    };
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

const planOf = ({ about: { columns, prompts, conditions } }: StoredSeries) => ({
  columnIds: columns.map(({ id }) => id),
  promptIds: prompts.map(({ id }) => id),
  conditions,
});

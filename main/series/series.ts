import { randomInt, randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { Input } from "../../preload/contract/index.ts";
import type {
  PromptReading,
  RunPlace,
  Series,
  SeriesAnswer,
  SeriesDrift,
  SeriesResults,
  SeriesRow,
  SeriesSummary,
  TextStretch,
} from "../../preload/contract/series.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import type { Questions } from "../runs/questions.ts";
import type { Bundle } from "../runs/shape.ts";
import { type Known, snapshotOf } from "./columns.ts";
import { createCountedResults } from "./counted-results.ts";
import { type Day, driftOf } from "./drift.ts";
import { readPrompts } from "./prompts.ts";
import { failedEnds } from "./results.ts";
import { answerOfRun, rowOfStored, seriesOf } from "./rows.ts";
import { createSeriesRunners } from "./runners.ts";
import type { SeriesStore, StoredSeries } from "./store.ts";
import { differences } from "./word-differences.ts";

/** A run, by its series and its place there. */
interface PlacedRun {
  id: string;
  place: RunPlace;
}

export interface SeriesFeature {
  list(): SeriesSummary[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  get(id: string): Series;
  rows(id: string): Promise<SeriesRow[]>;
  /** While it runs they may be a little old, where there is much to count. */
  results(id: string): Promise<SeriesResults>;
  answer(id: string, place: RunPlace): SeriesAnswer;
  /** What is different between two answers, of one series or of two; null where that takes too long. */
  difference(first: PlacedRun, second: PlacedRun): TextStretch[] | null;
  /** Holds a series against one of another day. */
  drift(before: string, after: string): SeriesDrift;
  readPrompts(source: Input<"series.readPrompts">): PromptReading;
  /** Takes the columns of a comparison and begins. Throws `input_refused` without a column or a prompt. */
  create(input: Input<"series.create">): SeriesSummary;
  pause(id: string): void;
  resume(id: string, failed: boolean): void;
  rename(id: string, title: string): SeriesSummary;
  remove(id: string): void;
  restore(id: string): SeriesSummary;
  /** A series with all its runs and events. */
  bundle(id: string): Promise<Bundle>;
  /** Keeps what a bundle holds as a series that can be looked at, or nothing of it. */
  take(bundle: Bundle): Promise<SeriesSummary>;
  isBusy(): boolean;
  interruptAll(): void;
  purge(): void;
}

/** Runs that are worked through before others have their turn: some have as many pieces as their answer has words. */
const atOnce = 200;

/** A list in pieces of at most so many. */
const piecesOf = <Item>(items: readonly Item[], most: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );

/** Runs that are read from the database at once. */
const sliceLength = 250;

/** Prompts whose text is shown before a series begins. */
const shownPrompts = 20;

/** Series of runs: prompts that are asked of columns unattended, and what came of them. */
export function createSeries(
  parts: Known & {
    store: SeriesStore;
    questions: Questions;
    /** The comparison that columns are taken from. Throws `not_found`. */
    comparison: (id: string) => Comparison;
    app: Bundle["app"];
    emit: Emit;
  },
): SeriesFeature {
  const { store, questions, comparison, app, emit } = parts;
  const results = createCountedResults(store, (id) => runners.canStart(id));

  const found = (id: string): StoredSeries => {
    const series = store.get(id);
    if (!series) throw problem("not_found");
    return series;
  };
  const day = (id: string): Day => {
    const { about, createdAt } = found(id);
    const runs = store.runs(id).map(({ facts, ...run }) => ({ ...facts, ...run }));
    return { createdAt, columns: about.columns, prompts: about.prompts, runs };
  };

  const runners = createSeriesRunners({ store, questions, emit, tell: (id) => told(id) });
  const summary = (series: StoredSeries): SeriesSummary => runners.summaryOf(series);
  const told = (id: string): SeriesSummary => {
    const summarised = summary(found(id));
    emit("series.changed", summarised);
    return summarised;
  };

  const runOf = (id: string, place: RunPlace) => {
    const run = store.run(id, place);
    if (!run) throw problem("not_found");
    return run;
  };

  return {
    list: () => store.list().map(summary),
    get: (id) => {
      const series = found(id);
      return seriesOf(series, summary(series));
    },
    rows: async (id) => {
      found(id);
      const rows: SeriesRow[] = [];
      let last = 0;
      for (;;) {
        // What ends while they are read is among the last of them.
        const numbers = store.runNumbers(id).filter((number) => number > last);
        for (const some of piecesOf(numbers, sliceLength)) {
          rows.push(...store.someRuns(some).map(rowOfStored));
          if (numbers.length > sliceLength) await setImmediate();
        }
        last = numbers.at(-1) ?? last;
        if (numbers.length > sliceLength) continue;
        // Told before they are given, so that nobody takes one of them for another.
        runners.tellNow(id);
        return rows;
      }
    },
    results: (id) => {
      const { about } = found(id);
      return results.of(
        id,
        about.columns.map((column) => column.id),
      );
    },
    answer: (id, place) => answerOfRun(runOf(id, place)),
    difference: (first, second) =>
      differences(runOf(first.id, first.place).text, runOf(second.id, second.place).text),
    readPrompts: ({ text, format, template }) => {
      const { prompts, variables, missing, unused, problems } = readPrompts(text, format, template);
      const first = prompts.slice(0, shownPrompts).map(({ text, line }) => ({ text, line }));
      return { count: prompts.length, first, variables, missing, unused, problems };
    },
    create: ({ comparisonId, title, prompts: source, repeats, warmUps, order, atOnce }) => {
      const { layout } = comparison(comparisonId);
      const { prompts } = readPrompts(source.text, source.format, source.template);
      if (layout.length === 0 || prompts.length === 0) throw problem("input_refused");
      const { deployments, columns, targets } = snapshotOf(layout, parts);
      const series: StoredSeries = {
        id: randomUUID(),
        comparisonId,
        title,
        origin: "here",
        state: "paused",
        problem: null,
        createdAt: Date.now(),
        targets,
        about: {
          app,
          conditions: { repeats, warmUps, order, atOnce, seed: randomInt(2 ** 31) },
          deployments,
          columns,
          prompts: prompts.map(({ text, variables }, index) => ({ id: `p${index + 1}`, text, variables })),
          votes: [],
          edits: [],
        },
      };
      keep(() => store.put(series));
      runners.start(series);
      return summary(found(series.id));
    },
    pause: (id) => {
      found(id);
      runners.pause(id);
    },
    resume: (id, failed) => {
      const series = found(id);
      if (series.origin === "file" || !runners.canStart(id)) return;
      if (failed) keep(() => store.forget(id, failedEnds));
      results.forget(id);
      runners.start(series);
    },
    rename: (id, title) => {
      found(id);
      keep(() => store.rename(id, title));
      runners.renamed(id, title);
      return told(id);
    },
    remove: (id) => {
      found(id);
      runners.pause(id);
      keep(() => store.setRemoved(id, true));
      emit("series.removed", { id });
    },
    restore: (id) => {
      keep(() => store.setRemoved(id, false));
      return told(id);
    },
    drift: (before, after) => driftOf(day(before), day(after)),
    bundle: async (id) => {
      const { title, createdAt, about } = found(id);
      const runs: Bundle["runs"] = [];
      for (const numbers of piecesOf(store.runNumbers(id), atOnce)) {
        for (const run of store.bundleRuns(numbers)) runs.push(run);
        await setImmediate();
      }
      return { title, createdAt, ...about, runs };
    },
    take: async ({ title, createdAt, runs, ...about }) => {
      const id = randomUUID();
      const series: StoredSeries = {
        id,
        comparisonId: null,
        title,
        origin: "file",
        state: "done",
        problem: null,
        about,
        targets: {},
        createdAt,
      };
      // Nobody sees it before it is whole. What the end of the app cuts is deleted with what was removed.
      keep(() => store.put(series, true));
      for (const chunk of piecesOf(runs, atOnce)) {
        keep(() => store.putRuns(id, chunk));
        await setImmediate();
      }
      keep(() => store.setRemoved(id, false));
      return told(id);
    },
    isBusy: () => runners.isBusy(),
    interruptAll: () => runners.interruptAll(),
    purge: () => store.purge(),
  };
}

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
import { failedEnds } from "../../preload/ends.ts";
import { differences } from "../../preload/word-differences.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import type { Questions } from "../runs/questions.ts";
import type { Bundle } from "../runs/shape.ts";
import { type Known, snapshotOf } from "./columns.ts";
import { createCountedResults } from "./counted-results.ts";
import { type Day, driftOf } from "./drift.ts";
import { piecesOf } from "./pieces.ts";
import { readPrompts } from "./prompts.ts";
import { answerOfRun, rowOfStored, seriesOf } from "./rows.ts";
import { createSeriesRunners } from "./runners.ts";
import type { SeriesStore, StoredSeries } from "./store.ts";
import { createTransfer, type Transfer } from "./transfer.ts";

/** A run, by its series and its place there. */
interface PlacedRun {
  id: string;
  place: RunPlace;
}

export interface SeriesService extends Transfer {
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
  isBusy(): boolean;
  interruptAll(): void;
  purge(): void;
}

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
): SeriesService {
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
    ...createTransfer(store, found, told),
    isBusy: () => runners.isBusy(),
    interruptAll: () => runners.interruptAll(),
    purge: () => store.purge(),
  };
}

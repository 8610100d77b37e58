import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { problem } from "../../../main/foundry/error.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import type { Series, SeriesResults, SeriesRow, SeriesSummary } from "../../../preload/contract/series.ts";
import {
  listenToSeries,
  openSeries,
  pauseSeries,
  removeSeries,
  undoRemove,
  useSeries,
} from "../../../renderer/series/state.ts";

const summary = (done: number, state: SeriesSummary["state"] = "running"): SeriesSummary => ({
  id: "s",
  title: "S",
  createdAt: 0,
  comparisonId: null,
  origin: "here",
  state,
  columns: 1,
  prompts: 1,
  repeats: 6,
  problem: null,
  progress: { done, failed: 0, of: 6, timeLeft: null, waiting: [] },
});
const row = (repeat: number): SeriesRow => ({
  columnId: "c",
  promptId: "p",
  repeat,
  isWarmUp: false,
  startedAt: repeat,
  end: "stop",
  notes: [],
  diagnosis: null,
  beginning: "",
  length: 0,
  measurement: {
    firstToken: null,
    gapMedian: null,
    gap95: null,
    total: 1,
    tokensPerSecond: null,
    tokensPerSecondWithReasoning: null,
    late: 0,
  },
  tokens: null,
  cost: null,
});
const rowsOf = (count: number) => Array.from({ length: count }, (_, repeat) => row(repeat));
const resultsOf = (runs: number): SeriesResults => ({
  columns: [
    {
      columnId: "c",
      runs,
      failures: 0,
      firstToken: null,
      total: null,
      tokensPerSecond: null,
      values: { firstToken: [], total: [], tokensPerSecond: [] },
      costs: [],
    },
  ],
  differences: [],
});

const listeners = new Map<string, (payload: never) => void>();
const emit = (name: string, payload: unknown) => listeners.get(name)?.(payload as never);
const given = <Value>(data: Value): Answer<Value> => ({ ok: true, data });
const { diagnosis, message } = problem("storage_failed");
const refused: Answer<never> = { ok: false, error: { code: diagnosis.code, message, diagnosis } };

/** What main answers, when the test says so. */
function promised<Value>() {
  const asked: ((answer: Answer<Value>) => void)[] = [];
  return { ask: () => new Promise<Answer<Value>>((resolve) => asked.push(resolve)), asked };
}
let rows = promised<SeriesRow[]>();
let results = promised<SeriesResults>();
let restores = 0;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  vi.useFakeTimers();
  rows = promised();
  results = promised();
  restores = 0;
  useSeries.setState({ list: null, open: null, rows: [], results: null, diagnosis: null, removed: null });
  vi.stubGlobal("window", {
    location: { hash: "" },
    assay: {
      on: (name: string, listener: (payload: never) => void) => listeners.set(name, listener),
      "series.list": async () => given([]),
      "series.get": async () =>
        given({ ...summary(5), conditions: {}, layout: [], questions: [], app: {} } as never as Series),
      "series.rows": () => rows.ask(),
      "series.results": () => results.ask(),
      "series.pause": async () => refused,
      "series.remove": async () => given(undefined),
      "series.restore": async () => {
        restores += 1;
        return given(summary(6, "done"));
      },
    },
  });
  listenToSeries();
});
afterEach(() => {
  // What is to be read soon is remembered beyond a test.
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const shown = () => {
  const { rows, results, open } = useSeries.getState();
  return {
    rows: rows.map(({ repeat }) => repeat),
    counted: results?.columns[0]?.runs,
    done: open?.progress.done,
  };
};

it("shows every run once, though the last one ends while the others are read", async () => {
  void openSeries("s");
  await settle();
  emit("series.rows", { id: "s", rows: [row(5)] });
  // One that main had told already is among those it gives.
  rows.asked[0]?.(given(rowsOf(5)));
  await settle();
  emit("series.changed", summary(6, "done"));
  results.asked[0]?.(given(resultsOf(5)));
  await settle();
  expect(shown()).toEqual({ rows: [0, 1, 2, 3, 4, 5], counted: 5, done: 6 });
  await vi.advanceTimersByTimeAsync(1000);
  results.asked[1]?.(given(resultsOf(6)));
  await settle();
  expect(shown()).toEqual({ rows: [0, 1, 2, 3, 4, 5], counted: 6, done: 6 });
});

it("does not show a run twice that was told and given", async () => {
  void openSeries("s");
  await settle();
  emit("series.rows", { id: "s", rows: [row(4)] });
  rows.asked[0]?.(given(rowsOf(5)));
  await settle();
  expect(shown().rows).toEqual([0, 1, 2, 3, 4]);
});

it("counts what was counted last, though an earlier count comes later", async () => {
  void openSeries("s");
  await settle();
  emit("series.changed", summary(6, "done"));
  await vi.advanceTimersByTimeAsync(1000);
  results.asked[1]?.(given(resultsOf(6)));
  await settle();
  results.asked[0]?.(given(resultsOf(5)));
  await settle();
  expect(shown().counted).toBe(6);
});

it("leaves an error where it is while runs go on ending", async () => {
  void openSeries("s");
  await settle();
  rows.asked[0]?.(given([]));
  await pauseSeries("s");
  for (const one of [0, 1, 2]) {
    emit("series.rows", { id: "s", rows: [row(one)] });
    await vi.advanceTimersByTimeAsync(1000);
    results.asked.at(-1)?.(given(resultsOf(one + 1)));
    await settle();
  }
  expect(shown().counted).toBe(3);
  expect(useSeries.getState().diagnosis?.code).toBe("storage_failed");
});

it("asks main once to bring a series back, however often Undo is pressed", async () => {
  await removeSeries("s");
  await Promise.all([undoRemove(), undoRemove()]);
  expect(restores).toBe(1);
});

import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { noAdjustments } from "../../../main/foundry/chat/adjustments.ts";
import { createQuestions } from "../../../main/runs/questions.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import { createSeries, type SeriesService } from "../../../main/series/series.ts";
import { openSeries } from "../../../main/series/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Comparison } from "../../../preload/contract/comparisons.ts";
import type { SeriesRow, SeriesSummary } from "../../../preload/contract/series.ts";
import { comparisonOf } from "../comparisons/comparison.ts";
import { targetOf } from "../foundry/server.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(...deployments: string[]) {
  const sandbox = await startSandbox({ pace: "instant" });
  stops.push(() => sandbox.stop());
  return { sandbox, ...open(sandbox, join(profile(), "assay.db"), comparisonOf(...deployments)) };
}

function open(sandbox: Sandbox, file: string, compared: Comparison) {
  const database = openDatabase(file);
  const store = openSeries(database);
  store.recover();
  const told: SeriesSummary[] = [];
  const rows: SeriesRow[] = [];
  let key = sandbox.apiKey;
  const target = () => targetOf(sandbox.projectEndpoint, { credential: { kind: "api_key", secret: key } });
  const address = () => ({ ...target(), apiVersion: null, keyHeader: null, extraHeaders: [] });
  const asking = {
    connections: {
      target: async () => target(),
      address,
      list: () =>
        [
          { id: "k", name: "Lab", endpoint: sandbox.projectEndpoint, sandbox: true, apiVersion: null },
        ] as never,
    },
    deployments: {
      ways: () => ({ dialect: "chat" as const, route: undefined, adjustments: noAdjustments, model: null }),
      rememberRoute: () => {},
      rememberNote: () => {},
      find: () => undefined,
    },
    prices: { of: async () => ({ currency: "USD", input: 1, cachedInput: null, output: 4 }) },
  };
  const series = createSeries({
    store,
    questions: createQuestions(asking, () => (input, init) => fetch(input, init)),
    ...asking,
    comparison: () => compared,
    app: { version: "0.0.0", platform: "test", node: "20", electron: null },
    emit: (name, payload) => {
      if (name === "series.changed") told.push(payload as SeriesSummary);
      if (name === "series.rows") rows.push(...(payload as { rows: SeriesRow[] }).rows);
    },
  });
  const close = () => {
    series.interruptAll();
    database.close();
  };
  stops.push(close);
  return {
    series,
    store,
    told,
    rows,
    file,
    close: () => {
      stops.splice(stops.indexOf(close), 1);
      close();
    },
    useKey: (other: string) => {
      key = other;
    },
  };
}

const begin = (series: SeriesService, prompts: string, more: object = {}) =>
  series.create({
    comparisonId: "c",
    title: "Test",
    prompts: { text: prompts, format: "lines", template: "{{prompt}}" },
    repeats: 1,
    warmUps: 0,
    order: "random",
    atOnce: 4,
    ...more,
  });

const rest = (series: SeriesService, timeout = 20_000) =>
  vi.waitFor(() => expect(series.isBusy()).toBe(false), { timeout, interval: 20 });

const places = (rows: readonly SeriesRow[]) =>
  rows.map(({ columnId, promptId, repeat, isWarmUp }) => `${columnId} ${promptId} ${repeat} ${isWarmUp}`);

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `Say exactly: answer ${index}`).join("\n");

it("asks every prompt of every column as often as is wanted, warm-ups first, and keeps each answer with its times", async () => {
  const { series, rows, told } = await start("gpt-4.1-mini", "gpt-4.1");
  const { id } = begin(series, numbered(3), { repeats: 2, warmUps: 1 });
  await rest(series);
  const all = await series.rows(id);
  expect(all).toHaveLength(2 * (1 + 3 * 2));
  expect(new Set(places(all)).size).toBe(all.length);
  expect(all.slice(0, 2).every(({ isWarmUp }) => isWarmUp)).toBe(true);
  expect(places(rows)).toEqual(places(all));
  expect(told.at(-1)).toMatchObject({ state: "done", progress: { done: 14, failed: 0, of: 14 } });
  const place = { columnId: "column-1", promptId: "p2", repeat: 1, isWarmUp: false };
  const answer = series.answer(id, place);
  expect(answer).toMatchObject({
    text: "answer 1",
    end: "stop",
    cost: { currency: "USD" },
    region: "East US 2",
  });
  expect(answer.pieces.map(({ text }) => text).join("")).toBe("answer 1");
  const { columns, differences } = await series.results(id);
  expect(columns.map(({ runs, failures }) => [runs, failures])).toEqual([
    [6, 0],
    [6, 0],
  ]);
  expect(columns[0]?.firstToken?.interval).not.toBe(null);
  // Answered at once, they have no speed.
  expect(differences.map(({ metric }) => metric)).toEqual(["firstToken", "total"]);
});

it("pauses, and goes on with what has not been asked, also after the app has ended", async () => {
  const { series, sandbox, file, close, store } = await start("gpt-4.1-mini", "gpt-4.1");
  const { id } = begin(series, numbered(30));
  await vi.waitFor(async () => expect((await series.rows(id)).length).toBeGreaterThan(5));
  series.pause(id);
  await rest(series);
  const paused = (await series.rows(id)).length;
  expect(paused).toBeLessThan(60);
  expect(series.list()).toMatchObject([{ state: "paused", progress: { done: paused, of: 60 } }]);
  series.resume(id, false);
  await vi.waitFor(async () => expect((await series.rows(id)).length).toBeGreaterThan(paused + 5));
  expect(store.get(id)?.state).toBe("running");
  close();
  const later = open(sandbox, file, comparisonOf());
  expect(later.series.list()).toMatchObject([{ state: "paused" }]);
  later.series.resume(id, false);
  await rest(later.series);
  const all = places(await later.series.rows(id));
  expect(all).toHaveLength(60);
  expect(new Set(all).size).toBe(60);
});

it("can be paused at once after it was resumed", async () => {
  const { series, told } = await start("gpt-4.1-mini", "gpt-4.1");
  const { id } = begin(series, numbered(30));
  series.pause(id);
  await rest(series);
  series.resume(id, false);
  series.pause(id);
  await rest(series);
  await vi.waitFor(() => expect(told.at(-1)?.state).toBe("paused"));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(told.at(-1)?.state).toBe("paused");
});

it("goes on where it was resumed before what was paused had ended", async () => {
  const { series, told } = await start("gpt-4.1-mini", "gpt-4.1");
  const { id } = begin(series, numbered(20));
  await vi.waitFor(async () => expect((await series.rows(id)).length).toBeGreaterThan(3));
  series.pause(id);
  series.resume(id, false);
  await rest(series);
  expect(told.at(-1)).toMatchObject({ state: "done", progress: { done: 40, of: 40 } });
  expect(new Set(places(await series.rows(id))).size).toBe(40);
});

it("a column whose deployment is gone does not stop the others; put right, it goes on while they do", async () => {
  const { series, sandbox, told } = await start("gpt-4.1-mini", "gpt-4.1");
  sandbox.faults.set("gpt-4.1", "deployment-not-found");
  const { id } = begin(series, numbered(60));
  await vi.waitFor(() => expect(told.at(-1)?.problem?.diagnosis.code).toBe("deployment_not_found"));
  expect(series.get(id)).toMatchObject({ state: "running", problem: { connectionId: "k" } });
  sandbox.faults.set("gpt-4.1", null);
  series.resume(id, false);
  await rest(series);
  expect(told.at(-1)).toMatchObject({ state: "done", problem: null, progress: { done: 120, failed: 0 } });
});

it("waits for a rate limit instead of failing, and tells which column waits", async () => {
  const { series, sandbox, told } = await start("gpt-4.1-mini", "gpt-4.1");
  sandbox.faults.set("gpt-4.1", "rate-limited");
  const { id } = begin(series, numbered(4));
  await vi.waitFor(() =>
    expect(told.at(-1)?.progress.waiting).toEqual([
      { columnId: "column-1", until: expect.any(Number), isLimited: true },
    ]),
  );
  await vi.waitFor(async () => expect(await series.rows(id)).toHaveLength(4));
  sandbox.faults.set("gpt-4.1", null);
  await rest(series, 90_000);
  expect(series.list()).toMatchObject([{ state: "done", progress: { done: 8, failed: 0 } }]);
}, 100_000);

it("stops where only a person can help, says why, and asks nothing twice", async () => {
  const { series, sandbox, useKey, told } = await start("gpt-4.1-mini");
  useKey("wrong");
  const { id } = begin(series, numbered(3));
  await rest(series);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(told.at(-1)?.state).toBe("paused");
  expect(series.list()).toMatchObject([
    { state: "paused", problem: { diagnosis: { code: "key_refused" }, connectionId: "k" } },
  ]);
  expect(await series.rows(id)).toEqual([]);
  useKey(sandbox.apiKey);
  series.resume(id, false);
  await rest(series);
  expect(series.list()).toMatchObject([{ state: "done", problem: null, progress: { done: 3 } }]);
});

it("keeps what failed with its reason, and asks it again when that is wanted", async () => {
  const { series, sandbox } = await start("gpt-4.1-mini", "gpt-4.1");
  sandbox.faults.set("gpt-4.1", "content-filter");
  const { id } = begin(series, numbered(2));
  await rest(series);
  const failed = (await series.rows(id)).filter(({ columnId }) => columnId === "column-1");
  expect(failed.every(({ diagnosis }) => diagnosis !== null)).toBe(true);
  sandbox.faults.set("gpt-4.1", null);
  series.resume(id, true);
  await rest(series);
  expect(await series.rows(id)).toHaveLength(4);
});

it("is a bundle, and a bundle is a series again that asks nobody", async () => {
  const { series } = await start("gpt-4.1-mini");
  const { id } = begin(series, numbered(2), { repeats: 2 });
  await rest(series);
  const bundle = await series.bundle(id);
  expect(bundle.runs).toHaveLength(4);
  const taken = await series.take(bundle);
  expect(taken).toMatchObject({ origin: "file", state: "done", progress: { done: 4, of: 4 } });
  expect(await series.rows(taken.id)).toEqual(await series.rows(id));
  series.resume(taken.id, true);
  expect(series.isBusy()).toBe(false);
  series.remove(taken.id);
  expect(series.list().map(({ id }) => id)).toEqual([id]);
  expect(series.restore(taken.id).id).toBe(taken.id);
});

it("refuses to begin without a prompt or a column", async () => {
  const { series } = await start();
  expect(() => begin(series, "Hello")).toThrow("input_refused");
});

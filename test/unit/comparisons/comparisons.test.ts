import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { createComparisons } from "../../../main/comparisons/comparisons.ts";
import { openComparisons } from "../../../main/comparisons/store.ts";
import { noAdjustments } from "../../../main/foundry/chat/adjustments.ts";
import type { TokenPrices } from "../../../main/foundry/deployments/prices.ts";
import { createQuestions } from "../../../main/runs/questions.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { ColumnSettings, Run, RunDelta } from "../../../preload/contract/comparisons.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import { targetOf } from "../foundry/server.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start() {
  const sandbox = await startSandbox({});
  stops.push(() => sandbox.stop());
  return { sandbox, ...open(sandbox, join(profile(), "assay.db")) };
}

function open(sandbox: Sandbox, file: string, route?: ChatRoute) {
  const database = openDatabase(file);
  stops.push(() => database.close());
  const store = openComparisons(database);
  const runs: Run[] = [];
  let priceList: Promise<unknown> = Promise.resolve();
  let typed: TokenPrices | null = null;
  const deltas: RunDelta[][] = [];
  const questions = createQuestions(
    {
      connections: {
        target: async () =>
          targetOf(sandbox.projectEndpoint, { credential: { kind: "api_key", secret: sandbox.apiKey } }),
        address: () => ({
          ...targetOf(sandbox.projectEndpoint),
          apiVersion: "2024-10-21",
          keyHeader: null,
          extraHeaders: [],
        }),
      },
      deployments: {
        ways: () => ({ dialect: "chat", route, adjustments: noAdjustments, model: null }),
        rememberRoute: () => {},
        rememberNote: () => {},
        find: () => undefined,
      },
      prices: {
        of: async () => {
          await priceList;
          return typed ?? { currency: "USD", input: 1, cachedInput: null, output: 4 };
        },
      },
    },
    () => (input, init) => fetch(input, init),
  );
  const comparisons = createComparisons(store, questions, (name, payload) => {
    if (name === "comparisons.run") runs.push(structuredClone(payload as Run));
    if (name === "comparisons.deltas") deltas.push(payload as RunDelta[]);
  });
  const whenPriced = (list: Promise<unknown>) => {
    priceList = list;
  };
  const typePrice = (prices: TokenPrices | null) => {
    typed = prices;
  };
  return { comparisons, store, runs, deltas, file, whenPriced, typePrice, database };
}

const column = (id: string, deployment: string, more: Partial<ColumnSettings> = {}): ColumnSettings => ({
  id,
  connectionId: "k",
  deployment,
  modelId: null,
  systemPrompt: "",
  parameters: {},
  ownPrompt: null,
  ...more,
});

it("keeps with each answer what of its parameters was not sent, also where it goes on as a chat", async () => {
  const { comparisons, sandbox, file } = await start();
  const { id } = comparisons.create();
  const columns = [
    column("c0", "o4-mini", { parameters: { temperature: 0 } }),
    column("c1", "gpt-4.1", { parameters: { temperature: 0 } }),
  ];
  comparisons.arrange({ id, prompt: "Say exactly: one", columns });
  comparisons.ask(id);
  const notes = [{ kind: "parameter_dropped", parameter: "temperature" }];
  expect((await ended(comparisons, id)).map((run) => run?.notes)).toEqual([notes, []]);
  // Asked again it begins anew.
  comparisons.ask(id, "c0");
  await ended(comparisons, id);
  expect(comparisons.answered(id, "c0").answer.details?.notes).toEqual(notes);
  const again = open(sandbox, file);
  expect(again.comparisons.get(id).layout.map(({ run }) => run?.notes)).toEqual([notes, []]);
});

const ended = (comparisons: ReturnType<typeof open>["comparisons"], id: string) =>
  vi.waitFor(
    () => {
      if (comparisons.isBusy()) throw new Error("Something runs still");
      return comparisons.get(id).layout.map(({ run }) => run);
    },
    { timeout: 20_000, interval: 50 },
  );

it("asks twelve columns at once, measures each, and keeps what was shown", async () => {
  const { comparisons, deltas, store } = await start();
  const { id } = comparisons.create();
  const names = ["gpt-4.1-mini", "gpt-4.1", "deepseek-r1"];
  const columns = Array.from({ length: 12 }, (_, index) => column(`c${index}`, names[index % 3] ?? ""));
  comparisons.arrange({ id, prompt: "Say hello in 12 words", columns });
  comparisons.ask(id);
  const runs = await ended(comparisons, id);
  expect(runs).toHaveLength(12);
  for (const run of runs) {
    expect(run).toMatchObject({ state: "ended", end: "stop", attempts: 1, prompt: "Say hello in 12 words" });
    expect(run?.text).not.toBe("");
    expect(run?.measured?.firstToken).toBeGreaterThan(0);
    expect(run?.measured?.gapMedian).toBeGreaterThanOrEqual(0);
    expect(run?.measured?.gap95 ?? 0).toBeGreaterThanOrEqual(run?.measured?.gapMedian ?? 1);
    expect(run?.measured?.tokens?.completion).toBeGreaterThan(0);
    expect(run?.conditions).toMatchObject({ route: "dated", region: "East US 2" });
    expect(run?.conditions.remaining.tokens).toBeGreaterThan(0);
    expect(run?.cost).toMatchObject({ currency: "USD" });
  }
  // Joined, the pieces are what was kept; several columns share a tick.
  for (const run of runs) {
    const pieces = deltas.flat().filter(({ runId }) => runId === run?.id);
    expect(pieces.map(({ text }) => text).join("")).toBe(run?.text);
    let at = 0;
    for (const { textFrom, text } of pieces) {
      expect(textFrom).toBe(at);
      at += text.length;
    }
  }
  // When each piece came is kept with the run.
  for (const run of runs) {
    const events = store.pieces(run?.id ?? "")?.events ?? [];
    const texts = events.filter(({ type }) => type === "text");
    expect(texts.map((event) => ("text" in event ? event.text : "")).join("")).toBe(run?.text);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
    expect(texts.at(-1)?.at).toBeLessThanOrEqual(run?.measured?.total ?? 0);
  }
  expect(deltas.some((tick) => new Set(tick.map(({ columnId }) => columnId)).size > 1)).toBe(true);
  const thinking = runs.find((_, index) => names[index % 3] === "deepseek-r1");
  expect(thinking?.reasoning).not.toBe("");
  expect(thinking?.measured?.tokensPerSecondWithReasoning).toBeGreaterThan(0);
}, 30_000);

it("stops one column or all, and asks one again", async () => {
  const { comparisons } = await start();
  const { id } = comparisons.create();
  const columns = [column("a", "gpt-4.1"), column("b", "gpt-4.1", { ownPrompt: "Say hello in 5 words" })];
  comparisons.arrange({ id, prompt: "Write 2000 words about assaying", columns });
  comparisons.ask(id);
  await vi.waitFor(() => expect(comparisons.get(id).layout[0]?.run?.text).not.toBe(""), { timeout: 5000 });
  comparisons.stop(id, "a");
  const [first, second] = await ended(comparisons, id);
  expect(first).toMatchObject({ end: "cancelled" });
  expect(second).toMatchObject({ end: "stop", prompt: "Say hello in 5 words" });
  comparisons.arrange({ id, prompt: "Say hello in 6 words", columns });
  comparisons.ask(id, "a");
  const [again, same] = await ended(comparisons, id);
  expect(again).toMatchObject({ end: "stop", prompt: "Say hello in 6 words" });
  expect(same?.id).toBe(second?.id);
}, 30_000);

it("waits out a rate limit and asks again by itself, or at once where a person wants that; a long one is told", async () => {
  const { sandbox, comparisons, runs } = await start();
  const { id } = comparisons.create();
  comparisons.arrange({ id, prompt: "Say hello in 5 words", columns: [column("a", "gpt-4.1-mini")] });
  sandbox.faults.set("gpt-4.1-mini", "rate-limited-for-a-day");
  comparisons.ask(id);
  const [refused] = await ended(comparisons, id);
  expect(refused).toMatchObject({ end: "failed", diagnosis: { code: "rate_limited" }, attempts: 1 });
  sandbox.faults.set("gpt-4.1-mini", "rate-limited");
  comparisons.ask(id);
  await vi.waitFor(() => expect(runs.some(({ state }) => state === "waiting")).toBe(true), { timeout: 5000 });
  const waiting = runs.find(({ state }) => state === "waiting");
  expect((waiting?.retryAt ?? 0) - Date.now()).toBeGreaterThan(5_000);
  sandbox.faults.set("gpt-4.1-mini", null);
  comparisons.ask(id, "a");
  const [atOnce] = await ended(comparisons, id);
  expect(atOnce).toMatchObject({ end: "stop", attempts: 1, retryAt: null, diagnosis: null });
  expect(Date.now()).toBeLessThan(waiting?.retryAt ?? 0);

  // The front end says 500 and means milliseconds.
  sandbox.faults.set("gpt-4.1-mini", "rate-limited-in-milliseconds");
  runs.length = 0;
  comparisons.ask(id);
  await vi.waitFor(() => expect(runs.some(({ state }) => state === "waiting")).toBe(true), { timeout: 5000 });
  expect((runs.find(({ state }) => state === "waiting")?.retryAt ?? 0) - Date.now()).toBeLessThanOrEqual(
    1000,
  );
  sandbox.faults.set("gpt-4.1-mini", null);
  const [answered] = await ended(comparisons, id);
  expect(answered).toMatchObject({ end: "stop", attempts: 2, retryAt: null, diagnosis: null });
}, 40_000);

it("is there after a restart, what was cut marked as interrupted; removed it can be restored until then", async () => {
  const { sandbox, comparisons, file } = await start();
  const { id } = comparisons.create();
  comparisons.arrange({ id, prompt: "Write 2000 words", columns: [column("a", "gpt-4.1")] });
  comparisons.ask(id);
  await vi.waitFor(() => expect(comparisons.get(id).layout[0]?.run?.text).not.toBe(""), { timeout: 5000 });
  comparisons.interruptAll();
  const later = open(sandbox, file);
  later.store.recover();
  const [kept] = later.comparisons.get(id).layout;
  expect(kept?.run).toMatchObject({ state: "ended", end: "interrupted", measured: null });
  expect(kept?.run?.text).not.toBe("");
  expect(later.comparisons.list()).toMatchObject([{ id, title: "Write 2000 words", columns: 1 }]);
  later.comparisons.remove(id);
  expect(later.comparisons.list()).toEqual([]);
  later.comparisons.restore(id);
  expect(later.comparisons.list()).toHaveLength(1);
  later.comparisons.remove(id);
  later.comparisons.purge();
  expect(() => later.comparisons.restore(id)).toThrow("not_found");
}, 20_000);

it("a column that is taken away goes with its runs, and its running answer ends", async () => {
  const { comparisons } = await start();
  const { id } = comparisons.create();
  comparisons.arrange({
    id,
    prompt: "Write 2000 words",
    columns: [column("a", "gpt-4.1"), column("b", "gpt-4.1")],
  });
  comparisons.ask(id);
  comparisons.arrange({ id, prompt: "Write 2000 words", columns: [column("b", "gpt-4.1")] });
  comparisons.stop(id);
  expect(await ended(comparisons, id)).toHaveLength(1);
  expect(comparisons.get(id).layout.map((one) => one.id)).toEqual(["b"]);
}, 20_000);

it("a comparison that is read while it is answered has all that was shown, so that what follows joins it", async () => {
  const { comparisons, deltas } = await start();
  const { id } = comparisons.create();
  comparisons.arrange({ id, prompt: "Write 2000 words about assaying", columns: [column("a", "gpt-4.1")] });
  comparisons.ask(id);
  // Between two writings: what is in the database is older than what is on the screen.
  for (let look = 0; look < 20; look++) {
    const seen = deltas.length;
    await vi.waitFor(() => expect(deltas.length).toBeGreaterThan(seen + 1), { timeout: 5000, interval: 5 });
    const last = deltas.at(-1)?.[0];
    const [read] = comparisons.get(id).layout;
    expect(read?.run?.text.length).toBeGreaterThanOrEqual((last?.textFrom ?? 0) + (last?.text.length ?? 0));
  }
  comparisons.stop(id);
}, 30_000);

it("a run that another has taken the place of tells nothing any more, but is kept", async () => {
  const { comparisons, runs, whenPriced, database } = await start();
  const { id } = comparisons.create();
  let tellPrices = (_: unknown) => {};
  whenPriced(
    new Promise((resolve) => {
      tellPrices = resolve;
    }),
  );
  comparisons.arrange({ id, prompt: "Say hello in 5 words", columns: [column("a", "gpt-4.1")] });
  comparisons.ask(id);
  const [slow] = await ended(comparisons, id);
  comparisons.arrange({
    id,
    prompt: "Write 2000 words about assaying",
    columns: [column("a", "gpt-4.1")],
  });
  comparisons.ask(id);
  await vi.waitFor(() => expect(comparisons.get(id).layout[0]?.run?.text).not.toBe(""), { timeout: 5000 });
  comparisons.ask(id);
  const newest = comparisons.get(id).layout[0]?.run?.id;
  const from = runs.findIndex((run) => run.id === newest);
  tellPrices(null);
  await vi.waitFor(
    () => {
      const row = database
        .prepare("select count(*) as cut from comparison_runs where facts ->> '$.end' = 'cancelled'")
        .get();
      expect(row?.cut).toBe(1);
    },
    { timeout: 5000 },
  );
  comparisons.stop(id);
  await ended(comparisons, id);
  expect(new Set(runs.slice(from).map((run) => run.id))).toEqual(new Set([newest]));
  const priced = database.prepare(
    "select facts ->> '$.cost.currency' as of from comparison_runs where id = ?",
  );
  expect(priced.get(slow?.id ?? "")?.of).toBe("USD");
}, 30_000);

it("gives what a column was asked and has answered, once it has", async () => {
  const { comparisons } = await start();
  const { id } = comparisons.create();
  const settings = { systemPrompt: "Be brief", parameters: { temperature: 0.2 } };
  comparisons.arrange({
    id,
    prompt: "Say hello in 5 words",
    columns: [column("a", "gpt-4.1", settings), column("b", "gpt-4.1")],
  });
  expect(() => comparisons.answered(id, "a")).toThrow("not_found");
  comparisons.ask(id, "a");
  expect(() => comparisons.answered(id, "a")).toThrow("not_found");
  const [run] = await ended(comparisons, id);
  // What all are asked has changed since: the question is the one that was answered.
  comparisons.arrange({ id, prompt: "Another", columns: [column("a", "gpt-4.1", settings)] });
  expect(comparisons.answered(id, "a")).toMatchObject({
    ...settings,
    connectionId: "k",
    deployment: "gpt-4.1",
    modelId: null,
    question: "Say hello in 5 words",
    answer: { text: run?.text, end: "stop", details: { route: "dated", region: "East US 2" } },
  });
}, 20_000);

it("the api-version is a condition of the dated route only", async () => {
  const { sandbox, comparisons, file } = await start();
  const { id } = comparisons.create();
  comparisons.arrange({ id, prompt: "Say hello in 5 words", columns: [column("a", "gpt-4.1")] });
  comparisons.ask(id);
  const [dated] = await ended(comparisons, id);
  expect(dated?.conditions).toMatchObject({ route: "dated", apiVersion: "2024-10-21" });
  const other = open(sandbox, file, "v1");
  other.comparisons.ask(id);
  const [v1] = await ended(other.comparisons, id);
  expect(v1?.conditions).toMatchObject({ route: "v1", apiVersion: null });
}, 30_000);

it("writes nothing once the app has let go of the profile", async () => {
  const { comparisons, runs, store } = await start();
  const { id } = comparisons.create();
  comparisons.arrange({ id, prompt: "Write 2000 words about assaying", columns: [column("a", "gpt-4.1")] });
  comparisons.ask(id);
  await vi.waitFor(() => expect(comparisons.get(id).layout[0]?.run?.text).not.toBe(""), { timeout: 5000 });
  comparisons.interruptAll();
  const told = runs.length;
  const write = vi.spyOn(store, "putRun");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(write).not.toHaveBeenCalled();
  expect(runs).toHaveLength(told);
}, 20_000);

it("a price that is typed later tells anew what was asked of that deployment, and nothing else", async () => {
  const { comparisons, runs, typePrice } = await start();
  const { id } = comparisons.create();
  const [mine, other] = [column("a", "gpt-4.1-mini"), column("b", "gpt-4.1")];
  comparisons.arrange({ id, prompt: "Say hello", columns: [mine, other] });
  comparisons.ask(id);
  const [before, beside] = await ended(comparisons, id);
  await vi.waitFor(() => expect(comparisons.get(id).layout[1]?.run?.cost).not.toBeNull());
  const { prompt = 0, completion = 0 } = before?.measured?.tokens ?? {};
  typePrice({ currency: "EUR", input: 10, cachedInput: 10, output: 20, isTyped: true });
  comparisons.priced({ connectionId: "other", deployment: "gpt-4.1-mini" });
  comparisons.priced({ connectionId: "k", deployment: "gpt-4.1-mini" });
  const cost = { amount: (prompt * 10 + completion * 20) / 1e6, currency: "EUR", isTyped: true };
  await vi.waitFor(() => expect(comparisons.get(id).layout[0]?.run?.cost).toEqual(cost));
  expect(runs.at(-1)).toMatchObject({ id: before?.id, cost, state: "ended" });
  expect(comparisons.get(id).layout[1]?.run).toMatchObject({ id: beside?.id, cost: { currency: "USD" } });

  // The column points elsewhere now; its answer is still of who was asked.
  comparisons.arrange({ id, prompt: "Say hello", columns: [column("a", "deepseek-r1"), other] });
  comparisons.priced({ connectionId: "k", deployment: "deepseek-r1" });
  typePrice(null);
  comparisons.priced({ connectionId: "k", deployment: "gpt-4.1-mini" });
  await vi.waitFor(() => expect(comparisons.get(id).layout[0]?.run?.cost?.currency).toBe("USD"));
});

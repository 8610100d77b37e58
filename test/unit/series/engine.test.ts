import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { problem } from "../../../main/foundry/error.ts";
import type { Headroom } from "../../../main/foundry/http/waiting.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import type { BundleRun } from "../../../main/runs/shape.ts";
import { runSeries, type SeriesWork } from "../../../main/series/engine.ts";
import { placesOf } from "../../../main/series/plan.ts";
import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { RunPlace, SeriesConditions, WaitingColumn } from "../../../preload/contract/series.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

const unknown = { requests: null, tokens: null };
const plenty: Headroom = { remaining: unknown, reset: unknown };
const conditions: SeriesConditions = { repeats: 1, warmUps: 0, order: "given", atOnce: 4, seed: 1 };

const plan = (columns: number, prompts: number, changes: Partial<SeriesConditions> = {}) =>
  placesOf({
    columnIds: Array.from({ length: columns }, (_, index) => `c${index}`),
    promptIds: Array.from({ length: prompts }, (_, index) => `p${index}`),
    conditions: { ...conditions, ...changes },
  });

const refusal = (code: DiagnosisCode, seconds = 10): Diagnosis =>
  problem(code, { seconds: String(seconds) }).diagnosis;

interface Question {
  place: RunPlace;
  /** Milliseconds since the series began. */
  at: number;
  /** Requests under way, this one included. */
  underWay: number;
}

/** Runs a series against a service that answers after 100 ms with what `service` says. */
async function run(
  places: RunPlace[],
  service: (question: Question, earlier: number) => Headroom | Diagnosis = () => plenty,
  more: Partial<SeriesWork> = {},
) {
  const began = Date.now();
  const asked: Question[] = [];
  const kept: { run: BundleRun; at: number }[] = [];
  const waits: WaitingColumn[][] = [];
  const underWay: string[] = [];
  const abort = new AbortController();
  const done = runSeries(
    {
      places,
      atOnce: 4,
      limitOf: (columnId) => columnId,
      pacing: createPacing(),
      conditions: () => ({
        startedAt: Date.now(),
        model: null,
        sku: null,
        apiVersion: null,
        route: null,
        region: null,
        requestId: null,
        remaining: unknown,
      }),
      cost: async () => null,
      ended: (ended) => kept.push({ run: ended, at: Date.now() - began }),
      waiting: (columns) => waits.push(columns),
      async *ask(place): AsyncGenerator<ChatEvent> {
        // Never two of one column at once.
        expect(underWay).not.toContain(place.columnId);
        underWay.push(place.columnId);
        const question = { place, at: Date.now() - began, underWay: underWay.length };
        const earlier = asked.filter((one) => one.place === place).length;
        asked.push(question);
        const said = service(question, earlier);
        await new Promise((resolve) => setTimeout(resolve, 100));
        underWay.splice(underWay.indexOf(place.columnId), 1);
        const at = performance.now();
        if ("code" in said) {
          yield { type: "end", at, end: "failed", usage: null, diagnosis: said };
          return;
        }
        yield {
          type: "started",
          at,
          sent: at - 100,
          dialect: "chat",
          route: "v1",
          requestId: null,
          region: null,
          ...said,
        };
        yield { type: "text", at, text: "Hi" };
        yield { type: "end", at, end: "stop", usage: null, diagnosis: null };
      },
      ...more,
    },
    abort.signal,
  );
  let isOver = false;
  const over = done.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  for (let step = 0; step < 500_000 && !isOver; step++) await vi.advanceTimersByTimeAsync(isOver ? 0 : 50);
  return { halt: await over, asked, kept, waits };
}

const key = ({ columnId, promptId, repeat, isWarmUp }: RunPlace) =>
  `${columnId} ${promptId} ${repeat} ${isWarmUp ? "warm" : ""}`;

it("asks each place once, as many at once as wanted, and of each column its warm-ups first", async () => {
  const places = plan(6, 5, { repeats: 2, warmUps: 2, order: "random" });
  const { halt, asked, kept } = await run(places);
  expect(halt).toBe(null);
  expect(kept.map(({ run }) => key(run)).sort()).toEqual(places.map(key).sort());
  expect(Math.max(...asked.map(({ underWay }) => underWay))).toBe(4);
  for (const columnId of new Set(places.map((place) => place.columnId))) {
    const own = asked.filter(({ place }) => place.columnId === columnId);
    expect(own.map(({ place }) => place.isWarmUp)).toEqual([true, true, ...Array(10).fill(false)]);
  }
});

it("keeps an answer without a word as failed, asks it no second time, and sets nothing aside for it", async () => {
  const places = plan(1, 5);
  const { halt, asked, kept } = await run(
    places,
    () => problem("empty_answer", { finish: "stop" }).diagnosis,
  );
  expect(halt).toBe(null);
  expect(asked).toHaveLength(5);
  expect(kept.map(({ run }) => [run.end, run.diagnosis])).toEqual(Array(5).fill(["failed", "empty_answer"]));
});

it("has the same random order for the same seed, another for another, and all of them", () => {
  const mixed = (seed: number) => plan(3, 20, { order: "random", seed }).map(key);
  expect(mixed(7)).toEqual(mixed(7));
  expect(mixed(7)).not.toEqual(mixed(8));
  expect(mixed(7)).not.toEqual(plan(3, 20).map(key));
  expect([...mixed(7)].sort()).toEqual(plan(3, 20).map(key).sort());
});

it("asks a column that was refused for its rate limit again when that has passed, and the others meanwhile", async () => {
  const { asked, kept, waits } = await run(plan(2, 3), ({ place }, earlier) =>
    place.columnId === "c0" && place.promptId === "p1" && earlier === 0
      ? refusal("rate_limited", 30)
      : plenty,
  );
  expect(kept).toHaveLength(6);
  const again = asked.filter(({ place }) => place.columnId === "c0" && place.promptId === "p1");
  expect((again[1]?.at ?? 0) - (again[0]?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
  expect(kept.filter(({ run }) => run.columnId === "c1").every(({ at }) => at < 2000)).toBe(true);
  expect(waits).toContainEqual([{ columnId: "c0", until: expect.any(Number), isLimited: true }]);
  // No wait is told any more once it is over.
  expect(waits.at(-1)).toEqual([]);
});

it("waits where nothing is left instead of being refused", async () => {
  // Two requests a minute.
  const { asked, kept } = await run(plan(1, 6), ({ place }) => ({
    remaining: { requests: Number(place.promptId.slice(1)) % 2 === 1 ? 0 : 1, tokens: 100 },
    reset: { requests: 60_000, tokens: 0 },
  }));
  expect(kept).toHaveLength(6);
  expect(asked).toHaveLength(6);
  expect(kept.map(({ at }) => Math.floor(at / 60_000))).toEqual([0, 0, 1, 1, 2, 2]);
});

it("columns that share a rate limit wait together, and one of them tries whether it has passed", async () => {
  let refusals = 0;
  const { asked, kept } = await run(
    plan(4, 2),
    ({ at }) => {
      // Everything is refused for the first two minutes.
      if (at > 120_000) return plenty;
      refusals += 1;
      return refusal("rate_limited", 50);
    },
    { limitOf: () => "one deployment" },
  );
  expect(kept).toHaveLength(8);
  // The four that were under way, then one after 50 and one after 100 seconds.
  expect(refusals).toBe(6);
  expect(asked).toHaveLength(14);
});

it("tells of each column that is set aside, and gives the first back", async () => {
  const halted: unknown[] = [];
  const { halt } = await run(
    plan(3, 2),
    ({ place: { columnId } }) =>
      columnId === "c2" ? plenty : refusal(columnId === "c0" ? "quota_used_up" : "payment_required"),
    { halted: (told) => halted.push(told) },
  );
  expect(halt).toMatchObject({ columnId: "c0", diagnosis: { code: "quota_used_up" } });
  expect(halted).toEqual([
    halt,
    expect.objectContaining({
      columnId: "c1",
      diagnosis: expect.objectContaining({ code: "payment_required" }),
    }),
  ]);
});

it("sets a column aside that is refused ten times in a row, tells why, and asks the others all the same", async () => {
  const halted: unknown[] = [];
  const { halt, asked, kept } = await run(
    plan(2, 3),
    ({ place }) => (place.columnId === "c0" ? refusal("rate_limited", 86_400) : plenty),
    { halted: (told) => halted.push(told) },
  );
  expect(halt).toMatchObject({ columnId: "c0", diagnosis: { code: "rate_limited" } });
  expect(halted).toEqual([halt]);
  expect(kept.map(({ run }) => run.columnId)).toEqual(["c1", "c1", "c1"]);
  const tries = asked.filter(({ place }) => place.columnId === "c0");
  expect(new Set(tries.map(({ place }) => place.promptId))).toEqual(new Set(["p0"]));
  expect(tries).toHaveLength(11);
  // Five minutes at most, however long the service says.
  expect(tries.at(-1)?.at).toBeLessThan(11 * 300_000);
});

it("asks what broke off again twice, then keeps how it ended; after three of them the column is left alone", async () => {
  const { halt, asked, kept } = await run(plan(2, 9), ({ place }) =>
    place.columnId === "c0" ? refusal("service_failed") : plenty,
  );
  const own = kept.filter(({ run }) => run.columnId === "c0");
  expect(own.map(({ run }) => [run.promptId, run.diagnosis])).toEqual(
    ["p0", "p1", "p2"].map((promptId) => [promptId, "service_failed"]),
  );
  expect(asked.filter(({ place }) => place.columnId === "c0")).toHaveLength(9);
  expect(kept).toHaveLength(12);
  expect(halt?.diagnosis.code).toBe("service_failed");
});

it("a run that went well, or failed for a reason of its own, counts as none in a row", async () => {
  const { halt, kept } = await run(plan(1, 8), ({ place }) => {
    if (place.promptId === "p2") return plenty;
    return refusal(place.promptId === "p5" ? "prompt_filtered" : "service_failed");
  });
  expect(halt).toBe(null);
  expect(kept).toHaveLength(8);
});

it("waits for the network; a sign-in is not waited for", async () => {
  const { halt, kept, waits } = await run(plan(1, 2), ({ at }) =>
    at < 60_000 ? refusal("connection_failed") : plenty,
  );
  expect([halt, kept.length]).toEqual([null, 2]);
  expect(waits).toContainEqual([{ columnId: "c0", until: expect.any(Number), isLimited: false }]);
  const other = await run(plan(1, 2), () => refusal("sign_in_expired"));
  expect(other.kept).toEqual([]);
  expect(other.asked).toHaveLength(1);
  expect(other.halt?.diagnosis.code).toBe("sign_in_expired");
});

it("ends with what cannot be kept", async () => {
  const full = new Error("disk full");
  await expect(
    run(plan(2, 3), () => plenty, {
      ended: () => {
        throw full;
      },
    }),
  ).rejects.toBe(full);
});

it("begins at once with ten thousand prompts and twelve columns, most of which wait", async () => {
  const places = plan(12, 10_000);
  const began = process.hrtime.bigint();
  const abort = new AbortController();
  let asked = 0;
  const work = runSeries(
    {
      places,
      atOnce: 12,
      limitOf: (columnId) => columnId,
      pacing: createPacing(),
      conditions: () => ({}) as never,
      cost: async () => null,
      ended: () => {},
      waiting: () => {},
      async *ask(): AsyncGenerator<ChatEvent> {
        asked += 1;
        const diagnosis = asked < 12 ? refusal("rate_limited", 60) : null;
        if (asked === 2000) abort.abort();
        yield { type: "end", at: 0, end: "stop", usage: null, diagnosis };
      },
    },
    abort.signal,
  );
  await vi.advanceTimersByTimeAsync(61_000);
  await work;
  expect(asked).toBeGreaterThanOrEqual(2000);
  expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(3000);
});

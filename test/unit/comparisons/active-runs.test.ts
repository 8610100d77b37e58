import { expect, it, vi } from "vitest";
import { createRuns } from "../../../main/comparisons/active-runs.ts";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import type { Run, RunDelta } from "../../../preload/contract/comparisons.ts";
import { begun } from "./begun.ts";

it("tells the first token when it comes; shows and keeps whole characters, and no NUL, at which SQLite ends a text", async () => {
  const kept: string[] = [];
  const firstTokens: unknown[] = [];
  const deltas: RunDelta[] = [];
  const runs = createRuns(
    { putRun: (run) => void kept.push(run.text), append: () => {} },
    (name, payload) => {
      if (name === "comparisons.run") firstTokens.push((payload as Run).measured?.firstToken);
      if (name === "comparisons.deltas") deltas.push(...(payload as RunDelta[]));
    },
    createPacing(),
  );
  async function* pieces(): AsyncGenerator<ChatEvent> {
    for (const text of ["gold \ud83e", "\ude99 and\0 silver"]) {
      yield { type: "text", at: performance.now(), text };
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    yield { type: "end", at: performance.now(), end: "stop", usage: null, diagnosis: null };
  }
  runs.begin({ ...begun }, "limit", pieces, async (run) => run);
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false));
  expect(kept.at(-1)).toBe("gold \u{1fa99} and silver");
  // Told with the first piece, and the same at the end.
  expect(firstTokens).toEqual([undefined, expect.any(Number), firstTokens[1], firstTokens[1]]);
  expect(deltas.map(({ text }) => text)).toEqual(["gold ", "\u{1fa99} and silver"]);
});

it("waits while its deployment has nothing left, tells until when, and counts no try for it; stopped, it asks nothing", async () => {
  const told: Run[] = [];
  const pacing = createPacing();
  const runs = createRuns(
    { putRun: () => {}, append: () => {} },
    (name, payload) => name === "comparisons.run" && told.push(payload as Run),
    pacing,
  );
  let asked = 0;
  async function* answer(): AsyncGenerator<ChatEvent> {
    asked += 1;
    const at = performance.now();
    const unknown = { requests: null, tokens: null };
    const headroom = { remaining: { requests: 0, tokens: 10 }, reset: { ...unknown, requests: 300 } };
    yield {
      type: "started",
      at,
      sent: at,
      dialect: "chat",
      route: "v1",
      requestId: null,
      region: null,
      ...headroom,
    };
    yield { type: "text", at, text: "Hi" };
    yield { type: "end", at, end: "stop", usage: null, diagnosis: null };
  }
  runs.begin({ ...begun }, "limit", answer, async (run) => run);
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false));
  expect(told.every(({ state }) => state !== "waiting")).toBe(true);
  const from = Date.now();
  runs.begin({ ...begun, id: "s" }, "limit", answer, async (run) => run);
  runs.begin({ ...begun, id: "t", columnId: "b" }, "limit", answer, async (run) => run);
  runs.begin({ ...begun, id: "u", columnId: "c" }, "other", answer, async (run) => run);
  await vi.waitFor(() => expect(told.find(({ id }) => id === "u")?.state).toBe("running"));
  runs.stop(({ id }) => id === "t");
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false), { interval: 5 });
  expect(Date.now() - from).toBeGreaterThan(200);
  const last = (id: string) => told.findLast((run) => run.id === id);
  const waiting = told.find(({ id, state }) => id === "s" && state === "waiting");
  expect((waiting?.retryAt ?? 0) - from).toBeGreaterThan(200);
  expect(last("s")).toMatchObject({ state: "ended", end: "stop", attempts: 1, retryAt: null });
  expect(last("t")).toMatchObject({ state: "ended", end: "cancelled", attempts: 0, retryAt: null });
  expect(last("u")).toMatchObject({ end: "stop" });
  expect(asked).toBe(3);
});

it("shows nothing that could not be written: the runs end, and say why", async () => {
  const told: Run[] = [];
  let shown = "";
  let isFull = false;
  const runs = createRuns(
    {
      putRun: () => {},
      append: () => {
        if (isFull) throw new Error("database or disk is full");
      },
    },
    (name, payload) => {
      if (name === "comparisons.run") told.push(payload as Run);
      if (name === "comparisons.deltas") shown += (payload as RunDelta[]).map(({ text }) => text).join("");
    },
    createPacing(),
  );
  async function* answer(signal: AbortSignal): AsyncGenerator<ChatEvent> {
    for (let count = 0; count < 100 && !signal.aborted; count++) {
      yield { type: "text", at: performance.now(), text: `${count} ` };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    yield { type: "end", at: performance.now(), end: "cancelled", usage: null, diagnosis: null };
  }
  runs.begin({ ...begun }, "limit", answer, async (run) => run);
  await vi.waitFor(() => expect(shown).toContain("3 "));
  isFull = true;
  const before = shown;
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false));
  expect(shown).toBe(before);
  expect(told.at(-1)).toMatchObject({ end: "failed", diagnosis: { code: "storage_failed" } });
});

it("keeps what the filter said and how many answers there were", async () => {
  const told: Run[] = [];
  const runs = createRuns(
    { putRun: (run) => void told.push({ ...run }), append: () => {} },
    () => {},
    createPacing(),
  );
  const violence = { of: "answer" as const, results: { violence: { filtered: true, severity: "high" } } };
  async function* answer(): AsyncGenerator<ChatEvent> {
    const at = performance.now();
    yield { type: "filter", at, ...violence };
    yield { type: "answers", at, count: 2 };
    yield { type: "end", at, end: "stop", usage: null, diagnosis: null };
  }
  runs.begin({ ...begun }, "limit", answer, async (run) => run);
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false));
  expect(told.at(-1)).toMatchObject({
    answers: 2,
    filters: [{ of: "answer", category: "violence", filtered: true, severity: "high", detected: false }],
  });
});

it("has what an answer has besides its text, and tells at once what the service is doing", async () => {
  const told: Run[] = [];
  const kept: Run[] = [];
  const runs = createRuns(
    { putRun: (run) => void kept.push(structuredClone(run)), append: () => {} },
    (name, payload) => name === "comparisons.run" && told.push(structuredClone(payload as Run)),
    createPacing(),
  );
  const call = { id: "ws", tool: "web_search", input: "gold", output: "" };
  const citation = { url: "https://example.com", title: "Gold", quote: "" };
  async function* answer(): AsyncGenerator<ChatEvent> {
    const at = performance.now();
    yield { type: "background", at, id: "resp_1", status: "queued" };
    yield { type: "commentary", at, text: "I'll " };
    yield { type: "commentary", at, text: "look." };
    yield { type: "hosted_call", at, state: "running", ...call };
    yield { type: "hosted_call", at, state: "completed", ...call };
    yield { type: "citation", at, ...citation };
    yield { type: "text", at, text: "Au" };
    yield { type: "background", at, id: "resp_1", status: "collected" };
    yield { type: "end", at, end: "stop", usage: null, diagnosis: null };
  }
  runs.begin({ ...begun }, "limit", answer, async (run) => run);
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false));
  expect(told.some(({ background, text }) => background?.status === "queued" && text === "")).toBe(true);
  expect(told.some(({ hostedCalls }) => hostedCalls?.[0]?.state === "running")).toBe(true);
  expect(kept.at(-1)).toMatchObject({
    text: "Au",
    commentary: "I'll look.",
    hostedCalls: [{ ...call, state: "completed" }],
    citations: [citation],
    background: { id: "resp_1", status: "collected" },
  });
});

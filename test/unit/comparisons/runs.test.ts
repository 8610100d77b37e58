import { expect, it, vi } from "vitest";
import { createRuns } from "../../../main/comparisons/runs.ts";
import type { ChatEvent } from "../../../main/foundry/chat.ts";
import type { Run, RunDelta } from "../../../preload/contract/comparisons.ts";

const begun: Run = {
  id: "r",
  columnId: "a",
  comparisonId: "c",
  prompt: "Hello",
  text: "",
  reasoning: "",
  state: "running",
  retryAt: null,
  attempts: 0,
  end: null,
  diagnosis: null,
  measured: null,
  conditions: {
    startedAt: 0,
    model: null,
    sku: null,
    apiVersion: null,
    route: null,
    region: null,
    requestId: null,
    remaining: { requests: null, tokens: null },
  },
  cost: null,
};

it("tells the first token when it comes; shows and keeps whole characters, and no NUL, at which SQLite ends a text", async () => {
  const kept: string[] = [];
  const firstTokens: unknown[] = [];
  const deltas: RunDelta[] = [];
  const runs = createRuns(
    (run) => kept.push(run.text),
    (name, payload) => {
      if (name === "comparisons.run") firstTokens.push((payload as Run).measured?.firstToken);
      if (name === "comparisons.deltas") deltas.push(...(payload as RunDelta[]));
    },
  );
  async function* pieces(): AsyncGenerator<ChatEvent> {
    for (const text of ["gold \ud83e", "\ude99 and\0 silver"]) {
      yield { type: "text", at: performance.now(), text };
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    yield { type: "end", at: performance.now(), end: "stop", usage: null, diagnosis: null };
  }
  runs.begin({ ...begun }, pieces, async (run) => run);
  await vi.waitFor(() => expect(runs.isBusy()).toBe(false));
  expect(kept.at(-1)).toBe("gold \u{1fa99} and silver");
  // Told with the first piece, and the same at the end.
  expect(firstTokens).toEqual([undefined, expect.any(Number), firstTokens[1], firstTokens[1]]);
  expect(deltas.map(({ text }) => text)).toEqual(["gold ", "\u{1fa99} and silver"]);
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askJudges, type JudgeLane } from "../../../../main/evaluations/engine/judge-lane.ts";
import type { JudgeReply, JudgeWork } from "../../../../main/evaluations/process/judging.ts";
import type { Amount } from "../../../../main/evaluations/shape.ts";
import { diagnosisOf } from "../../../../main/foundry/error.ts";
import { createPacing } from "../../../../main/runs/pacing.ts";
import type { Questions } from "../../../../main/runs/questions.ts";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const usage = { prompt: 10, completion: 1, reasoning: 0, cached: 0 };
const work: JudgeWork = {
  kind: "questions",
  deployed: { connectionId: "c", deployment: "judge" },
  task: { grader: 0, row: 0, model: 1, repeat: 0 },
  questions: ["A first", "B first"].map((content) => ({
    ...{ system: "Which is better?", parameters: {} },
    messages: [{ role: "user", content, images: [], calls: [] }],
  })) as unknown as Extract<JudgeWork, { kind: "questions" }>["questions"],
};

/** Asks a judge two questions of one task; `said` gives what comes of the so-manieth request, from 0. */
async function asked(said: (turn: number) => Diagnosis | null) {
  const contents: unknown[] = [];
  const waits: { seconds: number | null; isLimited: boolean }[] = [];
  const kept: { replies: JudgeReply[]; spent: Amount[] }[] = [];
  const questions = {
    pacing: createPacing(),
    limitOf: () => "judge",
    cost: async () => ({ amount: 2, currency: "USD" }),
    async *ask(_asked: unknown, _position: number, messages: readonly { content: unknown }[]) {
      const diagnosis = said(contents.push(messages[0]?.content) - 1);
      if (!diagnosis) yield { type: "text", at: 0, text: `Reply ${contents.length}` };
      yield { type: "end", at: 0, end: diagnosis ? "failed" : "stop", usage, diagnosis };
    },
  } as unknown as Questions;
  const lane: JudgeLane = {
    ...{ questions, works: [work], limit: "judge" },
    embed: () => Promise.reject(new Error("Nothing is embedded here.")),
    waiting: (until, isLimited) =>
      void waits.push({ seconds: until && Math.round((until - Date.now()) / 1000), isLimited }),
    keep: async (_task, replies, spent) => void kept.push({ replies, spent }),
    keepSpent: async (spent) => void kept.push({ replies: [], spent }),
  };
  const halted = askJudges(lane, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(3_600_000);
  return { halted: await halted, contents, waits, kept };
}

it("tells that a judge waits for its rate limit, and asks nothing twice that was answered", async () => {
  const { halted, contents, waits, kept } = await asked((turn) =>
    turn === 1 ? diagnosisOf("rate_limited", { seconds: "30" }) : null,
  );
  expect(halted).toBeNull();
  expect(contents).toEqual(["A first", "B first", "B first"]);
  expect(waits.slice(0, 2)).toEqual([
    { seconds: 30, isLimited: true },
    { seconds: null, isLimited: true },
  ]);
  // What the refused try has cost is counted as well.
  const each = { amount: 2, currency: "USD" };
  expect(kept).toEqual([{ replies: [{ text: "Reply 1" }, { text: "Reply 3" }], spent: [each, each, each] }]);
});

it("tries as often as answers of models are tried, not that often for each try", async () => {
  const offline = diagnosisOf("connection_failed");
  const { halted, contents } = await asked(() => offline);
  expect(halted).toEqual(offline);
  expect(contents.length).toBeLessThan(12);
});

import { describe, expect, it } from "vitest";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import { answerOf, judgeOver } from "../../../main/graders/graders.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import type { Questions } from "../../../main/runs/questions.ts";

/** Questions that are answered with these events. */
function answering(events: object[]) {
  const asked: unknown[] = [];
  const questions = {
    pacing: createPacing(),
    limitOf: () => "d",
    async *ask(given: unknown) {
      asked.push(given);
      yield* events as ChatEvent[];
    },
  };
  return { questions: questions as unknown as Questions, asked };
}

const deployed = { connectionId: "c", deployment: "d" };
const question = { system: "", messages: [], parameters: {}, tools: [{ type: "function" }] };
const { signal } = new AbortController();
const end = (more: object = {}) => ({
  type: "end",
  at: 0,
  end: "stop",
  usage: null,
  diagnosis: null,
  ...more,
});

describe("an answer", () => {
  it("that calls tools is what it calls, put together from its pieces", async () => {
    const { questions, asked } = answering([
      { type: "tool_call", at: 0, index: 0, name: "look", arguments: '{"a":' },
      { type: "tool_call", at: 0, index: 1, name: "wait", arguments: "{}" },
      { type: "tool_call", at: 0, index: 0, arguments: "1}" },
      end({ end: "tool_calls" }),
    ]);
    const outcome = await answerOf(questions, deployed, 2, question, signal);
    expect(outcome).toEqual({
      value: JSON.stringify([
        { name: "look", arguments: '{"a":1}' },
        { name: "wait", arguments: "{}" },
      ]),
    });
    expect(asked[0]).toMatchObject({ ...deployed, tools: [{ type: "function" }] });
  });

  it("that says something is that, also where it calls a tool besides", async () => {
    const { questions } = answering([
      { type: "text", at: 0, text: "Let me look." },
      { type: "tool_call", at: 0, index: 0, name: "look", arguments: "{}" },
      end(),
    ]);
    expect(await answerOf(questions, deployed, 0, question, signal)).toEqual({ value: "Let me look." });
  });

  it("of a model that grades is its text, or why there is none", async () => {
    const judged = { system: "Grade.", messages: [], parameters: {} };
    const good = answering([{ type: "text", at: 0, text: "1" }, end()]);
    expect(await judgeOver(good.questions, deployed, 0)(judged, signal)).toEqual({ text: "1" });
    const bad = answering([end({ end: "failed", diagnosis: diagnosisOf("role_missing") })]);
    expect(await judgeOver(bad.questions, deployed, 0)(judged, signal)).toMatchObject({
      diagnosis: { code: "role_missing" },
    });
    const ended = await judgeOver(good.questions, deployed, 0)(judged, AbortSignal.abort());
    expect(ended).toMatchObject({ diagnosis: { code: "cancelled" } });
  });
});

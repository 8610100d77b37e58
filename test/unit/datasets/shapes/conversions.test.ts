import { expect, it } from "vitest";
import { convertRow } from "../../../../main/datasets/shapes/conversions.ts";
import type { ConversionTarget } from "../../../../preload/contract/dataset-exports.ts";
import { datasetMethods } from "../../../../preload/contract/dataset-shapes.ts";
import { exportTargets } from "../../../../preload/export-targets.ts";

const user = { role: "user", content: "Hi" };
const assistant = { role: "assistant", content: "Hello" };
const system = { role: "system", content: "S" };
const chat = JSON.stringify({ messages: [system, user, assistant], tools: [] });
const to = (...[text, from, target]: Parameters<typeof convertRow>) => {
  const { text: made, unmapped } = convertRow(text, from, target);
  return unmapped ?? (JSON.parse(made) as unknown);
};

it("rows are turned into those of other methods", () => {
  expect(to(chat, "supervised", "reinforcement")).toEqual({
    messages: [system, user],
    tools: [],
    reference_answer: "Hello",
  });
  expect(to(chat, "supervised", "evaluation")).toEqual({
    messages: [system, user],
    tools: [],
    query: "Hi",
    ground_truth: "Hello",
  });
  expect(to(chat, "supervised", "prompt_completion")).toEqual({
    system: "S",
    prompt: "Hi",
    completion: "Hello",
  });
  const prompt = JSON.stringify({ messages: [user], reference_answer: "Hello", level: 2 });
  expect(to(prompt, "reinforcement", "supervised")).toEqual({ messages: [user, assistant], level: 2 });
  expect(to(prompt, "reinforcement", "evaluation")).toMatchObject({
    query: "Hi",
    ground_truth: "Hello",
    level: 2,
  });
  const pair = JSON.stringify({
    input: { messages: [user], parallel_tool_calls: false },
    preferred_output: [assistant],
    non_preferred_output: [system],
  });
  expect(to(pair, "preference", "supervised")).toEqual({
    messages: [user, assistant],
    parallel_tool_calls: false,
  });
});

it("what is offered for a method is what its rows can be turned into", () => {
  const rows = {
    supervised: chat,
    vision: chat,
    preference: JSON.stringify({
      input: { messages: [user] },
      preferred_output: [assistant],
      non_preferred_output: [assistant],
    }),
    reinforcement: JSON.stringify({ messages: [user], reference_answer: "Hello" }),
    evaluation: "{}",
  };
  for (const from of datasetMethods) {
    const isMade = (target: ConversionTarget) => convertRow(rows[from], from, target).unmapped === undefined;
    const possible = [...datasetMethods, "prompt_completion" as const].filter(isMade);
    expect([...exportTargets[from]].sort(), from).toEqual(possible.sort());
  }
});

it("a row that cannot be turned is given as it was, with the reason", () => {
  for (const [text, from, target, why] of [
    ["{", "supervised", "evaluation", "broken"],
    ["[]", "supervised", "evaluation", "not_an_object"],
    ['{"messages":[]}', "supervised", "prompt_completion", "no_messages"],
    [JSON.stringify({ messages: [user] }), "supervised", "reinforcement", "no_answer"],
    [JSON.stringify({ messages: [assistant, assistant] }), "supervised", "reinforcement", "not_asked_last"],
    [JSON.stringify({ messages: [user, assistant, user] }), "supervised", "prompt_completion", "no_answer"],
    ["{}", "preference", "supervised", "no_pair"],
  ] as const)
    expect(convertRow(text, from, target)).toEqual({ text, unmapped: why });
});

it("what stays of its method stays as it is written, broken or not", () => {
  for (const text of [' {"messages": []}', "{"]) {
    expect(convertRow(text, "supervised", "supervised")).toEqual({ text });
    expect(convertRow(text, "evaluation", "evaluation")).toEqual({ text });
  }
});

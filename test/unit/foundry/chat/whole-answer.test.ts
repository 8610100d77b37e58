import { expect, it } from "vitest";
import { readWhole, wholeBody } from "../../../../main/foundry/chat/whole-answer.ts";

const context = { host: "h", path: "/openai/v1/chat/completions", secrets: [], sent: "" };
const choiceOf = (message: object, finish = "stop", more: object = {}) => ({
  object: "chat.completion",
  choices: [{ index: 0, finish_reason: finish, message: { role: "assistant", ...message }, ...more }],
});

it("a question that is answered whole asks for no stream, and for the rest as chat does", () => {
  const messages = [{ role: "user" as const, content: "Hi" }];
  const body = wholeBody({ deployment: "o4", model: "o4-mini", messages, parameters: { maxTokens: 5 } });
  expect(body).toEqual({
    model: "o4",
    messages: [{ role: "user", content: "Hi" }],
    max_completion_tokens: 5,
  });
});

it("thinking in a text is told apart from it where the model is known to write so", async () => {
  const answer = await readWhole(choiceOf({ content: "<think>Hm.</think>Yes." }), "DeepSeek-R1", context);
  expect(answer).toMatchObject({ reasoning: "Hm.", text: "Yes.", end: "stop", diagnosis: null });
});

it("what a filter has cut is told with what it found", async () => {
  const violence = { filtered: true, severity: "medium" };
  const answer = await readWhole(
    choiceOf({ content: "Once" }, "content_filter", { content_filter_results: { violence } }),
    "m",
    context,
  );
  expect(answer).toMatchObject({
    text: "Once",
    end: "content_filter",
    filters: [{ of: "answer", category: "violence", filtered: true, severity: "medium" }],
  });
});

it.each([
  ["nothing", {}, "reply_not_understood"],
  ["no object", null, "reply_not_understood"],
  ["an error", { error: { code: "content_filter", message: "Filtered." } }, "prompt_filtered"],
  ["only thinking", choiceOf({ content: null, reasoning_content: "Hm." }), "only_thought"],
  ["nothing up to its limit", choiceOf({ content: "" }, "length"), "limit_without_text"],
])("%s has a diagnosis", async (_, document, code) => {
  const { end, diagnosis } = await readWhole(document, "m", context);
  expect({ end, code: diagnosis?.code }).toEqual({ end: "failed", code });
});

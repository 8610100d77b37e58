import { expect, it } from "vitest";
import type { ChatMessage } from "../../../../../main/foundry/chat/chat.ts";
import type { ChatParameters } from "../../../../../preload/contract/conversations.ts";
import { sandboxes } from "../../../sandbox/running.ts";
import { targetOf } from "../../server.ts";
import { chat } from "../replay.ts";

const start = sandboxes();

/** Asks a deployment of Claude in a sandbox, as often as is wanted. */
async function claude(deployment = "claude-sonnet-4-6") {
  // What is cached is forgotten in minutes, of which there are thousands in a second where time is quick.
  const sandbox = await start({ speed: 1 });
  const target = targetOf(sandbox.url, { credential: { kind: "api_key", secret: sandbox.apiKey } });
  return (messages: (string | ChatMessage)[], parameters: ChatParameters = {}, more: object = {}) =>
    chat(target, {
      deployment,
      dialect: "messages",
      parameters,
      messages: messages.map(
        (one): ChatMessage => (typeof one === "string" ? { role: "user", content: one } : one),
      ),
      ...more,
    });
}

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather in a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

it("answers", async () => {
  const ask = await claude();
  const { text, end } = await ask(["Say exactly: it's 5 €"]);
  expect(text).toBe("it's 5 €");
  expect(end).toMatchObject({ end: "stop", diagnosis: null });
  expect(end.usage?.prompt).toBeGreaterThan(0);
});

it.each<ChatParameters>([{ thinking: 2048 }, { thinking: "adaptive", reasoningSummary: "auto" }])(
  "goes on with a tool's result, with the thinking that led to the call: %j",
  async (parameters) => {
    const ask = await claude();
    const question = "What is the weather in Oslo? Use the tool get_weather.";
    const called = await ask([question], parameters, { tools: [weather] });
    expect(called.end.end).toBe("tool_calls");
    expect(called.reasoning).not.toBe("");
    expect(called.kept?.items[0]).toMatchObject({ type: "thinking" });
    const [id = ""] = called.ids;
    const toolCalls = Object.values(called.tools).map((call) => ({ id, ...call }));
    const answer: ChatMessage = {
      role: "assistant",
      content: called.text,
      toolCalls,
      kept: called.kept ?? undefined,
    };
    const result: ChatMessage = { role: "tool", toolCallId: id, content: '{"temperature": 7}' };
    const { end, notes } = await ask([question, answer, result], parameters, { tools: [weather] });
    expect({ end: end.end, notes }).toEqual({ end: "stop", notes: [] });
    // Nothing was kept of it where another deployment has made the call.
    const { kept: _kept, ...foreign } = answer;
    const other = await ask([question, foreign, result], parameters, { tools: [weather] });
    expect(other.end.end).toBe("stop");
  },
);

it("goes on without thinking that somebody has changed", async () => {
  const ask = await claude();
  const first = await ask(["Why is the sky blue?"], { thinking: 2048 });
  const items =
    first.kept?.items.map((one) => ({ ...one, ...(one.signature ? { signature: "AAAA" } : {}) })) ?? [];
  const altered: ChatMessage = {
    role: "assistant",
    content: first.text,
    kept: { dialect: "messages", items },
  };
  const { end, notes } = await ask(["Why is the sky blue?", altered, "And red?"], { thinking: 2048 });
  expect(end.end).toBe("stop");
  expect(notes).toEqual([{ kind: "left_out", what: "reasoning" }]);
});

it("keeps thinking that nobody can read", async () => {
  const ask = await claude();
  const { kept, reasoning, end } = await ask(["Hide your thoughts: why is the sky blue?"], {
    thinking: 2048,
  });
  expect(end.end).toBe("stop");
  expect(reasoning).toBe("");
  expect(kept?.items).toContainEqual(expect.objectContaining({ type: "redacted_thinking" }));
});

it("goes on with a search that was interrupted", async () => {
  const ask = await claude();
  const { beside, text, end } = await ask(["Pause this turn, then tell me about tides."], {
    webSearch: true,
  });
  expect(end.end).toBe("stop");
  expect(text).not.toBe("");
  expect(beside).toContainEqual(expect.objectContaining({ type: "hosted_call", state: "completed" }));
});

it.each([
  ["Refuse this request as cyber", "cyber"],
  ["Refuse this request half-way as bio", "bio"],
])("says what was declined: %s", async (words, category) => {
  const ask = await claude();
  const { text, end } = await ask([words]);
  expect(end).toMatchObject({
    end: "content_filter",
    diagnosis: { code: "answer_declined", parameters: { category } },
  });
  expect(text !== "").toBe(words.includes("half-way"));
});

it("keeps to a schema, with an effort", async () => {
  const ask = await claude();
  const { end, notes } = await ask(["Name a colour."], {
    jsonSchema:
      '{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}',
    reasoningEffort: "low",
  });
  expect({ end: end.end, notes }).toEqual({ end: "stop", notes: [] });
});

it("does without what a newer model refuses", async () => {
  const ask = await claude("claude-opus-5");
  const { end, notes } = await ask(["Hello"], { temperature: 0.2, seed: 1, thinking: 2048 });
  expect(end.end).toBe("stop");
  expect(notes).toEqual([
    { kind: "parameter_dropped", parameter: "thinking", because: "model" },
    { kind: "parameter_dropped", parameter: "temperature", because: "model" },
    { kind: "parameter_dropped", parameter: "seed", because: "dialect" },
  ]);
});

it("takes an image and a document", async () => {
  const ask = await claude();
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const pdf = Buffer.from("%PDF-1.4\n%%EOF").toString("base64");
  const { end } = await ask([
    {
      role: "user",
      content: "What is this?",
      attachments: [
        { kind: "image", name: "a.png", type: "image/png", data: pixel },
        { kind: "document", name: "b.pdf", type: "application/pdf", data: pdf },
      ],
    },
  ]);
  expect(end).toMatchObject({ end: "stop", diagnosis: null });
});

it("reads long instructions from the cache the second time", async () => {
  const ask = await claude();
  const system = "Answer in one sentence, and name your sources. ".repeat(400);
  await ask(["Hello"], {}, { system });
  const { end } = await ask(["Hello again"], {}, { system });
  expect(end.usage?.cached).toBeGreaterThan(1000);
  expect(end.usage?.prompt).toBeGreaterThan(end.usage?.cached ?? 0);
});

it("is found by what the service says when it is asked in chat completions", async () => {
  const ask = await claude();
  const { text, notes } = await ask(["Say exactly: found"], {}, { dialect: "chat" });
  expect(text).toBe("found");
  expect(notes).toContainEqual({ kind: "dialect_switched", from: "chat", to: "messages" });
});

import { describe, expect, it } from "vitest";
import {
  type ChatEvent,
  type ChatMessage,
  type ChatRequest,
  streamChat,
} from "../../../main/foundry/chat/chat.ts";
import { isAboutParameter } from "../../../preload/sent-parameters.ts";
import { targetOf } from "../foundry/server.ts";
import { ask, prompt, sandboxes } from "./running.ts";

const start = sandboxes();

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" }, unit: { enum: ["c", "f"] } },
      required: ["city", "days", "unit"],
    },
  },
};

interface Whole {
  choices: {
    finish_reason: string;
    message: {
      content: string | null;
      refusal?: string | null;
      tool_calls?: { id: string; function: { name: string; arguments: string } }[] | null;
    };
    content_filter_results?: Record<string, { filtered: boolean }>;
  }[];
  usage: { prompt_tokens: number; completion_tokens: number };
  error?: { message: string; code: string | null; param: string | null };
}

async function whole(model: string, body: object): Promise<Whole> {
  return (await (await ask(await start(), model, body)).json()) as Whole;
}

/** What our own client makes of an answer. */
async function run(deployment: string, messages: ChatMessage[], more: Partial<ChatRequest> = {}) {
  const sandbox = await start();
  const target = {
    ...targetOf(sandbox.url),
    credential: { kind: "api_key" as const, secret: sandbox.apiKey },
  };
  const events: ChatEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of streamChat(target, { deployment, messages, signal, ...more })) events.push(event);
  return events;
}

const user = (content: string): ChatMessage => ({ role: "user", content });
const texts = (events: ChatEvent[], type: "text" | "refusal") =>
  events.map((event) => (event.type === type ? event.text : "")).join("");

describe("a tool", () => {
  it.each([
    ["that the prompt names", { ...prompt("Use get_weather for me"), tools: [weather] }],
    ["that is required", { ...prompt("Hello"), tools: [weather], tool_choice: "required" }],
    [
      "that is chosen",
      {
        ...prompt("Hello"),
        tools: [weather],
        tool_choice: { type: "function", function: { name: "get_weather" } },
      },
    ],
  ])("%s is called with what it requires", async (_what, body) => {
    const { choices, usage } = await whole("gpt-4.1-mini", body);
    expect(choices[0]).toMatchObject({ finish_reason: "tool_calls", message: { content: null } });
    const [call] = choices[0]?.message.tool_calls ?? [];
    expect(call?.id).toMatch(/^call_.{24}$/);
    expect(call?.function.name).toBe("get_weather");
    expect(JSON.parse(call?.function.arguments ?? "")).toEqual({ city: "city", days: 1, unit: "c" });
    expect(usage.completion_tokens).toBeGreaterThan(0);
  });

  it("is not called unasked, nor when the choice is none", async () => {
    for (const body of [prompt("Hello"), { ...prompt("Use get_weather"), tool_choice: "none" }]) {
      const { choices } = await whole("gpt-4.1-mini", { ...body, tools: [weather] });
      expect(choices[0]?.finish_reason).toBe("stop");
    }
  });

  it("costs tokens of the prompt", async () => {
    const without = await whole("gpt-4.1-mini", prompt("Hello"));
    const offered = await whole("gpt-4.1-mini", { ...prompt("Hello"), tools: [weather] });
    expect(offered.usage.prompt_tokens).toBeGreaterThan(without.usage.prompt_tokens + 20);
  });

  it.each(["gpt-4.1-mini", "deepseek-r1"])(
    "of %s reaches our client in fragments, and takes an answer",
    async (name) => {
      const question = user('Please call the tool weather with {"city": "Köln"}');
      const events = await run(name, [question]);
      const parts = events.filter((event) => event.type === "tool_call");
      expect(parts[0]).toMatchObject({ index: 0, name: "weather", arguments: "" });
      expect(parts.length).toBeGreaterThan(2);
      expect(parts.map((part) => part.arguments).join("")).toBe('{"city": "Köln"}');
      expect(events.at(-1)).toMatchObject({ type: "end", end: "tool_calls", diagnosis: null });
      const id = parts[0]?.id ?? "";
      const after = await run(name, [
        question,
        { role: "assistant", content: "", toolCalls: [{ id, name: "weather", arguments: "{}" }] },
        { role: "tool", content: "18 °C", toolCallId: id },
      ]);
      expect(after.at(-1)).toMatchObject({ end: "stop", diagnosis: null });
      expect(texts(after, "text")).not.toBe("");
    },
  );

  it.each([
    ["an answer nobody asked for", [{ role: "tool", tool_call_id: "c", content: "x" }]],
    ["a call without a name", [{ role: "assistant", tool_calls: [{ id: "c", function: {} }] }]],
  ])("refuses %s", async (_what, messages) => {
    expect((await whole("gpt-4.1-mini", { messages })).error).toMatchObject({ param: "messages" });
  });

  it.each([[[]], ["x"], [[{ type: "function" }]], [[{ type: "function", function: {} }]]])(
    "is none that is %j",
    async (tools) => {
      expect((await whole("gpt-4.1-mini", { ...prompt("Hi"), tools })).error).toMatchObject({
        param: "tools",
      });
    },
  );
});

describe("an image", () => {
  const parts = (url: string) => [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];
  const attachment = { kind: "image", name: "a.png", type: "image/png", data: "iVBORw0KGgo=" } as const;

  it("is counted, and taken from our client", async () => {
    const { usage } = await whole("gpt-4.1-mini", { messages: parts("data:image/png;base64,iVBORw0KGgo=") });
    expect(usage.prompt_tokens).toBeGreaterThan(765);
    expect(usage.prompt_tokens).toBeLessThan(800);
    const events = await run("gpt-4.1-mini", [{ ...user("What is this?"), attachments: [attachment] }]);
    expect(events.at(-1)).toMatchObject({ end: "stop" });
  });

  it("is refused where the model sees none, or it is none", async () => {
    const events = await run("deepseek-r1", [{ ...user("What is this?"), attachments: [attachment] }]);
    expect(events.at(-1)).toMatchObject({ end: "failed", diagnosis: { code: "request_refused" } });
    for (const url of ["http://localhost/a.png", "data:text/html;base64,aGk=", "x"])
      expect((await whole("gpt-4.1-mini", { messages: parts(url) })).error).toMatchObject({
        param: "messages",
      });
  });
});

describe("an answer that ends otherwise", () => {
  it("refuses in a field of its own, where the model has one", async () => {
    const events = await run("gpt-4.1-mini", [user("Refuse this request")]);
    expect(texts(events, "refusal")).toContain("can't help");
    expect(texts(events, "text")).toBe("");
    expect(events.at(-1)).toMatchObject({ end: "stop" });
    expect(texts(await run("deepseek-r1", [user("Refuse this request")]), "text")).toContain("can't help");
    const { choices } = await whole("gpt-4.1-mini", prompt("Refuse this request"));
    expect(choices[0]?.message).toMatchObject({ content: null, refusal: expect.stringContaining("can't") });
  });

  it("is filtered after its text has come", async () => {
    const events = await run("gpt-4.1-mini", [user("Explain tides and trip the late filter")]);
    expect(texts(events, "text")).toContain("tides");
    expect(events.at(-1)).toMatchObject({ end: "content_filter", diagnosis: null });
    const results = events.flatMap((event) => (event.type === "filter" ? [event.results] : []));
    expect(results.at(-1)).toMatchObject({ violence: { filtered: true, severity: "medium" } });
    const { choices } = await whole("gpt-4.1-mini", prompt("Trip the late filter"));
    expect(choices[0]).toMatchObject({
      finish_reason: "content_filter",
      content_filter_results: { violence: { filtered: true } },
    });
  });

  it("is JSON where that is asked for", async () => {
    const format = { response_format: { type: "json_object" } };
    const { choices } = await whole("gpt-4.1-mini", { ...prompt("Explain tides as JSON"), ...format });
    expect(JSON.parse(choices[0]?.message.content ?? "")).toMatchObject({
      answer: expect.stringContaining("tides"),
    });
    expect((await whole("gpt-4.1-mini", { ...prompt("Explain tides"), ...format })).error).toMatchObject({
      param: "messages",
    });
  });
});

describe("a family's own parameters", () => {
  const parameters = { temperature: 0.2, maxTokens: 400, stop: ["never"], reasoningEffort: "low" };

  it.each([
    ["o4-mini", "o4-mini", ["stop"]],
    ["o4-mini", null, ["max_tokens", "stop", "temperature"]],
    ["gpt-4.1-mini", "gpt-4.1-mini", []],
    ["gpt-4.1-mini", null, ["reasoning_effort"]],
    ["deepseek-r1", "DeepSeek-R1", []],
    ["deepseek-r1", "gpt-5", ["max_completion_tokens"]],
  ])("are known or learned: %s taken for %s", async (deployment, model, adjusted) => {
    const events = await run(deployment, [user("Hello")], { model, parameters, system: "Be kind" });
    expect(events.at(-1)).toMatchObject({ type: "end", diagnosis: null });
    const notes = events.flatMap((event) =>
      event.type === "note" && isAboutParameter(event.note) && event.note.because === undefined
        ? [event.note.parameter]
        : [],
    );
    expect(notes).toEqual(adjusted);
  });

  it("of a value that a model does not take are left out", async () => {
    const events = await run("o4-mini", [user("Hello")], { parameters: { reasoningEffort: "xhigh" } });
    expect(events.filter(({ type }) => type === "note")).toMatchObject([
      { note: { kind: "parameter_dropped", parameter: "reasoning_effort", value: "xhigh" } },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { chatBody, chatChanges } from "../../../../../main/foundry/chat/completions/body.ts";
import type { ChatMessage, Question } from "../../../../../main/foundry/chat/question.ts";
import { FoundryError } from "../../../../../main/foundry/error.ts";

const hello: ChatMessage = { role: "user", content: "Hello" };
const body = (more: Partial<Question> = {}) => chatBody({ deployment: "d", messages: [hello], ...more });
const all = {
  temperature: 0.2,
  topP: 0.5,
  maxTokens: 100,
  stop: ["END"],
  seed: 7,
  presencePenalty: 0.1,
  frequencyPenalty: -0.1,
  reasoningEffort: "low",
  responseFormat: "json",
} as const;
const parameters = { ...all, stop: [...all.stop] };

/** The diagnosis that making a body fails with. */
function refusal(request: Partial<Question>) {
  try {
    body(request);
  } catch (error) {
    if (error instanceof FoundryError) return error.diagnosis;
  }
  throw new Error("Nothing failed");
}

describe("the body", () => {
  it("is the least there is when nothing is set", () => {
    expect(body()).toEqual({
      model: "d",
      messages: [{ role: "user", content: "Hello" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(body({ system: "", parameters: { stop: [] } })).toEqual(body());
  });

  it("has the tools that are given, and none without", () => {
    const tools = [{ type: "function", function: { name: "f" } }];
    expect(body({ tools })).toEqual({ ...body(), tools });
    expect(body({ tools: [] })).toEqual(body());
  });

  it("has every parameter for a model that is not known", () => {
    expect(body({ model: null, system: "Be kind", parameters })).toEqual({
      model: "d",
      messages: [
        { role: "system", content: "Be kind" },
        { role: "user", content: "Hello" },
      ],
      temperature: 0.2,
      top_p: 0.5,
      presence_penalty: 0.1,
      frequency_penalty: -0.1,
      stop: ["END"],
      seed: 7,
      response_format: { type: "json_object" },
      reasoning_effort: "low",
      max_tokens: 100,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("leaves out what the family refuses", () => {
    expect(body({ model: "o4-mini", system: "Be kind", parameters })).toEqual({
      model: "d",
      messages: [
        { role: "developer", content: "Be kind" },
        { role: "user", content: "Hello" },
      ],
      stop: ["END"],
      seed: 7,
      response_format: { type: "json_object" },
      reasoning_effort: "low",
      max_completion_tokens: 100,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(body({ model: "gpt-4.1", parameters })).not.toHaveProperty("reasoning_effort");
    expect(body({ model: "gpt-5", parameters: { reasoningEffort: "xhigh" } })).toEqual(body());
    expect(body({ model: "gpt-5.2", parameters: { reasoningEffort: "xhigh" } })).toHaveProperty(
      "reasoning_effort",
      "xhigh",
    );
  });

  it("has a text as the format where that is set", () => {
    expect(body({ parameters: { responseFormat: "text" } })).toHaveProperty("response_format", {
      type: "text",
    });
  });

  it("keeps zeroes", () => {
    expect(body({ parameters: { temperature: 0, seed: 0 } })).toMatchObject({ temperature: 0, seed: 0 });
  });

  it("follows what a deployment refused before", () => {
    const adjustments = {
      renamed: { max_tokens: "max_completion_tokens", system: "developer" },
      dropped: ["temperature", "stream_options", "reasoning_effort=low"],
    };
    expect(body({ system: "Be kind", parameters: { ...parameters, stop: [] }, adjustments })).toEqual({
      model: "d",
      messages: [
        { role: "developer", content: "Be kind" },
        { role: "user", content: "Hello" },
      ],
      top_p: 0.5,
      presence_penalty: 0.1,
      frequency_penalty: -0.1,
      seed: 7,
      response_format: { type: "json_object" },
      max_completion_tokens: 100,
      stream: true,
    });
    expect(body({ parameters: { reasoningEffort: "high" }, adjustments })).toHaveProperty("reasoning_effort");
    expect(body({ adjustments: { renamed: {}, dropped: ["stream"] } })).toEqual({
      model: "d",
      messages: [{ role: "user", content: "Hello" }],
    });
  });
});

describe("the changes to what is set", () => {
  const changes = (more: Partial<Question>) => chatChanges({ deployment: "d", messages: [hello], ...more });

  it("are none for a model that takes all, and for one that is not known", () => {
    expect(changes({ model: null, system: "Be kind", parameters })).toEqual([]);
    expect(changes({ model: "gpt-4.1", system: "Be kind", parameters: { temperature: 0 } })).toEqual([]);
  });

  it("are what the family refuses, a value that it does not take, and its own name for the limit", () => {
    const dropped = (parameter: string) => ({
      kind: "parameter_dropped",
      parameter,
      because: "model",
    });
    expect(changes({ model: "o4-mini", system: "Be kind", parameters })).toEqual([
      dropped("temperature"),
      dropped("top_p"),
      {
        kind: "parameter_renamed",
        parameter: "max_tokens",
        instead: "max_completion_tokens",
        because: "model",
      },
      dropped("presence_penalty"),
      dropped("frequency_penalty"),
    ]);
    expect(changes({ model: "gpt-5", parameters: { reasoningEffort: "xhigh" } })).toEqual([
      { ...dropped("reasoning_effort"), value: "xhigh" },
    ]);
    expect(changes({ model: "gpt-4o", parameters: { reasoningEffort: "low" } })).toEqual([
      dropped("reasoning_effort"),
    ]);
  });

  it("are what the deployment refused earlier, and when", () => {
    const adjustments = {
      renamed: { max_tokens: "max_completion_tokens", system: "developer" },
      dropped: ["temperature", "stream_options", "reasoning_effort=low"],
      refusedAt: { max_tokens: 1, temperature: 2, "reasoning_effort=low": 3 },
    };
    const set = { temperature: 0, maxTokens: 5, reasoningEffort: "low" };
    expect(changes({ system: "Be kind", parameters: set, adjustments })).toEqual([
      { kind: "parameter_dropped", parameter: "temperature", because: "earlier", refusedAt: 2 },
      {
        kind: "parameter_renamed",
        parameter: "max_tokens",
        instead: "max_completion_tokens",
        because: "earlier",
        refusedAt: 1,
      },
      {
        kind: "parameter_dropped",
        parameter: "reasoning_effort",
        value: "low",
        because: "earlier",
        refusedAt: 3,
      },
      { kind: "parameter_dropped", parameter: "stream_options", because: "earlier" },
      { kind: "parameter_renamed", parameter: "system", instead: "developer", because: "earlier" },
    ]);
    // What is not set is not missed, and another value is sent.
    const other = {
      parameters: { reasoningEffort: "high" },
      adjustments: { ...adjustments, dropped: ["seed"] },
    };
    expect(changes(other)).toEqual([]);
  });
});

describe("a message", () => {
  const messages = (...given: ChatMessage[]) => body({ messages: given }).messages;
  const png = { kind: "image", name: "a.png", type: "image/png", data: "iVBORw0KGgo=" } as const;

  it("with an image has parts, the text first", () => {
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };
    expect(messages({ ...hello, attachments: [png, png] })).toEqual([
      { role: "user", content: [{ type: "text", text: "Hello" }, image, image] },
    ]);
    expect(messages({ role: "user", content: "", attachments: [png] })).toEqual([
      { role: "user", content: [image] },
    ]);
  });

  it("with a file has it as a code block that nothing in the file closes", () => {
    const file = {
      kind: "text",
      name: "my\nnotes.md",
      type: "text/markdown",
      data: "a\n```\nb\n````",
    } as const;
    expect(messages({ ...hello, attachments: [file] })).toEqual([
      { role: "user", content: "Hello\n\nmy notes.md\n`````\na\n```\nb\n````\n`````" },
    ]);
    const short = { kind: "text", name: "a.ts", type: "text/plain", data: "x\n" } as const;
    expect(messages({ role: "user", content: "", attachments: [short, png] })).toEqual([
      { role: "user", content: [{ type: "text", text: "a.ts\n```\nx\n```" }, expect.anything()] },
    ]);
  });

  it("of a tool and of its caller have the API's shapes", () => {
    const call = { id: "call_1", name: "weather", arguments: '{"city":"Köln"}' };
    expect(
      messages(
        { role: "assistant", content: "", toolCalls: [call] },
        { role: "tool", content: "18 °C", toolCallId: "call_1" },
        { role: "assistant", content: "It is warm" },
      ),
    ).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Köln"}' } },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: "18 °C" },
      { role: "assistant", content: "It is warm" },
    ]);
  });

  it.each([
    ["text/html", "aGk="],
    ["image/svg+xml", "aGk="],
    ["image/png", "not base64!"],
    ["image/png", 'aGk="},{'],
  ])("refuses an image of %s with %j", (type, data) => {
    expect(refusal({ messages: [{ ...hello, attachments: [{ ...png, type, data }] }] }).code).toBe(
      "input_refused",
    );
  });
});

describe("the largest request", () => {
  const image = (bytes: number) =>
    ({ kind: "image", name: "a", type: "image/png", data: Buffer.alloc(bytes).toString("base64") }) as const;
  const long: ChatMessage = { role: "user", content: "x".repeat(1_048_576) };

  it("is taken", () => {
    expect(body({ messages: Array.from({ length: 2048 }, () => hello) }).messages).toHaveLength(2048);
    expect(body({ messages: [long] }).messages).toHaveLength(1);
    const fifty = Array.from({ length: 49 }, () => image(1)).concat(image(20 * 1024 * 1024));
    expect(body({ messages: [{ ...hello, attachments: fifty }] }).messages).toHaveLength(1);
  });

  it.each<[string, ChatMessage[], object]>([
    [
      "messages",
      Array.from({ length: 2049 }, () => hello),
      { of: "messages", count: "2,049", most: "2,048" },
    ],
    ["characters", [{ ...long, content: `${long.content}x` }], { of: "characters", count: "1,048,577" }],
    [
      "characters with a file",
      [{ ...long, attachments: [{ kind: "text", name: "a", type: "text/plain", data: "" }] }],
      { of: "characters", count: expect.stringMatching(/^1,048,58/) },
    ],
    [
      "images",
      [
        { ...hello, attachments: Array.from({ length: 26 }, () => image(1)) },
        { ...hello, attachments: Array.from({ length: 25 }, () => image(1)) },
      ],
      { of: "images", count: "51", most: "50" },
    ],
    [
      "bytes",
      [{ ...hello, attachments: [image(20 * 1024 * 1024 + 1)] }],
      { of: "imageBytes", count: "20,971,521" },
    ],
  ])("is refused with one more of %s", (_what, messages, parameters) => {
    expect(refusal({ messages })).toMatchObject({ code: "message_too_large", parameters });
  });
});

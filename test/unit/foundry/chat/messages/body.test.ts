import { describe, expect, it } from "vitest";
import { messagesBody, messagesChanges } from "../../../../../main/foundry/chat/messages/body.ts";
import type { Attachment, ChatMessage, Question } from "../../../../../main/foundry/chat/question.ts";
import { FoundryError } from "../../../../../main/foundry/error.ts";
import type { ChatParameters } from "../../../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../../../preload/contract/diagnosis.ts";
import { explain } from "../../../../../preload/strings/explain.ts";

const hi: ChatMessage = { role: "user", content: "Hi" };
const asking = (more: Partial<Question> = {}): Question => ({
  deployment: "claude-sonnet-4-6",
  messages: [hi],
  ...more,
});
const bodyOf = (more: Partial<Question> = {}) => messagesBody(asking(more));
const turnsOf = (messages: ChatMessage[]) => bodyOf({ messages }).messages;
const text = (text: string) => ({ type: "text", text });

/** The settings in the body of a question to a model, and the parameters that are told not to be sent. */
function sent(deployment: string, parameters: ChatParameters) {
  const question = asking({ deployment, parameters });
  const {
    model: _model,
    messages: _messages,
    stream: _stream,
    max_tokens,
    ...settings
  } = messagesBody(question);
  const dropped = messagesChanges(question).map((note) =>
    note.kind === "parameter_dropped" ? `${note.parameter} ${note.because}` : note.kind,
  );
  return { settings, dropped };
}

describe("the body", () => {
  it("asks for a stream, and names the longest answer of the model", () => {
    expect(bodyOf()).toEqual({
      model: "claude-sonnet-4-6",
      max_tokens: 128_000,
      messages: [{ role: "user", content: [text("Hi")] }],
      stream: true,
    });
    expect(bodyOf({ deployment: "mine", model: "claude-haiku-4-5" }).max_tokens).toBe(64_000);
    expect(bodyOf({ deployment: "mine" }).max_tokens).toBe(32_000);
    expect(bodyOf({ parameters: { maxTokens: 5 } }).max_tokens).toBe(5);
    const adjustments = { renamed: {}, dropped: [], longestAnswer: 8192 };
    expect(bodyOf({ adjustments }).max_tokens).toBe(8192);
    expect(messagesChanges(asking({ adjustments }))).toEqual([]);
  });

  it("marks long instructions for the cache, and leaves the mark out where it was refused", () => {
    expect(bodyOf({ system: "Be brief." }).system).toEqual([text("Be brief.")]);
    const system = "Be brief. ".repeat(300);
    expect(bodyOf({ system }).system).toEqual([
      { type: "text", text: system, cache_control: { type: "ephemeral" } },
    ]);
    const adjustments = { renamed: {}, dropped: ["cache_control"] };
    expect(bodyOf({ system, adjustments }).system).toEqual([text(system)]);
    expect(bodyOf({ system: " " })).not.toHaveProperty("system");
  });

  it("has instructions among the messages before them", () => {
    const messages: ChatMessage[] = [{ role: "system", content: "B" }, hi];
    expect(bodyOf({ system: "A", messages })).toMatchObject({
      system: [text("A"), text("B")],
      messages: [{ role: "user", content: [text("Hi")] }],
    });
  });

  it("describes tools in its own words", () => {
    const tools = [
      {
        type: "function",
        function: { name: "f", description: "D", parameters: { type: "object" }, strict: true },
      },
      { type: "function", function: { name: "g" } },
    ];
    expect(bodyOf({ tools }).tools).toEqual([
      { name: "f", description: "D", input_schema: { type: "object" }, strict: true },
      { name: "g", input_schema: { type: "object", properties: {} } },
    ]);
  });

  it("has the service's own tools where they are switched on", () => {
    const { settings } = sent("claude-sonnet-4-6", { webSearch: true, codeInterpreter: true });
    expect(settings.tools).toEqual([
      { type: "web_search_20250305", name: "web_search" },
      { type: "code_execution_20250825", name: "code_execution" },
    ]);
    expect(sent("claude-sonnet-4-6", { webSearch: false })).toEqual({ settings: {}, dropped: [] });
    const adjustments = { renamed: {}, dropped: ["web_search"] };
    const question = asking({ parameters: { webSearch: true }, adjustments });
    expect(messagesBody(question)).not.toHaveProperty("tools");
    expect(messagesChanges(question)).toEqual([
      { kind: "parameter_dropped", parameter: "web_search", because: "earlier" },
    ]);
  });
});

describe("settings", () => {
  it.each<[string, ChatParameters, object, string[]]>([
    ["claude-sonnet-4-6", { temperature: 0.2, stop: ["x"] }, { temperature: 0.2, stop_sequences: ["x"] }, []],
    ["claude-opus-4-7", { temperature: 0.2, topP: 1 }, {}, ["temperature model", "top_p model"]],
    ["claude-sonnet-4-6", { reasoningEffort: "max" }, { output_config: { effort: "max" } }, []],
    ["claude-sonnet-4-6", { reasoningEffort: "xhigh" }, {}, ["reasoning_effort model"]],
    ["claude-haiku-4-5", { reasoningEffort: "low" }, {}, ["reasoning_effort model"]],
    ["unknown", { reasoningEffort: "huge" }, { output_config: { effort: "huge" } }, []],
    ["claude-sonnet-4-6", { seed: 1, verbosity: "low" }, {}, ["seed dialect", "verbosity dialect"]],
    [
      "claude-sonnet-4-6",
      { presencePenalty: 1, frequencyPenalty: 1 },
      {},
      ["presence_penalty dialect", "frequency_penalty dialect"],
    ],
    ["claude-sonnet-4-6", { responseFormat: "text" }, {}, []],
    ["claude-sonnet-4-6", { responseFormat: "json" }, {}, ["response_format dialect"]],
    [
      "claude-sonnet-4-6",
      { responseFormat: "json", jsonSchema: '{"type":"object"}', reasoningEffort: "low" },
      { output_config: { format: { type: "json_schema", schema: { type: "object" } }, effort: "low" } },
      [],
    ],
    ["claude-sonnet-4-6", { thinking: "adaptive" }, { thinking: { type: "adaptive" } }, []],
    ["claude-sonnet-4-6", { thinking: 2048 }, { thinking: { type: "enabled", budget_tokens: 2048 } }, []],
    ["claude-sonnet-4-6", { thinking: "off" }, { thinking: { type: "disabled" } }, []],
    ["claude-haiku-4-5", { thinking: "adaptive" }, {}, ["thinking model"]],
    ["claude-opus-5", { thinking: 2048 }, {}, ["thinking model"]],
    ["claude-fable-5-1", { thinking: "off" }, {}, ["thinking model"]],
    ["claude-opus-7", { thinking: 2048 }, { thinking: { type: "enabled", budget_tokens: 2048 } }, []],
    [
      "claude-opus-7",
      { reasoningSummary: "auto", reasoningEffort: "max" },
      { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "max" } },
      [],
    ],
    [
      "claude-opus-5",
      { reasoningSummary: "auto" },
      { thinking: { type: "adaptive", display: "summarized" } },
      [],
    ],
    [
      "claude-haiku-4-5",
      { reasoningSummary: "auto", thinking: 2048 },
      { thinking: { type: "enabled", budget_tokens: 2048, display: "summarized" } },
      [],
    ],
    ["claude-haiku-4-5", { reasoningSummary: "auto" }, {}, ["reasoning_summary model"]],
    [
      "claude-sonnet-4-6",
      { reasoningSummary: "auto", thinking: "off" },
      { thinking: { type: "disabled" } },
      [],
    ],
  ])("of %s: %j", (deployment, parameters, settings, dropped) => {
    expect(sent(deployment, parameters)).toEqual({ settings, dropped });
  });

  it("do not ask for thinking where a tool's call without its thinking is gone on with", () => {
    const called = {
      role: "assistant" as const,
      content: "",
      toolCalls: [{ id: "c", name: "f", arguments: "{}" }],
    };
    const result: ChatMessage = { role: "tool", content: "7", toolCallId: "c" };
    const parameters: ChatParameters = { thinking: 2048, reasoningSummary: "auto" };
    const foreign = asking({ messages: [hi, called, result], parameters });
    expect(messagesBody(foreign)).not.toHaveProperty("thinking");
    expect(messagesChanges(foreign)).toEqual([{ kind: "left_out", what: "thinking" }]);
    const kept = { dialect: "messages" as const, items: [{ type: "redacted_thinking", data: "x" }] };
    const own = asking({ messages: [hi, { ...called, kept }, result], parameters });
    expect(messagesBody(own)).toHaveProperty("thinking.budget_tokens", 2048);
    expect(messagesChanges(own)).toEqual([]);
  });
});

describe("turns", () => {
  it("alternate, without empty texts", () => {
    expect(
      turnsOf([
        { role: "user", content: "A" },
        { role: "user", content: "B" },
        { role: "assistant", content: " " },
        { role: "user", content: "C" },
        { role: "assistant", content: "D" },
        { role: "assistant", content: "E" },
        { role: "user", content: "" },
      ]),
    ).toEqual([
      { role: "user", content: [text("A"), text("B"), text("C")] },
      { role: "assistant", content: [text("D"), text("E")] },
    ]);
  });

  it("begin with a person's", () => {
    expect(turnsOf([{ role: "assistant", content: "D" }, hi])).toMatchObject([
      { role: "user", content: [{ type: "text" }] },
      { role: "assistant" },
      { role: "user" },
    ]);
  });

  it("have several results of tools in one, in order, before a text", () => {
    const toolCalls = [
      { id: "functions.f:0", name: "f", arguments: '{"a":1}' },
      { id: "call_2", name: "g", arguments: "" },
      { id: "call_3", name: "custom", arguments: "any text" },
    ];
    expect(
      turnsOf([
        hi,
        { role: "assistant", content: "Look:", toolCalls },
        { role: "tool", toolCallId: "functions.f:0", content: "7" },
        { role: "tool", toolCallId: "call_2", content: "" },
        { role: "user", content: "And?" },
      ]),
    ).toEqual([
      { role: "user", content: [text("Hi")] },
      {
        role: "assistant",
        content: [
          text("Look:"),
          { type: "tool_use", id: "functions_f_0", name: "f", input: { a: 1 } },
          { type: "tool_use", id: "call_2", name: "g", input: {} },
          { type: "tool_use", id: "call_3", name: "custom", input: { input: "any text" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "functions_f_0", content: "7" },
          { type: "tool_result", tool_use_id: "call_2", content: "" },
          text("And?"),
        ],
      },
    ]);
  });

  it("have images, documents and texts", () => {
    const attachments = [
      { kind: "text" as const, name: "a.txt", type: "text/plain", data: "A" },
      { kind: "image" as const, name: "b.png", type: "image/png", data: "aGk=" },
      { kind: "document" as const, name: "c.pdf", type: "application/pdf", data: "JVBE" },
    ];
    expect(turnsOf([{ role: "user", content: "Look", attachments }])).toEqual([
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/png", data: "aGk=" } },
          {
            type: "document",
            source: { type: "base64", media_type: "application/pdf", data: "JVBE" },
            title: "c.pdf",
          },
          text("Look\n\na.txt\n```\nA\n```"),
        ],
      },
    ]);
    const wrong = { kind: "document" as const, name: "d.docx", type: "application/msword", data: "aGk=" };
    expect(() => turnsOf([{ role: "user", content: "", attachments: [wrong] }])).toThrow("input_refused");
    const odd = { kind: "image" as const, name: "e.tiff", type: "image/tiff", data: "aGk=" };
    expect(() => turnsOf([{ role: "user", content: "", attachments: [odd] }])).toThrow("input_refused");
  });

  it("give back what was kept as it came, and not what another dialect kept", () => {
    const items = [{ type: "thinking", thinking: "Hm", signature: "s" }, text("D")];
    const answer = { role: "assistant" as const, content: "D" };
    expect(turnsOf([hi, { ...answer, kept: { dialect: "messages", items } }])).toMatchObject([
      {},
      { role: "assistant", content: items },
    ]);
    const others = { dialect: "responses" as const, items: [{ type: "reasoning" }] };
    expect(turnsOf([hi, { ...answer, kept: others }])).toMatchObject([{}, { content: [text("D")] }]);
  });
});

describe("the largest request", () => {
  const megabyte = 1024 * 1024;
  const image = (base64: number) =>
    ({ kind: "image", name: "a", type: "image/png", data: "A".repeat(base64) }) as const;
  const paper = (base64: number) =>
    ({ kind: "document", name: "a", type: "application/pdf", data: "A".repeat(base64) }) as const;
  const many = (count: number) => Array.from({ length: count }, () => image(4));
  const refusal = (attachments: Attachment[], more: Partial<Question> = {}) => {
    try {
      bodyOf({ messages: [{ role: "user", content: "Hi", attachments }], ...more });
    } catch (error) {
      return error instanceof FoundryError ? error.diagnosis : error;
    }
    return null;
  };

  it("is larger than other APIs take", () => {
    expect(refusal(many(600))).toBeNull();
    expect(refusal(many(100), { deployment: "claude-haiku-4-5" })).toBeNull();
    expect(refusal([image(10 * megabyte)])).toBeNull();
    expect(refusal([paper(24 * megabyte)])).toBeNull();
    expect(refusal([], { messages: [{ role: "user", content: "x".repeat(2 * megabyte) }] })).toBeNull();
  });

  it.each([
    ["images", many(601), {}, { count: "601", most: "600" }],
    ["images", many(101), { deployment: "claude-haiku-4-5" }, { count: "101", most: "100" }],
    ["imageBytes", [image(10 * megabyte + 4)], {}, { count: "7,864,323", most: "7,864,320" }],
    ["bytes", [paper(16 * megabyte), paper(16 * megabyte)], {}, { count: "33,554,434", most: "33,554,432" }],
  ])("is refused with more %s", (of, attachments, more, parameters) => {
    const diagnosis = refusal(attachments, more);
    expect(diagnosis).toMatchObject({ code: "message_too_large", parameters: { of, ...parameters } });
    expect(explain(diagnosis as Diagnosis).cause).toMatch(/ (?:images|bytes) ?.*at most [\d,]+\./);
  });
});

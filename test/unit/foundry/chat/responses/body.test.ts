import { describe, expect, it } from "vitest";
import type { ChatMessage, Question } from "../../../../../main/foundry/chat/question.ts";
import { names, responsesBody, responsesChanges } from "../../../../../main/foundry/chat/responses/body.ts";
import { FoundryError } from "../../../../../main/foundry/error.ts";
import { valueAt } from "../../../../../main/foundry/json.ts";

const hello: ChatMessage = { role: "user", content: "Hello" };
const question = (more: Partial<Question> = {}): Question => ({
  deployment: "d",
  messages: [hello],
  ...more,
});
const body = (more: Partial<Question> = {}) => responsesBody(question(more));

describe("the body of a response", () => {
  it("keeps nothing at the service, and asks for thinking encrypted", () => {
    expect(body()).toEqual({
      model: "d",
      input: [{ role: "user", content: "Hello" }],
      include: ["reasoning.encrypted_content"],
      stream: true,
      store: false,
    });
  });

  it("does not ask a model that does not think for its thinking", () => {
    expect(body({ model: "gpt-4.1" })).not.toHaveProperty("include");
  });

  it("has the settings at their places, and tells what the API has not", () => {
    const parameters = {
      maxTokens: 100,
      reasoningEffort: "low",
      reasoningSummary: "auto",
      verbosity: "low",
      responseFormat: "json",
      stop: ["END"],
      seed: 7,
      presencePenalty: 0.1,
      thinking: "adaptive",
      imageSize: "auto",
    } as const;
    const asked = { parameters: { ...parameters, stop: [...parameters.stop] } };
    expect(body({ ...asked, system: "Be kind" })).toMatchObject({
      instructions: "Be kind",
      max_output_tokens: 100,
      reasoning: { effort: "low", summary: "auto" },
      text: { verbosity: "low", format: { type: "json_object" } },
    });
    const notes = responsesChanges(question(asked));
    expect(notes).toEqual(
      ["stop", "seed", "presence_penalty", "thinking", "size"].map((parameter) => ({
        kind: "parameter_dropped",
        parameter,
        because: "dialect",
      })),
    );
  });

  it("asks for no fewer tokens than an answer may have", () => {
    expect(body({ parameters: { maxTokens: 1 } })).toHaveProperty("max_output_tokens", 16);
  });

  it("leaves out what the model or the deployment refuses", () => {
    const parameters = { temperature: 0, reasoningEffort: "high" };
    const adjustments = { renamed: {}, dropped: ["reasoning_effort=high", "include"] };
    const asked = { model: "gpt-5-codex", parameters, adjustments };
    expect(Object.keys(body(asked))).toEqual(["model", "input", "stream", "store"]);
    expect(responsesChanges(question(asked))).toMatchObject([
      { parameter: "temperature", because: "model" },
      { parameter: "reasoning_effort", value: "high", because: "earlier" },
      { parameter: "include", because: "earlier" },
    ]);
  });

  it("is asked for in the background where the model takes minutes, and as it is set", () => {
    const isAsked = (more: Partial<Question>) => {
      const { background, store, stream } = body(more);
      return background === true && store === true && stream === undefined;
    };
    for (const model of [
      "gpt-5-pro",
      "gpt-5.4-pro",
      "o3-pro",
      "o1-pro",
      "o3-deep-research",
      "o3-pro-2025-06-10",
    ])
      expect([model, isAsked({ model })]).toEqual([model, true]);
    for (const model of ["gpt-5.1", "gemini-pro-vision", "professor", "DeepSeek-V4-Pro"])
      expect([model, isAsked({ model })]).toEqual([model, false]);
    expect(isAsked({ deployment: "o3-pro" })).toBe(true);
    expect(isAsked({ deployment: "o3-pro", model: "gpt-4.1" })).toBe(false);
    expect(isAsked({ model: "gpt-5-pro", parameters: { background: false } })).toBe(false);
    expect(isAsked({ model: "gpt-5.1", parameters: { background: true } })).toBe(true);
  });

  it("has a schema for the answer, and functions without their wrapper", () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const tools = JSON.stringify([
      { name: "f", parameters: schema },
      { type: "function", function: { name: "g" } },
    ]);
    expect(
      body({ parameters: { jsonSchema: JSON.stringify(schema), responseFormat: "json", tools } }),
    ).toMatchObject({
      text: { format: { type: "json_schema", name: "answer", schema } },
      tools: [
        { type: "function", name: "f", parameters: schema },
        { type: "function", name: "g", parameters: { type: "object", properties: {} } },
      ],
    });
  });

  it.each([
    [{ tools: "{" }, "tools_not_understood"],
    [{ tools: '{"name":"f"}' }, "tools_not_understood"],
    [{ tools: "[{}]" }, "tools_not_understood"],
    [{ jsonSchema: "[]" }, "schema_not_understood"],
    [{ jsonSchema: "type: object" }, "schema_not_understood"],
  ])("is not made of %j", (parameters, code) => {
    expect(() => body({ parameters })).toThrow(FoundryError);
    expect(() => body({ parameters })).toThrow(code);
  });

  it("has the service's own tools where they are switched on", () => {
    expect(body({ parameters: { webSearch: true, codeInterpreter: false } }).tools).toEqual([
      { type: "web_search" },
    ]);
    expect(body({ parameters: { codeInterpreter: true } }).tools).toEqual([
      { type: "code_interpreter", container: { type: "auto" } },
    ]);
  });

  it("names each path by the setting that stands there", () => {
    const parameters = {
      ...{
        temperature: 1,
        topP: 1,
        maxTokens: 20,
        reasoningEffort: "low",
        reasoningSummary: "auto" as const,
      },
      ...{ verbosity: "low" as const, responseFormat: "text" as const },
    };
    const made = body({ parameters });
    for (const path of names.keys()) expect([path, valueAt(made, path)]).not.toEqual([path, undefined]);
  });
});

describe("the messages of a response", () => {
  const reasoning = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA" };
  const call = { type: "function_call", call_id: "call_1", name: "f", arguments: "{}" };
  const answered: ChatMessage[] = [
    { role: "assistant", content: "", toolCalls: [{ id: "call_1", name: "f", arguments: "{}" }] },
    { role: "tool", content: "42", toolCallId: "call_1" },
  ];
  const input = (messages: ChatMessage[]) => body({ messages }).input;

  it("have an answer's text as output, its calls and their results as items", () => {
    expect(input([hello, { role: "assistant", content: "Hi" }, ...answered])).toEqual([
      { role: "user", content: "Hello" },
      { role: "assistant", content: [{ type: "output_text", text: "Hi", annotations: [] }] },
      call,
      { type: "function_call_output", call_id: "call_1", output: "42" },
    ]);
  });

  it("give an answer back by the items that were kept of it, and not by another dialect's", () => {
    const [first, second] = answered as [ChatMessage, ChatMessage];
    const kept = { dialect: "responses" as const, items: [reasoning, call] };
    expect(input([{ ...first, kept }, second])).toEqual([
      reasoning,
      call,
      { type: "function_call_output", call_id: "call_1", output: "42" },
    ]);
    expect(input([{ ...first, kept: { ...kept, dialect: "messages" } }])).toEqual([call]);
  });

  it("have images and documents as parts, texts as code", () => {
    const attachments = [
      { kind: "text" as const, name: "a.txt", type: "text/plain", data: "x" },
      { kind: "image" as const, name: "a.png", type: "image/png", data: "AAAA" },
      { kind: "document" as const, name: "a.pdf", type: "application/pdf", data: "JVBE" },
    ];
    expect(input([{ ...hello, attachments }])).toEqual([
      {
        role: "user",
        content: [
          { type: "input_text", text: "Hello\n\na.txt\n```\nx\n```" },
          { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "auto" },
          { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBE" },
        ],
      },
    ]);
  });
});

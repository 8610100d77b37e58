import { describe, expect, it } from "vitest";
import { type ChatEvent, type ChatRequest, streamChat } from "../../../../../main/foundry/chat/chat.ts";
import { json, servers, targetOf } from "../../server.ts";
import { answeredBy, replaying } from "../replay.ts";

const start = servers();

const frame = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

async function eventsOf(frames: { type: string; [name: string]: unknown }[]) {
  const body = new TextEncoder().encode(frames.map(frame).join(""));
  return collect(answeredBy(replaying([body])));
}

async function collect(target: ReturnType<typeof targetOf>, more: Partial<ChatRequest> = {}) {
  const events: ChatEvent[] = [];
  const request = {
    deployment: "d",
    dialect: "responses" as const,
    messages: [{ role: "user" as const, content: "Hi" }],
    signal: new AbortController().signal,
    ...more,
  };
  for await (const event of streamChat(target, request)) events.push(event);
  return events;
}

const of = <Type extends ChatEvent["type"]>(events: ChatEvent[], type: Type) =>
  events.flatMap((event) => (event.type === type ? [event as Extract<ChatEvent, { type: Type }>] : []));
const textOf = (events: ChatEvent[], type: "text" | "reasoning" | "refusal" | "commentary") =>
  of(events, type)
    .map(({ text }) => text)
    .join("");

const message = (text: string, more: object = {}) => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text, annotations: [] }],
  ...more,
});
const completed = (output: object[], more: object = {}) => ({
  type: "response.completed",
  response: { object: "response", status: "completed", output, ...more },
});
const delta = (text: string, item: number, type = "response.output_text.delta") => ({
  type,
  output_index: item,
  content_index: 0,
  delta: text,
});

describe("an answer in Responses", () => {
  it("has what is said on the way apart, once, as it comes or from its end alone", async () => {
    const said = message("Let me look.", { phase: "commentary" });
    const answer = message("42", { phase: "final_answer" });
    const streamed = await eventsOf([
      { type: "response.output_item.added", output_index: 0, item: { type: "message", phase: "commentary" } },
      delta("Let me ", 0),
      delta("look.", 0),
      {
        type: "response.output_item.added",
        output_index: 1,
        item: { type: "message", phase: "final_answer" },
      },
      delta("42", 1),
      completed([said, answer]),
    ]);
    const atOnce = await eventsOf([completed([said, answer])]);
    for (const events of [streamed, atOnce])
      expect([textOf(events, "commentary"), textOf(events, "text")]).toEqual(["Let me look.", "42"]);
  });

  it("begins a paragraph with every part of its thinking and its text", async () => {
    const thought = (text: string, part: number) => ({
      type: "response.reasoning_summary_text.delta",
      output_index: 0,
      summary_index: part,
      delta: text,
    });
    const events = await eventsOf([
      thought("First", 0),
      thought(" this", 0),
      thought("Then that", 1),
      delta("One", 1),
      delta("Two", 2),
      completed([
        { type: "reasoning", summary: [{ text: "First this" }, { text: "Then that" }] },
        message("One"),
        message("Two"),
      ]),
    ]);
    expect(textOf(events, "reasoning")).toBe("First this\n\nThen that");
    expect(textOf(events, "text")).toBe("One\n\nTwo");
  });

  it("tells the calls of the service's tools and its sources once each", async () => {
    const search = { type: "web_search_call", id: "ws_1", status: "searching", action: { query: "weather" } };
    const code = {
      ...{ type: "code_interpreter_call", id: "ci_1", status: "completed", code: "1+1" },
      outputs: [{ type: "logs", logs: "2" }],
    };
    const source = { type: "url_citation", url: "https://example.com/", title: "Example" };
    const events = await eventsOf([
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { ...search, status: "in_progress", action: {} },
      },
      { type: "response.output_item.done", output_index: 0, item: search },
      { type: "response.output_item.done", output_index: 1, item: code },
      delta("Sunny", 2),
      { type: "response.output_text.annotation.added", output_index: 2, annotation: source },
      completed([
        search,
        code,
        message("Sunny", { content: [{ type: "output_text", text: "Sunny", annotations: [source] }] }),
      ]),
    ]);
    expect(of(events, "hosted_call").map(({ at: _, type: __, ...call }) => call)).toEqual([
      { id: "ws_1", tool: "web_search", state: "running", input: "", output: "" },
      { id: "ws_1", tool: "web_search", state: "completed", input: "weather", output: "" },
      { id: "ci_1", tool: "code_interpreter", state: "completed", input: "1+1", output: "2" },
    ]);
    expect(of(events, "citation")).toMatchObject([{ url: "https://example.com/", title: "Example" }]);
  });

  it("skips events of kinds that nobody knows", async () => {
    const events = await eventsOf([
      { type: "response.apply_patch_call.delta", delta: "x" },
      { type: "response.audio.delta", delta: "x" },
      delta("Hi", 0),
      completed([message("Hi"), { type: "tool_search_output", tools: [] }]),
    ]);
    expect(textOf(events, "text")).toBe("Hi");
    expect(events.at(-1)).toMatchObject({ end: "stop", diagnosis: null });
  });

  it.each([
    [
      {
        type: "error",
        code: "rate_limit_exceeded",
        message: "Rate limit reached. Please try again in 2s.",
        param: null,
      },
      "rate_limited",
    ],
    [
      {
        type: "error",
        error: { type: "server_error", code: "server_error", message: "The server had an error" },
      },
      undefined,
    ],
    [
      {
        type: "response.failed",
        response: {
          object: "response",
          status: "failed",
          output: [],
          error: { code: "server_error", message: "The server had an error" },
        },
      },
      undefined,
    ],
  ])("fails with what the service says, in each of its shapes: %j", async (event, code) => {
    const events = await eventsOf([delta("Hi", 0), event]);
    expect(events.at(-1)).toMatchObject({
      end: "failed",
      diagnosis: { raw: { message: expect.stringContaining("e") } },
    });
    if (code) expect(events.at(-1)).toMatchObject({ diagnosis: { code } });
  });

  it("is given back with its thinking, and asked for again without it where that is refused", async () => {
    const reasoning = {
      type: "reasoning",
      id: "rs_1",
      summary: [],
      encrypted_content: "gAAA",
      status: "completed",
    };
    const first = await eventsOf([
      { type: "response.output_item.done", output_index: 0, item: reasoning },
      {
        type: "response.output_item.done",
        output_index: 1,
        item: message("Hi", { id: "msg_1", status: "completed" }),
      },
      completed([reasoning, message("Hi")]),
    ]);
    const [{ kept } = { kept: undefined }] = of(first, "kept");
    expect(kept?.items).toEqual([
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA" },
      { type: "message", role: "assistant", content: message("Hi").content },
    ]);
    const server = await start(({ body }, response) =>
      body.includes("gAAA")
        ? json(response, 400, {
            error: {
              message: "The encrypted content gAAA could not be verified.",
              type: "invalid_request_error",
              param: null,
              code: "invalid_encrypted_content",
            },
          })
        : json(response, 200, { object: "response", status: "completed", output: [message("Again")] }),
    );
    const messages = [
      { role: "assistant" as const, content: "Hi", kept },
      { role: "user" as const, content: "And?" },
    ];
    const events = await collect(targetOf(server.origin), { messages });
    expect(textOf(events, "text")).toBe("Again");
    expect(of(events, "note")).toMatchObject([{ note: { kind: "left_out", what: "reasoning" } }]);
    expect(server.seen).toHaveLength(2);
  });

  it("keeps nothing of an answer that was cut, or that has not thought", async () => {
    const reasoning = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA" };
    const cut = await eventsOf([
      { type: "response.output_item.done", output_index: 0, item: reasoning },
      delta("Hi", 1),
    ]);
    const plain = await eventsOf([
      { type: "response.output_item.done", output_index: 0, item: message("Hi") },
      completed([message("Hi")]),
    ]);
    expect([...of(cut, "kept"), ...of(plain, "kept")]).toEqual([]);
  });

  it.each([
    [
      "reasoning.effort",
      {
        error: {
          message: "Unsupported value: 'xhigh' is not supported with the 'd' model.",
          param: "reasoning.effort",
          code: "unsupported_value",
        },
      },
    ],
    [
      "reasoning",
      {
        error: {
          message: "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
          param: "reasoning.effort",
          code: "unsupported_parameter",
        },
      },
    ],
    [
      "include",
      {
        error: {
          message: "Encrypted content is not supported with this model.",
          type: "invalid_request_error",
          param: "include",
          code: null,
        },
      },
    ],
    [
      "text.verbosity",
      {
        error: {
          message: "Unsupported parameter: 'text.verbosity' is not supported with this model.",
          param: "text.verbosity",
          code: "unsupported_parameter",
        },
      },
    ],
    [
      "stream",
      {
        error: {
          message: "Streaming is not supported with this model.",
          param: "stream",
          code: "unsupported_value",
        },
      },
    ],
  ])("is asked for again without %s where that alone is refused", async (path, refusal) => {
    const [top = ""] = path.split(".");
    let refused = false;
    const server = await start((_, response) => {
      if (refused)
        return json(response, 200, { object: "response", status: "completed", output: [message("Hi")] });
      refused = true;
      json(response, 400, refusal);
    });
    const parameters = { reasoningEffort: "xhigh", verbosity: "low" as const };
    const events = await collect(targetOf(server.origin), { parameters });
    expect(textOf(events, "text")).toBe("Hi");
    const bodies = server.seen.map(({ body }) => JSON.parse(body));
    expect([top in bodies[0], top in bodies[1]]).toEqual([true, false]);
    expect(Object.keys(bodies[0]).length - Object.keys(bodies[1]).length).toBe(1);
  });
});

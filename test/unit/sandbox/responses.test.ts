import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { at, errorOf, type Fields, joined, type Reply, respond, sequenceOf } from "./dialects.ts";
import { get, sandboxes } from "./running.ts";

const start = sandboxes();

const weather = {
  type: "function",
  name: "weather",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const clock = { type: "function", name: "clock", parameters: { type: "object", properties: {} } };
const sealed = { store: false, include: ["reasoning.encrypted_content"] };

const output = ({ json }: Reply) => json.output as Fields[];
const textIn = (reply: Reply) =>
  output(reply)
    .flatMap(({ content }) => (content as Fields[] | undefined) ?? [])
    .map(({ text }) => text)
    .join("");

describe("a stream of Responses", () => {
  it("numbers its events without a gap, has no [DONE], and says the same as the whole", async () => {
    const sandbox = await start();
    const { events, text } = await respond(sandbox, "o4-mini", { input: "Explain tides", stream: true });
    expect(events.map(({ data }) => data.sequence_number)).toEqual(events.map((_event, index) => index));
    expect(events.every(({ type, data }) => data.type === type)).toBe(true);
    expect(text).not.toContain("[DONE]");
    const whole = await respond(sandbox, "o4-mini", { input: "Explain tides" });
    expect(joined(events, "response.output_text.delta")).toBe(textIn(whole));
    expect(events.at(-1)?.data.response).toMatchObject({ usage: whole.json.usage });
  });

  it("has no numbers on the first preview", async () => {
    const path = "/openai/responses?api-version=2025-03-01-preview";
    const { events } = await at(await start(), "POST", path, { model: "gpt-4.1", input: "hi", stream: true });
    expect(events.length).toBeGreaterThan(5);
    expect(events.every(({ data }) => !("sequence_number" in data))).toBe(true);
  });

  it("pads its pieces to sixteen characters, unless it is asked not to", async () => {
    const sandbox = await start();
    const deltas = async (more: object) =>
      (await respond(sandbox, "gpt-4.1", { input: "Explain tides", stream: true, ...more })).events
        .filter(({ type }) => type.endsWith(".delta"))
        .map(({ data }) => [String(data.delta), data.obfuscation] as const);
    for (const [delta, padding] of await deltas({}))
      expect((delta.length + String(padding).length) % 16).toBe(0);
    for (const [, padding] of await deltas({ stream_options: { include_obfuscation: false } }))
      expect(padding).toBeUndefined();
  });

  it("fails half-way, in every way in which it can be asked for", async () => {
    const sandbox = await start();
    const input = "Please fail this answer";
    const { events } = await respond(sandbox, "gpt-4.1", { input, stream: true });
    expect(sequenceOf(events).at(-1)).toBe("response.failed");
    expect(joined(events, "response.output_text.delta")).not.toBe("");
    const { status, json } = await respond(sandbox, "gpt-4.1", { input });
    expect([status, json.status, (json.error as Fields).code]).toEqual([200, "failed", "server_error"]);
    const { json: kept } = await respond(sandbox, "gpt-5-pro", { input, background: true });
    sandbox.skip(60_000);
    expect((await at(sandbox, "GET", `/openai/v1/responses/${kept.id}`)).json.status).toBe("failed");
  });

  it("tells of a flat error and ends", async () => {
    const input = "Please meet the fault error-frame-flat";
    const { events } = await respond(await start(), "gpt-4.1", { input, stream: true });
    expect(events.at(-1)).toMatchObject({ type: "error", data: { code: "server_error", param: null } });
  });

  it("is incomplete where tokens run out, also while it thinks", async () => {
    const sandbox = await start();
    const ask = (model: string) =>
      respond(sandbox, model, { input: "Explain tides", stream: true, max_output_tokens: 16 });
    const told = await ask("gpt-4.1");
    expect(sequenceOf(told.events).slice(-4)).toEqual([
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.incomplete",
    ]);
    const thought = await ask("gpt-5-codex");
    expect(joined(thought.events, "response.output_text.delta")).toBe("");
    expect(thought.events.at(-1)?.data.response).toMatchObject({
      ...{ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
      usage: { input_tokens: 0, output_tokens: 16 },
    });
  });

  it("says what the filter stopped, with a usage of nothing", async () => {
    const { json } = await respond(await start(), "gpt-4.1", { input: "Please trip the late filter" });
    expect(json).toMatchObject({
      ...{ status: "incomplete", incomplete_details: { reason: "content_filter" } },
      content_filters: [{ blocked: false }, { blocked: true, source_type: "completion" }],
      usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 },
    });
  });

  it("refuses after it has said something", async () => {
    const input = "Explain tides and refuse this request half-way";
    const [item] = output(await respond(await start(), "gpt-4.1", { input }));
    expect(item).toMatchObject({
      ...{ type: "message", status: "completed" },
      content: [{ type: "output_text" }, { type: "refusal", refusal: expect.stringContaining("can't help") }],
    });
  });

  it("comments before the final answer where the model has phases, and only there", async () => {
    const sandbox = await start();
    const phases = async (model: string) =>
      output(await respond(sandbox, model, { input: "Explain tides, comment first" })).flatMap((item) =>
        item.type === "message" ? [item.phase] : [],
      );
    expect(await phases("gpt-5.6-sol")).toEqual(["commentary", "final_answer"]);
    expect(await phases("gpt-4.1")).toEqual([undefined]);
  });

  it("searches and runs code where the tools are there, and tells of both", async () => {
    const sandbox = await start();
    const input = "Search the web for tides and run some code";
    const tools = [{ type: "web_search" }, { type: "code_interpreter", container: { type: "auto" } }];
    const include = ["code_interpreter_call.outputs", "web_search_call.action.sources"];
    const { events } = await respond(sandbox, "gpt-4.1", { input, tools, include, stream: true });
    const types = sequenceOf(events);
    expect(types).toEqual(
      expect.arrayContaining([
        "response.web_search_call.searching",
        "response.code_interpreter_call_code.done",
        "response.code_interpreter_call.completed",
        "response.output_text.annotation.added",
      ]),
    );
    // On Azure a search never says that it is completed.
    expect(types).not.toContain("response.web_search_call.completed");
    const whole = await respond(sandbox, "gpt-4.1", { input, tools, include });
    const [search, code] = output(whole);
    expect(search?.action).toMatchObject({ type: "search", sources: [{ type: "url" }] });
    expect([search?.type, code?.outputs]).toEqual(["web_search_call", [{ type: "logs", logs: "42\n" }]]);
    const cited = events.find(({ type }) => type.endsWith("annotation.added"))?.data.annotation;
    const { start_index: from, end_index: to, url } = (cited ?? {}) as Record<string, number & string>;
    expect(textIn(whole).slice(from, to)).toContain(url);
    expect(output(await respond(sandbox, "gpt-4.1", { input })).map(({ type }) => type)).toEqual(["message"]);
  });

  it("calls several functions in one answer, or one where only one is wanted", async () => {
    const sandbox = await start();
    const calls = async (more: object) =>
      output(
        await respond(sandbox, "gpt-4.1", { input: "Call all the tools", tools: [weather, clock], ...more }),
      ).map(({ name }) => name);
    expect(await calls({})).toEqual(["weather", "clock"]);
    expect(await calls({ parallel_tool_calls: false })).toEqual(["weather"]);
    expect(await calls({ tool_choice: { type: "function", name: "clock" }, input: "hi" })).toEqual(["clock"]);
    expect(await calls({ tool_choice: "none" })).toEqual([undefined]);
  });
});

describe("thoughts that come back", () => {
  const question = { role: "user", content: "What is the weather?" };

  async function firstTurn(sandbox: Sandbox) {
    const items = output(
      await respond(sandbox, "gpt-5-codex", { ...sealed, input: [question], tools: [weather] }),
    );
    const [reasoning, call] = items as [Fields, Fields];
    const result = { type: "function_call_output", call_id: call.call_id, output: "Sunny" };
    return { reasoning, call, result };
  }

  const goOn = (sandbox: Sandbox, model: string, ...items: Fields[]) =>
    respond(sandbox, model, { ...sealed, tools: [weather], input: [question, ...items] });

  it("are taken as they were, with their id or without", async () => {
    const sandbox = await start();
    const { reasoning, call, result } = await firstTurn(sandbox);
    expect((await goOn(sandbox, "gpt-5-codex", reasoning, call, result)).status).toBe(200);
    const { id: _id, ...bare } = reasoning;
    expect((await goOn(sandbox, "gpt-5-codex", bare, call, result)).status).toBe(200);
    expect((await goOn(sandbox, "gpt-5-codex", call, result)).status).toBe(200);
  });

  it("are refused when they are altered, another deployment's, or another resource's", async () => {
    const sandbox = await start();
    const { reasoning, call, result } = await firstTurn(sandbox);
    const altered = String(reasoning.encrypted_content).replace(/^./, (first) => (first === "A" ? "B" : "A"));
    const replies = [
      await goOn(sandbox, "gpt-5-codex", { ...reasoning, encrypted_content: altered }, call, result),
      await goOn(sandbox, "gpt-5.6-sol", reasoning, call, result),
      await goOn(await start(), "gpt-5-codex", reasoning, call, result),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(400);
      expect(errorOf(reply)).toMatchObject({
        code: "invalid_encrypted_content",
        message: expect.stringContaining("could not be verified"),
      });
    }
  });

  it("need a function's result with its call, and the call with its result", async () => {
    const sandbox = await start();
    const { reasoning, call, result } = await firstTurn(sandbox);
    expect(errorOf(await goOn(sandbox, "gpt-5-codex", reasoning, call)).message).toMatch(/No tool output/);
    expect(errorOf(await goOn(sandbox, "gpt-5-codex", result)).message).toMatch(/No tool call found/);
  });

  it("may be named by their id while they are kept", async () => {
    const sandbox = await start();
    const first = await respond(sandbox, "gpt-5-codex", { input: "hi" });
    const [{ id } = { id: null }] = output(first);
    const again = (item: object) =>
      respond(sandbox, "gpt-5-codex", { store: false, input: [{ ...item, id }, question] });
    const [named, referred] = [{ type: "reasoning", summary: [] }, { type: "item_reference" }];
    expect([(await again(named)).status, (await again(referred)).status]).toEqual([200, 200]);
    await at(sandbox, "DELETE", `/openai/v1/responses/${first.json.id}`);
    for (const item of [named, referred])
      expect(errorOf(await again(item)).message).toContain(`Item with id '${id}' not found.`);
  });
});

describe("an answer in the background", () => {
  it("waits, is worked on, and is there by the sandbox's clock for thirty days", async () => {
    const sandbox = await start({ speed: 1 });
    const { json } = await respond(sandbox, "gpt-5-pro", { input: "Explain tides", background: true });
    const path = `/openai/v1/responses/${json.id}`;
    const state = async () => (await at(sandbox, "GET", path)).json;
    expect([json.status, json.output, json.usage]).toEqual(["queued", [], null]);
    sandbox.skip(5_000);
    expect((await state()).status).toBe("in_progress");
    sandbox.skip(30_000);
    const done = await state();
    expect([done.status, done.id]).toEqual(["completed", json.id]);
    expect(Number(done.completed_at) - Number(done.created_at)).toBe(32);
    sandbox.skip(31 * 24 * 3_600_000);
    expect((await at(sandbox, "GET", path)).status).toBe(404);
  });

  it("is told as a stream, too, and once more from any event on", async () => {
    const sandbox = await start();
    const question = { input: "Explain tides", background: true, stream: true };
    const { events } = await respond(sandbox, "gpt-5-pro", question);
    expect(sequenceOf(events).slice(0, 3)).toEqual([
      "response.created",
      "response.queued",
      "response.in_progress",
    ]);
    const { id } = (events.at(-1)?.data.response ?? {}) as Fields;
    const path = `/openai/v1/responses/${id}?stream=true&starting_after=4`;
    expect((await at(sandbox, "GET", path)).events).toEqual(events.slice(5));
  });

  it("cannot be asked for without being kept, nor one at the front be cancelled", async () => {
    const sandbox = await start();
    const unkept = await respond(sandbox, "gpt-5-pro", { input: "hi", background: true, store: false });
    expect(errorOf(unkept)).toMatchObject({ param: "background" });
    const { json } = await respond(sandbox, "gpt-4.1", { input: "hi" });
    const cancelled = await at(sandbox, "POST", `/openai/v1/responses/${json.id}/cancel`);
    expect(errorOf(cancelled).message).toMatch(/synchronous/);
  });
});

describe("what Responses refuse", () => {
  it.each([
    ["gpt-4.1", { messages: [] }, "messages", "has moved to 'input'"],
    ["gpt-4.1", { max_tokens: 5 }, "max_tokens", "has moved to 'max_output_tokens'"],
    ["gpt-4.1", { response_format: {} }, "response_format", "has moved to 'text.format'"],
    ["gpt-4.1", { stop: ["x"] }, "stop", "Unknown parameter: 'stop'."],
    ["gpt-4.1", { seed: 4 }, "seed", "Unknown parameter: 'seed'."],
    ["gpt-4.1", { input: undefined }, "input", "Missing required parameter: 'input'."],
    ["gpt-4.1", { input: [] }, "input", "empty array"],
    ["gpt-4.1", { input: [{ role: "robot", content: "hi" }] }, "input[0].role", "Invalid value: 'robot'"],
    ["gpt-4.1", { max_output_tokens: 5 }, "max_output_tokens", "Expected a value >= 16, but got 5"],
    ["gpt-4.1", { reasoning: { effort: "low" } }, "reasoning.effort", "not supported with this model"],
    ["gpt-4.1", { include: ["reasoning.encrypted_content"] }, "include", "not supported with this model"],
    ["gpt-5-codex", { temperature: 0.2 }, "temperature", "'temperature' is not supported with this model."],
    ["gpt-5-codex", { top_p: 1 }, "top_p", "'top_p' is not supported with this model."],
    ["gpt-5-codex", { reasoning: { effort: "minimal" } }, "reasoning.effort", "'low', 'medium', and 'high'"],
    ["gpt-5-pro", { reasoning: { effort: "low" } }, "reasoning.effort", "Supported values are: 'high'."],
    ["gpt-4.1", { text: { verbosity: "low" } }, "text.verbosity", "Supported values are: 'medium'."],
    ["gpt-4.1", { text: { format: { type: "json_schema" } } }, "text.format.name", "Missing required"],
    ["gpt-4.1", { text: { format: { type: "json_object" } } }, "input", "must contain the word 'json'"],
    [
      "gpt-4.1",
      { tools: [{ type: "function", function: { name: "weather" } }] },
      "tools[0].name",
      "Missing required parameter: 'tools[0].name'.",
    ],
    ["gpt-4.1", { tools: [{ type: "mcp" }] }, "tools[0].type", "Invalid value: 'mcp'"],
    ["gpt-4.1", { tools: [{ type: "code_interpreter" }] }, "tools[0].container", "Missing required"],
    ["gpt-4.1", { tool_choice: "required" }, "tool_choice", "must be specified with 'tools'"],
    ["gpt-4.1", { previous_response_id: "resp_1" }, "previous_response_id", "'resp_1' not found."],
    [
      "gpt-4.1",
      { input: [{ role: "assistant", content: [{ type: "input_text", text: "hi" }] }] },
      "input[0].content[0]",
      "Supported values are: 'output_text' and 'refusal'.",
    ],
    [
      "gpt-4.1",
      { input: [{ role: "user", content: [{ type: "input_image", image_url: "ftp://x" }] }] },
      "input[0].content[0].image_url",
      "Expected a valid URL",
    ],
    [
      "gpt-4.1",
      { input: [{ role: "user", content: [{ type: "input_file", file_data: "aGk=", filename: "a" }] }] },
      "input[0].content[0].file_data",
      "without the 'data:' prefix",
    ],
  ])("%s with %j: %s", async (model, more, param, words) => {
    const reply = await respond(await start(), model, { input: "hi", ...more });
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toMatchObject({ param, message: expect.stringContaining(words) });
  });

  it("strict schemas that leave something open", async () => {
    const sandbox = await start();
    const ask = (schema: object) =>
      respond(sandbox, "gpt-4.1", {
        input: "hi",
        text: { format: { type: "json_schema", name: "person", strict: true, schema } },
      });
    const properties = { name: { type: "string" } };
    const open = errorOf(await ask({ type: "object", properties, required: ["name"] }));
    expect(open.message).toContain("'additionalProperties' is required to be supplied");
    const loose = errorOf(await ask({ type: "object", properties, additionalProperties: false }));
    expect(loose.message).toContain("Missing 'name'");
  });

  it("the fourth request of a minute, in the words of its routes", async () => {
    const sandbox = await start({ speed: 1 });
    const ask = () => respond(sandbox, "gpt-4o-limited", { input: "hi" });
    for (let sent = 0; sent < 3; sent++) expect((await ask()).status).toBe(200);
    const reply = await ask();
    expect([reply.status, errorOf(reply).code]).toEqual([429, "RateLimitReached"]);
    expect(errorOf(reply).message).toContain("exceeded the call rate limit for your current AIServices S0");
  });

  it("deployments that are for something else", async () => {
    const sandbox = await start();
    const code = async (model: string) => {
      const reply = await respond(sandbox, model, { input: "hi" });
      return [reply.status, errorOf(reply).code];
    };
    expect(await code("embed-large")).toEqual([400, "OperationNotSupported"]);
    expect(await code("gpt-image-2")).toEqual([400, "OperationNotSupported"]);
    expect(await code("nightly-batch")).toEqual([400, "OperationNotSupported"]);
    const inference = await at(sandbox, "POST", "/models/chat/completions?api-version=2024-05-01-preview", {
      ...{ model: "gpt-5-codex", messages: [{ role: "user", content: "hi" }] },
    });
    expect(errorOf(inference).message).toBe("The requested operation is unsupported.");
  });
});

describe("pictures and files in a question", () => {
  const picture = { type: "input_image", image_url: "data:image/png;base64,aGk=" };
  const file = { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,aGk=" };

  it("are taken, and a picture counts", async () => {
    const sandbox = await start();
    const tokens = async (...parts: object[]) => {
      const content = [{ type: "input_text", text: "What is it?" }, ...parts];
      const { status, json } = await respond(sandbox, "gpt-4.1", { input: [{ role: "user", content }] });
      expect(status).toBe(200);
      return (json.usage as { input_tokens: number }).input_tokens;
    };
    expect(await tokens(file)).toBeLessThan(50);
    expect(await tokens(picture)).toBeGreaterThan(700);
  });
});

describe("the account's rows", () => {
  it("name the format and what each model can do, and no publisher", async () => {
    const sandbox = await start();
    const path = `${sandbox.resourceId}/deployments?api-version=2025-09-01`;
    const reply = await get(sandbox, path, { authorization: `Bearer ${sandbox.token}` });
    const { value } = (await reply.json()) as {
      value: { name: string; properties: { capabilities: Fields; model: Fields } }[];
    };
    const about = Object.fromEntries(
      value.map(({ name, properties: { model, capabilities } }) => [
        name,
        [model.format, model.publisher, Object.keys(capabilities).sort().join()],
      ]),
    );
    expect(about).toMatchObject({
      "gpt-5-codex": ["OpenAI", null, "agentsV2,area,assistants,responses"],
      "gpt-4.1": ["OpenAI", null, "agentsV2,area,assistants,chatCompletion,responses"],
      "claude-opus-5": ["Anthropic", null, "agentsV2,chatCompletion"],
      "Mistral-Large-3": ["Mistral AI", null, "chatCompletion"],
      "embed-small": ["OpenAI", null, "area,embeddings"],
      "gpt-image-2": ["OpenAI", null, "area"],
    });
  });
});

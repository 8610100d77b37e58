import { describe, expect, it } from "vitest";
import { answeredBy, chat, replaying } from "./replay.ts";
import { splits } from "./splits.ts";

/** What is expected of an answer; what is left out is empty, and it ends by itself. */
interface Expected {
  text?: string;
  reasoning?: string;
  refusal?: string;
  tools?: Record<number, { name: string; arguments: string }>;
  answers?: number;
  end?: string;
  diagnosis?: object | null;
  usage?: object | null;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** Asks for an answer with this body, however it is cut, and holds it against what it is. */
async function expectOf(body: string, expected: Expected, model: string | null = null) {
  const { end = "stop", diagnosis = null, usage, ...said } = expected;
  for (const pieces of splits(bytes(body))) {
    const seen = await chat(answeredBy(replaying(pieces)), { model });
    const whole = { text: "", reasoning: "", refusal: "", tools: {}, answers: 1, ...said };
    expect(seen, `in ${pieces.length} pieces`).toMatchObject({ ...whole, end: { end, diagnosis } });
    expect(seen.tools).toEqual(whole.tools);
    if (usage !== undefined) expect(seen.end.usage).toEqual(usage);
  }
}

const frame = (chunk: unknown) => `data: ${JSON.stringify(chunk)}\n\n`;
const events = (...chunks: unknown[]) => `${chunks.map(frame).join("")}data: [DONE]\n\n`;
const choice = (more: object) => ({ choices: [{ index: 0, ...more }] });
const delta = (said: object) => choice({ delta: said });
const text = (content: unknown) => delta({ content });
const finish = (reason = "stop", more: object = {}) => choice({ delta: {}, finish_reason: reason, ...more });
const whole = (message: object, reason = "stop") => choice({ message, finish_reason: reason });

describe("content as a list of parts", () => {
  const parts = [
    {
      type: "thinking",
      thinking: [
        { type: "text", text: "Hm, " },
        { type: "text", text: "so." },
      ],
    },
    { type: "reasoning", text: " Well." },
    { type: "text", text: "Gr" },
    { type: "output_text", text: "üße" },
    { type: "image_url", image_url: { url: "x" } },
    { type: "refusal", refusal: "No" },
  ];
  const expected = { text: "Grüße", reasoning: "Hm, so. Well.", refusal: "No" };

  it("is read in a stream and in a document", async () => {
    await expectOf(events(...parts.map((part) => text([part])), finish()), expected);
    await expectOf(events(text(parts), finish()), expected);
    await expectOf(JSON.stringify(whole({ content: parts })), expected);
    await expectOf(events(text(["a", { text: "b" }]), text({ type: "text", text: "c" }), finish()), {
      text: "abc",
    });
  });

  it.each([
    { type: "text", text: { value: "Hi", annotations: [] } },
    { type: "text_delta", text: "Hi" },
    { type: "output_text", text: "Hi", annotations: [] },
  ])("says text: %j", (part) => expectOf(events(text([part]), finish()), { text: "Hi" }));

  it.each([
    { type: "reasoning", summary: [{ type: "summary_text", text: "Hm" }] },
    { type: "reasoning_text", text: "Hm" },
    { type: "summary_text", text: "Hm" },
    { type: "reasoning_content", reasoning_content: { text: "Hm" } },
    { type: "thinking", thinking: "Hm", signature: "x" },
    { type: "thinking_delta", thinking: "Hm" },
    {
      type: "thinking",
      thinking: [
        { type: "text", text: "Hm" },
        { type: "reference", reference_ids: [1] },
      ],
    },
  ])("says thinking: %j", (part) =>
    expectOf(events(text([part, { type: "text", text: "Hi" }]), finish()), { text: "Hi", reasoning: "Hm" }),
  );
});

describe("thinking beside the text", () => {
  it.each([
    { reasoning_content: "Hm" },
    { reasoning_content: "", reasoning: "Hm" },
    { reasoning_content: [{ type: "text", text: "Hm" }] },
    { reasoning: { content: "Hm" } },
    { thinking: "Hm" },
    { reasoning_text: "Hm" },
    { reasoning_details: [{ type: "reasoning.text", text: "Hm", signature: null }] },
    { reasoning: "Hm", reasoning_details: [{ type: "reasoning.text", text: "Hm" }] },
    {
      reasoning_details: [
        { type: "reasoning.summary", summary: "Hm" },
        { type: "reasoning.encrypted", data: "x" },
      ],
    },
  ])("is read from %j", async (thought) => {
    const expected = { text: "Hi", reasoning: "Hm" };
    await expectOf(events(delta({ content: "", ...thought }), text("Hi"), finish()), expected);
    await expectOf(JSON.stringify(whole({ content: "Hi", ...thought })), expected);
  });
});

describe("a message as a whole", () => {
  const message = { role: "assistant", reasoning_content: "Hm", content: "Hello", refusal: "No" };
  const pieces = [delta({ reasoning_content: "Hm" }), text("Hel"), text("lo"), delta({ refusal: "No" })];
  const expected = { text: "Hello", reasoning: "Hm", refusal: "No" };

  it.each([
    ["after its pieces", [...pieces, whole(message)]],
    ["beside an empty piece", [...pieces, choice({ delta: {}, message, finish_reason: "stop" })]],
    [
      "beside its last piece",
      [...pieces.slice(0, 3), choice({ delta: { refusal: "No" }, message, finish_reason: "stop" })],
    ],
    ["twice", [...pieces, whole(message), whole(message)]],
    ["alone", [whole(message)]],
    [
      "growing",
      [
        whole({ reasoning_content: "Hm" }, ""),
        whole({ ...message, content: "Hell", refusal: null }, ""),
        whole(message),
      ],
    ],
    ["with what its pieces lack", [...pieces.slice(0, 2), whole(message)]],
  ])("%s adds nothing twice", (_, chunks) => expectOf(events(...chunks), expected));

  it("that repeats each piece, or says it in other words, is not taken for more of it", async () => {
    const both = (content: string) => choice({ delta: { content }, message: { content } });
    await expectOf(events(both("Hel"), both("lo"), both("lo"), finish()), { text: "Hellolo" });
    await expectOf(events(text(" Hello "), whole({ content: "Hello" })), { text: " Hello " });
  });

  it("gives pieces where each message is one", () =>
    expectOf(events(whole({ content: "Hel" }, ""), whole({ content: "lo" }, ""), finish()), {
      text: "Hello",
    }));

  it("adds only the calls and arguments that are new", async () => {
    const call = (id: string, args: string) => ({ id, function: { name: "f", arguments: args } });
    const fragment = { index: 0, ...call("a", '{"x"') };
    const calls = { tool_calls: [call("a", '{"x":1}'), call("b", "{}")] };
    await expectOf(events(delta({ tool_calls: [fragment] }), whole(calls, "tool_calls")), {
      tools: { 0: { name: "f", arguments: '{"x":1}' }, 1: { name: "f", arguments: "{}" } },
      end: "tool_calls",
    });
  });
});

describe("tool calls", () => {
  const call = (id: string | undefined, name: string | undefined, args: unknown, index?: number) => ({
    ...(index !== undefined && { index }),
    ...(id !== undefined && { id }),
    type: "function",
    function: { ...(name !== undefined && { name }), arguments: args },
  });
  const calls = (...one: object[]) => delta({ tool_calls: one });
  const two = { 0: { name: "f", arguments: '{"a":1}' }, 1: { name: "g", arguments: "{}" } };

  it.each([
    ["under one index", [calls(call("a", "f", '{"a":1}', 0)), calls(call("b", "g", "{}", 0))]],
    [
      "under one index in pieces",
      [
        calls(call("a", "f", "", 0)),
        calls(call(undefined, undefined, '{"a":', 0)),
        calls(call(undefined, undefined, "1}", 0)),
        calls(call("b", "g", "", 0)),
        calls(call(undefined, undefined, "{}", 0)),
      ],
    ],
    ["without an index", [calls(call("a", "f", '{"a":1}')), calls(call("b", "g", "{}"))]],
    [
      "without an index in pieces",
      [
        calls(call("a", "f", '{"a"')),
        calls(call(undefined, undefined, ":1}")),
        calls(call("b", "g", "{")),
        calls(call(undefined, undefined, "}")),
      ],
    ],
    ["without an index, together", [calls(call("a", "f", '{"a":1}'), call("b", "g", "{}"))]],
    [
      "with their id in each piece",
      [
        calls(call("a", "f", '{"a":', 0)),
        calls(call("b", "g", "{", 1)),
        calls(call("a", "", "1}", 0)),
        calls(call("b", undefined, "}", 0)),
      ],
    ],
    [
      "with their name in each piece",
      [
        calls(call(undefined, "f", '{"a":', 0)),
        calls(call(undefined, "f", "1}", 0)),
        calls(call(undefined, "g", "{}", 0)),
      ],
    ],
    ["with arguments that are an object", [calls(call("a", "f", { a: 1 }, 0), call("b", "g", {}, 1))]],
    [
      "without an id or an index, together",
      [calls(call(undefined, "f", '{"a":1}'), call(undefined, "g", "{}"))],
    ],
    [
      "under indexes that are texts",
      [
        calls({ ...call("a", "f", '{"a":'), index: "0" }),
        calls({ ...call("b", "g", "{"), index: "1" }),
        calls({ ...call(undefined, undefined, "1}"), index: "0" }),
        calls({ ...call(undefined, undefined, "}"), index: "1" }),
      ],
    ],
    [
      "of one id under several indexes",
      [calls(call("x", "f", '{"a":1}', 0)), calls(call("x", "g", "{}", 1))],
    ],
    [
      "with name and arguments in the call itself",
      [calls({ id: "a", name: "f", arguments: '{"a":1}' }, { id: "b", name: "g", arguments: {} })],
    ],
    [
      "with parameters in the place of arguments",
      [calls({ id: "a", function: { name: "f", parameters: { a: 1 } } }, call("b", "g", {}))],
    ],
    [
      "in no list",
      [delta({ tool_calls: call("a", "f", '{"a":1}') }), delta({ tool_calls: call("b", "g", "{}") })],
    ],
  ])("%s are told apart", async (_, chunks) => {
    await expectOf(events(...chunks, finish("tool_calls")), { tools: two, end: "tool_calls" });
  });

  it.each([
    ["an id and no index", [call("a", "f", '{"a":1}'), call("b", "g", {})]],
    ["neither", [call(undefined, "f", { a: 1 }), call(undefined, "g", "{}")]],
  ])("of a document with %s are told apart", (_, made) =>
    expectOf(JSON.stringify(whole({ content: null, tool_calls: made }, "tool_calls")), {
      tools: two,
      end: "tool_calls",
    }),
  );

  it("of the same function without arguments are two", () =>
    expectOf(JSON.stringify(whole({ tool_calls: [call("", "f", ""), call("", "f", "")] }, "tool_calls")), {
      tools: { 0: { name: "f", arguments: "" }, 1: { name: "f", arguments: "" } },
      end: "tool_calls",
    }));

  it("of tools without a schema have text for arguments", () =>
    expectOf(
      events(
        calls({ index: 0, id: "a", type: "custom", custom: { name: "sql", input: "SEL" } }),
        calls({ index: 0, custom: { input: "ECT" } }),
        finish("tool_calls"),
      ),
      { tools: { 0: { name: "sql", arguments: "SELECT" } }, end: "tool_calls" },
    ));

  it("keep the service's own numbers", () =>
    expectOf(events(calls(call("a", "f", "{}", 1)), calls(call("b", "g", "{}", 3)), finish("tool_calls")), {
      tools: { 1: { name: "f", arguments: "{}" }, 3: { name: "g", arguments: "{}" } },
      end: "tool_calls",
    }));

  it("are also what older models called `function_call`", async () => {
    const tools = { 0: { name: "f", arguments: '{"a":1}' } };
    const old = (called: object) => delta({ content: null, function_call: called });
    await expectOf(
      events(
        old({ name: "f", arguments: "" }),
        old({ arguments: '{"a"' }),
        old({ arguments: ":1}" }),
        finish("function_call"),
      ),
      { tools, end: "tool_calls" },
    );
    const beside = delta({ tool_calls: [], function_call: { name: "f", arguments: { a: 1 } } });
    await expectOf(events(beside, finish("function_call")), { tools, end: "tool_calls" });
    const message = { content: null, function_call: { name: "f", arguments: '{"a":1}' } };
    await expectOf(JSON.stringify(whole(message, "function_call")), { tools, end: "tool_calls" });
  });
});

describe("thinking in the text", () => {
  const thought = "Is 1 < 2? </thin> Yes.";
  const said = "Yes: `<think>` and `</think>` are marks.\n```html\n<think>x</think>\n```";
  const expected = { text: said, reasoning: thought };
  const inPieces = (all: string, size: number) =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
      text(all.slice(at * size, (at + 1) * size)),
    );

  it.each([
    "DeepSeek-R1",
    "deepseek-r1:8b",
    "Qwen/QwQ-32B",
    "qwq",
    "Phi-4-reasoning",
    "phi4-mini-reasoning:3.8b",
    "qwen3:8b",
  ])("of %s is told apart, however it is cut", async (model) => {
    for (const size of [1, 2, 3, 5, 8, 1000]) {
      for (const all of [`<think>${thought}</think>${said}`, `\n<think>\n${thought}\n</think>\n\n${said}`]) {
        const body = events(...inPieces(all, size), finish());
        const seen = await chat(answeredBy(replaying([bytes(body)])), { model });
        expect(seen).toMatchObject({ ...expected, end: { end: "stop" } });
      }
    }
    await expectOf(JSON.stringify(whole({ content: `<think>${thought}</think>${said}` })), expected, model);
  });

  it.each([
    "Phi-4-mini-flash-reasoning",
    "MAI-DS-R1",
    "DeepSeek-V3.2",
    "Kimi-K2.5",
    "FW-GLM-5",
    "FW-MiniMax-M2.5",
    "NVIDIA-Nemotron-Nano-9B-v2",
    "Olmo-3-32B-Think",
    "LFM2.5-1.2B-Thinking",
  ])("of %s is told apart", (model) =>
    expectOf(events(text("<think>Hm</think>Yes"), finish()), { text: "Yes", reasoning: "Hm" }, model),
  );

  it("is known by what the service calls the model, too, and by a deployment's name where no list has it", async () => {
    const chunk = { ...text("<think>Hm</think>Yes"), model: "DeepSeek-R1" };
    await expectOf(events(chunk, finish()), { text: "Yes", reasoning: "Hm" });
    const body = bytes(events(text("<think>Hm</think>Yes"), finish()));
    expect(await chat(answeredBy(replaying([body])), { deployment: "deepseek-r1:8b" })).toMatchObject({
      text: "Yes",
      reasoning: "Hm",
    });
  });

  it("may begin before the text does, where the template has the opening", async () => {
    const long = `${"So far so good. ".repeat(60)}I write \`</think>\` at the end.`;
    for (const model of ["DeepSeek-R1", "QwQ-32B"]) {
      for (const size of [1, 7, 1000]) {
        for (const begun of [thought, long]) {
          const body = bytes(events(...inPieces(`\n${begun}\n</think>\n\n${said}`, size), finish()));
          const seen = await chat(answeredBy(replaying([body])), { model });
          expect(seen).toMatchObject({ text: said, reasoning: begun, end: { end: "stop" } });
        }
      }
      await expectOf(JSON.stringify(whole({ content: `${thought}</think>${said}` })), expected, model);
    }
  });

  it("is none of a model that does not, and not where it comes beside the text", async () => {
    const all = `<think>${thought}</think>${said}`;
    await expectOf(events(text(all), finish()), { text: all }, "gpt-4.1");
    const apart = events(delta({ reasoning_content: "Hm" }), text(said), finish());
    await expectOf(apart, { text: said, reasoning: "Hm" }, "DeepSeek-R1");
    await expectOf(
      JSON.stringify(whole({ reasoning_content: "Hm", content: said })),
      { text: said, reasoning: "Hm" },
      "QwQ",
    );
  });

  it.each(["Yes.", said, "Yes. ".repeat(200).trim()])(
    "is none where there are no marks: %#",
    async (answer) => {
      for (const size of [3, 5000]) {
        const seen = await chat(answeredBy(replaying([bytes(events(...inPieces(answer, size), finish()))])), {
          model: "DeepSeek-R1",
        });
        expect(seen).toMatchObject({ text: answer, end: { end: "stop" } });
      }
      await expectOf(events(text(answer), finish()), { text: answer }, "Phi-4-reasoning");
    },
  );

  it("that is cut stays thinking, and nothing of it is lost", async () => {
    await expectOf(
      events(text("<think>Hm </thi"), finish("length")),
      { reasoning: "Hm </thi", end: "failed", diagnosis: { code: "limit_without_text" } },
      "QwQ",
    );
    await expectOf(
      frame(text("<think>Hm <")),
      {
        reasoning: "Hm <",
        end: "connection_lost",
        diagnosis: expect.objectContaining({ code: "stream_cut" }),
      },
      "QwQ",
    );
    await expectOf(events(text("<thi"), finish()), { text: "<thi" }, "QwQ");
  });

  it("is not doubled by a whole message at the end", () =>
    expectOf(
      events(text("<think>Hm</think>"), text("Yes"), whole({ content: "<think>Hm</think>Yes" })),
      { text: "Yes", reasoning: "Hm" },
      "DeepSeek-R1",
    ));
});

describe("counted tokens", () => {
  const counted = (usage: object, more: object = {}) =>
    events(text("x"), finish(), { choices: [], ...more, usage });
  const tokens = { prompt: 3, completion: 310, reasoning: 300, cached: 0 };

  it.each([
    [
      "beside the completion, by the total",
      { completion_tokens_details: { reasoning_tokens: 300 }, completion_tokens: 10, total_tokens: 313 },
    ],
    ["beside it under another name", { reasoning_tokens: 300, completion_tokens: 10, total_tokens: 313 }],
    ["beside it, told by the total alone", { completion_tokens: 10, total_tokens: 313 }],
    [
      "beside it without a total",
      { completion_tokens: 10, completion_tokens_details: { reasoning_tokens: 300 } },
    ],
    [
      "within it",
      { completion_tokens: 310, completion_tokens_details: { reasoning_tokens: 300 }, total_tokens: 313 },
    ],
    [
      "beside it, whatever else the total counts",
      { completion_tokens: 10, completion_tokens_details: { reasoning_tokens: 300 }, total_tokens: 350 },
    ],
    [
      "beside it, though the total does not count it",
      { completion_tokens: 10, completion_tokens_details: { reasoning_tokens: 300 }, total_tokens: 13 },
    ],
    ["within it, without a total", { completion_tokens: 310, reasoning_tokens: 300 }],
    ["as texts", { completion_tokens: "10", reasoning_tokens: "300", total_tokens: "313" }],
    [
      "by newer names",
      { output_tokens: 310, output_tokens_details: { reasoning_tokens: 300 }, total_tokens: 313 },
    ],
  ])("have reasoning %s", async (_, usage) => {
    await expectOf(counted({ prompt_tokens: 3, ...usage }), { text: "x", usage: tokens });
    await expectOf(JSON.stringify({ ...whole({ content: "x" }), usage: { prompt_tokens: 3, ...usage } }), {
      text: "x",
      usage: tokens,
    });
  });

  it.each([
    { prompt_tokens_details: { cached_tokens: 2 } },
    { prompt_cache_hit_tokens: 2, prompt_cache_miss_tokens: 1 },
    { num_cached_tokens: 2 },
    { cached_tokens: 2 },
    { prompt_tokens: 1, prompt_tokens_details: { cached_tokens: 2 } },
    { prompt_tokens: undefined, input_tokens: 1, cache_read_input_tokens: 2 },
    { prompt_tokens: undefined, cached_tokens: 2 },
    { completion_tokens: undefined, cached_tokens: 2 },
  ])("have what was cached: %j", (cached) =>
    expectOf(counted({ prompt_tokens: 3, completion_tokens: 1, total_tokens: 4, ...cached }), {
      text: "x",
      usage: { prompt: 3, completion: 1, reasoning: 0, cached: 2 },
    }),
  );

  it.each([
    [
      { prompt_tokens: 3, prompt_tokens_details: { cached_tokens: 300 } },
      { prompt: 303, cached: 300 },
    ],
    [
      {
        prompt_tokens: 40,
        prompt_tokens_details: { cached_tokens: 20 },
        completion_tokens_details: { reasoning_tokens: 5 },
        total_tokens: 75,
      },
      { prompt: 60, completion: 15, reasoning: 5, cached: 20 },
    ],
    // As much was thought as was cached: the total has the thinking beside, the cached tokens in the prompt.
    [
      {
        prompt_tokens: 40,
        prompt_tokens_details: { cached_tokens: 20 },
        completion_tokens_details: { reasoning_tokens: 20 },
        total_tokens: 70,
      },
      { prompt: 40, completion: 30, reasoning: 20, cached: 20 },
    ],
  ])("have what was cached, beside the prompt or in it: %j", (usage, expected) =>
    expectOf(counted({ completion_tokens: 10, ...usage }), {
      text: "x",
      usage: { completion: 10, reasoning: 0, ...expected },
    }),
  );

  it("count where they stand last", async () => {
    const of = (completion_tokens: number) => ({ prompt_tokens: 3, completion_tokens });
    const usage = { prompt: 3, completion: 2, reasoning: 0, cached: 0 };
    const growing = [
      { ...text("x"), usage: null },
      { ...text("y"), usage: of(1) },
      { ...finish(), usage: of(2) },
      { choices: [], usage: {} },
      { choices: [], usage: null },
      { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } },
    ];
    await expectOf(events(...growing), { text: "xy", usage });
    await expectOf(events(text("x"), { ...finish(), x_groq: { usage: of(2) } }), { text: "x", usage });
    await expectOf(events(text("x"), finish("stop", { usage: of(2) })), { text: "x", usage });
  });
});

describe("a reply that is no stream of events", () => {
  const chunks = [
    text("Gr"),
    text('ü"{[\\'),
    finish(),
    { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } },
  ];
  const expected = { text: 'Grü"{[\\', usage: { prompt: 1, completion: 2, reasoning: 0, cached: 0 } };
  const lines = chunks.map((chunk) => JSON.stringify(chunk));
  const document = JSON.stringify({ ...whole({ content: "Grüße" }), usage: null }, null, 2);

  it.each([
    ["JSON in lines", lines.join("\n")],
    ["JSON in lines with CRLF and an end", `${lines.join("\r\n")}\r\n`],
    ["JSON in lines with a mark at the end", `${lines.join("\n")}\n[DONE]\n`],
    ["JSON on end", lines.join("")],
    ["a list", JSON.stringify(chunks)],
    ["a list over several lines, with a byte order mark", `\uFEFF${JSON.stringify(chunks, null, 2)}\n`],
    ["JSON in lines with a byte order mark", `\uFEFF${lines.join("\n")}`],
    ["events with a byte order mark", `\uFEFF${events(...chunks)}`],
    ["events with CRLF", events(...chunks).replaceAll("\n", "\r\n")],
    ["events with CR", events(...chunks).replaceAll("\n", "\r")],
    [
      "events with comments and names, without spaces and a mark at the end",
      `: hello\n\n${lines.map((line, at) => `event: e${at}\nid: ${at}\ndata:${line}\n\n: ping\n\n`).join("")}`,
    ],
    ["events without blank lines between them", events(...chunks).replaceAll("\n\n", "\n")],
    ["JSON in lines with commas between them", lines.join(",\n")],
    ["events of which the last has no blank line", events(...chunks).trimEnd()],
  ])("%s is read", (_, body) => expectOf(body, expected));

  it.each([
    ["a document with a byte order mark", `\uFEFF${document}`],
    ["a document in a list", `[${document}]`],
    ["a document over several lines", `\n${document}\n`],
    ["a document in an event", `data: ${JSON.stringify(JSON.parse(document))}\n\n`],
  ])("%s is read", (_, body) => expectOf(body, { text: "Grüße" }));

  it("that is whole was not cut, also where it does not say why it ends", async () => {
    const said = choice({ message: { content: "Hi" } });
    const ended = { text: "Hi", end: "unknown", diagnosis: { code: "end_unknown" } };
    await expectOf(JSON.stringify(said), ended);
    await expectOf(`\n${JSON.stringify(said, null, 2)}\n`, ended);
    await expectOf(JSON.stringify([text("H"), text("i")]), ended);
    await expectOf(JSON.stringify({ object: "chat.completion", choices: [] }), {
      end: "failed",
      diagnosis: { code: "empty_answer" },
    });
  });

  it.each([
    "null",
    "[]",
    "[1,2]",
    '"Hello"',
    "Internal error",
    "Error: upstream",
    "Internal error\nid: 4f2a\n",
    '{"status":"ok"}',
    '\uFEFF{"status":"ok"}',
    '[{"status":"ok"}]',
    '{"done":false}\n{"done":true}\n',
    "\uFEFF<html>Sign in</html>",
  ])("%j is not understood, and shown", (body) =>
    expectOf(body, {
      end: "failed",
      diagnosis: expect.objectContaining({
        code: "reply_not_understood",
        raw: expect.objectContaining({
          // A page is one by its first letter; its words are shown as far as they have come.
          message: expect.stringMatching(body.includes("<") ? /^[<S]/ : /^[^\uFEFF]/),
        }),
      }),
    }),
  );

  it("shows how it begins, and no more than that", async () => {
    const seen = await chat(answeredBy(replaying([bytes(`<html>${"x".repeat(5000)}`)])));
    expect(seen.end.diagnosis?.raw?.message).toMatch(/^x{100}/);
    expect(seen.end.diagnosis?.raw?.message.length).toBeLessThan(500);
  });

  it.each([lines[0], `${lines[0]}\n{"cho`, `[${lines[0]}`, `[${lines[0]},`, document.slice(0, -3)])(
    "%j has lost its connection",
    async (body = "") => {
      const seen = await chat(answeredBy(replaying([bytes(body)])));
      expect(seen.end).toMatchObject({ end: "connection_lost", diagnosis: { code: "stream_cut" } });
    },
  );
});

describe("several answers to one question", () => {
  it("are told, and only the first is shown", async () => {
    const of = (index: number, content: string) => ({
      choices: [{ index, delta: { content }, finish_reason: null }],
    });
    await expectOf(events(of(0, "a"), of(1, "x"), of(2, "y"), of(0, "b"), finish()), {
      text: "ab",
      answers: 3,
    });
    const named = (index: number, content: string) => choice({ index: String(index), delta: { content } });
    await expectOf(events(named(0, "a"), named(1, "x"), finish()), { text: "a", answers: 2 });
    const choices = ["a", "x"].map((content) => ({ message: { content }, finish_reason: "stop" }));
    await expectOf(JSON.stringify({ choices }), { text: "a", answers: 2 });
  });
});

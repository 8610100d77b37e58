import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { type ChatEvent, streamChat } from "../../../../main/foundry/chat/chat.ts";
import { deserted, type Handler, json, key, servers, targetOf } from "../server.ts";

const start = servers();

const delta = (content: string, more: object = {}) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: null, ...more }],
});
const finish = (reason: string) => ({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
const usage = {
  choices: [],
  usage: {
    prompt_tokens: 5,
    completion_tokens: 7,
    completion_tokens_details: { reasoning_tokens: 3 },
    prompt_tokens_details: { cached_tokens: 2 },
  },
};
const counted = { prompt: 5, completion: 7, reasoning: 3, cached: 2 };

const frame = (chunk: unknown) => `data: ${typeof chunk === "string" ? chunk : JSON.stringify(chunk)}\n\n`;
const begin = (response: ServerResponse, headers: object = {}) =>
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...headers });

/** Streams these chunks and closes. */
const streams =
  (...chunks: unknown[]): Handler =>
  (_, response) => {
    begin(response);
    response.end(chunks.map(frame).join(""));
  };

async function collect(origin: string, more: { deployment?: string; signal?: AbortSignal } = {}) {
  const { deployment = "d", signal = new AbortController().signal } = more;
  const events: ChatEvent[] = [];
  const messages = [{ role: "user" as const, content: "Hallo, wie geht’s?" }];
  for await (const event of streamChat(targetOf(origin), { deployment, messages, signal }))
    events.push(event);
  return summary(events);
}

type End = Extract<ChatEvent, { type: "end" }>;

/** What was seen; also checks what holds of every stream: one end, at the end, and times that only grow. */
function summary(events: ChatEvent[]) {
  const ends = events.filter((event): event is End => event.type === "end");
  expect(ends).toHaveLength(1);
  expect(events.at(-1)).toBe(ends[0]);
  expect(events.every(({ at }, index) => at >= (events[index - 1]?.at ?? 0))).toBe(true);
  const joined = (type: "text" | "reasoning" | "refusal") =>
    events.map((event) => (event.type === type ? event.text : "")).join("");
  const { end, usage: tokens, diagnosis } = ends[0] as End;
  return {
    events,
    text: joined("text"),
    reasoning: joined("reasoning"),
    refusal: joined("refusal"),
    end,
    tokens,
    diagnosis,
  };
}

const run = async (handler: Handler, more = {}) => collect((await start(handler)).origin, more);

describe("the request", () => {
  it("asks the dated route for a stream with usage", async () => {
    const server = await start(streams(delta("x"), finish("stop"), "[DONE]"));
    await collect(`${server.origin}/gate/api/projects/p`, { deployment: "my d/é?#" });
    const [request] = server.seen;
    expect(request).toMatchObject({
      method: "POST",
      path: "/gate/openai/deployments/my%20d%2F%C3%A9%3F%23/chat/completions?api-version=2024-10-21",
    });
    expect(request?.headers["api-key"]).toBe(key);
    expect(JSON.parse(request?.body ?? "")).toEqual({
      model: "my d/é?#",
      messages: [{ role: "user", content: "Hallo, wie geht’s?" }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it.each(["", ".", "..", "\uD800"])(
    "is not made for the name %j, which no path can hold",
    async (deployment) => {
      const server = await start(streams());
      const seen = await collect(server.origin, { deployment });
      expect(seen).toMatchObject({ end: "failed", diagnosis: { code: "deployment_not_found" } });
      expect(seen.events).toHaveLength(1);
      expect(server.seen).toEqual([]);
    },
  );
});

describe("a stream", () => {
  it("gives its parts in order, with the ids of the answer", async () => {
    const safe = { hate: { filtered: false, severity: "safe" } };
    const seen = await run((_, response) => {
      begin(response, { "apim-request-id": "r-1", "x-ms-region": "East US" });
      response.end(
        [
          { choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: safe }] },
          {
            choices: [{ index: 0, delta: { role: "assistant", content: null }, content_filter_results: {} }],
          },
          { choices: [{ index: 0, delta: { reasoning_content: "hm" } }] },
          delta("Hi", { content_filter_results: safe }),
          { choices: [{ index: 0, delta: { refusal: "no" } }] },
          finish("stop"),
          usage,
          "[DONE]",
        ]
          .map(frame)
          .join(""),
      );
    });
    const at = expect.any(Number);
    const unknown = { requests: null, tokens: null };
    const headroom = { remaining: unknown, reset: unknown };
    expect(seen.events).toEqual([
      {
        type: "started",
        at,
        sent: at,
        dialect: "chat",
        route: "dated",
        requestId: "r-1",
        region: "East US",
        ...headroom,
      },
      { type: "filter", at, of: "prompt", results: safe },
      { type: "reasoning", at, text: "hm" },
      { type: "text", at, text: "Hi" },
      { type: "filter", at, of: "answer", results: safe },
      { type: "refusal", at, text: "no" },
      { type: "end", at, end: "stop", usage: counted, diagnosis: null },
    ]);
  });

  it("gives text that arrived together as one, and a filter's results when they say more", async () => {
    const filtered = (content: string, severity: string) =>
      delta(content, { content_filter_results: { hate: { filtered: false, severity } } });
    const seen = await run((_, response) => {
      begin(response);
      const together = [
        filtered("a", "safe"),
        filtered("b", "safe"),
        filtered("c", "low"),
        filtered("d", "low"),
      ];
      response.write(together.map(frame).join(""));
      setTimeout(
        () => response.end([filtered("e", "low"), finish("stop"), "[DONE]"].map(frame).join("")),
        50,
      );
    });
    const parts = seen.events.map((event) =>
      event.type === "text" ? event.text : event.type === "filter" ? event.results : event.type,
    );
    const hate = (severity: string) => ({ hate: { filtered: false, severity } });
    expect(parts).toEqual(["started", "a", hate("safe"), "bc", hate("low"), "d", "e", "end"]);
  });

  it("gives what a filter says of each part of the prompt", async () => {
    const jailbreak = { jailbreak: { filtered: false, detected: false } };
    const hate = { hate: { filtered: false, severity: "low" } };
    const results = [
      { prompt_index: 0, content_filter_result: jailbreak },
      { prompt_index: 1, content_filter_results: hate },
      { prompt_index: 2, content_filter_results: {} },
    ];
    const seen = await run((_, response) => {
      begin(response);
      const prompt = { choices: [], prompt_filter_results: results };
      response.end([prompt, delta("a"), finish("stop"), "[DONE]"].map(frame).join(""));
    });
    expect(seen.events.flatMap((event) => (event.type === "filter" ? [event] : []))).toMatchObject([
      { of: "prompt", results: jailbreak },
      { of: "prompt", results: hate },
    ]);
  });

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content_filter"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["eos_token", "stop"],
    ["model_length", "length"],
  ])("that finishes with %s ends %s", async (reason, end) => {
    expect(await run(streams(delta("x"), finish(reason), usage, "[DONE]"))).toMatchObject({
      text: "x",
      end,
      tokens: counted,
      diagnosis: null,
    });
  });

  it.each(["something_new", "constructor"])(
    "that finishes with %s may not be whole, and says so",
    async (reason) => {
      expect(await run(streams(delta("x"), finish(reason), usage, "[DONE]"))).toMatchObject({
        text: "x",
        end: "unknown",
        diagnosis: { code: "end_unknown", parameters: { finish: reason }, retryable: true },
      });
    },
  );

  describe("without a word", () => {
    const thought = { choices: [{ index: 0, delta: { reasoning_content: "Hm." } }] };
    const counting = (reasoning: number) => ({
      choices: [],
      usage: {
        prompt_tokens: 3,
        completion_tokens: reasoning,
        completion_tokens_details: { reasoning_tokens: reasoning },
      },
    });

    it.each([
      ["has nothing at all", [finish("stop")], "empty_answer"],
      ["has white space only", [delta(" \n\t"), delta("\u200b"), finish("stop")], "empty_answer"],
      ["wants a tool and names none", [finish("tool_calls")], "empty_answer"],
      ["ends for a reason nobody knows", [finish("something_new")], "empty_answer"],
      ["says only that nothing more comes", [], "empty_answer"],
      ["has only thought", [thought, finish("stop")], "only_thought"],
      ["has thought where nobody sees it", [finish("stop"), counting(64)], "only_thought"],
      ["has spent its limit on thinking", [thought, finish("length"), counting(64)], "limit_without_text"],
      ["has spent its limit unseen", [finish("length")], "limit_without_text"],
    ])("has failed when it %s", async (_how, frames, code) => {
      const seen = await run(streams(...frames, "[DONE]"));
      expect(seen).toMatchObject({ end: "failed", diagnosis: { code } });
    });

    it("is told the same when it comes as one document", async () => {
      const document = { choices: [{ index: 0, message: { content: "" }, finish_reason: "stop" }] };
      const seen = await run((_, response) => json(response, 200, document));
      expect(seen).toMatchObject({ end: "failed", diagnosis: { code: "empty_answer" } });
    });

    it("is told when its connection breaks after that", async () => {
      const seen = await run((_, response) => {
        begin(response);
        response.write(frame(finish("stop")), () => response.destroy());
      });
      expect(seen).toMatchObject({ end: "failed", diagnosis: { code: "empty_answer" } });
    });

    it("has said enough with a refusal or a call, and was filtered where the filter took it", async () => {
      const refusal = { choices: [{ index: 0, delta: { refusal: "No." } }] };
      const call = {
        choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { name: "f" } }] } }],
      };
      const ended = async (...frames: object[]) => {
        const { end, diagnosis } = await run(streams(...frames, "[DONE]"));
        return [end, diagnosis];
      };
      expect(await ended(refusal, finish("stop"))).toEqual(["stop", null]);
      expect(await ended(call, finish("tool_calls"))).toEqual(["tool_calls", null]);
      expect(await ended(finish("content_filter"))).toEqual(["content_filter", null]);
    });
  });

  it("joins a tool call's fragments by index", async () => {
    const call = (index: number, more: object) => ({
      choices: [{ index: 0, delta: { tool_calls: [{ index, ...more }] } }],
    });
    const { events, end } = await run(
      streams(
        call(0, { id: "c0", type: "function", function: { name: "f", arguments: "" } }),
        call(0, { function: { arguments: '{"a":' } }),
        call(1, { id: "c1", function: { name: "g" } }),
        call(0, { function: { arguments: "1}" } }),
        finish("tool_calls"),
      ),
    );
    const at = expect.any(Number);
    expect(events.filter(({ type }) => type === "tool_call")).toEqual([
      { type: "tool_call", at, index: 0, id: "c0", name: "f", arguments: "" },
      { type: "tool_call", at, index: 0, arguments: '{"a":' },
      { type: "tool_call", at, index: 1, id: "c1", name: "g", arguments: "" },
      { type: "tool_call", at, index: 0, arguments: "1}" },
    ]);
    expect(end).toBe("tool_calls");
  });

  it("bears every frame that Azure or another model is known to send", async () => {
    const seen = await run(
      streams(
        {},
        { choices: null },
        { choices: [null, { index: 0, delta: null }] },
        { choices: [{ index: 0 }], usage: null },
        { choices: [{ delta: { content: "a" } }] },
        { choices: [{ index: 1, delta: { content: "other" }, finish_reason: "length" }] },
        { choices: [{ index: 0, delta: { content: 5, tool_calls: [null] }, finish_reason: 0 }] },
        { ...delta("b"), error: null },
        { prompt_annotations: [{ content_filter_results: { sexual: { filtered: false } } }] },
        finish("stop"),
        { id: "", choices: [{ index: 0, content_filter_offsets: {}, finish_reason: null }] },
        usage,
        { choices: [], usage: null },
        "[DONE]",
      ),
    );
    expect(seen).toMatchObject({ text: "ab", end: "stop", tokens: counted, diagnosis: null });
  });

  it("is taken back by a filter that comes late", async () => {
    expect(await run(streams(delta("x"), finish("stop"), finish("content_filter"), "[DONE]"))).toMatchObject({
      text: "x",
      end: "content_filter",
    });
  });

  it("stamps text when it arrives, not when it ends", async () => {
    let second = 0;
    const { events } = await run((_, response) => {
      begin(response);
      response.write(frame(delta("a")));
      setTimeout(() => {
        second = performance.now();
        response.end(frame(delta("b")) + frame(finish("stop")));
      }, 120);
    });
    const [a, b] = events.filter(({ type }) => type === "text").map(({ at }) => at);
    expect(a).toBeLessThan(second);
    expect(b).toBeGreaterThanOrEqual(second);
  });

  it("ends at [DONE], whether or not the connection does", async () => {
    const seen = await run((_, response) => {
      begin(response);
      response.write([delta("x"), finish("stop"), "[DONE]"].map(frame).join(""));
    });
    expect(seen).toMatchObject({ text: "x", end: "stop" });
    expect(await run(streams(delta("x"), "[DONE]"))).toMatchObject({
      end: "unknown",
      diagnosis: { code: "end_unknown" },
    });
  });
});

describe("a stream that breaks", () => {
  it.each([
    ["closed after text", frame(delta("x"))],
    ["closed in the middle of JSON", `${frame(delta("x"))}data: {"choices":[{"index":0,"del`],
    ["closed in the middle of a letter", `${frame(delta("x"))}data: {"choices":[{"delta":{"content":"\u00FC`],
    ["closed before anything", ""],
  ])("%s has lost its connection", async (name, body) => {
    const seen = await run((_, response) => {
      begin(response);
      const bytes = Buffer.from(body);
      response.end(name.endsWith("letter") ? bytes.subarray(0, -1) : bytes);
    });
    expect(seen).toMatchObject({
      text: body === "" ? "" : "x",
      end: "connection_lost",
      diagnosis: { code: "stream_cut", parameters: { host: expect.stringContaining("127.0.0.1:") } },
    });
  });

  it("reset in the middle has lost its connection, and says what the network said", async () => {
    const seen = await run((_, response) => {
      begin(response);
      response.write(`${frame(delta("x"))}data: {"cho`);
      setTimeout(() => response.destroy(), 40);
    });
    expect(seen).toMatchObject({ text: "x", end: "connection_lost", diagnosis: { code: "stream_cut" } });
    expect(seen.diagnosis?.raw?.message).not.toBe("");
    expect(seen.diagnosis?.raw?.path).toBe("/openai/deployments/d/chat/completions");
  });

  it("counts by its finish reason, once that was said", async () => {
    expect(await run(streams(delta("x"), finish("length")))).toMatchObject({
      end: "length",
      diagnosis: null,
    });
    const reset = await run((_, response) => {
      begin(response);
      response.write(frame(delta("x")) + frame(finish("stop")));
      setTimeout(() => response.destroy(), 40);
    });
    expect(reset).toMatchObject({ end: "stop", diagnosis: null, tokens: null });
    expect(await run(streams(delta("x"), finish("stop"), "{half"))).toMatchObject({ end: "stop" });
  });

  it("by an error of the service has failed, also after its finish reason", async () => {
    const error = { error: { code: "429", message: "Too Many Requests" } };
    for (const chunks of [
      [delta("x"), error],
      [delta("x"), finish("stop"), error],
      [delta("x"), { ...usage, ...error }, delta("never")],
    ]) {
      expect(await run(streams(...chunks, "[DONE]"))).toMatchObject({
        text: "x",
        end: "failed",
        diagnosis: {
          code: "rate_limited",
          parameters: { seconds: "60" },
          raw: { code: "429", message: "Too Many Requests" },
        },
      });
    }
  });

  it.each([
    ["of an object", 'data: {"object":"error","message":"Too Many Requests","code":429}'],
    ["of a gateway", 'data: {"statusCode":429,"message":"Rate limit is exceeded."}'],
    ["of a gateway, before its end", 'data: {"code":1302,"msg":"rate limit"}\n\ndata: [DONE]'],
    ["in a list", 'data: [{"error":{"code":429,"message":"Too Many Requests"}}]'],
    [
      "beside an empty piece",
      'data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":429,"message":"No"}}',
    ],
    ["by the event's name", "event: error\ndata: Too many requests"],
    ["by another name", 'event: exception\ndata: {"message":"Too many requests"}'],
    ["without an event", '{"error":{"code":429,"message":"Too Many Requests"}}'],
    [
      "of another API",
      'data: {"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded"}}}',
    ],
  ])("by an error %s has failed by what that means", async (_, error) => {
    const seen = await run((_request, response) => {
      begin(response);
      response.end(`${frame(delta("x"))}${error}\n\n`);
    });
    expect(seen).toMatchObject({ text: "x", end: "failed", diagnosis: { code: "rate_limited" } });
  });

  it.each(["not JSON", "[]", "1"])(
    "by the frame %j in its middle has failed, not lost a part unseen",
    async (odd) => {
      expect(await run(streams(delta("x"), odd, delta("y"), finish("stop")))).toMatchObject({
        text: "x",
        end: "failed",
        diagnosis: { code: "reply_not_understood" },
      });
    },
  );

  it("by an event without end has failed", async () => {
    const seen = await run((_, response) => {
      begin(response);
      response.write(`${frame(delta("x"))}data: `);
      const write = () => {
        while (response.write("x".repeat(256 * 1024)));
      };
      response.on("drain", write);
      write();
    });
    expect(seen).toMatchObject({ text: "x", end: "failed", diagnosis: { code: "reply_not_understood" } });
  });
});

describe("a reply that is no stream", () => {
  it("is taken whole when it is a completion", async () => {
    const seen = await run((_, response) =>
      json(response, 200, {
        choices: [
          {
            index: 0,
            finish_reason: "tool_calls",
            message: {
              content: "Hi",
              tool_calls: [
                { id: "a", function: { name: "f", arguments: "{}" } },
                { id: "b", function: { name: "g" } },
              ],
            },
          },
        ],
        usage: usage.usage,
      }),
    );
    expect(seen).toMatchObject({ text: "Hi", end: "tool_calls", tokens: counted, diagnosis: null });
    expect(seen.events).toMatchObject([
      {},
      {},
      { index: 0, id: "a" },
      { index: 1, id: "b", arguments: "" },
      {},
    ]);
  });

  it("is stopped by a filter on what it says, not on what was asked, once it has said something", async () => {
    const filtered = {
      error: {
        code: "content_filter",
        message: "Filtered",
        innererror: { content_filter_result: { self_harm: { filtered: true, severity: "medium" } } },
      },
    };
    expect(await run(streams(delta("Half"), filtered))).toMatchObject({
      text: "Half",
      end: "failed",
      diagnosis: {
        code: "answer_filtered",
        parameters: { categories: "self harm" },
        raw: { message: "Filtered" },
      },
    });
    expect(await run(streams(filtered))).toMatchObject({ text: "", diagnosis: { code: "prompt_filtered" } });
  });

  it("fails with the error it holds", async () => {
    expect(await run((_, response) => json(response, 200, { error: { message: "no" } }))).toMatchObject({
      end: "failed",
      diagnosis: { code: "stream_error", raw: { message: "no" } },
    });
  });

  it.each([
    [
      { statusCode: 429, message: "Try again in 57 seconds." },
      { code: "rate_limited", parameters: { seconds: "57" } },
    ],
    [{ message: "Too many requests", requestId: "r" }, { code: "rate_limited" }],
    [{ code: "DataInspectionFailed", message: "Inappropriate content" }, { code: "prompt_filtered" }],
    [{ success: false, msg: "Prompt is too long: 5 tokens > 4 maximum" }, { code: "context_too_long" }],
    [{ error: { type: "server_error", message: "Rate limit reached" } }, { code: "rate_limited" }],
  ])("fails by what a gateway says in %j", async (body, diagnosis) => {
    expect(await run((_, response) => json(response, 200, body))).toMatchObject({ end: "failed", diagnosis });
  });

  it.each(['{"status":"ok"}', '{"code":0,"msg":"success"}', "<html>Sign in</html>", "\n\n  <!doctype html>"])(
    "%j is not understood",
    async (body) => {
      const seen = await run((_, response) => response.writeHead(200).end(body));
      expect(seen).toMatchObject({ text: "", end: "failed", diagnosis: { code: "reply_not_understood" } });
    },
  );

  it("is told by its first character, not by what its header says", async () => {
    const relabelled = await run((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end([delta("x"), finish("stop")].map(frame).join(""));
    });
    expect(relabelled).toMatchObject({ text: "x", end: "stop" });
    const whole = { choices: [{ index: 0, finish_reason: "stop", message: { content: "ü" } }] };
    const seen = await run((_, response) => {
      begin(response);
      const bytes = Buffer.from(`\n ${JSON.stringify(whole)}`);
      const middle = bytes.indexOf("ü") + 1;
      response.write(bytes.subarray(0, middle));
      setTimeout(() => response.end(bytes.subarray(middle)), 20);
    });
    expect(seen).toMatchObject({ text: "ü", end: "stop" });
  });

  it("has lost its connection when it is half a document", async () => {
    const seen = await run((_, response) => response.writeHead(200).end('{"choices":[{"ind'));
    expect(seen).toMatchObject({ end: "connection_lost", diagnosis: { code: "stream_cut" } });
  });

  it("fails with the diagnosis of an HTTP error, without having started", async () => {
    const seen = await run((_, response) =>
      json(response, 404, { error: { code: "DeploymentNotFound", message: "none" } }),
    );
    expect(seen.events).toMatchObject([
      {
        type: "end",
        end: "failed",
        usage: null,
        diagnosis: { code: "deployment_not_found", parameters: { deployment: "d" }, raw: { status: 404 } },
      },
    ]);
  });

  it("fails when nothing listens", async () => {
    expect(await collect(await deserted())).toMatchObject({
      end: "failed",
      diagnosis: { code: "connection_refused" },
    });
  });
});

describe("stopping", () => {
  it("ends a stream as cancelled with what had come, and closes its connection", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await start((_, response) => {
      response.on("close", closed);
      begin(response);
      response.write(frame(delta("a")));
      setTimeout(() => response.write(frame(delta("b"))), 100);
    });
    const abort = new AbortController();
    const events: ChatEvent[] = [];
    for await (const event of streamChat(targetOf(server.origin), {
      deployment: "d",
      messages: [],
      signal: abort.signal,
    })) {
      events.push(event);
      if (event.type === "text") abort.abort();
    }
    expect(summary(events)).toMatchObject({ text: "a", end: "cancelled", diagnosis: null });
    await gone;
  });

  it("ends one that is silent, one that has not begun, and one that was never sent", async () => {
    const silent: Handler = (_, response) => {
      begin(response).flushHeaders();
    };
    for (const handler of [silent, (() => {}) as Handler]) {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 40);
      expect(await run(handler, { signal: abort.signal })).toMatchObject({
        end: "cancelled",
        diagnosis: null,
      });
    }
    const server = await start(streams(finish("stop")));
    expect(await collect(server.origin, { signal: AbortSignal.abort() })).toMatchObject({ end: "cancelled" });
    expect(server.seen).toEqual([]);
  });

  it("by leaving the loop closes the connection too", async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await start((_, response) => {
      response.on("close", closed);
      begin(response);
      response.write(frame(delta("a")));
    });
    const { signal } = new AbortController();
    for await (const event of streamChat(targetOf(server.origin), {
      deployment: "d",
      messages: [],
      signal,
    })) {
      if (event.type === "text") break;
    }
    await gone;
  });
});

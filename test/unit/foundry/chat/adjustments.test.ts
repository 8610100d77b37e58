import { describe, expect, it } from "vitest";
import { type Adjustments, noAdjustments, remember } from "../../../../main/foundry/chat/adjustments.ts";
import { type ChatEvent, type ChatRequest, streamChat } from "../../../../main/foundry/chat/chat.ts";
import type { ParameterNote } from "../../../../preload/contract/conversations.ts";
import { isAboutParameter } from "../../../../preload/sent-parameters.ts";
import { type Handler, json, servers, targetOf } from "../server.ts";

const start = servers();

const unsupported = (param: string, more = "") => ({
  error: {
    message: `Unsupported parameter: '${param}' is not supported with this model.${more}`,
    type: "invalid_request_error",
    param,
    code: "unsupported_parameter",
  },
});
const value = (param: string, given: unknown) => ({
  error: {
    message: `Unsupported value: '${param}' does not support ${typeof given === "string" ? `'${given}'` : given} with this model.`,
    type: "invalid_request_error",
    param,
    code: "unsupported_value",
  },
});
const extra = (pointer: string) => ({
  code: 400,
  message: `Validation error at #/${pointer}: Extra inputs are not permitted`,
  requestid: "r",
});

type Body = Record<string, unknown>;

/** How a refusal comes. */
type Refuse = (response: Parameters<Handler>[1], refusal: object) => void;

/** Refuses as the function says; answers when it says nothing. */
const refusing =
  (refuse: (body: Body) => object | null, as: Refuse): Handler =>
  ({ body }, response) => {
    const refusal = refuse(JSON.parse(body));
    if (refusal) return as(response, refusal);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end('data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  };

const parameters = { temperature: 0.2, maxTokens: 50, reasoningEffort: "minimal" };

async function run(
  refuse: (body: Body) => object | null,
  more: Partial<ChatRequest> = {},
  as: Refuse = (response, refusal) => json(response, 400, refusal),
) {
  const server = await start(refusing(refuse, as));
  const events: ChatEvent[] = [];
  const request = {
    deployment: "d",
    messages: [{ role: "user" as const, content: "hi" }],
    signal: new AbortController().signal,
    parameters,
    system: "Be kind",
    ...more,
  };
  for await (const event of streamChat(targetOf(server.origin), request)) events.push(event);
  const said = events.flatMap((event) =>
    event.type === "note" && isAboutParameter(event.note) ? [event.note] : [],
  );
  const notes = said.filter(({ because }) => because === undefined);
  const bodies = server.seen.map(({ body }) => JSON.parse(body) as Body);
  const ended = events.at(-1);
  if (ended?.type !== "end") throw new Error("No end");
  return { events, said, notes, bodies, last: bodies.at(-1) ?? {}, end: ended };
}

const has = (body: Body, name: string) => Object.hasOwn(body, name);

describe("a refused parameter", () => {
  it("is renamed, said after the start, and the answer comes", async () => {
    const seen = await run((body) =>
      has(body, "max_tokens") ? unsupported("max_tokens", " Use 'max_completion_tokens' instead.") : null,
    );
    expect(seen.events.map(({ type }) => type)).toEqual(["started", "note", "text", "end"]);
    expect(seen.notes).toEqual([
      { kind: "parameter_renamed", parameter: "max_tokens", instead: "max_completion_tokens" },
    ]);
    expect(seen.bodies).toHaveLength(2);
    expect(seen.last).toMatchObject({ max_completion_tokens: 50 });
    expect(seen.last).not.toHaveProperty("max_tokens");
    expect(seen.end).toMatchObject({ end: "stop", diagnosis: null });
  });

  it("is renamed back where the older name is the one, in a body without a wrapper", async () => {
    const seen = await run(
      (body) => (has(body, "max_completion_tokens") ? extra("max_completion_tokens") : null),
      {
        model: "gpt-5",
      },
    );
    expect(seen.notes).toEqual([
      { kind: "parameter_renamed", parameter: "max_completion_tokens", instead: "max_tokens" },
    ]);
    expect(seen.last).toHaveProperty("max_tokens", 50);
  });

  it.each([
    [value("temperature", 0.2), "temperature"],
    [extra("temperature"), "temperature"],
    [unsupported("stream_options"), "stream_options"],
    [extra("stream_options/include_usage"), "stream_options"],
    [unsupported("stream_options.include_usage"), "stream_options"],
    [
      {
        error: {
          message: "Unrecognized request argument supplied: temperature",
          type: "invalid_request_error",
          code: null,
        },
      },
      "temperature",
    ],
  ])("is dropped: %j", async (refusal, parameter) => {
    const seen = await run((body) => (has(body, parameter) ? refusal : null));
    expect(seen.notes).toEqual([{ kind: "parameter_dropped", parameter }]);
    expect(seen.bodies).toHaveLength(2);
    expect(seen.end.end).toBe("stop");
  });

  it("is dropped with only the value that was refused, where values are words", async () => {
    const refuse = (body: Body) =>
      body.reasoning_effort === "minimal" ? value("reasoning_effort", "minimal") : null;
    const seen = await run(refuse);
    expect(seen.notes).toEqual([
      { kind: "parameter_dropped", parameter: "reasoning_effort", value: "minimal" },
    ]);
    const adjustments = seen.notes.reduce(remember, { renamed: {}, dropped: [] } as Adjustments);
    expect((await run(refuse, { adjustments })).bodies).toHaveLength(1);
    const high = await run(refuse, { adjustments, parameters: { reasoningEffort: "high" } });
    expect(high.last).toHaveProperty("reasoning_effort", "high");
  });

  it("can be streaming itself: the answer then comes as one document", async () => {
    const seen = await run((body) => (has(body, "stream") ? value("stream", true) : null));
    expect(seen.notes).toEqual([{ kind: "parameter_dropped", parameter: "stream" }]);
    expect(seen.last).not.toHaveProperty("stream_options");
  });

  it.each([
    value("messages[0].role", "system"),
    { code: 400, message: "Validation error at #/messages/0/role: 'system' Extra inputs are not permitted" },
  ])("can be the role of the instructions: %j", async (refusal) => {
    const seen = await run((body) => (JSON.stringify(body).includes('"system"') ? refusal : null));
    expect(seen.notes).toEqual([{ kind: "parameter_renamed", parameter: "system", instead: "developer" }]);
    expect(seen.last.messages).toMatchObject([{ role: "developer", content: "Be kind" }, { role: "user" }]);
  });

  it("may be several, one after the other", async () => {
    const refuse = (body: Body) => {
      if (has(body, "max_tokens")) return unsupported("max_tokens");
      if (has(body, "temperature")) return value("temperature", 0.2);
      return has(body, "stream_options") ? extra("stream_options") : null;
    };
    const seen = await run(refuse);
    expect(seen.notes.map(({ parameter }) => parameter)).toEqual([
      "max_tokens",
      "temperature",
      "stream_options",
    ]);
    expect(seen.bodies).toHaveLength(4);
    const adjustments = seen.notes.reduce(remember, { renamed: {}, dropped: [] } as Adjustments);
    const again = await run(refuse, { adjustments });
    expect(again.bodies).toEqual([seen.last]);
    expect(again.notes).toEqual([]);
    expect(again.said).toEqual([
      { kind: "parameter_dropped", parameter: "temperature", because: "earlier" },
      {
        kind: "parameter_renamed",
        parameter: "max_tokens",
        instead: "max_completion_tokens",
        because: "earlier",
      },
      { kind: "parameter_dropped", parameter: "stream_options", because: "earlier" },
    ]);
  });
});

describe("what others than OpenAI refuse", () => {
  it.each<[object, string]>([
    [
      {
        object: "error",
        message:
          "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]",
        code: 400,
      },
      "stream_options",
    ],
    [
      {
        detail:
          "Extra parameters ['stream_options'] are not allowed when extra-parameters is not set or set to be 'error'.",
      },
      "stream_options",
    ],
    [{ error: "Argument not supported on this model: presencePenalty" }, "presence_penalty"],
    [{ error: { message: "Validation: Unsupported parameter(s): seed" } }, "seed"],
    [{ errors: { top_p: ["Unknown field"] } }, "top_p"],
    [{ error: { message: "temperature and top_p cannot both be specified. Please use only one." } }, "top_p"],
  ])("is left out once, said, and remembered: %j", async (refusal, parameter) => {
    const refuse = (body: Body) => (has(body, parameter) ? refusal : null);
    const set = { parameters: { temperature: 0.2, topP: 0.5, presencePenalty: 1, seed: 1 } };
    const seen = await run(refuse, set);
    expect(seen.notes).toEqual([{ kind: "parameter_dropped", parameter }]);
    expect(seen.bodies).toHaveLength(2);
    expect(Object.keys(seen.bodies[0] ?? {}).filter((name) => !has(seen.last, name))).toEqual([parameter]);
    expect(seen.end).toMatchObject({ end: "stop", diagnosis: null });
    const adjustments = seen.notes.reduce(remember, noAdjustments);
    expect((await run(refuse, { ...set, adjustments })).bodies).toHaveLength(1);
  });

  const begins =
    (text: string): Refuse =>
    (response, refusal) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`${text}data: ${JSON.stringify(refusal)}\n\n`);
    };
  const noOptions = {
    error: { message: "Extra inputs are not permitted", param: "stream_options", type: "server_error" },
  };
  const refuseOptions = (body: Body) => (has(body, "stream_options") ? noOptions : null);

  it.each<[string, Refuse]>([
    ["one document", (response, refusal) => json(response, 200, refusal)],
    ["the first event", begins("")],
    ["an event after a comment", begins(": busy\n\n")],
  ])("is left out where the refusal came as an answer, in %s", async (_, as) => {
    const seen = await run(refuseOptions, { parameters: { maxTokens: 9 }, model: "o3" }, as);
    expect(seen.events.map(({ type }) => type)).toEqual([
      ...["started", "note", "started", "note", "text", "end"],
    ]);
    expect(seen.said.map(({ parameter }) => parameter)).toEqual(["max_tokens", "stream_options"]);
    expect(seen.notes).toEqual([{ kind: "parameter_dropped", parameter: "stream_options" }]);
    expect(seen.bodies).toHaveLength(2);
    expect(seen.end).toMatchObject({ end: "stop", diagnosis: null });
  });

  it("is not asked for again once the answer has begun", async () => {
    const text = 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n';
    const seen = await run(refuseOptions, {}, begins(text));
    expect(seen.bodies).toHaveLength(1);
    expect(seen.end).toMatchObject({ end: "failed", diagnosis: { code: "parameter_refused" } });
  });

  it("is left out one after the other, where a refusal names several", async () => {
    const message = "Unrecognized request arguments supplied: presence_penalty, seed";
    const seen = await run(
      (body) => (has(body, "presence_penalty") || has(body, "seed") ? { error: { message } } : null),
      { parameters: { presencePenalty: 1, seed: 1 } },
    );
    expect(seen.notes.map(({ parameter }) => parameter)).toEqual(["presence_penalty", "seed"]);
    expect(seen.end.end).toBe("stop");
  });
});

describe("an answer that is too long to ask for", () => {
  const most = (limit: number) => (body: Body) =>
    Number(body.max_tokens ?? body.max_completion_tokens) > limit
      ? {
          error: {
            message: `max_tokens is too large: 50. This model supports at most ${limit} completion tokens, whereas you provided 50.`,
            param: "max_tokens",
            code: "invalid_value",
          },
        }
      : null;

  it("is asked for as long as it may be, and remembered", async () => {
    const seen = await run(most(40));
    expect(seen.notes).toEqual([{ kind: "parameter_lowered", parameter: "max_tokens", value: "40" }]);
    expect(seen.bodies.map(({ max_tokens }) => max_tokens)).toEqual([50, 40]);
    expect(seen.end).toMatchObject({ end: "stop", diagnosis: null });
    const adjustments = seen.notes.reduce(remember, noAdjustments);
    const again = await run(most(40), { adjustments });
    expect(again.bodies.map(({ max_tokens }) => max_tokens)).toEqual([40]);
    expect(again.said).toEqual([
      { kind: "parameter_lowered", parameter: "max_tokens", value: "40", because: "earlier" },
    ]);
    expect((await run(most(40), { adjustments, parameters: { maxTokens: 9 } })).said).toEqual([]);
  });

  it("is lowered under its other name too, and both are said", async () => {
    const seen = await run(most(40), { model: "o3-mini" });
    expect(seen.last).toHaveProperty("max_completion_tokens", 40);
    expect(seen.said.filter(({ parameter }) => parameter === "max_tokens")).toEqual([
      { kind: "parameter_lowered", parameter: "max_tokens", value: "40" },
      {
        kind: "parameter_renamed",
        parameter: "max_tokens",
        instead: "max_completion_tokens",
        because: "model",
      },
    ]);
  });

  it("by what the prompt leaves is another one with the next prompt", async () => {
    const message =
      "This model's maximum context length is 60 tokens. However, you requested 70 tokens (20 in the messages, 50 in the completion).";
    const seen = await run((body) => (body.max_tokens === 50 ? { error: { message } } : null));
    expect(seen.notes).toEqual([
      { kind: "parameter_lowered", parameter: "max_tokens", value: "40", ofPrompt: true },
    ]);
    expect(seen.end.end).toBe("stop");
  });

  it("is told where the refusal names no length, or one that is no shorter", async () => {
    for (const message of ["max_tokens is too large", "max_tokens must be less than or equal to 50"]) {
      const seen = await run(() => ({ error: { message } }));
      expect(seen.bodies).toHaveLength(1);
      expect(seen.end).toMatchObject({ end: "failed", diagnosis: { code: "max_tokens_too_large" } });
    }
  });
});

describe("a refusal is told as it is", () => {
  it("when the parameter was adjusted already", async () => {
    const seen = await run((body) =>
      has(body, "max_tokens")
        ? unsupported("max_tokens")
        : has(body, "max_completion_tokens")
          ? unsupported("max_completion_tokens")
          : null,
    );
    expect(seen.bodies).toHaveLength(2);
    expect(seen.notes).toEqual([]);
    expect(seen.end).toMatchObject({
      end: "failed",
      diagnosis: { code: "parameter_refused", parameters: { parameter: "max_completion_tokens" } },
    });
  });

  it("after five adjustments", async () => {
    const order = ["temperature", "top_p", "presence_penalty", "frequency_penalty", "seed", "stop"];
    const seen = await run(
      (body) => {
        const name = order.find((one) => has(body, one));
        return name === undefined ? null : unsupported(name);
      },
      {
        parameters: {
          temperature: 1,
          topP: 1,
          presencePenalty: 1,
          frequencyPenalty: 1,
          seed: 1,
          stop: ["x"],
        },
      },
    );
    expect(seen.bodies).toHaveLength(6);
    expect(seen.end).toMatchObject({ end: "failed", diagnosis: { parameters: { parameter: "stop" } } });
  });

  it.each([
    ["what is no parameter of ours", unsupported("logprobs"), "parameter_refused"],
    ["the messages", unsupported("messages"), "request_refused"],
    ["something inside a message", value("messages[0].content", "x"), "request_refused"],
    ["the model", unsupported("model"), "request_refused"],
    [
      "nothing by name",
      { error: { message: "Unsupported parameter", code: "unsupported_parameter" } },
      "parameter_refused",
    ],
    [
      "a value that would have to be another",
      { error: { message: "Invalid value for 'temperature'", param: "temperature", code: "invalid_value" } },
      "value_invalid",
    ],
    ["an inherited name", unsupported("constructor"), "parameter_refused"],
  ])("when it is about %s", async (_what, refusal, code) => {
    const seen = await run(() => refusal);
    expect(seen.bodies).toHaveLength(1);
    expect(seen.end).toMatchObject({ end: "failed", diagnosis: { code } });
  });
});

describe("an answer", () => {
  it("says what its family does not take beside what has just been refused, each parameter once", async () => {
    const seen = await run(
      (body) => (has(body, "reasoning_effort") ? unsupported("reasoning_effort") : null),
      {
        model: "gpt-5",
      },
    );
    expect(seen.said).toEqual([
      { kind: "parameter_dropped", parameter: "reasoning_effort" },
      { kind: "parameter_dropped", parameter: "temperature", because: "model" },
      {
        kind: "parameter_renamed",
        parameter: "max_tokens",
        instead: "max_completion_tokens",
        because: "model",
      },
    ]);
  });

  it("says nothing where all was sent as it is set", async () => {
    const seen = await run(() => null, { model: "gpt-4.1", parameters: { temperature: 0, maxTokens: 9 } });
    expect(seen.said).toEqual([]);
    expect(seen.last).toMatchObject({ temperature: 0, max_tokens: 9 });
  });

  it("is asked with what one of two lists' models takes, and the refusal counts", async () => {
    const model = ["gpt-4.1", "gpt-5"];
    const taken = await run(() => null, { model, parameters: { temperature: 0.2 } });
    expect([taken.last.temperature, taken.said]).toEqual([0.2, []]);
    const refuse = (body: Body) => (has(body, "temperature") ? value("temperature", 0.2) : null);
    const refused = await run(refuse, { model, parameters: { temperature: 0.2 } });
    expect(refused.said).toEqual([{ kind: "parameter_dropped", parameter: "temperature" }]);
    const agreed = await run(refuse, { model: ["o3", "gpt-5"], parameters: { temperature: 0.2 } });
    expect(agreed.said).toEqual([{ kind: "parameter_dropped", parameter: "temperature", because: "model" }]);
    expect(agreed.bodies).toHaveLength(1);
  });
});

describe("what is remembered", () => {
  it("has when it was refused", () => {
    const note: ParameterNote = {
      kind: "parameter_dropped",
      parameter: "reasoning_effort",
      value: "low",
      refusedAt: 5,
    };
    const known = remember({ renamed: {}, dropped: [] }, note);
    expect(known).toEqual({
      renamed: {},
      dropped: ["reasoning_effort=low"],
      refusedAt: { "reasoning_effort=low": 5 },
    });
    const there: ParameterNote = { kind: "parameter_renamed", parameter: "a", instead: "b", refusedAt: 7 };
    expect(remember(known, there).refusedAt).toEqual({ "reasoning_effort=low": 5, a: 7 });
  });

  it("forgets a name that was renamed back", () => {
    const there: ParameterNote = { kind: "parameter_renamed", parameter: "a", instead: "b" };
    const back: ParameterNote = { kind: "parameter_renamed", parameter: "b", instead: "a" };
    const none = { renamed: {}, dropped: [] };
    expect(remember(none, there)).toEqual({ renamed: { a: "b" }, dropped: [] });
    expect(remember(remember(none, there), back)).toEqual({ renamed: { b: "a" }, dropped: [] });
    expect(none).toEqual({ renamed: {}, dropped: [] });
  });

  it("has a dropped name once", () => {
    const note: ParameterNote = { kind: "parameter_dropped", parameter: "a" };
    expect(remember({ renamed: {}, dropped: ["a"] }, note).dropped).toEqual(["a"]);
  });
});

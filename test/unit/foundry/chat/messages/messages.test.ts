import { describe, expect, it } from "vitest";
import type { ChatMessage } from "../../../../../main/foundry/chat/chat.ts";
import { messages } from "../../../../../main/foundry/chat/messages/messages.ts";
import { messagesRoutes } from "../../../../../main/foundry/chat/messages/routes.ts";
import { probeChat } from "../../../../../main/foundry/chat/probe.ts";
import type { Target } from "../../../../../main/foundry/http/send.ts";
import type { ChatParameters } from "../../../../../preload/contract/conversations.ts";
import { diagnosisFrom, key, targetOf } from "../../server.ts";
import { chat } from "../replay.ts";
import { begins, block, call, ends, stream, text, thinking } from "./events.ts";

/** A request as the service saw it. */
interface Seen {
  url: string;
  headers: Record<string, string>;
  body: Record<string, unknown> & { messages: { role: string; content: unknown }[] };
}

/** A service that answers each request with the next of these, the last one for ever; an error as its status and words. */
function service(...answers: (Uint8Array | { status: number; body: unknown })[]) {
  const seen: Seen[] = [];
  const fetch: Target["fetch"] = async (url, init) => {
    const body = JSON.parse(String(init.body));
    seen.push({ url, headers: init.headers as Record<string, string>, body });
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    if (answer instanceof Uint8Array) return new Response(answer as Uint8Array<ArrayBuffer>);
    return new Response(JSON.stringify(answer?.body), { status: answer?.status ?? 500 });
  };
  return { target: targetOf("https://res.services.ai.azure.com", { fetch }), seen };
}

const refusal = (message: string, type = "invalid_request_error", status = 400) => ({
  status,
  body: { type: "error", error: { type, message }, request_id: "req_1" },
});

const hi: ChatMessage = { role: "user", content: "Hi" };
const answer = stream(begins(), ...text(0, "Hello"), ...ends("end_turn"));
const asking = { deployment: "claude-sonnet-4-6", dialect: "messages" as const, messages: [hi] };

/** A question with settings, as the dialect asks it. */
const ask = (target: Target, parameters: ChatParameters = {}, more: object = {}) =>
  chat(target, { ...asking, parameters, ...more });

describe("the route", () => {
  const urls = (address: string) =>
    [...messagesRoutes(targetOf(address), "claude-opus-5")].map(([route, { url, keyHeader }]) => [
      route,
      url.href,
      keyHeader,
    ]);
  const at = (host: string) => [["anthropic", `https://${host}/anthropic/v1/messages`, "x-api-key"]];

  it.each([
    ["https://res.services.ai.azure.com", "res.services.ai.azure.com"],
    ["https://res.services.ai.azure.com/api/projects/p", "res.services.ai.azure.com"],
    ["https://res.openai.azure.com", "res.services.ai.azure.com"],
    ["https://res.cognitiveservices.azure.com", "res.services.ai.azure.com"],
    ["https://res.openai.azure.us", "res.services.ai.azure.us"],
    // Nothing says that it is offered in China, and a region's host is no resource's.
    ["https://res.openai.azure.cn", "res.openai.azure.cn"],
    ["https://eastus2.api.cognitive.microsoft.com", "eastus2.api.cognitive.microsoft.com"],
  ])("of %s is at %s", (address, host) => expect(urls(address)).toEqual(at(host)));

  it("of a gateway stays with the gateway", () => {
    expect(urls("https://gate.example.com/foundry")).toEqual([
      ["anthropic", "https://gate.example.com/foundry/anthropic/v1/messages", "x-api-key"],
    ]);
    expect(urls("https://gate.example.com/v1/chat/completions?team=a")).toEqual([
      ["given", "https://gate.example.com/v1/messages?team=a", "x-api-key"],
      ["anthropic", "https://gate.example.com/anthropic/v1/messages", "x-api-key"],
    ]);
  });

  it("of a server on this computer is beside chat", () => {
    expect(urls("http://127.0.0.1:1234/v1")).toEqual([
      ["local_server", "http://127.0.0.1:1234/v1/messages", "bearer"],
    ]);
    expect(urls("http://127.0.0.1:9999")).toEqual([
      ["anthropic", "http://127.0.0.1:9999/anthropic/v1/messages", "x-api-key"],
    ]);
  });

  it("is none for a name that no address can hold", () => {
    expect(() => messagesRoutes(targetOf("https://res.services.ai.azure.com"), "..")).toThrow(
      "deployment_not_found",
    );
  });
});

describe("a question", () => {
  it("carries the version, and a key in the header of this API", async () => {
    const { target, seen } = service(answer);
    const { end } = await ask(target);
    expect(end.end).toBe("stop");
    expect(seen[0]?.url).toBe("https://res.services.ai.azure.com/anthropic/v1/messages");
    expect(seen[0]?.headers).toMatchObject({ "x-api-key": key, "anthropic-version": "2023-06-01" });
    expect(seen[0]?.headers).not.toHaveProperty("api-key");
    expect(seen[0]?.headers).not.toHaveProperty("authorization");
  });

  it("carries a sign-in's token as a bearer, and a gateway's key in its header", async () => {
    const { target, seen } = service(answer);
    await ask({ ...target, credential: { kind: "token", for: async () => "token" } });
    await ask({ ...target, credential: { kind: "api_key", secret: key, header: "Ocp-Key" } });
    expect(seen[0]?.headers).toMatchObject({ authorization: "Bearer token" });
    expect(seen[0]?.headers).not.toHaveProperty("x-api-key");
    expect(seen[1]?.headers).toMatchObject({ "ocp-key": key });
    expect(seen[1]?.headers).not.toHaveProperty("x-api-key");
  });

  it("gives an answer that pauses back as it is, until it is whole", async () => {
    const search = { type: "server_tool_use", id: "srv_1", name: "web_search" };
    const paused = stream(
      begins({ input_tokens: 10, output_tokens: 1 }),
      ...thinking(0, "Hm", "s"),
      ...text(1, "I look."),
      ...call(2, search, '{"query":"q"}'),
      ...block(3, { type: "web_search_tool_result", tool_use_id: "srv_1", content: [] }),
      ...ends("pause_turn", { output_tokens: 20 }),
    );
    const { target, seen } = service(paused, answer);
    const { text: told, end, kept } = await ask(target);
    expect(told).toBe("I look.Hello");
    expect(end).toMatchObject({ end: "stop", usage: { prompt: 15, completion: 27 } });
    expect(seen).toHaveLength(2);
    const items = [
      { type: "thinking", thinking: "Hm", signature: "s" },
      { type: "text", text: "I look." },
      { ...search, input: { query: "q" } },
      { type: "web_search_tool_result", tool_use_id: "srv_1", content: [] },
    ];
    expect(seen[1]?.body.messages).toEqual([
      { role: "user", content: [{ type: "text", text: "Hi" }] },
      { role: "assistant", content: items },
    ]);
    expect(kept).toEqual({ dialect: "messages", items: [...items, { type: "text", text: "Hello" }] });
  });

  it("keeps nothing of an answer that pauses and is then cut", async () => {
    const paused = stream(
      begins(),
      ...call(0, { type: "server_tool_use", id: "srv_1", name: "web_search" }, "{}"),
      ...ends("pause_turn"),
    );
    const { target } = service(paused, stream(begins(), ...text(0, "Hel"), ...ends("max_tokens")));
    expect(await ask(target)).toMatchObject({ kept: null, end: { end: "length" } });
  });

  it("is asked again without what was kept, where that is refused", async () => {
    const { target, seen } = service(
      refusal("messages.1.content.0: Invalid `signature` in `thinking` block"),
      answer,
    );
    const kept = {
      dialect: "messages" as const,
      items: [{ type: "thinking", thinking: "Hm", signature: "x" }],
    };
    const before: ChatMessage = { role: "assistant", content: "D", kept };
    const { end, notes } = await ask(target, {}, { messages: [hi, before, hi] });
    expect(end.end).toBe("stop");
    expect(notes).toEqual([{ kind: "left_out", what: "reasoning" }]);
    expect(JSON.stringify(seen[1]?.body)).not.toContain("thinking");
  });

  it.each<[string, ChatParameters, string, object]>([
    [
      "structured_outputs not supported in your workspace.",
      { jsonSchema: '{"type":"object"}' },
      "json_schema",
      {},
    ],
    [
      "features are not available for Azure AI Foundry workspaces: code_execution",
      { codeInterpreter: true, webSearch: true },
      "code_interpreter",
      { tools: [{ type: "web_search_20250305", name: "web_search" }] },
    ],
    ["server-side web search is not available in this environment", { webSearch: true }, "web_search", {}],
    ["web_search, citations are not supported in your workspace", { webSearch: true }, "web_search", {}],
    [
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
      { thinking: 2048, reasoningEffort: "low" },
      "thinking",
      { output_config: { effort: "low" } },
    ],
    ["temperature: `temperature` is deprecated for this model.", { temperature: 0.2 }, "temperature", {}],
  ])("is asked again without what is refused, once: %s", async (words, parameters, parameter, left) => {
    const { target, seen } = service(refusal(words), answer);
    const { end, notes } = await ask(target, parameters);
    expect(end.end).toBe("stop");
    expect(notes).toEqual([{ kind: "parameter_dropped", parameter }]);
    const {
      model: _m,
      messages: _s,
      max_tokens: _t,
      stream: _r,
      ...settings
    } = (seen[1]?.body ?? {}) as Record<string, unknown>;
    expect(settings).toEqual(left);
  });

  it("leaves out an effort that is refused, and remembers only that one", async () => {
    const words =
      "This model does not support effort level 'xhigh'. Supported levels: high, low, max, medium.";
    const { target, seen } = service(refusal(words), answer);
    const jsonSchema = '{"type":"object"}';
    const { notes } = await ask(target, { reasoningEffort: "xhigh", jsonSchema }, { deployment: "mine" });
    expect(notes).toEqual([{ kind: "parameter_dropped", parameter: "reasoning_effort", value: "xhigh" }]);
    expect(seen[1]?.body.output_config).toEqual({
      format: { type: "json_schema", schema: { type: "object" } },
    });
  });

  it("is asked for as long an answer as the model gives", async () => {
    const words =
      "max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-haiku-20241022";
    const { target, seen } = service(refusal(words), answer);
    const { end } = await ask(target, {}, { deployment: "mine" });
    expect(end.end).toBe("stop");
    expect(seen[1]?.body.max_tokens).toBe(8192);
  });

  it("does without the cache where that is not offered", async () => {
    const { target, seen } = service(refusal("prompt_caching not supported in your workspace."), answer);
    const { end } = await ask(target, {}, { system: "Be brief. ".repeat(300) });
    expect(end.end).toBe("stop");
    expect(JSON.stringify(seen[1]?.body)).not.toContain("cache_control");
  });

  it("tells a feature that it cannot leave out", async () => {
    const { target, seen } = service(refusal("files_api not supported in your workspace."));
    const { end } = await ask(target);
    expect(end.diagnosis).toMatchObject({ code: "feature_refused", parameters: { feature: "files_api" } });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [refusal("Overloaded", "overloaded_error", 529), "service_busy"],
    [
      refusal("This request would exceed your account's rate limit.", "rate_limit_error", 429),
      "rate_limited",
    ],
    [refusal("invalid x-api-key", "authentication_error", 401), "key_refused"],
    [refusal("You don't have permission.", "permission_error", 403), "role_missing"],
    [refusal("model: claude-nothing", "not_found_error", 404), "deployment_not_found"],
    [refusal("prompt is too long: 210000 tokens > 200000 maximum"), "context_too_long"],
    [refusal("Your credit balance is too low to access the API."), "payment_required"],
    [refusal("Request exceeds the maximum size", "request_too_large", 413), "context_too_long"],
    [refusal("Internal server error", "api_error", 500), "service_failed"],
    [
      {
        status: 404,
        body: { error: { code: "DeploymentNotFound", message: "The API deployment does not exist." } },
      },
      "deployment_not_found",
    ],
    [
      {
        status: 429,
        body: { error: { code: "RateLimitReached", message: "Please retry after 7 seconds." } },
      },
      "rate_limited",
    ],
    [
      { status: 401, body: { statusCode: 401, message: "Access denied due to invalid subscription key." } },
      "key_refused",
    ],
  ])("that is refused says why: %j", async (said, code) => {
    const { target } = service(said);
    expect((await ask(target)).end).toMatchObject({ end: "failed", diagnosis: { code } });
  });

  it("repeats nothing that people or models wrote", async () => {
    const { target } = service(refusal("Overloaded", "overloaded_error", 529));
    const said = [
      "secret-text",
      "c2VjcmV0LWRhdGE=",
      "secret-name",
      "secret-thought",
      "secret-rule",
      "secret-input",
    ];
    const [words = "", data = "", name = "", thought = "", rule = "", input = ""] = said;
    const kept = {
      dialect: "messages" as const,
      items: [
        { type: "thinking", thinking: thought, signature: thought },
        { type: "tool_use", id: "c", name: "f", input: { a: input } },
      ],
    };
    const attachments = [{ kind: "document" as const, name, type: "application/pdf", data }];
    const { end } = await ask(
      target,
      {},
      {
        system: rule,
        messages: [
          { role: "user", content: words, attachments },
          { role: "assistant", content: words, toolCalls: [{ id: "d", name: "f", arguments: input }], kept },
          { role: "tool", toolCallId: "c", content: words },
        ],
      },
    );
    const sent = end.diagnosis?.raw?.exchange?.sent ?? "";
    expect(sent).toContain("max_tokens");
    for (const one of said) expect(sent).not.toContain(one);
  });

  it("names the ids of both who answer", async () => {
    const headers = { "apim-request-id": "a-1", "request-id": "req_1" };
    const fetch: Target["fetch"] = async () => new Response("{}", { status: 529, headers });
    const { end } = await ask(targetOf("https://res.services.ai.azure.com", { fetch }));
    expect(end.diagnosis?.raw?.requestId).toBe("a-1, req_1");
  });
});

describe("a gateway that does not have it", () => {
  const gateway = (answers: (path: string) => Response) => {
    const paths: string[] = [];
    const fetch: Target["fetch"] = async (input) => {
      const { pathname } = new URL(input);
      paths.push(pathname);
      return answers(pathname);
    };
    const consent = { origin: "https://gate.example.com", tokens: false };
    return { target: targetOf("https://gate.example.com/v1", { fetch, consent }), paths };
  };

  it("is asked in chat completions", async () => {
    const completion = { choices: [{ message: { content: "Hello" }, finish_reason: "stop" }] };
    const { target, paths } = gateway((path) =>
      path.endsWith("/chat/completions") ? Response.json(completion) : new Response("", { status: 404 }),
    );
    const { text: told, notes } = await ask(target);
    expect(told).toBe("Hello");
    expect(notes).toEqual([{ kind: "dialect_switched", from: "messages", to: "chat" }]);
    expect(paths).toEqual(["/v1/messages", "/anthropic/v1/messages", "/v1/chat/completions"]);
  });

  it("is not where only the model is missing", async () => {
    const said = { type: "error", error: { type: "not_found_error", message: "model: claude-nothing" } };
    const { target, paths } = gateway(() => Response.json(said, { status: 404 }));
    expect((await ask(target)).end.diagnosis?.code).toBe("deployment_not_found");
    expect(paths).toEqual(["/v1/messages"]);
  });
});

describe("the probe", () => {
  it("takes the refusal of a question without messages for a yes", async () => {
    const { target, seen } = service(refusal("messages: at least one message is required"));
    expect(await probeChat(target, "claude-opus-5", "messages")).toEqual({
      route: "anthropic",
      dialect: "messages",
    });
    expect(seen[0]?.body).toEqual({ model: "claude-opus-5", max_tokens: 1, messages: [] });
  });

  it("tells a key that is refused", async () => {
    const { target } = service(refusal("invalid x-api-key", "authentication_error", 401));
    expect(await diagnosisFrom(probeChat(target, "claude-opus-5", "messages"))).toMatchObject({
      code: "key_refused",
    });
  });
});

it("counts a question by a route of its own, without what is not counted", () => {
  const [route] = messagesRoutes(targetOf("https://res.services.ai.azure.com"), "d").values();
  const body = messages.body({ ...asking, system: "S", parameters: { thinking: 2048, temperature: 1 } });
  const counted = route && messages.counting?.call(route, body);
  expect(counted?.url.pathname).toBe("/anthropic/v1/messages/count_tokens");
  expect(counted?.headers).toHaveProperty("anthropic-version");
  expect(Object.keys(counted?.body as object).sort()).toEqual(["messages", "model", "system", "thinking"]);
  expect(messages.counting?.tokensIn({ input_tokens: 14 })).toBe(14);
  expect(messages.counting?.tokensIn({})).toBeNull();
});

import { afterEach, describe, expect, it } from "vitest";
import { type ChatEvent, streamChat } from "../../../../main/foundry/chat/chat.ts";
import { listDeployments } from "../../../../main/foundry/deployments/list.ts";
import { findLocalServers, settled } from "../../../../main/foundry/deployments/local-servers.ts";
import type { Credential } from "../../../../main/foundry/endpoints/credentials.ts";
import { understandEndpoint } from "../../../../main/foundry/endpoints/parse.ts";
import type { Target } from "../../../../main/foundry/http/send.ts";
import { startSandbox } from "../../../../main/sandbox/server.ts";
import { type Dialect, type LocalServer, startLocalServer } from "../../../fakes/local-server.ts";

const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

type Given = NonNullable<Parameters<typeof startLocalServer>[0]>;
const serving = async (given: Given = {}): Promise<LocalServer> => {
  const server = await startLocalServer(given);
  running.push(server);
  return server;
};

function understood(text: string) {
  const read = understandEndpoint(text);
  if (!read.ok) throw new Error(read.diagnosis.code);
  return read.endpoint;
}

const targetAt = (text: string, credential: Credential = { kind: "none" }): Target => ({
  endpoint: understood(text),
  credential,
  consent: null,
  apiVersion: null,
  fetch: (input, init) => fetch(input, init),
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error) => error.diagnosis?.code,
  );

async function answerOf(target: Target, deployment: string) {
  const request = {
    deployment,
    messages: [{ role: "user" as const, content: "What tests gold?" }],
    signal: new AbortController().signal,
  };
  const events: ChatEvent[] = [];
  for await (const event of streamChat(target, request)) events.push(event);
  const of = (wanted: string) =>
    events.map((event) => (event.type === wanted && "text" in event ? event.text : "")).join("");
  const last = events.at(-1);
  return {
    text: of("text"),
    reasoning: of("reasoning"),
    started: events[0],
    end: last?.type === "end" ? last : null,
  };
}

describe("the address of a local server", () => {
  it.each([
    ["http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"],
    ["http://localhost:1234/v1/", "http://localhost:1234/v1"],
    ["http://localhost:1234/v1/models", "http://localhost:1234/v1"],
    ["http://[::1]:8000/v1/chat/completions", "http://[::1]:8000/v1"],
    ["http://127.0.0.1:12434/engines/v1", "http://127.0.0.1:12434/engines/v1"],
    ["http://127.0.0.1:12434/engines/llama.cpp/v1/models", "http://127.0.0.1:12434/engines/llama.cpp/v1"],
    ["http://127.0.0.1:3000/api/v1", "http://127.0.0.1:3000/api/v1"],
    ["curl http://localhost:5273/v1/chat/completions -d '{}'", "http://localhost:5273/v1"],
  ])("%s is one, and its path is kept", (text, endpoint) => {
    expect(understood(text)).toMatchObject({ kind: "local_server", endpoint });
    expect(understood(endpoint)).toMatchObject({ kind: "local_server", endpoint });
  });

  it.each([
    ["http://127.0.0.1:4000", "local"],
    ["http://127.0.0.1:4000/openai/v1", "local"],
    ["http://127.0.0.1:4000/gate/openai/v1/chat/completions", "local"],
    ["http://127.0.0.1:4000/api/projects/p", "project"],
    ["https://models.example/v1", "gateway"],
    ["https://a.openai.azure.com/v1", "resource"],
  ])("%s is none", (text, kind) => {
    expect(understood(text).kind).toBe(kind);
  });

  it("a bare port is settled by what answers there, or by nothing running there", async () => {
    const { origin } = await serving();
    expect((await settled(targetAt(origin))).endpoint).toBe(`${origin}/v1`);
    const locked = await serving({ key: "sesame" });
    expect((await settled(targetAt(locked.origin))).kind).toBe("local_server");
    const sandbox = await startSandbox({});
    running.push(sandbox);
    const resource = new URL(sandbox.projectEndpoint).origin;
    expect(await settled(targetAt(resource))).toMatchObject({ kind: "local", endpoint: resource });
    await running[0]?.stop();
    expect((await settled(targetAt(origin))).kind).toBe("local_server");
  });
});

describe("each dialect", () => {
  const thinks: Dialect[] = ["ollama", "lm-studio", "vllm"];

  it.each<Dialect>(["ollama", "lm-studio", "llama.cpp", "vllm", "foundry-local"])(
    "%s lists its models and streams an answer, asked for no key and no version",
    async (dialect) => {
      const server = await serving({ dialect, models: ["b/model:7b", "a"] });
      const target = targetAt(`${server.origin}/v1`);
      const { deployments, routes } = await listDeployments(target);
      expect(deployments.map(({ name, chat }) => [name, chat.usable])).toEqual([
        ["a", true],
        ["b/model:7b", true],
      ]);
      expect(routes).toMatchObject([{ route: "local_server", path: "/v1/models", answered: true, count: 2 }]);
      const answer = await answerOf(target, "b/model:7b");
      expect(answer.text).toBe("Gold is tested by fire.");
      expect(answer.reasoning).toBe(thinks.includes(dialect) ? "Hm." : "");
      expect(answer.started).toMatchObject({
        route: "local_server",
        remaining: { requests: null, tokens: null },
      });
      expect(answer.end).toMatchObject({ end: "stop", usage: { prompt: 7, completion: 6 } });
      for (const { path, headers } of server.requests) {
        expect(path).not.toContain("api-version");
        expect(headers).not.toHaveProperty("api-key");
        expect(headers).not.toHaveProperty("authorization");
      }
    },
  );

  it("a key goes as a bearer, and a missing or wrong one is told", async () => {
    const server = await serving({ dialect: "vllm", key: "sesame" });
    const at = `${server.origin}/v1`;
    const withKey = targetAt(at, { kind: "api_key", secret: "sesame" });
    expect((await listDeployments(withKey)).deployments).toHaveLength(1);
    expect((await answerOf(withKey, "llama3.2:1b")).text).toContain("Gold");
    expect(server.requests.at(-1)?.headers).toMatchObject({ authorization: "Bearer sesame" });
    expect(await codeOf(listDeployments(targetAt(at)))).toBe("local_server_wants_key");
    const wrong = targetAt(at, { kind: "api_key", secret: "open" });
    expect(await codeOf(listDeployments(wrong))).toBe("local_server_wants_key");
  });
});

describe("what can be wrong", () => {
  it.each<Dialect>(["ollama", "lm-studio", "vllm"])("%s says that it has no such model", async (dialect) => {
    const { origin } = await serving({ dialect });
    const { end } = await answerOf(targetAt(`${origin}/v1`), "nothing");
    expect(end?.diagnosis).toMatchObject({
      code: "local_model_missing",
      parameters: { deployment: "nothing" },
    });
  });

  it("a model that is being loaded may answer later", async () => {
    const { origin } = await serving({ dialect: "llama.cpp", loading: true });
    const { end } = await answerOf(targetAt(`${origin}/v1`), "llama3.2:1b");
    expect(end?.diagnosis).toMatchObject({ code: "local_model_loading", retryable: true });
  });

  it("a server that is not running, and one without models", async () => {
    const server = await serving({ models: [] });
    const target = targetAt(`${server.origin}/v1`);
    expect((await listDeployments(target)).deployments).toEqual([]);
    await server.stop();
    expect(await codeOf(listDeployments(target))).toBe("local_server_not_running");
    expect((await answerOf(target, "a")).end?.diagnosis?.code).toBe("local_server_not_running");
  });

  it("a 200 that is no list, as LM Studio gives for a path it does not have", async () => {
    const { origin } = await serving({ dialect: "lm-studio" });
    expect(await codeOf(listDeployments(targetAt(`${origin}/gate/v1`)))).toBe("reply_not_understood");
  });
});

describe("looking for servers", () => {
  const place = ({ origin }: { origin: string }, more = {}) => ({
    product: "Ollama",
    port: Number(new URL(origin).port),
    path: "/v1",
    ...more,
  });

  it("finds what answers with a list, names it by what it says, and sends no credential", async () => {
    const first = await serving({ models: ["a", "b"] });
    const second = await serving({ dialect: "vllm" });
    const locked = await serving({ key: "sesame" });
    const common = await serving({ dialect: "foundry-local" });
    const gone = await serving();
    await gone.stop();
    const sandbox = await startSandbox({});
    running.push(sandbox);
    const fetching = (input: string, init: RequestInit) => fetch(input, init);
    const found = await findLocalServers(fetching, [
      place(first),
      place(second, { isCommon: true }),
      place(locked),
      place(locked, { isCommon: true }),
      place(common, { isCommon: true }),
      place(gone),
      place({ origin: new URL(sandbox.projectEndpoint).origin }),
    ]);
    expect(found).toEqual([
      { product: "Ollama", endpoint: `${first.origin}/v1`, models: 2 },
      { product: "vLLM", endpoint: `${second.origin}/v1`, models: 1 },
      { product: "Ollama", endpoint: `${locked.origin}/v1`, models: null },
      { product: null, endpoint: `${common.origin}/v1`, models: 1 },
    ]);
    expect(first.requests).toMatchObject([{ method: "GET", path: "/v1/models" }]);
    expect(first.requests[0]?.headers).not.toHaveProperty("authorization");
  });
});

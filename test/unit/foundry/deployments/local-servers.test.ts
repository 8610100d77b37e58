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

describe("a list of models", () => {
  const served = async (reply: unknown, path = "/v1") => {
    const target = targetAt(`http://127.0.0.1:1${path}`);
    const asked: string[] = [];
    const answering = (input: string) => {
      asked.push(input);
      return Promise.resolve(Response.json(reply));
    };
    const { deployments } = await listDeployments({ ...target, fetch: answering });
    return { asked, models: deployments.map(({ name, chat }) => `${name} ${chat.usable}`) };
  };

  it.each<[string, unknown]>([
    ["OpenAI's", { object: "list", data: [{ id: "a" }, { id: "b" }] }],
    ["a bare list of objects", [{ id: "a" }, { id: "b" }]],
    ["a bare list of names", ["a", "b"]],
    ["names in data", { data: ["a", "b"] }],
    ["Ollama's own", { models: [{ name: "a", model: "a" }, { name: "b" }] }],
    ["LM Studio's own", { models: [{ key: "a" }, { key: "b" }] }],
    ["names in models", { models: ["a", "b"] }],
    [
      "llama.cpp's, which has both",
      { models: [{ name: "x" }], object: "list", data: [{ id: "a" }, { id: "b" }] },
    ],
    ["what has no name left out", [{ id: "a" }, {}, 5, { id: "b" }, ""]],
  ])("is read: %s", async (_, reply) => {
    expect((await served(reply)).models).toEqual(["a true", "b true"]);
  });

  it.each([[[]], [{ data: null }], [{ models: [] }]])("may be empty: %j", async (reply) => {
    expect((await served(reply)).models).toEqual([]);
  });

  it.each([[[1, 2]], [{ data: [{}] }], [{ error: "no" }], ["text"], [null]])("is none: %j", async (reply) => {
    expect(await codeOf(served(reply))).toBe("reply_not_understood");
  });

  it.each<[string, unknown, boolean]>([
    ["LM Studio", { id: "x", type: "embeddings" }, false],
    ["LM Studio", { id: "embedder-chat", type: "llm" }, true],
    ["LM Studio", { id: "embed-vision", type: "vlm" }, true],
    ["LiteLLM", { id: "x", mode: "embedding" }, false],
    ["LiteLLM", { id: "x", mode: "image_generation" }, false],
    ["LiteLLM", { id: "x-embed", mode: "chat" }, true],
    ["Together AI", { id: "x", type: "rerank" }, false],
    ["Together AI", { id: "x", type: "language" }, true],
    ["Ollama", { name: "x", capabilities: ["embedding"] }, false],
    ["Ollama", { name: "x", capabilities: ["completion", "vision"] }, true],
    ["Ollama", { name: "x", details: { family: "nomic-bert" } }, false],
    ["Ollama", { name: "x", details: { family: "llama" } }, true],
    ["Mistral", { id: "x", capabilities: { completion_chat: true, vision: false } }, true],
    ["Mistral", { id: "x", capabilities: { completion_chat: false, vision: false } }, false],
    ["Xinference", { id: "x", model_type: "embedding" }, false],
    ["Xinference", { id: "embed-x", model_type: "LLM" }, true],
    ["Cohere", { name: "x", endpoints: ["embed"] }, false],
    ["Cohere", { name: "x", endpoints: ["chat", "generate"] }, true],
    ["Gemini", { name: "x", supportedGenerationMethods: ["embedContent"] }, false],
    ["Gemini", { name: "x", supportedGenerationMethods: ["generateContent"] }, true],
    ["OpenRouter", { id: "x", architecture: { output_modalities: ["image"] } }, false],
    ["OpenRouter", { id: "x", architecture: { output_modalities: ["image", "text"] } }, true],
    ["Foundry Local", { id: "x", task: "chat-completion" }, true],
    ["Foundry Local", { id: "x", task: "automatic-speech-recognition" }, false],
    ["Hugging Face", { id: "x", pipeline_tag: "feature-extraction" }, false],
    ["Hugging Face", { id: "embed-x", pipeline_tag: "text-generation" }, true],
  ])("says what a model does: %s, %j", async (_, row, usable) => {
    expect((await served([row])).models[0]).toMatch(new RegExp(` ${usable}$`));
  });

  it("that says nothing of that is read by the names", async () => {
    const other = [
      "text-embedding-nomic-embed-text-v1.5",
      "mxbai-embed-large:latest",
      "BAAI/bge-m3",
      "intfloat/e5-large-v2",
      "jina-reranker-v2",
      "whisper-large-v3",
      "kokoro-tts",
      "stable-diffusion-3.5",
      "black-forest-labs/FLUX.1-dev",
      "all-minilm",
      "paraphrase-multilingual-mpnet-base-v2",
      "sentence-t5-base",
      "moka-ai/m3e-base",
      "voyage-3-large",
      "omni-moderation-latest",
    ];
    const chat = [
      "llama3.2:1b",
      "qwen2.5-vl",
      "gpt-4.1-mini",
      "mistral-small3.1",
      "phi-4",
      "gemma3:27b",
      "eclipse-7b",
      "gpt-image-1",
    ];
    const { models } = await served([...other, ...chat]);
    expect(models.toSorted()).toEqual(
      [...other.map((name) => `${name} false`), ...chat.map((name) => `${name} true`)].toSorted(),
    );
  });

  it("is beside the address of chat that was given in full, with its query", async () => {
    expect((await served(["a"], "/chat/completions?tier=2")).asked).toEqual([
      "http://127.0.0.1:1/models?tier=2",
    ]);
    const asked: string[] = [];
    const gateway = {
      ...targetAt("https://gw.example.com/team/v1/chat/completions", { kind: "api_key", secret: "sesame" }),
      consent: { origin: "https://gw.example.com", tokens: false },
    };
    const { deployments, routes } = await listDeployments({
      ...gateway,
      fetch: async (input) => {
        asked.push(input);
        return input.endsWith("/models") ? Response.json([{ id: "a" }]) : new Response("", { status: 404 });
      },
    });
    expect(asked).toContain("https://gw.example.com/team/v1/models");
    expect(deployments).toMatchObject([{ name: "a", listedBy: ["models"] }]);
    expect(routes[0]).toMatchObject({ route: "models", answered: true, count: 1 });
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

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a server of models on this computer behaves, as the programs people run do. */
export type Dialect = "ollama" | "lm-studio" | "llama.cpp" | "vllm" | "foundry-local";

export interface LocalServer {
  origin: string;
  /** Every request that came, in order. */
  requests: { method: string; path: string; headers: IncomingMessage["headers"]; body: string }[];
  stop(): Promise<void>;
}

interface Given {
  dialect?: Dialect;
  models?: string[];
  /** The key it was started with. */
  key?: string;
  /** The model is still being read from the disk. */
  loading?: boolean;
  port?: number;
  /** Milliseconds between two pieces of an answer. */
  pause?: number;
  /** What it answers. */
  pieces?: readonly string[];
}

const goldPieces = ["Gold ", "is ", "tested ", "by ", "fire."];

const owners: Record<Dialect, string> = {
  ollama: "library",
  "lm-studio": "organization_owner",
  "llama.cpp": "llamacpp",
  vllm: "vllm",
  "foundry-local": "Microsoft",
};

/** Starts one on 127.0.0.1; on a port of its own unless one is given. */
export async function startLocalServer(given: Given = {}): Promise<LocalServer> {
  const { dialect = "ollama", models = ["llama3.2:1b"], key, loading = false, port = 0, pause = 5 } = given;
  const { pieces = goldPieces } = given;
  const requests: LocalServer["requests"] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const bytes of request) body += String(bytes);
    const { method = "", url: path = "", headers } = request;
    requests.push({ method, path, headers, body });
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (key !== undefined && headers.authorization !== `Bearer ${key}`) {
      return json(401, {
        error: dialect === "vllm" ? "Unauthorized" : { message: "Invalid API Key", code: 401 },
      });
    }
    if (method === "GET" && path === "/v1/models") return json(200, listOf(dialect, models));
    if (method === "POST" && path === "/v1/chat/completions") {
      const asked = JSON.parse(body) as { model: string; stream_options?: { include_usage?: boolean } };
      if (loading)
        return json(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } });
      if (!models.includes(asked.model)) return json(...missing(dialect, asked.model));
      return stream(response, dialect, asked, pause, pieces);
    }
    if (dialect === "lm-studio")
      return json(200, { error: `Unexpected endpoint or method. (${method} ${path})` });
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("404 page not found");
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        // A client that keeps connections has to have noticed.
        server.close(() => setTimeout(resolve, 50));
      }),
  };
}

function listOf(dialect: Dialect, models: string[]) {
  if (dialect === "ollama" && models.length === 0) return { object: "list", data: null };
  const data = models.map((id) => ({
    id,
    object: "model",
    owned_by: owners[dialect],
    ...(dialect !== "lm-studio" && { created: 1_700_000_000 }),
    ...(dialect === "vllm" && { max_model_len: 32_768 }),
    ...(dialect === "llama.cpp" && { meta: { n_ctx_train: 8192 } }),
    ...(dialect === "foundry-local" && { maxInputTokens: 4096, maxOutputTokens: 1024, vision: false }),
  }));
  return { object: "list", data };
}

function missing(dialect: Dialect, model: string): [number, unknown] {
  if (dialect === "lm-studio") {
    const message =
      "No models loaded. Please load a model in the developer page or use the 'lms load' command.";
    return [
      404,
      { error: { message, type: "invalid_request_error", param: "model", code: "model_not_found" } },
    ];
  }
  if (dialect === "ollama") {
    const message = `model "${model}" not found, try pulling it first`;
    return [404, { error: { message, type: "api_error", param: null, code: null } }];
  }
  return [
    404,
    { object: "error", message: `The model \`${model}\` does not exist.`, type: "NotFoundError", code: 404 },
  ];
}

async function stream(
  response: ServerResponse,
  dialect: Dialect,
  asked: { model: string; stream_options?: { include_usage?: boolean } },
  pause: number,
  pieces: readonly string[],
) {
  const line = dialect === "foundry-local" ? "\r\n" : "\n";
  const usage = { prompt_tokens: 7, completion_tokens: 6, total_tokens: 13 };
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}${line}${line}`);
  const chunk = (delta: object, finish: string | null = dialect === "foundry-local" ? "" : null) => ({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    model: asked.model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  response.writeHead(200, { "content-type": "text/event-stream" });
  const thought = { ollama: "reasoning", vllm: "reasoning", "lm-studio": "reasoning_content" } as const;
  if (dialect in thought)
    send(chunk({ role: "assistant", [thought[dialect as keyof typeof thought]]: "Hm." }));
  for (const content of pieces) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    send(chunk({ role: "assistant", content }));
  }
  send(chunk({}, "stop"));
  if (asked.stream_options?.include_usage) send({ id: "chatcmpl-1", choices: [], usage });
  if (dialect !== "foundry-local") response.write(`data: [DONE]${line}${line}`);
  response.end();
}

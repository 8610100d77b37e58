import { afterEach } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../main/sandbox/server.ts";

/** Starts sandboxes that answer at once and in which hours pass in a moment, and stops them after each test. */
export function sandboxes(usual: SandboxOptions = {}): (options?: SandboxOptions) => Promise<Sandbox> {
  const running: Sandbox[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
  });
  return async (options = {}) => {
    const sandbox = await startSandbox({ pace: "instant", speed: 20_000, ...usual, ...options });
    running.push(sandbox);
    return sandbox;
  };
}

/** A prompt as the body of a chat completion. */
export const prompt = (content: string, more: object = {}) => ({
  messages: [{ role: "user", content }],
  ...more,
});

/** Asks a deployment on the v1 route. */
export const ask = (sandbox: Sandbox, model: string, body: object, init: RequestInit = {}) =>
  fetch(`${sandbox.url}/openai/v1/chat/completions`, {
    method: "POST",
    headers: { "api-key": sandbox.apiKey, "content-type": "application/json" },
    body: JSON.stringify({ model, ...body }),
    ...init,
  });

export const get = (sandbox: Sandbox, path: string, headers: Record<string, string> = bearer(sandbox)) =>
  fetch(new URL(path, sandbox.url), { headers });

export const bearer = ({ apiKey }: Pick<Sandbox, "apiKey">) => ({ authorization: `Bearer ${apiKey}` });

export interface Chunk {
  id: string;
  model: string;
  obfuscation?: string;
  choices: {
    index: number;
    delta: { role?: string | null; content?: string | null; reasoning_content?: string | null };
    finish_reason: string | null;
    content_filter_results?: object;
  }[];
  usage?: {
    prompt_tokens: number;
    completion_tokens: number;
    total_tokens: number;
    reasoning_tokens?: number;
    completion_tokens_details?: { reasoning_tokens: number };
  } | null;
  prompt_filter_results?: object[];
  error?: object;
}

/** The events of a stream: the data of each, parsed, and whether `[DONE]` was the last. */
export function eventsOf(body: string): { chunks: Chunk[]; done: boolean } {
  const data = body
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => event.replace(/^data: /, ""));
  const done = data.at(-1) === "[DONE]";
  return { chunks: (done ? data.slice(0, -1) : data).map((text) => JSON.parse(text) as Chunk), done };
}

export const textOf = (chunks: readonly Chunk[], index = 0): string =>
  chunks
    .flatMap(({ choices }) => choices)
    .filter((choice) => choice.index === index)
    .map(({ delta }) => delta.content ?? "")
    .join("");

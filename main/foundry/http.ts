import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import { type Credential, refusal } from "./credentials.ts";
import { type Context, diagnoseAnswer, diagnoseFailure } from "./diagnosis.ts";
import { FoundryError, problem } from "./error.ts";
import { parseJson } from "./json.ts";

/** What sends a request: Node's fetch, or Electron's with the operating system's proxy and certificates. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** Whom to ask, and with what. */
export interface Target {
  endpoint: UnderstoodEndpoint;
  credential: Credential;
  fetch: Fetch;
}

/** How a route takes a key (Azure OpenAI REST reference; the project routes take it as a bearer only). */
export type KeyHeader = "api-key" | "bearer";

export interface Call {
  url: URL;
  keyHeader: KeyHeader;
  method?: "GET" | "POST";
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Which deployment is asked, for the words of a diagnosis. */
  deployment?: string;
  /** Milliseconds until the answer has to have begun; 30 000 where nothing is said. */
  patience?: number;
}

/** Takes what is wanted of an answer. The signal ends with the request: by its caller, or when patience runs out. */
export type Read<Value> = (answer: Response, signal: AbortSignal) => Value | Promise<Value>;

const usualPatience = 30_000;
/** Characters of an error's body that are read. */
const errorLimit = 64 * 1024;
/** Characters of a JSON reply that are read; a list of deployments has some hundred a row. */
const jsonLimit = 16 * 1024 * 1024;

/**
 * Sends one request and gives what `read` takes of its answer, when that says success; patience lasts until `read` is
 * done. Throws a FoundryError for everything else. A redirect is not followed, since the key would go along.
 */
export async function send<Value>(target: Target, call: Call, read: Read<Value>): Promise<Value> {
  const { url, patience = usualPatience } = call;
  const refused = refusal(url, target.credential);
  if (refused) throw new FoundryError(refused);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), patience);
  const signal = call.signal ? AbortSignal.any([call.signal, timer.signal]) : timer.signal;
  const context = contextOf(target, call);
  try {
    const answer = await target.fetch(url.href, {
      method: call.method ?? "GET",
      headers: headersFor(target.credential, call),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
      signal,
    });
    if (answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 400)) {
      void answer.body?.cancel().catch(() => {});
      throw problem("redirect_refused", { host: url.host });
    }
    if (!answer.ok) {
      const body = await beginning(answer, signal, errorLimit).catch(() => "");
      throw new FoundryError(diagnoseAnswer(answer.status, answer.headers, body, context));
    }
    return await read(answer, signal);
  } catch (error) {
    if (call.signal?.aborted) throw problem("cancelled");
    if (error instanceof FoundryError) throw error;
    if (timer.signal.aborted) {
      throw problem("timed_out", { host: url.host, seconds: String(Math.ceil(patience / 1000)) });
    }
    throw new FoundryError(diagnoseFailure(error, context));
  } finally {
    clearTimeout(timeout);
  }
}

/** What a diagnosis of this call needs to know. */
export function contextOf(target: Target, { url, deployment }: Call): Context {
  return { host: url.host, path: url.pathname, deployment, secret: target.credential.secret };
}

function headersFor({ secret }: Credential, { keyHeader, body }: Call): Record<string, string> {
  return {
    accept: body === undefined ? "application/json" : "text/event-stream, application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(keyHeader === "bearer" ? { authorization: `Bearer ${secret}` } : { "api-key": secret }),
  };
}

/** Reads a whole reply as JSON. Throws `reply_not_understood` when it is none, or longer than any reply is. */
export async function readJson(answer: Response, signal: AbortSignal): Promise<unknown> {
  const value = parseJson(await beginning(answer, signal, jsonLimit));
  if (value === undefined) throw problem("reply_not_understood");
  return value;
}

async function beginning(answer: Response, signal: AbortSignal, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of piecesOf(answer, signal)) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > limit) return text.slice(0, limit);
  }
  return text + decoder.decode();
}

/**
 * The pieces of an answer's body as they arrive. Throws when the connection breaks or the signal aborts; leaving the
 * loop early lets the connection go.
 */
export async function* piecesOf(answer: Response, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  signal.throwIfAborted();
  const reader = answer.body?.getReader();
  if (!reader) return;
  // Ends a waiting read at once, also where a fetch does not pass the signal on to the body.
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import { type Credential, refusal } from "./credentials.ts";
import { diagnoseAnswer, diagnoseFailure } from "./diagnosis.ts";
import { FoundryError, problem } from "./error.ts";

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
}

/** Milliseconds until the headers of an answer have to be there. */
const patience = 30_000;
/** Bytes of an error's body that are read. */
const errorBodyLimit = 64 * 1024;

/**
 * Sends one request and gives its answer once the headers are there and say success.
 * Throws a FoundryError for everything else; a redirect is not followed, since the key would go along.
 */
export async function send(target: Target, call: Call): Promise<Response> {
  const { url, signal, deployment } = call;
  const refused = refusal(url, target.credential);
  if (refused) throw new FoundryError(refused);
  const context = { host: url.host, path: url.pathname, deployment, seconds: patience / 1000 };
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), patience);
  try {
    const answer = await target.fetch(url.href, {
      method: call.method ?? "GET",
      headers: headersFor(target.credential, call),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, timer.signal]) : timer.signal,
    });
    if (answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 400)) {
      void answer.body?.cancel().catch(() => {});
      throw problem("redirect_refused", { host: url.host });
    }
    if (!answer.ok) {
      throw new FoundryError(diagnoseAnswer(answer.status, answer.headers, await bodyOf(answer), context));
    }
    return answer;
  } catch (error) {
    if (error instanceof FoundryError) throw error;
    if (signal?.aborted) throw problem("cancelled");
    if (timer.signal.aborted)
      throw problem("timed_out", { host: url.host, seconds: String(patience / 1000) });
    throw new FoundryError(diagnoseFailure(error, context), error);
  } finally {
    clearTimeout(timeout);
  }
}

function headersFor({ secret }: Credential, { keyHeader, body }: Call): Record<string, string> {
  return {
    accept: body === undefined ? "application/json" : "text/event-stream, application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(keyHeader === "bearer" ? { authorization: `Bearer ${secret}` } : { "api-key": secret }),
  };
}

async function bodyOf(answer: Response): Promise<string> {
  return answer.text().then(
    (text) => text.slice(0, errorBodyLimit),
    () => "",
  );
}

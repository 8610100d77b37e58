import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import { namedAudience, usualAudience } from "../endpoints/audience.ts";
import { type Consent, type Credential, isSendable, refusal, secretsOf } from "../endpoints/credentials.ts";
import { FoundryError, problem } from "../error.ts";
import { asObject, parsePythonJson } from "../json.ts";
import { ClaimsChallenge, challengeIn } from "./challenge.ts";
import { diagnoseAnswer, diagnoseReply } from "./diagnosis.ts";
import { type Context, writeRequest } from "./exchange.ts";
import { diagnoseFailure } from "./failure.ts";
import { encodeForm, type Form } from "./form.ts";
import { tokenFacts } from "./token-facts.ts";

/** What sends a request: Node's fetch, or Electron's with the operating system's proxy and certificates. */
export type Fetch = (input: string, init: FetchInit) => Promise<Response>;

export interface FetchInit extends RequestInit {
  /** A body that is a stream. */
  duplex?: "half";
  /**
   * With a body that is a stream: to be called with how many of its bytes have left. A fetch that does not know does not
   * call it; then what it has taken from the stream counts.
   */
  onSent?(bytes: number): void;
}

/** Whom to ask, and with what. */
export interface Target {
  endpoint: UnderstoodEndpoint;
  credential: Credential;
  /** The host besides Microsoft's that may have the credential. */
  consent: Consent | null;
  /** The dated api-version of chat; the newest one without a preview where null. */
  apiVersion: string | null;
  fetch: Fetch;
}

/** What of a target a single request needs. */
export type Asking = Pick<Target, "credential" | "consent" | "fetch">;

/**
 * How a route takes a key (Azure OpenAI REST reference; the project routes take it as a bearer only, and Claude's in the
 * header of its own API).
 */
type KeyHeader = "api-key" | "x-api-key" | "bearer";

export interface Call {
  url: URL;
  keyHeader: KeyHeader;
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  /** Sent instead of JSON; patience then begins anew with all that leaves. */
  form?: Form;
  /** What it takes besides, such as the switches of previews; never a credential. */
  headers?: Record<string, string>;
  /** Whose words its refusals have, besides those of every route. */
  about?: Context["about"];
  signal?: AbortSignal | undefined;
  /** Which deployment is asked, for the words of a diagnosis. */
  deployment?: string;
  /** Milliseconds until the answer has to have begun; 30 000 where nothing is said. */
  patience?: number;
  /** Whether a server of models on this computer is asked, which has words of its own. */
  isLocalServer?: true;
  /** Whose token it takes, where the host does not tell. */
  audience?: string;
}

/** Takes what is wanted of an answer. The signal ends with the request: by its caller, or when patience runs out. */
export type Read<Value> = (answer: Response, signal: AbortSignal, context: Context) => Value | Promise<Value>;

const usualPatience = 30_000;
/** A file is looked at before it is answered for. */
const formPatience = 120_000;
/** Characters of an error's body that are read. */
const errorLimit = 64 * 1024;
/** Characters of a JSON reply that are read; a list of deployments has some hundred a row. */
const jsonLimit = 16 * 1024 * 1024;

/**
 * Sends one request and gives what `read` takes of its answer, when that says success; patience lasts until `read` is
 * done. Throws a FoundryError for everything else. A redirect is not followed, since the credential would go along.
 * A token that is refused for its audience is asked for once more with the one the refusal names (Foundry
 * authentication page), and so is one that is refused until it proves more (claims challenge of Microsoft Entra). A server
 * of models on this computer gets no token at all.
 */
export async function send<Value>(target: Asking, call: Call, read: Read<Value>): Promise<Value> {
  const { credential, consent } = target;
  const { url } = call;
  const refused = refusal(url, credential.kind, consent);
  if (refused) throw new FoundryError(refused);
  if (credential.kind === "api_key") return ask(target, call, credential.secret, read);
  if (credential.kind === "none") return ask(target, call, null, read);
  if (call.isLocalServer) throw problem("local_server_without_sign_in", { host: url.host });
  const usual = call.audience ?? usualAudience(url.hostname);
  const askFor = async (audience: string, token: string) => {
    try {
      return await ask(target, call, token, read);
    } catch (error) {
      if (!(error instanceof ClaimsChallenge)) throw error;
      return ask(target, call, await credential.for(audience, error.claims), read);
    }
  };
  try {
    return await askFor(usual, await credential.for(usual));
  } catch (error) {
    if (!(error instanceof FoundryError) || error.diagnosis.code !== "token_refused") throw error;
    if (call.audience !== undefined) throw error;
    const named = namedAudience(error.diagnosis.raw?.message ?? "", url.hostname);
    if (named === null || named === usual) throw error;
    const other = await credential.for(named).catch(() => null);
    // That there is no token for the other one either says less than the refusal.
    if (other === null) throw error;
    return askFor(named, other);
  }
}

async function ask<Value>(
  target: Asking,
  call: Call,
  secret: string | null,
  read: Read<Value>,
): Promise<Value> {
  const { url, method = "GET", body, form } = call;
  const patience = call.patience ?? (form ? formPatience : usualPatience);
  if (secret !== null && !isSendable(secret)) throw problem("key_refused");
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), patience);
  const signal = call.signal ? AbortSignal.any([call.signal, timer.signal]) : timer.signal;
  const encoded = form ? encodeForm(form, () => timeout.refresh()) : null;
  const headers = headersFor(target.credential, secret, call, encoded?.headers);
  const context: Context = {
    host: url.host,
    path: url.pathname,
    method,
    deployment: call.deployment,
    signedIn: target.credential.kind === "token",
    tokenDirectory: target.credential.kind === "token" ? (tokenFacts(secret ?? "").tenantId ?? "") : "",
    isLocalServer: call.isLocalServer ?? false,
    about: call.about,
    parameters: Object.keys(asObject(body) ?? {}),
    secrets: secretsOf(target.credential, secret ?? ""),
    sent: writeRequest(method, url, headers, encoded?.told ?? body),
  };
  try {
    const answer = await target.fetch(url.href, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(encoded && { body: encoded.body(), duplex: "half" as const, onSent: encoded.onSent }),
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
      const said = await beginning(answer, signal, errorLimit).catch(() => "");
      const diagnosis = diagnoseAnswer(answer.status, answer.headers, said, context);
      const claims = target.credential.kind === "token" ? challengeIn(answer.status, answer.headers) : null;
      throw claims === null ? new FoundryError(diagnosis) : new ClaimsChallenge(diagnosis, claims);
    }
    return await read(answer, signal, context);
  } catch (error) {
    if (call.signal?.aborted) throw problem("cancelled");
    if (error instanceof FoundryError) throw error;
    if (encoded?.failure()) throw problem("storage_failed", {}, encoded.failure());
    if (timer.signal.aborted) {
      throw problem("timed_out", { host: url.host, seconds: String(Math.ceil(patience / 1000)) });
    }
    throw new FoundryError(diagnoseFailure(error, context));
  } finally {
    clearTimeout(timeout);
  }
}

function headersFor(
  credential: Credential,
  secret: string | null,
  call: Call,
  ofForm: Record<string, string> = {},
): Record<string, string> {
  const proof = proofOf(credential, call.keyHeader);
  return {
    accept: call.body === undefined ? "application/json" : "text/event-stream, application/json",
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...ofForm,
    ...call.headers,
    ...(credential.kind === "api_key" ? credential.extraHeaders : {}),
    ...(proof === null ? {} : { [proof]: proof === "authorization" ? `Bearer ${secret}` : (secret ?? "") }),
  };
}

/** The header that carries the proof, null for none. A token is always a bearer. */
function proofOf(credential: Credential, keyHeader: KeyHeader): string | null {
  if (credential.kind === "none") return null;
  if (credential.kind === "token") return "authorization";
  return credential.header?.toLowerCase() ?? (keyHeader === "bearer" ? "authorization" : keyHeader);
}

/** Reads a whole reply as JSON. Throws `reply_not_understood` when it is none, or longer than any reply is. */
export async function readJson(answer: Response, signal: AbortSignal, context?: Context): Promise<unknown> {
  const text = await beginning(answer, signal, jsonLimit);
  const value = parsePythonJson(text.replace(/^\uFEFF/, ""));
  if (value !== undefined) return value;
  throw context ? new FoundryError(diagnoseReply(text, context)) : problem("reply_not_understood");
}

/** Takes nothing of an answer: for those that say all with their status. */
export const readNothing: Read<void> = (answer) => void answer.body?.cancel().catch(() => {});

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
 * The pieces of an answer's body as they arrive. Throws when the connection breaks, the signal aborts, or nothing
 * arrives for `idle` milliseconds (`stream_stalled`); leaving the loop early lets the connection go.
 */
export async function* piecesOf(
  answer: Response,
  signal: AbortSignal,
  idle = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, void> {
  signal.throwIfAborted();
  const reader = answer.body?.getReader();
  if (!reader) return;
  // Ends a waiting read at once, also where a fetch does not pass the signal on to the body.
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop);
  const watch = idle === Number.POSITIVE_INFINITY ? null : watchFor(idle, stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      watch?.check();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    watch?.end();
    stop();
  }
}

/** Calls `stop` when `check` was not called for `idle` milliseconds; `check` then throws. One timer for all checks. */
function watchFor(idle: number, stop: () => void) {
  let last = performance.now();
  let stalled = false;
  const look = () => {
    const left = last + idle - performance.now();
    stalled = left <= 0;
    if (stalled) stop();
    else timer = setTimeout(look, left);
  };
  let timer = setTimeout(look, idle);
  return {
    check: () => {
      if (stalled) throw problem("stream_stalled", { seconds: String(Math.round(idle / 1000)) });
      last = performance.now();
    },
    end: () => clearTimeout(timer),
  };
}

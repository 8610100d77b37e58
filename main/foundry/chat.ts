import type { MessageEnd } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { type Chunk, readChunk, type Usage } from "./chunk.ts";
import { diagnoseFailure, diagnoseStreamError } from "./diagnosis.ts";
import { diagnosisOf, FoundryError } from "./error.ts";
import { type Call, send, type Target } from "./http.ts";
import { readSse } from "./sse.ts";

export type { Usage } from "./chunk.ts";

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ChatRequest {
  deployment: string;
  messages: ChatMessage[];
  signal: AbortSignal;
}

/** What happens while an answer streams. `at` is `performance.now()` when its bytes arrived. */
export type ChatEvent =
  | { type: "started"; at: number; requestId: string | null; region: string | null }
  | { type: "text" | "reasoning" | "refusal"; at: number; text: string }
  | { type: "tool_call"; at: number; index: number; id?: string; name?: string; arguments: string }
  | { type: "filter"; at: number; of: "prompt" | "answer"; results: Record<string, unknown> }
  | { type: "end"; at: number; end: MessageEnd; usage: Usage | null; diagnosis: Diagnosis | null };

/** The last dated version without a preview (Azure OpenAI api-version lifecycle). */
const datedVersion = "2024-10-21";

/** The routes a deployment's chat may be served on, best first (Azure OpenAI REST reference). */
export function chatRoutes(target: Target, deployment: string): Call[] {
  const { origin, pathname } = new URL(target.endpoint.endpoint);
  const prefix = pathname.replace(/\/api\/projects\/[^/]+$/, "").replace(/\/$/, "");
  const dated = new URL(
    `${origin}${prefix}/openai/deployments/${encodeURIComponent(deployment)}/chat/completions?api-version=${datedVersion}`,
  );
  return [{ url: dated, keyHeader: "api-key", deployment }];
}

/** One streamed chat completion. Never throws; the last event is always the only `end`. */
export async function* streamChat(target: Target, request: ChatRequest): AsyncGenerator<ChatEvent, void> {
  const { deployment, messages, signal } = request;
  const [route] = chatRoutes(target, deployment);
  if (!route) return;
  const body = { model: deployment, messages, stream: true, stream_options: { include_usage: true } };
  const context = { host: route.url.host, path: route.url.pathname, deployment };
  const state: Progress = { finish: null, usage: null, streamError: undefined, cut: false };
  try {
    const answer = await send(target, { ...route, method: "POST", body, signal });
    yield {
      type: "started",
      at: performance.now(),
      requestId: answer.headers.get("apim-request-id") ?? answer.headers.get("x-request-id"),
      region: answer.headers.get("x-ms-region"),
    };
    yield* readAnswer(answer, state);
  } catch (error) {
    yield failed(error, signal, state, context);
    return;
  }
  yield ending(state, context);
}

/** What an answer has come to so far. */
interface Progress {
  finish: string | null;
  usage: Usage | null;
  streamError: unknown;
  /** The last event was no whole JSON. */
  cut: boolean;
}

type Context = { host: string; path: string; deployment: string };

async function* readAnswer(answer: Response, state: Progress): AsyncGenerator<ChatEvent, void> {
  const reader = answer.body?.getReader();
  if (!reader) return;
  const sse = readSse();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const at = performance.now();
      for (const data of done ? sse.end() : sse.feed(value)) yield* readData(data, at, state);
      if (done) return;
      if (state.streamError !== undefined) return;
    }
  } finally {
    // Lets the socket go when the reading ends early.
    void reader.cancel().catch(() => {});
  }
}

function* readData(data: string, at: number, state: Progress): Generator<ChatEvent, void> {
  if (data === "[DONE]" || data.trim() === "") return;
  const chunk = parse(data);
  state.cut = chunk === null;
  if (!chunk) return;
  state.finish = chunk.finish ?? state.finish;
  state.usage = chunk.usage ?? state.usage;
  state.streamError = chunk.error ?? state.streamError;
  if (chunk.promptFilter) yield { type: "filter", at, of: "prompt", results: chunk.promptFilter };
  if (chunk.reasoning) yield { type: "reasoning", at, text: chunk.reasoning };
  if (chunk.text) yield { type: "text", at, text: chunk.text };
  if (chunk.refusal) yield { type: "refusal", at, text: chunk.refusal };
  for (const part of chunk.toolCalls) yield { type: "tool_call", at, ...part };
  if (chunk.answerFilter && Object.keys(chunk.answerFilter).length > 0) {
    yield { type: "filter", at, of: "answer", results: chunk.answerFilter };
  }
}

function parse(data: string): Chunk | null {
  try {
    return readChunk(JSON.parse(data));
  } catch {
    return null;
  }
}

const finishes: Record<string, MessageEnd> = {
  stop: "stop",
  length: "length",
  content_filter: "content_filter",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
};

/** How a stream that was read to its end has ended: by its error, by its finish reason, or without one. */
function ending({ finish, usage, streamError }: Progress, context: Context): ChatEvent {
  const at = performance.now();
  if (streamError !== undefined) {
    return { type: "end", at, end: "failed", usage, diagnosis: diagnoseStreamError(streamError, context) };
  }
  if (finish === null) {
    return { type: "end", at, end: "connection_lost", usage, diagnosis: cutDiagnosis(context) };
  }
  return { type: "end", at, end: finishes[finish] ?? "unknown", usage, diagnosis: null };
}

const cutDiagnosis = ({ host, path }: Context) => diagnosisOf("stream_cut", { host }, { message: "", path });

/** How a stream that broke off has ended. One that had said its finish reason counts by that. */
function failed(error: unknown, signal: AbortSignal, state: Progress, context: Context): ChatEvent {
  const at = performance.now();
  const { usage } = state;
  if (signal.aborted) return { type: "end", at, end: "cancelled", usage, diagnosis: null };
  if (error instanceof FoundryError)
    return { type: "end", at, end: "failed", usage, diagnosis: error.diagnosis };
  if (state.finish !== null) return ending(state, context);
  const { raw } = diagnoseFailure(error, context);
  return {
    type: "end",
    at,
    end: "connection_lost",
    usage,
    diagnosis: { ...cutDiagnosis(context), ...(raw && { raw }) },
  };
}

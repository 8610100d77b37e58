import type { MessageEnd } from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { resourceBase } from "../endpoints/parse.ts";
import { FoundryError, problem } from "../error.ts";
import { requestIdOf } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { type Headroom, headroomIn } from "../http/rate-limit.ts";
import { type Call, send, type Target } from "../http/send.ts";
import type { JsonObject } from "../json.ts";
import { type AdjustmentNote, adjusting, noAdjustments } from "./adjustments.ts";
import { type AnswerEvent, type Progress, readAnswer } from "./answer.ts";
import { type BodyRequest, chatBody } from "./completions/body.ts";
import type { Usage } from "./completions/chunk.ts";

export type { Usage } from "./completions/chunk.ts";
export type { Attachment, ChatMessage } from "./completions/messages.ts";

export interface ChatRequest extends BodyRequest {
  signal: AbortSignal;
  /** The route that served this deployment before; it is tried first. */
  route?: ChatRoute | undefined;
  /** Milliseconds without a byte after which the answer is given up. */
  silence?: number | undefined;
}

/** What happens while an answer streams. `at` is `performance.now()` when its bytes arrived. */
export type ChatEvent =
  | ({
      type: "started";
      at: number;
      /** When the request that was answered left. */
      sent: number;
      route: ChatRoute;
      requestId: string | null;
      region: string | null;
    } & Headroom)
  /** What was changed because the model refused it. Comes right after `started`. */
  | { type: "note"; at: number; note: AdjustmentNote }
  | AnswerEvent
  | { type: "end"; at: number; end: MessageEnd; usage: Usage | null; diagnosis: Diagnosis | null };

/** The last dated version without a preview (Azure OpenAI api-version lifecycle). */
export const datedVersion = "2024-10-21";
/**
 * Milliseconds until an answer has to begin, and that may pass without a byte of it. A model that reasons is silent for
 * long; a dead connection is silent for ever.
 */
const longestSilence = 120_000;

/**
 * The routes a deployment's chat may be served on, in the order they are tried (Azure OpenAI REST reference; Azure
 * Machine Learning online endpoints for the last). A local server has one of its own and no other. The name is one segment of the path; one that a URL cannot hold as
 * such names nothing, and throws `deployment_not_found`.
 */
export function chatRoutes(
  { endpoint, apiVersion }: Pick<Target, "endpoint" | "apiVersion">,
  deployment: string,
): Map<ChatRoute, Call> {
  const base = resourceBase(endpoint);
  const isContainer = endpoint.kind === "machine_learning";
  const isLocalServer = endpoint.kind === "local_server";
  const call = (address: string): Call => ({
    url: new URL(address),
    keyHeader: isContainer || isLocalServer ? "bearer" : "api-key",
    deployment,
    ...(isLocalServer && { isLocalServer }),
  });
  if (isLocalServer) return new Map([["local_server", call(`${base}/chat/completions`)]]);
  const dated = call(`${base}/openai/deployments/${segment(deployment)}/chat/completions`);
  dated.url.searchParams.set("api-version", apiVersion ?? datedVersion);
  const routes = new Map<ChatRoute, Call>([
    ["dated", dated],
    ["v1", call(`${base}/openai/v1/chat/completions`)],
  ]);
  if (endpoint.project !== null) {
    const project = call(`${endpoint.endpoint}/openai/v1/chat/completions`);
    routes.set("project-v1", { ...project, keyHeader: "bearer" });
  }
  if (isContainer) routes.set("container", call(`${base}/v1/chat/completions`));
  return routes;
}

interface Asked {
  route: ChatRoute;
  sent: number;
  reply: Response;
  context: Context;
}

/** Sends the question on the first route that is served. Only a route that is not there gives way to the next one. */
async function ask(target: Target, request: ChatRequest, body: JsonObject): Promise<Asked> {
  const { deployment, signal, route: known } = request;
  const routes = [...chatRoutes(target, deployment)].sort(
    ([a], [b]) => Number(b === known) - Number(a === known),
  );
  let failure: unknown;
  for (const [route, address] of routes) {
    const call: Call = {
      ...address,
      method: "POST",
      body,
      signal,
      patience: request.silence ?? longestSilence,
    };
    const sent = performance.now();
    try {
      const begun = await send(target, call, (reply, _signal, context) => ({ reply, context }));
      return { route, sent, ...begun };
    } catch (error) {
      if (!(error instanceof FoundryError && error.diagnosis.code === "route_not_found")) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

function segment(deployment: string): string {
  // A URL resolves dots away, also encoded ones, and a lone surrogate has no encoding.
  if (/^\.{0,2}$/.test(deployment) || /\p{Surrogate}/u.test(deployment)) {
    throw problem("deployment_not_found", { deployment });
  }
  return encodeURIComponent(deployment);
}

/** One streamed chat completion. Never throws; the last event is always the only `end`. */
export async function* streamChat(target: Target, request: ChatRequest): AsyncGenerator<ChatEvent, void> {
  const progress: Progress = { finish: null, usage: null, done: false };
  try {
    yield* answer(target, request, progress);
  } catch (error) {
    yield failed(error, request.signal, progress);
    return;
  }
  yield end(endOf(progress), progress);
}

async function* answer(
  target: Target,
  request: ChatRequest,
  progress: Progress,
): AsyncGenerator<ChatEvent, void> {
  const { reply: asked, notes } = await adjusting(
    request.adjustments ?? noAdjustments,
    (adjustments) => chatBody({ ...request, adjustments }),
    (body) => ask(target, request, body),
  );
  const { route, sent, reply, context } = asked;
  yield {
    type: "started",
    at: performance.now(),
    sent,
    route,
    requestId: requestIdOf(reply.headers),
    region: reply.headers.get("x-ms-region"),
    ...headroomIn(reply.headers),
  };
  for (const note of notes) yield { type: "note", at: performance.now(), note };
  yield* readAnswer(reply, progress, context, request.signal, request.silence ?? longestSilence);
}

const ends = new Map<string, MessageEnd>([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content_filter"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
]);

const endOf = ({ finish }: Progress): MessageEnd => ends.get(finish ?? "") ?? "unknown";

const end = (how: MessageEnd, { usage }: Progress, diagnosis: Diagnosis | null = null): ChatEvent => ({
  type: "end",
  at: performance.now(),
  end: how,
  usage,
  diagnosis,
});

/** How an answer that broke off has ended. One that had said why it finishes counts by that, unless the service took it back. */
function failed(error: unknown, signal: AbortSignal, progress: Progress): ChatEvent {
  if (signal.aborted) return end("cancelled", progress);
  const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected");
  if (progress.finish !== null && diagnosis.code !== "stream_error") return end(endOf(progress), progress);
  const isLost = diagnosis.code === "stream_cut" || diagnosis.code === "stream_stalled";
  return end(isLost ? "connection_lost" : "failed", progress, diagnosis);
}

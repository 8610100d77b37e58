import type { RequestNote } from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import { FoundryError } from "../error.ts";
import { requestIdOf } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { type Call, send, type Target } from "../http/send.ts";
import { headroomIn } from "../http/waiting.ts";
import type { JsonObject } from "../json.ts";
import { isSame, noAdjustments, type Repair, repaired } from "./adjustments.ts";
import { type Progress, readAnswer } from "./answer.ts";
import { dialect } from "./dialects.ts";
import { watchSaid } from "./ending.ts";
import type { ChatEvent } from "./events.ts";
import { ended, failed, nothingYet } from "./outcome.ts";
import type { Question } from "./question.ts";

export { datedVersion } from "../endpoints/dated-version.ts";
export { chatRoutes } from "./completions/routes.ts";
export { dialect } from "./dialects.ts";
export type { ChatEvent, Usage } from "./events.ts";
export type { Attachment, ChatMessage } from "./question.ts";

export interface ChatRequest extends Question {
  signal: AbortSignal;
  /** The route that served this deployment before; it is tried first. */
  route?: ChatRoute | undefined;
  /** Milliseconds without a byte after which the answer is given up. */
  silence?: number | undefined;
}

/**
 * Milliseconds until an answer has to begin, and that may pass without a byte of it. A model that reasons is silent for
 * long; a dead connection is silent for ever.
 */
const longestSilence = 120_000;

interface Asked {
  route: ChatRoute;
  sent: number;
  reply: Response;
  context: Context;
}

/** Sends the question on the first route that is served. Only a route that is not there gives way to the next one. */
async function ask(target: Target, request: ChatRequest, body: JsonObject): Promise<Asked> {
  const { deployment, signal, route: known } = request;
  const routes = [...dialect.routes(target, deployment)].sort(
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

/** One streamed chat completion. Never throws; the last event is always the only `end`. */
export async function* streamChat(target: Target, request: ChatRequest): AsyncGenerator<ChatEvent, void> {
  const progress = nothingYet();
  const said = watchSaid();
  try {
    for await (const event of answer(target, request, progress)) {
      said.take(event);
      yield event;
    }
  } catch (error) {
    yield failed(error, request.signal, progress, said);
    return;
  }
  yield ended(progress, said);
}

/**
 * The events of an answer. What the model refuses is asked for again without it, also where the refusal came as an answer:
 * some services begin one before they look at what they were asked. It then starts again.
 */
async function* answer(
  target: Target,
  request: ChatRequest,
  progress: Progress,
): AsyncGenerator<ChatEvent, void> {
  let repair: Repair = { adjustments: request.adjustments ?? noAdjustments, notes: [] };
  const told: RequestNote[] = [];
  for (;;) {
    const asking = { ...request, adjustments: repair.adjustments };
    const body = dialect.body(asking);
    let hasBegun = false;
    try {
      const asked = await ask(target, request, body);
      yield started(asked);
      for (const note of untold(repair.notes, dialect.changes(asking), told)) {
        told.push(note);
        yield { type: "note", at: performance.now(), note };
      }
      for await (const event of read(asked, request, progress)) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (error) {
      const next = hasBegun ? null : repaired(repair, error, body);
      if (next === null) throw error;
      repair = next;
      Object.assign(progress, nothingYet());
    }
  }
}

const started = ({ route, sent, reply: { headers } }: Asked): ChatEvent => ({
  type: "started",
  at: performance.now(),
  sent,
  route,
  requestId: requestIdOf(headers),
  region: headers.get("x-ms-region"),
  ...headroomIn(headers),
});

/** What is still to be told of how a request differs from what was set: what was refused just now counts before what was known. */
function untold(
  notes: readonly RequestNote[],
  changes: readonly RequestNote[],
  told: readonly RequestNote[],
): RequestNote[] {
  const known = [...notes, ...told];
  const others = changes.filter((change) => !known.some((note) => isSame(note, change)));
  return [...notes.filter((note) => !told.includes(note)), ...others];
}

function read(
  { reply, context }: Asked,
  { model, deployment, signal, silence }: ChatRequest,
  progress: Progress,
) {
  const [known = deployment] = [model ?? []].flat();
  return readAnswer(reply, dialect, known, progress, context, signal, silence ?? longestSilence);
}

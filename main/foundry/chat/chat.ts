import type { RequestNote } from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { FoundryError, problem } from "../error.ts";
import { requestIdOf } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { type Call, readJson, send, type Target } from "../http/send.ts";
import { headroomIn } from "../http/waiting.ts";
import { asObject, type JsonObject } from "../json.ts";
import { isSame, noAdjustments, type Repair, repaired } from "./adjustments.ts";
import { type Progress, readAnswer } from "./answer.ts";
import { awaited, collected, type Fetched } from "./background.ts";
import { bodyOn } from "./body-on.ts";
import { correctionOf } from "./corrections.ts";
import type { Dialect } from "./dialect.ts";
import { dialects } from "./dialects.ts";
import { watchSaid } from "./ending.ts";
import { type ChatEvent, sumOf, type Usage } from "./events.ts";
import { ended, failed, nothingYet } from "./outcome.ts";
import type { ChatMessage, Question } from "./question.ts";

export { datedVersion, hasDatedVersion } from "../endpoints/dated-version.ts";
export { completions } from "./completions/completions.ts";
export { chatRoutes } from "./completions/routes.ts";
export { dialects } from "./dialects.ts";
export type { ChatEvent, Usage } from "./events.ts";
export type { Attachment, ChatMessage } from "./question.ts";

export interface ChatRequest extends Question {
  signal: AbortSignal;
  /** What the deployment speaks, as far as it is known; chat completions where nothing is said. */
  dialect?: DialectName | undefined;
  /** The route that served this deployment before; it is tried first. */
  route?: ChatRoute | undefined;
  /** Milliseconds without a byte after which the answer is given up. */
  silence?: number | undefined;
  /** An answer that was begun in the background, is to be fetched now instead of asking, and since when it is worked on. */
  background?: { id: string; since: number } | undefined;
}

/**
 * Milliseconds until an answer has to begin, and that may pass without a byte of it. A model that reasons is silent for
 * long; a dead connection is silent for ever.
 */
const longestSilence = 120_000;
/** How often an answer that pauses is gone on with. */
const mostPauses = 10;

interface Asked {
  route: ChatRoute;
  call: Call;
  sent: number;
  reply: Response;
  context: Context;
}

/** Sends the question on the first route that is served. Only a route that is not there gives way to the next one. */
async function ask(target: Target, request: ChatRequest, dialect: Dialect, body: JsonObject): Promise<Asked> {
  let failure: unknown;
  for (const [route, address] of routesOf(target, request, dialect)) {
    const call: Call = {
      ...address,
      method: "POST",
      body: bodyOn(address, body),
      signal: request.signal,
      patience: silenceIn(request, address),
    };
    const sent = performance.now();
    try {
      const begun = await send(target, call, (reply, _signal, context) => ({ reply, context }));
      return { route, call: address, sent, ...begun };
    } catch (error) {
      if (!(error instanceof FoundryError && error.diagnosis.code === "route_not_found")) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

const silenceIn = ({ silence }: ChatRequest, { patience }: Call) => silence ?? patience ?? longestSilence;

/** The routes of a dialect, the one that was served before first. */
export const routesOf = (
  target: Target,
  { deployment, route: known }: Pick<ChatRequest, "deployment" | "route">,
  dialect: Dialect,
) => [...dialect.routes(target, deployment)].sort(([a], [b]) => Number(b === known) - Number(a === known));

/** One streamed answer. Never throws; the last event is always the only `end`. */
export async function* streamChat(target: Target, request: ChatRequest): AsyncGenerator<ChatEvent, void> {
  const progress = nothingYet();
  const said = watchSaid();
  const speaking: Speaking = speakingOf(request.dialect ?? "chat");
  try {
    const events = request.background
      ? pickedUp(target, request, request.background, progress, speaking)
      : answer(target, request, progress, speaking);
    for await (const event of events) {
      said.take(event);
      yield event;
    }
  } catch (error) {
    yield failed(error, request.signal, progress, said, speaking.dialect);
    return;
  }
  yield ended(progress, said, speaking.dialect);
}

/** What the deployment is asked in: it may turn out to speak something else. */
interface Speaking {
  name: DialectName;
  dialect: Dialect;
}

const speakingOf = (name: DialectName): Speaking => ({ name, dialect: dialects[name] });

/**
 * The events of an answer. What the model refuses is asked for again without it, also where the refusal came as an answer:
 * some services begin one before they look at what they were asked. It then starts again. A deployment that says that it
 * speaks another dialect is asked in that, once.
 */
async function* answer(
  target: Target,
  request: ChatRequest,
  progress: Progress,
  speaking: Speaking,
): AsyncGenerator<ChatEvent, void> {
  let asking = request;
  let repair: Repair = { adjustments: request.adjustments ?? noAdjustments, notes: [] };
  const notes: RequestNote[] = [];
  const told: RequestNote[] = [];
  for (;;) {
    const { dialect, name } = speaking;
    const question = { ...asking, adjustments: repair.adjustments };
    const body = dialect.body(question);
    let hasBegun = false;
    try {
      const asked = await ask(target, asking, dialect, body);
      yield started(asked, name);
      for (const note of untold([...notes, ...repair.notes], dialect.changes(question), told)) {
        told.push(note);
        yield { type: "note", at: performance.now(), note };
      }
      const events =
        body.background === true
          ? fetched(target, asked, question, speaking, progress)
          : wholly(target, asked, question, speaking, progress);
      for await (const event of events) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (error) {
      if (hasBegun || !(error instanceof FoundryError)) throw error;
      const { diagnosis } = error;
      const isSwitched = notes.some(({ kind }) => kind === "dialect_switched");
      const other = isSwitched ? null : correctionOf(diagnosis, name);
      if (other !== null) {
        notes.push({ kind: "dialect_switched", from: name, to: other });
        Object.assign(speaking, speakingOf(other));
      } else if (dialect.refusesKept?.(diagnosis) && asking.messages.some(({ kept }) => kept)) {
        notes.push({ kind: "left_out", what: "reasoning" });
        asking = { ...asking, messages: asking.messages.map(({ kept: _kept, ...message }) => message) };
      } else {
        const next = repaired(repair, error, body, dialect.names);
        if (next === null) throw error;
        repair = next;
      }
      Object.assign(progress, nothingYet());
    }
  }
}

/** All of an answer: it is gone on with where it pauses. */
async function* wholly(
  target: Target,
  first: Asked,
  request: ChatRequest,
  { name, dialect }: Speaking,
  progress: Progress,
): AsyncGenerator<ChatEvent, void> {
  let items: JsonObject[] = [];
  let asked = first;
  let usage: Usage | null = null;
  for (let count = 0; ; count += 1) {
    yield* read(asked, request, dialect, progress);
    items = [...items, ...progress.kept];
    usage = usage && progress.usage ? sumOf(usage, progress.usage) : (usage ?? progress.usage);
    progress.usage = usage;
    const hasPaused = dialect.pauses?.has(progress.finish ?? "") && progress.kept.length > 0;
    if (!hasPaused || count === mostPauses) break;
    const said: ChatMessage = { role: "assistant", content: "", kept: { dialect: name, items } };
    const onward = { ...request, route: first.route, messages: [...request.messages, said] };
    Object.assign(progress, nothingYet());
    asked = await ask(target, onward, dialect, dialect.body(onward));
  }
  yield* givenBack({ name, dialect }, items, progress);
}

/**
 * What of an answer is given back when the deployment is asked again. One that was cut in the end is given back by its
 * text, of which the items say only a part.
 */
function* givenBack(
  { name, dialect }: Speaking,
  items: readonly JsonObject[],
  { kept }: Progress,
): Generator<ChatEvent, void> {
  if (kept.length > 0 && dialect.keeping?.isNeeded(items))
    yield { type: "kept", at: performance.now(), kept: { dialect: name, items } };
}

/** An answer that is made in the background, from its first reply on. */
async function* fetched(
  target: Target,
  { call, reply, context }: Asked,
  request: ChatRequest,
  speaking: Speaking,
  progress: Progress,
): AsyncGenerator<ChatEvent, void> {
  const { signal } = request;
  const { dialect } = speaking;
  const document = asObject(await readJson(reply, signal, context)) ?? {};
  const work = dialect.background?.workIn(document);
  const known = work && dialect.background?.isId(work.id) ? work : null;
  if (known && !known.isOver) yield* waitedFor(target, call, known, request, speaking, progress);
  else if (known) yield* whole(target, call, known.id, { document, context }, request, speaking, progress);
  else if (work?.isOver === false) throw problem("reply_not_understood");
  else yield* read({ reply: replyOf(document), call, context }, request, dialect, progress);
}

/** An answer that was begun in the background earlier. */
async function* pickedUp(
  target: Target,
  request: ChatRequest,
  { id, since }: NonNullable<ChatRequest["background"]>,
  progress: Progress,
  speaking: Speaking,
): AsyncGenerator<ChatEvent, void> {
  const { name, dialect } = speaking;
  const [first] = routesOf(target, request, dialect);
  if (!first || !dialect.background) throw problem("background_gone");
  const [route, call] = first;
  const sent = performance.now() - (Date.now() - since);
  yield started({ route, sent, reply: new Response() }, name);
  yield* waitedFor(target, call, { id, status: "" }, request, speaking, progress);
}

async function* waitedFor(
  target: Target,
  call: Call,
  pending: { id: string; status: string },
  request: ChatRequest,
  speaking: Speaking,
  progress: Progress,
): AsyncGenerator<ChatEvent, void> {
  const { background } = speaking.dialect;
  if (!background) throw problem("background_gone");
  const answered = yield* awaited({ target, background, call, signal: request.signal }, pending);
  yield* whole(target, call, pending.id, answered, request, speaking, progress);
}

const replyOf = (document: JsonObject): Response => new Response(JSON.stringify(document));

/**
 * An answer in one document, of which the service's copy is deleted: by the id that it was asked for with, since whatever
 * another one names is not ours to delete.
 */
async function* whole(
  target: Target,
  call: Call,
  id: string,
  { document, context }: Fetched,
  request: ChatRequest,
  { name, dialect }: Speaking,
  progress: Progress,
): AsyncGenerator<ChatEvent, void> {
  const { background } = dialect;
  try {
    yield* read({ reply: replyOf(document), call, context }, request, dialect, progress);
    yield* givenBack({ name, dialect }, progress.kept, progress);
  } finally {
    // Told before the copy is gone, so that whoever takes the answer has written it down by then.
    yield { type: "background", at: performance.now(), id, status: "left" };
    const isGone = background && (await collected(target, background.remove(call, id)));
    if (isGone) yield { type: "background", at: performance.now(), id, status: "collected" };
  }
}

const started = (
  { route, sent, reply: { headers } }: Pick<Asked, "route" | "sent" | "reply">,
  dialect: DialectName,
): ChatEvent => ({
  type: "started",
  at: performance.now(),
  sent,
  dialect,
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
  { reply, call, context }: Pick<Asked, "reply" | "call" | "context">,
  request: ChatRequest,
  dialect: Dialect,
  progress: Progress,
) {
  const { model, deployment, signal } = request;
  const [known = deployment] = [model ?? []].flat();
  return readAnswer(reply, dialect, known, progress, context, signal, silenceIn(request, call));
}

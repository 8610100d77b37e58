import { FoundryError, problem } from "../error.ts";
import { diagnoseReply } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { pause } from "../http/pause.ts";
import { type Call, type Read, readJson, readNothing, send, type Target } from "../http/send.ts";
import { asObject, type JsonObject } from "../json.ts";
import type { Background } from "./dialect.ts";
import type { ChatEvent } from "./events.ts";

type Work = NonNullable<ReturnType<Background["workIn"]>>;
type Status = Extract<ChatEvent, { type: "background" }>;

/** Why a wait ends without the answer being given up: the app does, and goes on with it when it starts again. */
export class LeftForLater extends Error {}

/** Milliseconds between two looks: at first, and at most. Answers take minutes (Foundry guide to the Responses API). */
const gap = { first: 1000, most: 10_000, growth: 1.3 };
/** Milliseconds without any reply after which the connection counts as lost. The answer can still be fetched then. */
const longestLoss = 600_000;
/** Looks in a row that find nothing, until it counts as gone: what has just begun is not known everywhere yet. */
const mostMisses = 3;

/** The document of an answer, and what was asked. */
export interface Fetched {
  document: JsonObject;
  context: Context;
}

/** Whom an answer in the background is fetched from. */
export interface Fetching {
  target: Target;
  background: Background;
  /** The call that the answer began with. */
  call: Call;
  signal: AbortSignal;
}

/**
 * Waits for an answer that the service works on, and tells whenever its status changes. Gives the document of the answer,
 * and leaves the service's copy where it is. Throws `background_gone` when the service no longer has it, what kept it
 * from being fetched for ten minutes, and whatever the signal says; the service is then told to stop, unless the answer is
 * left for later.
 */
export async function* awaited(
  { target, background, call, signal }: Fetching,
  begun: { id: string; status: string },
): AsyncGenerator<Status, Fetched> {
  const { id } = begun;
  const look = background.fetch(call, id);
  let { status } = begun;
  let wait = gap.first;
  let lost: number | null = null;
  let misses = 0;
  yield { type: "background", at: performance.now(), id, status };
  try {
    for (;;) {
      await pause(wait, signal);
      wait = Math.min(gap.most, wait * gap.growth);
      try {
        const { work, ...answered } = await send(target, { ...look, signal }, readWork(background));
        lost = null;
        misses = 0;
        if (work.isOver) return answered;
        if (work.status !== status) {
          status = work.status;
          yield { type: "background", at: performance.now(), id, status };
        }
      } catch (error) {
        if (!(error instanceof FoundryError) || signal.aborted) throw error;
        const { raw } = error.diagnosis;
        misses = raw?.status === 404 ? misses + 1 : 0;
        if (misses === mostMisses) throw problem("background_gone", {}, error);
        lost ??= performance.now();
        if (!(misses > 0 || mayPass(error)) || performance.now() - lost > longestLoss) throw error;
      }
    }
  } catch (error) {
    if (signal.aborted && !(signal.reason instanceof LeftForLater)) void giveUp(target, background, call, id);
    throw error;
  }
}

/** Whether a later look may find the answer: also after a page that something between here and there has put in its place. */
const mayPass = ({ diagnosis: { code, retryable } }: FoundryError) =>
  retryable || code === "reply_not_understood";

const readWork =
  (background: Background): Read<Fetched & { work: Work }> =>
  async (answer, signal, context) => {
    const value = await readJson(answer, signal, context);
    const document = asObject(value);
    const work = document && background.workIn(document);
    if (!work) throw new FoundryError(diagnoseReply(JSON.stringify(value), context));
    return { document, work, context };
  };

/** Deletes the service's copy of an answer. Never throws: gives whether it is gone. */
export async function collected(target: Target, remove: Call): Promise<boolean> {
  try {
    await send(target, remove, readNothing);
    return true;
  } catch (error) {
    return error instanceof FoundryError && error.diagnosis.raw?.status === 404;
  }
}

async function giveUp(target: Target, background: Background, call: Call, id: string): Promise<void> {
  await send(target, background.cancel(call, id), readNothing).catch(() => {});
  await send(target, background.remove(call, id), readNothing).catch(() => {});
}

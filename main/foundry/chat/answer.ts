import { FoundryError } from "../error.ts";
import { diagnoseReply, diagnoseStreamError } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { diagnoseCut } from "../http/failure.ts";
import { piecesOf } from "../http/send.ts";
import { parseJson } from "../json.ts";
import type { Dialect } from "./dialect.ts";
import type { AnswerEvent, Usage } from "./events.ts";
import { saysMore } from "./filters.ts";
import { joining } from "./joining.ts";
import { readReply } from "./reply.ts";

/** What of a dialect reads answers. */
type Reader = Pick<Dialect, "read" | "isLast" | "isAnswer" | "isWhole">;

/** What an answer has come to so far. */
export interface Progress {
  finish: string | null;
  usage: Usage | null;
  /** The service has said that nothing more comes. */
  done: boolean;
}

/**
 * The events of a streamed answer, or of one in a single document. Text that arrived in the same bytes is one event.
 * `model` is what is known to answer. Keeps `progress`. Throws `stream_error` for an error of the service, `stream_cut` when it ends without an end,
 * `stream_stalled` after `silence` milliseconds without a byte, `reply_not_understood` for what is no answer, and
 * whatever the signal says.
 */
export async function* readAnswer(
  reply: Response,
  dialect: Reader,
  model: string,
  progress: Progress,
  context: Context,
  signal: AbortSignal,
  silence: number,
): AsyncGenerator<AnswerEvent, void> {
  const take = taker(dialect, model, progress, context);
  let failure: unknown;
  try {
    const reader = readReply(dialect, (said) => new FoundryError(diagnoseReply(said, context)));
    for await (const bytes of piecesOf(reply, signal, silence)) {
      const taken = take.data(reader.feed(bytes));
      for (const event of taken.events) {
        yield event;
        signal.throwIfAborted();
      }
      if (taken.failure) throw taken.failure;
      if (progress.done) break;
    }
    if (!progress.done) {
      const taken = take.data(reader.end());
      yield* taken.events;
      if (taken.failure) throw taken.failure;
      progress.done ||= reader.isWhole();
      if (progress.finish === null && !progress.done) throw new FoundryError(diagnoseCut(undefined, context));
    }
  } catch (error) {
    failure = error instanceof FoundryError ? error : new FoundryError(diagnoseCut(error, context));
  }
  yield* take.rest();
  if (failure) throw failure;
}

/** The only one of a list: some put each error into one (Gemini). */
const unlisted = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

interface Taken {
  events: AnswerEvent[];
  /** What the answer broke off with, after these events. */
  failure: FoundryError | null;
}

interface Taker {
  /** Takes in the data of events that arrived together, in order, until it says that nothing more comes. */
  data(data: readonly string[]): Taken;
  /** What was held back until more came. */
  rest(): AnswerEvent[];
}

function taker({ read, isLast }: Reader, model: string, progress: Progress, context: Context): Taker {
  let filter: Record<string, unknown> | null = null;
  let answers = 1;
  let events: AnswerEvent[] = [];
  const parts = joining(model, {
    text: (type, text, at) => {
      const last = events.at(-1);
      if (last?.type === type) last.text += text;
      else events.push({ type, at: Math.max(at, last?.at ?? 0), text });
    },
    toolCall: (part) => events.push({ type: "tool_call", at: performance.now(), ...part }),
  });

  return {
    data: (data) => {
      const at = performance.now();
      events = [];
      for (const one of data) {
        if (isLast(one)) {
          progress.done = true;
          break;
        }
        if (one.trim() === "") continue;
        const chunk = read(unlisted(parseJson(one)));
        if (!chunk) return { events, failure: new FoundryError(diagnoseReply(one, context)) };
        progress.finish = chunk.finish ?? progress.finish;
        progress.usage = chunk.usage ?? progress.usage;
        if (chunk.promptFilter)
          events.push({ type: "filter", at, of: "prompt", results: chunk.promptFilter });
        parts.take(chunk, at);
        if (chunk.answerFilter && saysMore(chunk.answerFilter, filter)) {
          filter = chunk.answerFilter;
          events.push({ type: "filter", at, of: "answer", results: filter });
        }
        if (chunk.answers > answers) {
          answers = chunk.answers;
          events.push({ type: "answers", at, count: answers });
        }
        if (chunk.error !== null) {
          return { events, failure: new FoundryError(diagnoseStreamError(chunk.error, context)) };
        }
      }
      return { events, failure: null };
    },
    rest: () => {
      events = [];
      parts.end(progress.finish === "stop", performance.now());
      return events;
    },
  };
}

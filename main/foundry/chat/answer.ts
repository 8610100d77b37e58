import { FoundryError, problem } from "../error.ts";
import { diagnoseReply, diagnoseStreamError } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { diagnoseCut } from "../http/failure.ts";
import { piecesOf } from "../http/send.ts";
import { type JsonObject, parseJson } from "../json.ts";
import type { Declined, Dialect } from "./dialect.ts";
import type { AnswerEvent, Usage } from "./events.ts";
import { saysMore } from "./filters.ts";
import { joining } from "./joining.ts";
import { readReply } from "./reply.ts";
import { eventsIn, isDoneMark } from "./sse.ts";

/** What of a dialect reads answers. */
type Reader = Pick<Dialect, "reader" | "isAnswer" | "isWhole" | "longestEvent" | "keeping">;

/** What an answer has come to so far. */
export interface Progress {
  finish: string | null;
  declined: Declined | null;
  usage: Usage | null;
  /** The service has said that nothing more comes. */
  done: boolean;
  /** What of the answer can be given back. */
  kept: JsonObject[];
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
    let size = 0;
    for await (const bytes of piecesOf(reply, signal, silence)) {
      size += bytes.length;
      if (size > mostBytes) throw problem("reply_not_understood");
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

/** Bytes of one answer, with all around it. More would be no answer, and does not end. */
const mostBytes = 256 * 1024 * 1024;

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

function taker({ reader, keeping }: Reader, model: string, progress: Progress, context: Context): Taker {
  let filter: Record<string, unknown> | null = null;
  let answers = 1;
  let events: AnswerEvent[] = [];
  const read = reader();
  const keeper = keeping?.keeper();
  const parts = joining(model, {
    text: (type, text, at) => {
      const last = events.at(-1);
      if (last?.type === type) last.text += text;
      else events.push({ type, at: Math.max(at, last?.at ?? 0), text });
    },
    toolCall: (part) => events.push({ type: "tool_call", at: performance.now(), ...part }),
  });

  /** Gives what the answer breaks off with, if it does. Runs for every token. */
  const take = (data: string, at: number): FoundryError | null => {
    const said = unlisted(parseJson(data));
    const chunk = read(said);
    if (!chunk) return takeOther(data, at);
    keeper?.take(said);
    progress.finish = chunk.finish ?? progress.finish;
    progress.declined = chunk.declined ?? progress.declined;
    progress.done = chunk.isLast;
    // Some gateways end with a count of nothing.
    if (chunk.usage && (chunk.usage.completion > 0 || !progress.usage)) progress.usage = chunk.usage;
    for (const results of chunk.promptFilters) events.push({ type: "filter", at, of: "prompt", results });
    parts.take(chunk, at);
    for (const one of chunk.beside) events.push({ ...one, at });
    if (chunk.answerFilter && saysMore(chunk.answerFilter, filter)) {
      filter = chunk.answerFilter;
      events.push({ type: "filter", at, of: "answer", results: filter });
    }
    if (chunk.answers > answers) {
      answers = chunk.answers;
      events.push({ type: "answers", at, count: answers });
    }
    return chunk.error === null ? null : new FoundryError(diagnoseStreamError(chunk.error, context));
  };

  /** What is no chunk: the end, nothing, or several chunks in one. */
  const takeOther = (data: string, at: number): FoundryError | null => {
    progress.done = isDoneMark(data);
    if (progress.done || data.trim() === "") return null;
    const several = eventsIn(data);
    if (several.length === 1) return new FoundryError(diagnoseReply(data, context));
    return takeAll(several, at);
  };

  const takeAll = (data: readonly string[], at: number): FoundryError | null => {
    for (const one of data) {
      const failure = take(one, at);
      if (failure || progress.done) return failure;
    }
    return null;
  };

  return {
    data: (data) => {
      events = [];
      const failure = takeAll(data, performance.now());
      return { events, failure };
    },
    rest: () => {
      events = [];
      parts.end(progress.finish === "stop", performance.now());
      progress.kept = keeper?.items() ?? [];
      return events;
    },
  };
}

import { FoundryError, problem } from "../error.ts";
import { diagnoseStreamError } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { diagnoseCut } from "../http/failure.ts";
import { piecesOf } from "../http/send.ts";
import { parseJson } from "../json.ts";
import type { Dialect } from "./dialect.ts";
import type { AnswerEvent, Usage } from "./events.ts";
import { saysMore } from "./filters.ts";
import { readReply } from "./reply.ts";

/** What of a dialect reads answers. */
type Reader = Pick<Dialect, "read" | "isLast" | "isAnswer">;

/** What an answer has come to so far. */
export interface Progress {
  finish: string | null;
  usage: Usage | null;
  /** The service has said that nothing more comes. */
  done: boolean;
}

/**
 * The events of a streamed answer, or of one in a single document. Text that arrived in the same bytes is one event.
 * Keeps `progress`. Throws `stream_error` for an error of the service, `stream_cut` when it ends without an end,
 * `stream_stalled` after `silence` milliseconds without a byte, `reply_not_understood` for what is no answer, and
 * whatever the signal says.
 */
export async function* readAnswer(
  reply: Response,
  dialect: Reader,
  progress: Progress,
  context: Context,
  signal: AbortSignal,
  silence: number,
): AsyncGenerator<AnswerEvent, void> {
  try {
    const reader = readReply(dialect.isAnswer);
    const take = taker(dialect, progress, context);
    for await (const bytes of piecesOf(reply, signal, silence)) {
      const { events, failure } = take(reader.feed(bytes));
      for (const event of events) {
        yield event;
        signal.throwIfAborted();
      }
      if (failure) throw failure;
      if (progress.done) return;
    }
    // Half an event is what a cut leaves behind.
    const { events, failure } = take(
      reader.end().filter((data) => dialect.isLast(data) || parseJson(data) !== undefined),
    );
    yield* events;
    if (failure) throw failure;
  } catch (error) {
    throw error instanceof FoundryError ? error : new FoundryError(diagnoseCut(error, context));
  }
  if (progress.finish === null && !progress.done) throw new FoundryError(diagnoseCut(undefined, context));
}

interface Taken {
  events: AnswerEvent[];
  /** What the answer broke off with, after these events. */
  failure: FoundryError | null;
}

/** Takes in the data of events that arrived together, in order, until it says that nothing more comes. */
function taker(
  { read, isLast }: Reader,
  progress: Progress,
  context: Context,
): (data: readonly string[]) => Taken {
  let filter: Record<string, unknown> | null = null;

  return (data) => {
    const at = performance.now();
    const events: AnswerEvent[] = [];
    const addText = (type: "text" | "reasoning" | "refusal", text: string) => {
      const last = events.at(-1);
      if (last?.type === type) last.text += text;
      else events.push({ type, at, text });
    };
    for (const one of data) {
      if (isLast(one)) {
        progress.done = true;
        break;
      }
      if (one.trim() === "") continue;
      const chunk = read(parseJson(one));
      if (!chunk) return { events, failure: problem("reply_not_understood") };
      progress.finish = chunk.finish ?? progress.finish;
      progress.usage = chunk.usage ?? progress.usage;
      if (chunk.promptFilter) events.push({ type: "filter", at, of: "prompt", results: chunk.promptFilter });
      if (chunk.reasoning !== "") addText("reasoning", chunk.reasoning);
      if (chunk.text !== "") addText("text", chunk.text);
      if (chunk.refusal !== "") addText("refusal", chunk.refusal);
      for (const part of chunk.toolCalls) events.push({ type: "tool_call", at, ...part });
      if (chunk.answerFilter && saysMore(chunk.answerFilter, filter)) {
        filter = chunk.answerFilter;
        events.push({ type: "filter", at, of: "answer", results: filter });
      }
      if (chunk.error !== null) {
        return { events, failure: new FoundryError(diagnoseStreamError(chunk.error, context)) };
      }
    }
    return { events, failure: null };
  };
}

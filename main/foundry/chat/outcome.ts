import type { MessageEnd } from "../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf, FoundryError, problem } from "../error.ts";
import type { Progress } from "./answer.ts";
import type { Dialect } from "./dialect.ts";
import { endingOf, type Said } from "./ending.ts";
import type { ChatEvent } from "./events.ts";

type End = Extract<ChatEvent, { type: "end" }>;

type Ends = Pick<Dialect, "ends">;

/** An answer of which nothing has come. */
export const nothingYet = (): Progress => ({
  finish: null,
  declined: null,
  usage: null,
  done: false,
  kept: [],
});

/** How an answer that came to its end has ended, as the last event. */
export function ended(progress: Progress, said: Said, { ends }: Ends): End {
  const { end: how, diagnosis } = endingOf(progress, said, ends);
  return end(how, progress, diagnosis);
}

const end = (how: MessageEnd, { usage }: Progress, diagnosis: Diagnosis | null = null): End => ({
  type: "end",
  at: performance.now(),
  end: how,
  usage,
  diagnosis,
});

/** How an answer that broke off has ended, as the last event. One that had said why it finishes counts by that, unless the service took it back. */
export function failed(error: unknown, signal: AbortSignal, progress: Progress, said: Said, ends: Ends): End {
  if (signal.aborted) return end("cancelled", progress);
  const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected");
  if (diagnosis.code === "prompt_filtered" && said.hasSaid())
    return end("failed", progress, diagnosisOf("answer_filtered", diagnosis.parameters, diagnosis.raw));
  const isLost = diagnosis.code === "stream_cut" || diagnosis.code === "stream_stalled";
  const isOdd = isLost || diagnosis.code === "reply_not_understood";
  if (progress.finish !== null && isOdd) return ended(progress, said, ends);
  return end(isLost ? "connection_lost" : "failed", progress, diagnosis);
}

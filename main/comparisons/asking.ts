import type { Run } from "../../preload/contract/comparisons.ts";
import { answerLimit } from "../../preload/limits.ts";
import { besideLength, collectBeside } from "../foundry/chat/beside.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { collectFindings } from "../foundry/chat/filters.ts";
import { problem } from "../foundry/error.ts";
import { type Pacing, passed, waitFor } from "../runs/pacing.ts";
import { startedUnder } from "../runs/questions.ts";
import { type Recording, startRecording } from "../runs/record.ts";
import { startTiming, type Timing } from "../runs/timing.ts";
import { type WholeCharacters, wholeCharacters } from "../storage/whole-characters.ts";

/** A run while it is asked. */
export interface AskedRun {
  run: Run;
  recording: Recording;
  abort: AbortController;
  whole: { text: WholeCharacters; reasoning: WholeCharacters };
}

/** A run of which nothing has arrived. */
export const askedRun = (run: Run): AskedRun => ({
  run,
  recording: startRecording(performance.now()),
  abort: new AbortController(),
  whole: { text: wholeCharacters(), reasoning: wholeCharacters() },
});

/** Sends a question; the signal ends its answer. */
export type Open = (signal: AbortSignal) => AsyncIterable<ChatEvent>;

/**
 * Asks a run until it has ended: waits for its rate limit, measures the answer and writes it into the run, and asks it
 * again where a limit refused it. Rejects with what `open` or `tell` throws.
 */
export type Ask = (one: AskedRun, limit: string, open: Open) => Promise<void>;

/** `tell` is given a run that has come further, `arrived` is called when there is more of its text. */
export function createAsk(pacing: Pacing, tell: (run: Run) => void, arrived: () => void): Ask {
  /** One try. Gives whether it is to be asked again, and after how many milliseconds. */
  const attempt = async (one: AskedRun, limit: string, open: Open): Promise<number | null> => {
    const begun = performance.now();
    const timing = startTiming(begun);
    one.recording = startRecording(begun);
    try {
      return await take(one, limit, open, timing);
    } finally {
      timing.end();
    }
  };

  const take = async (one: AskedRun, limit: string, open: Open, timing: Timing): Promise<number | null> => {
    const { run, abort, recording } = one;
    run.attempts += 1;
    const filters = collectFindings();
    let length = 0;
    const beside = collectBeside();
    run.notes = [];
    for await (const event of open(abort.signal)) {
      timing.take(event);
      recording.take(event);
      const isFirst = run.measured === null && (event.type === "text" || event.type === "reasoning");
      if (isFirst) {
        run.measured = timing.stop(event.at, null);
        tell(run);
      }
      if (event.type === "started") {
        run.conditions = startedUnder(run.conditions, event);
        pacing.started(limit, event);
      } else if (event.type === "note") {
        run.notes = [...run.notes, event.note];
      } else if (event.type === "text" || event.type === "refusal") {
        run.text += one.whole.text(event.text);
        arrived();
      } else if (event.type === "reasoning") {
        run.reasoning += one.whole.reasoning(event.text);
        arrived();
      } else if (event.type === "filter") {
        filters.take(event);
        run.filters = filters.findings();
      } else if (event.type === "answers") {
        run.answers = event.count;
      } else if (event.type === "background") {
        const { since = Date.now() } = run.background ?? {};
        run.background = { id: event.id, since, status: event.status };
        tell(run);
      } else if (event.type === "end") {
        const wait = waitFor(event, run);
        if (wait !== null) return wait;
        run.end = event.end;
        run.diagnosis = event.diagnosis;
        run.measured = timing.stop(event.at, event.usage);
      }
      length += besideLength(event);
      beside.take(event);
      // Not with every one: each copies all that there is.
      if (event.type === "hosted_call" || event.type === "end") Object.assign(run, beside.beside());
      if (event.type === "hosted_call") tell(run);
      if (run.text.length + run.reasoning.length + length > answerLimit) {
        Object.assign(run, beside.beside());
        run.end = "failed";
        run.diagnosis = problem("reply_not_understood").diagnosis;
        run.measured = timing.stop(event.at, null);
        abort.abort();
        return null;
      }
    }
    return null;
  };

  /** Waits for the rate limit, and tells so. Gives whether it may be asked then, and was not stopped. */
  const mayAsk = async ({ run, abort }: AskedRun, limit: string): Promise<boolean> => {
    while (pacing.freeAt(limit) > Date.now() && !abort.signal.aborted) {
      run.state = "waiting";
      run.retryAt = pacing.freeAt(limit);
      tell(run);
      await passed(run.retryAt - Date.now(), abort.signal);
    }
    run.retryAt = null;
    if (!abort.signal.aborted && run.state === "waiting") {
      run.state = "running";
      tell(run);
    }
    return !abort.signal.aborted;
  };

  return async (one, limit, open) => {
    while (await mayAsk(one, limit)) {
      const wait = await attempt(one, limit, open);
      if (wait === null) return;
      pacing.hold(limit, wait);
    }
    one.run.end = "cancelled";
  };
}

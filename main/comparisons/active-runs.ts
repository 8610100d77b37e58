import type { Run } from "../../preload/contract/comparisons.ts";
import { answerLimit } from "../../preload/limits.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import { type Pacing, passed, waitFor } from "../runs/pacing.ts";
import { startedUnder } from "../runs/questions.ts";
import { type Recording, startRecording } from "../runs/record.ts";
import type { Pieces } from "../runs/shape.ts";
import { startTiming, type Timing } from "../runs/timing.ts";
import { wholeCharacters } from "../storage/whole-characters.ts";
import type { ComparisonStore } from "./store.ts";
import { newDeltas, type RunText, runText, wasWritten, writeTexts } from "./text-batches.ts";

/** Milliseconds between two batches of text. */
const batchInterval = 16;

/** Runs that are under way, of all comparisons. */
export interface Runs {
  /**
   * Takes over a run: measures, writes and shows it until it has ended; it waits until its rate limit leaves something.
   * Never throws.
   */
  begin(
    run: Run,
    limit: string,
    open: (signal: AbortSignal) => AsyncIterable<ChatEvent>,
    ended: (run: Run) => Promise<Run>,
  ): void;
  /** Ends those for which `which` says so; each is marked `cancelled`. */
  stop(which: (run: Run) => boolean): void;
  /** The run that a column answers with now, all that has arrived included; null where none is under way. */
  current(columnId: string): Run | null;
  isBusy(): boolean;
  /** Writes what has arrived, and nothing after it: the app is about to end. */
  interruptAll(): void;
}

interface Running extends RunText {
  recording: Recording;
  abort: AbortController;
  /** The first half of a character whose second half has not arrived. */
  halfText: string;
  halfReasoning: string;
  /** Its text could not be written, and was not shown. */
  isLost: boolean;
}

/**
 * Nothing runs yet. The store is given each batch of text before it is shown, and once a run has ended when each piece
 * of it came. A run that cannot be kept ends, and says so.
 */
export function createRuns(
  store: Pick<ComparisonStore, "putRun" | "append">,
  emit: Emit,
  pacing: Pacing,
): Runs {
  const running = new Map<string, Running>();
  /** By column: only its newest run is shown, whatever an older one still comes to. */
  const newest = new Map<string, string>();
  let isOver = false;
  let batch: NodeJS.Timeout | null = null;

  const flush = () => {
    if (batch) clearTimeout(batch);
    batch = null;
    if (!append()) return;
    const deltas = newDeltas([...running.values()]);
    if (deltas.length > 0) emit("comparisons.deltas", deltas);
  };

  /** Writes what has arrived. Gives whether it could: if not, the runs end. */
  const append = (): boolean => {
    try {
      writeTexts([...running.values()], store);
      return true;
    } catch (error) {
      logFault("An answer of a comparison could not be written", error);
      for (const one of running.values()) {
        one.isLost = true;
        one.abort.abort();
      }
      return false;
    }
  };

  const arrived = () => {
    batch ??= setTimeout(flush, batchInterval);
  };

  const tell = (run: Run, pieces: Pieces | null = null) => {
    if (isOver) return;
    try {
      store.putRun(run, pieces);
      const one = running.get(run.id);
      if (one) wasWritten(one);
    } catch (error) {
      logFault("A run could not be written", error);
      run.diagnosis ??= problem("storage_failed").diagnosis;
    }
    if (newest.get(run.columnId) === run.id) emit("comparisons.run", { ...run });
  };

  /** One try. Gives whether it is to be asked again, and after how many milliseconds. */
  const attempt = async (
    one: Running,
    limit: string,
    open: (signal: AbortSignal) => AsyncIterable<ChatEvent>,
  ): Promise<number | null> => {
    const begun = performance.now();
    const timing = startTiming(begun);
    one.recording = startRecording(begun);
    try {
      return await take(one, limit, open, timing);
    } finally {
      timing.end();
    }
  };

  const take = async (
    one: Running,
    limit: string,
    open: (signal: AbortSignal) => AsyncIterable<ChatEvent>,
    timing: Timing,
  ): Promise<number | null> => {
    const { run, abort, recording } = one;
    run.attempts += 1;
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
      } else if (event.type === "text" || event.type === "refusal") {
        const [text, half] = wholeCharacters(one.halfText + event.text);
        run.text += text;
        one.halfText = half;
        arrived();
      } else if (event.type === "reasoning") {
        const [text, half] = wholeCharacters(one.halfReasoning + event.text);
        run.reasoning += text;
        one.halfReasoning = half;
        arrived();
      } else if (event.type === "end") {
        const wait = waitFor(event, run);
        if (wait !== null) return wait;
        run.end = event.end;
        run.diagnosis = event.diagnosis;
        run.measured = timing.stop(event.at, event.usage);
      }
      if (run.text.length + run.reasoning.length > answerLimit) {
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
  const mayAsk = async ({ run, abort }: Running, limit: string): Promise<boolean> => {
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

  const work = async (
    one: Running,
    limit: string,
    open: (signal: AbortSignal) => AsyncIterable<ChatEvent>,
  ) => {
    while (await mayAsk(one, limit)) {
      const wait = await attempt(one, limit, open);
      if (wait === null) return;
      pacing.hold(limit, wait);
    }
    one.run.end = "cancelled";
  };

  return {
    begin: (run, limit, open, ended) => {
      const one: Running = {
        ...runText(run),
        recording: startRecording(performance.now()),
        abort: new AbortController(),
        halfText: "",
        halfReasoning: "",
        isLost: false,
      };
      running.set(run.id, one);
      newest.set(run.columnId, run.id);
      tell(run);
      void work(one, limit, open)
        .catch((error) => {
          logFault("A run failed in the app", error);
          run.end = "failed";
          run.diagnosis = problem("unexpected").diagnosis;
          run.measured = null;
        })
        .then(async () => {
          flush();
          running.delete(run.id);
          run.state = "ended";
          run.end ??= "unknown";
          if (one.isLost)
            Object.assign(run, { end: "failed", diagnosis: problem("storage_failed").diagnosis });
          tell(run, { events: one.recording.events(), notes: one.recording.notes() });
          tell(await ended(run));
        })
        .catch((error) => logFault("The end of a run", error));
    },
    stop: (which) => {
      for (const { run, abort } of running.values()) if (which(run)) abort.abort();
    },
    current: (columnId) => {
      const one = running.get(newest.get(columnId) ?? "");
      return one ? { ...one.run } : null;
    },
    isBusy: () => running.size > 0,
    interruptAll: () => {
      append();
      isOver = true;
      if (batch) clearTimeout(batch);
      for (const { abort } of running.values()) abort.abort();
      running.clear();
    },
  };
}

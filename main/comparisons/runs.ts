import type { Run, RunDelta } from "../../preload/contract/comparisons.ts";
import type { ChatEvent } from "../foundry/chat.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import { startTiming } from "./timing.ts";

/** Milliseconds between two batches of text, and between two writings of what has arrived. */
const batchInterval = 16;
const writeInterval = 500;
/** How often a question is asked again by itself after a rate limit, and how long such a wait may be, in seconds. */
const attemptLimit = 4;
const longestWait = 300;
/** Characters that one answer may have, as in a conversation. */
const answerLimit = 4_000_000;

/** Runs that are under way, of all comparisons. */
export interface Runs {
  /** Takes over a run: measures, writes and shows it until it has ended. Never throws. */
  begin(
    run: Run,
    open: (signal: AbortSignal) => AsyncIterable<ChatEvent>,
    ended: (run: Run) => Promise<Run>,
  ): void;
  /** Ends those for which `which` says so; each is marked `cancelled`. */
  stop(which: (run: Run) => boolean): void;
  isBusy(): boolean;
  /** Writes what has arrived: the app is about to end. */
  interruptAll(): void;
}

interface Running {
  run: Run;
  abort: AbortController;
  /** Lengths of what has been shown. */
  shownText: number;
  shownReasoning: number;
}

/** Nothing runs yet. `write` keeps a run; one that cannot be kept ends, and says so. */
export function createRuns(write: (run: Run) => void, emit: Emit): Runs {
  const running = new Map<string, Running>();
  let batch: NodeJS.Timeout | null = null;
  let writing: NodeJS.Timeout | null = null;

  const flush = () => {
    if (batch) clearTimeout(batch);
    batch = null;
    const deltas = [...running.values()].flatMap(deltaOf);
    if (deltas.length > 0) emit("comparisons.deltas", deltas);
  };

  const writeAll = () => {
    if (writing) clearTimeout(writing);
    writing = null;
    for (const { run } of running.values()) {
      try {
        write(run);
      } catch (error) {
        logFault("An answer of a comparison could not be written", error);
      }
    }
  };

  const arrived = () => {
    batch ??= setTimeout(flush, batchInterval);
    writing ??= setTimeout(writeAll, writeInterval);
  };

  const tell = (run: Run) => {
    try {
      write(run);
    } catch (error) {
      logFault("A run could not be written", error);
      run.diagnosis ??= problem("storage_failed").diagnosis;
    }
    emit("comparisons.run", { ...run });
  };

  /** One try. Gives whether it is to be asked again, and after how many milliseconds. */
  const attempt = async (
    { run, abort }: Running,
    open: (signal: AbortSignal) => AsyncIterable<ChatEvent>,
  ): Promise<number | null> => {
    const timing = startTiming(performance.now());
    run.attempts += 1;
    for await (const event of open(abort.signal)) {
      timing.take(event);
      if (event.type === "started") {
        const { route, region, requestId, remaining } = event;
        run.conditions = { ...run.conditions, route, region, requestId, remaining };
      } else if (event.type === "text" || event.type === "refusal") {
        run.text += event.text;
        arrived();
      } else if (event.type === "reasoning") {
        run.reasoning += event.text;
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
        abort.abort();
        return null;
      }
    }
    return null;
  };

  const work = async (one: Running, open: (signal: AbortSignal) => AsyncIterable<ChatEvent>) => {
    const { run, abort } = one;
    for (;;) {
      const wait = await attempt(one, open);
      if (wait === null) return;
      run.state = "waiting";
      run.retryAt = Date.now() + wait;
      tell(run);
      await passed(wait, abort.signal);
      run.retryAt = null;
      if (abort.signal.aborted) {
        run.end = "cancelled";
        return;
      }
      run.state = "running";
      tell(run);
    }
  };

  return {
    begin: (run, open, ended) => {
      const one: Running = { run, abort: new AbortController(), shownText: 0, shownReasoning: 0 };
      running.set(run.id, one);
      tell(run);
      void work(one, open)
        .catch((error) => {
          logFault("A run failed in the app", error);
          run.end = "failed";
          run.diagnosis = problem("unexpected").diagnosis;
        })
        .then(async () => {
          flush();
          running.delete(run.id);
          run.state = "ended";
          run.end ??= "unknown";
          tell(run);
          tell(await ended(run));
        })
        .catch((error) => logFault("The end of a run", error));
    },
    stop: (which) => {
      for (const { run, abort } of running.values()) if (which(run)) abort.abort();
    },
    isBusy: () => running.size > 0,
    interruptAll: () => {
      writeAll();
      for (const { abort } of running.values()) abort.abort();
      running.clear();
    },
  };
}

/** What of a run has not been shown yet. Half a character at the end waits for its other half. */
function deltaOf(one: Running): RunDelta[] {
  const { id: runId, columnId, comparisonId } = one.run;
  const text = whole(one.run.text.slice(one.shownText));
  const reasoning = whole(one.run.reasoning.slice(one.shownReasoning));
  if (text === "" && reasoning === "") return [];
  const delta = { textFrom: one.shownText, text, reasoningFrom: one.shownReasoning, reasoning };
  one.shownText += text.length;
  one.shownReasoning += reasoning.length;
  return [{ runId, columnId, comparisonId, ...delta }];
}

const whole = (text: string) => (/[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text);

/** Milliseconds until a rate limit has passed, where it is one that is worth waiting for. */
function waitFor(event: ChatEvent & { type: "end" }, run: Run): number | null {
  if (event.diagnosis?.code !== "rate_limited" || run.text !== "" || run.attempts >= attemptLimit)
    return null;
  const seconds = Number(event.diagnosis.parameters.seconds ?? "0");
  return seconds <= longestWait ? Math.max(1, seconds) * 1000 : null;
}

/** Resolves after so many milliseconds, or when the signal aborts. */
function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

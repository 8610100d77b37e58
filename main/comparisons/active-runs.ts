import type { Run } from "../../preload/contract/comparisons.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import type { Pacing } from "../runs/pacing.ts";
import type { Pieces } from "../runs/shape.ts";
import { type AskedRun, askedRun, createAsk, type Open } from "./asking.ts";
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
  begin(run: Run, limit: string, open: Open, ended: (run: Run) => Promise<Run>): void;
  /** Ends those for which `which` says so; each is marked `cancelled`. */
  stop(which: (run: Run) => boolean): void;
  /** The run that a column answers with now, all that has arrived included; null where none is under way. */
  current(columnId: string): Run | null;
  isBusy(): boolean;
  /** Writes what has arrived, and nothing after it: the app is about to end. */
  interruptAll(): void;
}

interface Running extends RunText, AskedRun {
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

  const ask = createAsk(pacing, tell, arrived);

  return {
    begin: (run, limit, open, ended) => {
      const one: Running = { ...runText(run), ...askedRun(run), isLost: false };
      running.set(run.id, one);
      newest.set(run.columnId, run.id);
      tell(run);
      void ask(one, limit, open)
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

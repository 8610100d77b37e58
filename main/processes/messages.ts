import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { diagnosisOf, FoundryError } from "../foundry/error.ts";

/** How far a piece of work is, as it tells of itself. */
export interface Progress {
  /** What it is doing, by a name. */
  phase: string;
  /** Of the phase, in whatever it counts; `total` is null where it is not known. */
  done: number;
  total: number | null;
}

/** What a piece of work is given beside its input. */
export interface WorkContext {
  /** Aborted when the person cancels it. */
  signal: AbortSignal;
  progress(progress: Progress): void;
}

/** What a process can be asked, by name. */
export type WorkHandlers = Record<string, (input: never, context: WorkContext) => unknown>;

/** What main sends. */
export type ToProcess = { id: number; ask: string; input: unknown } | { cancel: number };

/** What it gets. */
export type FromProcess =
  | { id: number; progress: Progress }
  | { id: number; answer: unknown }
  | { id: number; problem: Diagnosis };

/** Milliseconds between two reports of a phase. */
const reportPause = 100;

/** Passes on how far work is, of a phase its beginning and end and otherwise no more than a person could see. */
function seldom(tell: (progress: Progress) => void) {
  let [phase, told] = ["", Number.NEGATIVE_INFINITY];
  return (progress: Progress): void => {
    const isEnd = progress.done === progress.total;
    if (progress.phase === phase && !isEnd && performance.now() - told < reportPause) return;
    [phase, told] = [progress.phase, performance.now()];
    tell(progress);
  };
}

/** Answers what main asks, each by its handler; whatever is thrown becomes a diagnosis: `failed` where it is none yet. */
export function answering(
  handlers: WorkHandlers,
  failed: DiagnosisCode,
  send: (message: FromProcess) => void,
) {
  const running = new Map<number, AbortController>();
  return async (message: ToProcess): Promise<void> => {
    if ("cancel" in message) return running.get(message.cancel)?.abort();
    const { id, ask, input } = message;
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const handle = handlers[ask];
      if (!handle) throw new Error(`Nobody does ${ask}`);
      const progress = seldom((progress) => send({ id, progress }));
      const context = { signal: abort.signal, progress };
      send({ id, answer: await handle(input as never, context) });
    } catch (error) {
      const code = abort.signal.aborted ? "cancelled" : failed;
      const why = error instanceof Error ? error.message : String(error);
      send({ id, problem: error instanceof FoundryError ? error.diagnosis : diagnosisOf(code, { why }) });
    } finally {
      running.delete(id);
    }
  };
}

import { FoundryError } from "./foundry/error.ts";
import { logFault } from "./log.ts";

type Work = (signal: AbortSignal) => Promise<void>;

/** Work that goes on by itself, at most one piece under each name. */
export interface Tasks {
  /** Begins it, unless something is going on under the name already. */
  begin(name: string, work: Work): void;
  /** Ends what is going on under the name, and begins this when that has ended. */
  replace(name: string, work: Work): void;
  isRunning(name: string): boolean;
  endAll(): void;
  /** Resolves when none is left. */
  settled(): Promise<void>;
}

/** `what` names the work in the log; `ended` is called with the name of what has ended. */
export function createTasks(what: string, ended: (name: string) => void = () => {}): Tasks {
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  const start = (name: string, work: Work) => {
    const abort = new AbortController();
    const run = async () => {
      try {
        await work(abort.signal);
      } catch (error) {
        // A failure that a person can be told of is in its row.
        if (!abort.signal.aborted && !(error instanceof FoundryError)) logFault(what, error);
      } finally {
        if (running.get(name)?.abort === abort) running.delete(name);
        if (!abort.signal.aborted) ended(name);
      }
    };
    running.set(name, { abort, done: Promise.resolve().then(run) });
  };
  return {
    begin: (name, work) => {
      if (!running.has(name)) start(name, work);
    },
    replace: (name, work) => {
      const before = running.get(name);
      before?.abort.abort();
      start(name, async (signal) => {
        await before?.done;
        signal.throwIfAborted();
        await work(signal);
      });
    },
    isRunning: (name) => running.has(name),
    endAll: () => {
      for (const { abort } of running.values()) abort.abort();
    },
    settled: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

import { FoundryError } from "../../foundry/error.ts";
import { logFault } from "../../log.ts";

/** Work that goes on by itself, at most one piece under each name. */
export interface Tasks {
  /** Begins it, unless it is going on already. */
  begin(name: string, work: (signal: AbortSignal) => Promise<void>): void;
  isRunning(name: string): boolean;
  /** Ends it, and resolves when it has ended. */
  end(name: string): Promise<void>;
  /** Ends all of it. */
  endAll(): void;
  readonly size: number;
  /** Resolves when none is left. */
  settled(): Promise<void>;
}

/** `what` names the work in the log. */
export function createTasks(what: string): Tasks {
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  return {
    begin: (name, work) => {
      if (running.has(name)) return;
      const abort = new AbortController();
      const done = (async () => {
        try {
          await work(abort.signal);
        } catch (error) {
          if (!abort.signal.aborted && !(error instanceof FoundryError)) logFault(what, error);
        } finally {
          running.delete(name);
        }
      })();
      running.set(name, { abort, done });
    },
    isRunning: (name) => running.has(name),
    end: async (name) => {
      const one = running.get(name);
      one?.abort.abort();
      await one?.done;
    },
    endAll: () => {
      for (const { abort } of running.values()) abort.abort();
    },
    get size() {
      return running.size;
    },
    settled: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

import { problem } from "../foundry/error.ts";
import type { Worker } from "./asking.ts";
import type { Progress, WorkHandlers } from "./messages.ts";

/** What a piece of work is given: how it is cancelled, and whom it tells how far it is. */
export interface JobOptions {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** Starts a process. `ended` is called when it ends, for whatever reason. */
export type StartWorker<Work extends WorkHandlers> = (ended: () => void) => Worker<Work>;

/** Processes that work for a room: one that answers at once, and one for each long piece of work. */
export interface Workers<Work extends WorkHandlers> {
  /** Asks the one that answers at once; it is started when it is first needed, and again after it has ended. */
  desk(): Pick<Worker<Work>, "ask">;
  /**
   * Does a long piece of work in a process of its own, which ends with it. At most two run at a time; others wait. Throws
   * what the work throws, `cancelled`, and what `StartWorker` says where its process ended.
   */
  job<Name extends keyof Work & string>(
    name: Name,
    input: Parameters<Work[Name]>[0],
    options: JobOptions,
  ): Promise<Awaited<ReturnType<Work[Name]>>>;
  end(): void;
}

/** Long pieces of work that run at the same time. */
const jobsAtOnce = 2;

/** Milliseconds that a cancelled piece of work has to end by itself before its process is ended. */
const patience = 2000;

/** Starts processes as they are needed. */
export function createWorkers<Work extends WorkHandlers>(start: StartWorker<Work>): Workers<Work> {
  let desk: Worker<Work> | null = null;
  const jobs = new Set<Worker<Work>>();
  const waiting = new Set<() => void>();
  let running = 0;
  /** Waits until a place is free and takes it. Throws `cancelled`, and has taken none then. */
  const turn = async (signal: AbortSignal) => {
    if (signal.aborted) throw problem("cancelled");
    if (running < jobsAtOnce) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(problem("cancelled"));
      };
      const enter = () => {
        waiting.delete(enter);
        signal.removeEventListener("abort", leave);
        resolve();
      };
      waiting.add(enter);
      signal.addEventListener("abort", leave, { once: true });
    });
  };
  const release = () => {
    const [next] = waiting;
    if (next) next();
    else running -= 1;
  };
  const inProcess = async <Name extends keyof Work & string>(
    name: Name,
    input: Parameters<Work[Name]>[0],
    { signal, onProgress }: JobOptions,
  ): Promise<Awaited<ReturnType<Work[Name]>>> => {
    const worker = start(() => jobs.delete(worker));
    jobs.add(worker);
    let timer: NodeJS.Timeout | undefined;
    const hurry = () => {
      timer = setTimeout(() => worker.end(), patience);
    };
    signal.addEventListener("abort", hurry, { once: true });
    try {
      return await worker.ask(name, input, { signal, onProgress });
    } catch (error) {
      throw signal.aborted ? problem("cancelled", {}, error) : error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", hurry);
      worker.end();
    }
  };
  return {
    desk: () => {
      desk ??= start(() => {
        desk = null;
      });
      return desk;
    },
    job: async <Name extends keyof Work & string>(
      name: Name,
      input: Parameters<Work[Name]>[0],
      options: JobOptions,
    ): Promise<Awaited<ReturnType<Work[Name]>>> => {
      await turn(options.signal);
      try {
        return await inProcess(name, input, options);
      } finally {
        release();
      }
    },
    end: () => {
      desk?.end();
      for (const worker of jobs) worker.end();
    },
  };
}

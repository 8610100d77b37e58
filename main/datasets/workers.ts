import { problem } from "../foundry/error.ts";
import type { JobOptions } from "./jobs.ts";
import type { Worker } from "./process/asking.ts";
import type { StartWorker } from "./process/start.ts";
import type { Work } from "./process/work.ts";

/** The processes that work on datasets: one that answers at once, and one for each long piece of work. */
export interface Workers {
  /** Asks the one that answers at once; it is started when it is first needed, and again after it has ended. */
  desk(): Pick<Worker<Work>, "ask">;
  /** Does a long piece of work in a process of its own, which ends with it. At most two run at a time; others wait. */
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
export function createWorkers(start: StartWorker): Workers {
  let desk: Worker<Work> | null = null;
  const jobs = new Set<Worker<Work>>();
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = async () => {
    if (running >= jobsAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
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
      { signal, onProgress }: JobOptions,
    ): Promise<Awaited<ReturnType<Work[Name]>>> => {
      await turn();
      const worker = start(() => jobs.delete(worker));
      jobs.add(worker);
      let timer: NodeJS.Timeout | undefined;
      const hurry = () => {
        timer = setTimeout(() => worker.end(), patience);
      };
      signal.addEventListener("abort", hurry, { once: true });
      try {
        signal.throwIfAborted();
        return await worker.ask(name, input, { signal, onProgress });
      } catch (error) {
        throw signal.aborted ? problem("cancelled", {}, error) : error;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", hurry);
        worker.end();
        release();
      }
    },
    end: () => {
      desk?.end();
      for (const worker of jobs) worker.end();
    },
  };
}

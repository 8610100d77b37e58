import { fork } from "node:child_process";
import type { Work } from "../../main/datasets/process/work.ts";
import { type Worker, workerOn } from "../../main/processes/asking.ts";
import type { FromProcess } from "../../main/processes/messages.ts";
import { peakMemoryOf } from "./peak-memory.ts";

/** The process that works on datasets, as it is shipped, on plain Node. */
export interface DatasetProcess extends Worker<Work> {
  /** Its largest resident set so far, in bytes. */
  peakMemory(): number;
}

/** Starts one, from the app that is built in this folder. */
export function datasetProcess(root: string): DatasetProcess {
  const child = fork(`${root}dist/datasets/process.cjs`, [], { serialization: "advanced" });
  const worker = workerOn<Work>(
    {
      send: (message) => void child.send(message),
      onMessage: (listener) => child.on("message", (message) => listener(message as FromProcess)),
      onEnd: (listener) => child.once("exit", listener),
      end: () => void child.kill(),
    },
    "dataset_stopped",
    () => {},
  );
  return { ...worker, peakMemory: () => peakMemoryOf(child.pid ?? 0) };
}

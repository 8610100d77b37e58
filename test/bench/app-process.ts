import { fork } from "node:child_process";
import { type Worker, workerOn } from "../../main/processes/asking.ts";
import type { FromProcess, WorkHandlers } from "../../main/processes/messages.ts";
import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { peakMemoryOf } from "./peak-memory.ts";

/** A process that works for a room of the app, as it is shipped, on plain Node. */
export interface AppProcess<Work extends WorkHandlers> extends Worker<Work> {
  /** Its largest resident set so far, in bytes. */
  peakMemory(): number;
}

/** Starts one from a file of the app that is built. `stopped`: what is said where it ends while it is asked. */
export function appProcess<Work extends WorkHandlers>(
  file: string,
  stopped: DiagnosisCode,
): AppProcess<Work> {
  const child = fork(file, [], { serialization: "advanced" });
  const worker = workerOn<Work>(
    {
      send: (message) => void child.send(message),
      onMessage: (listener) => child.on("message", (message) => listener(message as FromProcess)),
      onEnd: (listener) => child.once("exit", listener),
      end: () => void child.kill(),
    },
    stopped,
    () => {},
  );
  return { ...worker, peakMemory: () => peakMemoryOf(child.pid ?? 0) };
}

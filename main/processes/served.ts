import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { answering, type FromProcess, type ToProcess, type WorkHandlers } from "./messages.ts";

/** The end of the channel that Electron gives a process it forked; absent on plain Node. */
const { parentPort } = process as {
  parentPort?: {
    on(event: "message", listener: (event: { data: ToProcess }) => void): void;
    postMessage(message: FromProcess): void;
  };
};

/** Answers whoever has forked this process, Electron or Node. `failed`: what is said of what is no diagnosis yet. */
export function serve(work: WorkHandlers, failed: DiagnosisCode): void {
  if (parentPort) {
    const answer = answering(work, failed, (message) => parentPort.postMessage(message));
    parentPort.on("message", ({ data }) => void answer(data));
  } else if (process.send) {
    const answer = answering(work, failed, (message) => void process.send?.(message));
    process.on("message", (message) => void answer(message as ToProcess));
  }
}

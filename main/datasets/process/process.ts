import { answering, type FromProcess, type ToProcess } from "./messages.ts";
import { work } from "./work.ts";

/** The end of the channel that Electron gives a process it forked; absent on plain Node. */
const { parentPort } = process as {
  parentPort?: {
    on(event: "message", listener: (event: { data: ToProcess }) => void): void;
    postMessage(message: FromProcess): void;
  };
};

if (parentPort) {
  const answer = answering(work, (message) => parentPort.postMessage(message));
  parentPort.on("message", ({ data }) => void answer(data));
} else if (process.send) {
  const answer = answering(work, (message) => void process.send?.(message));
  process.on("message", (message) => void answer(message as ToProcess));
}

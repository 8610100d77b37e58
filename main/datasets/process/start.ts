import { join } from "node:path";
import { utilityProcess } from "electron";
import { type Worker, workerOn } from "./asking.ts";
import type { FromProcess } from "./messages.ts";
import type { Work } from "./work.ts";

/** Starts a process that works on datasets. `ended` is called when it ends, for whatever reason. */
export type StartWorker = (ended: () => void) => Worker<Work>;

/** Processes of Electron's, from the app in this folder. */
export const workersIn =
  (appPath: string): StartWorker =>
  (ended) => {
    const child = utilityProcess.fork(join(appPath, "dist/datasets/process.cjs"), [], {
      serviceName: "Assay datasets",
    });
    return workerOn<Work>(
      {
        send: (message) => child.postMessage(message),
        onMessage: (listener) => child.on("message", (message: FromProcess) => listener(message)),
        onEnd: (listener) => child.once("exit", listener),
        end: () => void child.kill(),
      },
      ended,
    );
  };

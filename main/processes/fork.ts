import { join } from "node:path";
import { utilityProcess } from "electron";
import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { workerOn } from "./asking.ts";
import type { FromProcess, WorkHandlers } from "./messages.ts";
import type { StartWorker } from "./workers.ts";

/** A program of the app that runs in a process of its own. */
interface Program {
  /** The file, from the folder of the app. */
  file: string;
  /** What a list of processes shows. */
  name: string;
  /** What is said where it ends while it is asked something. */
  stopped: DiagnosisCode;
}

/** Processes of Electron's, from the app in this folder. */
export const forked =
  <Work extends WorkHandlers>(appPath: string, { file, name, stopped }: Program): StartWorker<Work> =>
  (ended) => {
    const child = utilityProcess.fork(join(appPath, file), [], { serviceName: name });
    return workerOn<Work>(
      {
        send: (message) => child.postMessage(message),
        onMessage: (listener) => child.on("message", (message: FromProcess) => listener(message)),
        onEnd: (listener) => child.once("exit", listener),
        end: () => void child.kill(),
      },
      stopped,
      ended,
    );
  };

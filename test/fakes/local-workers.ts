import { workerOn } from "../../main/processes/asking.ts";
import {
  answering,
  type FromProcess,
  type ToProcess,
  type WorkHandlers,
} from "../../main/processes/messages.ts";
import type { StartWorker } from "../../main/processes/workers.ts";
import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";

/** Stands for processes: the same work in this one, each message cloned as between processes. */
export const workersHere =
  <Work extends WorkHandlers>(
    work: Work,
    { failed, stopped }: Record<"failed" | "stopped", DiagnosisCode>,
  ): StartWorker<Work> =>
  (ended) => {
    let tell: (message: FromProcess) => void = () => {};
    let end = () => {};
    let isOver = false;
    const answer = answering(work, failed, (message) => !isOver && tell(structuredClone(message)));
    return workerOn<Work>(
      {
        send: (message: ToProcess) => void answer(structuredClone(message)),
        onMessage: (listener) => {
          tell = listener;
        },
        onEnd: (listener) => {
          end = listener;
        },
        end: () => {
          if (!isOver) end();
          isOver = true;
        },
      },
      stopped,
      ended,
    );
  };

import { workerOn } from "../../main/datasets/process/asking.ts";
import { answering, type FromProcess, type ToProcess } from "../../main/datasets/process/messages.ts";
import type { StartWorker } from "../../main/datasets/process/start.ts";
import { type Work, work } from "../../main/datasets/process/work.ts";

/** Stands for processes that work on datasets: the same work in this one, each message cloned as between processes. */
export const localWorkers: StartWorker = (ended) => {
  let tell: (message: FromProcess) => void = () => {};
  let end = () => {};
  let isOver = false;
  const answer = answering(work, (message) => !isOver && tell(structuredClone(message)));
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
    ended,
  );
};

import { work } from "../../main/evaluations/process/work.ts";
import { workersHere } from "./local-workers.ts";

/** Stands for processes that work on evaluations. */
export const evaluationWorkers = workersHere(work, {
  failed: "evaluation_failed",
  stopped: "evaluation_stopped",
});

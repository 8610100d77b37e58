import { work } from "../../main/datasets/process/work.ts";
import { workersHere } from "./local-workers.ts";

/** Stands for processes that work on datasets. */
export const localWorkers = workersHere(work, { failed: "dataset_failed", stopped: "dataset_stopped" });

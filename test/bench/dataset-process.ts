import type { Work } from "../../main/datasets/process/work.ts";
import { type AppProcess, appProcess } from "./app-process.ts";

/** The process that works on datasets, from the app that is built in this folder. */
export const datasetProcess = (root: string): AppProcess<Work> =>
  appProcess(`${root}dist/datasets/process.cjs`, "dataset_stopped");

import type { RefusalFound } from "../../../preload/contract/datasets.ts";
import type { JobData } from "../../../preload/contract/tuning-jobs.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import type { StoredJob } from "./job-store.ts";

/** Rows of ours that a job's failure names. Null where it names none, or the data is not from here. */
export async function failureRows(
  { remote, sent }: StoredJob,
  datasets: Pick<Datasets, "list" | "refusal">,
): Promise<(RefusalFound & JobData) | null> {
  const message = remote.error?.message ?? "";
  const isValidation = /validation/i.test(`${remote.error?.param ?? ""} ${fileWords(message)}`);
  const data = isValidation ? sent?.validation : sent?.training;
  if (!data || message === "" || !datasets.list().some(({ id }) => id === data.datasetId)) return null;
  const { datasetId, version, part } = data;
  const found = await datasets.refusal({ id: datasetId, version, part, message });
  if (found.rows.length === 0 && found.harms.length === 0) return null;
  return { ...found, ...data, isHere: true };
}

/** Which file a message is about, where it says so. */
const fileWords = (message: string): string =>
  /\b(?:validation|training) (?:file|data)\b/i.exec(message)?.[0] ?? "";

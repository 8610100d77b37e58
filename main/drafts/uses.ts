import type { Draft } from "../../preload/contract/drafts.ts";
import type { Datasets } from "../datasets/datasets.ts";

/**
 * Says of a run that waits for training that it will train on its data as it is now. What of it was deleted in the meantime
 * is passed over. Throws `storage_failed`, and `dataset_damaged`.
 */
export async function useData(
  { isRun, id, name, datasets }: Draft,
  { list, use }: Pick<Datasets, "list" | "use">,
): Promise<void> {
  if (!isRun) return;
  const there = new Set(list().map((dataset) => dataset.id));
  for (const datasetId of datasets)
    if (there.has(datasetId)) await use(datasetId, { kind: "draft", usedBy: id, name });
}

import type { EvaluationOverlap } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationData, EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import type { FineTuning } from "../../fine-tuning/fine-tuning.ts";
import { problem } from "../../foundry/error.ts";

type Tuned = Pick<FineTuning, "lineage" | "overlap">;

/**
 * The rows of an evaluation that each model, or one it was tuned from, was trained on. Nothing is known of a model that was
 * not tuned here. Throws what the comparison throws.
 */
export async function overlapOf(
  { datasetId, part }: EvaluationData,
  models: readonly EvaluationModel[],
  tuned: Tuned,
  version: number | null,
): Promise<EvaluationOverlap> {
  const found: EvaluationOverlap["models"] = [];
  for (const { id, connectionId, deployment } of models) {
    const lineage = tuned.lineage(connectionId, deployment);
    const [newest] = lineage?.jobs ?? [];
    if (!lineage || !newest) {
      found.push({ id, found: null, gaps: 0 });
      continue;
    }
    const { same, near, examples, unknown } = await tuned.overlap(newest.id, datasetId, part, version);
    const names = new Set(examples.map((one) => one.datasetId));
    const datasets = lineage.jobs.flatMap(({ data }) =>
      data && names.delete(data.datasetId)
        ? [{ id: data.datasetId, name: data.name, version: data.version }]
        : [],
    );
    found.push({ id, found: { same, near, datasets }, gaps: unknown });
  }
  return { models: found };
}

/** Throws `evaluation_leaks` where a model was trained on rows that it would be measured with. */
export async function refuseLeaks(
  data: EvaluationData,
  models: readonly EvaluationModel[],
  tuned: Tuned,
  version: number,
): Promise<void> {
  const { models: all } = await overlapOf(data, models, tuned, version);
  for (const { id, found } of all) {
    const count = found ? found.same + found.near : 0;
    if (count === 0) continue;
    const model = models.find((one) => one.id === id)?.name ?? "";
    const names = found?.datasets.map(({ name }) => `“${name}”`).join(", ") ?? "";
    throw problem("evaluation_leaks", { count: String(count), model, dataset: names });
  }
}

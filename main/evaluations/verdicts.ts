import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { NearestRow } from "../../preload/contract/evaluation-verdicts.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { MethodsOf } from "../feature.ts";
import type { FineTuning } from "../fine-tuning/fine-tuning.ts";
import { problem } from "../foundry/error.ts";
import { askedIn, questionIn } from "../graders/graders.ts";
import type { Handlers } from "../ipc.ts";
import type { Workers } from "../processes/workers.ts";
import type { Evaluations } from "./evaluations.ts";
import { isOver } from "./list.ts";
import type { Work } from "./process/work.ts";

/** What verdicts stand on. */
export interface VerdictParts {
  evaluations: Pick<Evaluations, "find" | "fileOf">;
  readers: Workers<Work>;
  datasets: Pick<Datasets, "get" | "gather" | "addGathered" | "nearest">;
  tuned: Pick<FineTuning, "lineage">;
}

/** Training rows that are told of each model. */
const mostNearest = 3;

/** What is counted after a run, and what becomes of its rows. Calls are as the contract says. */
export function verdictHandlers({
  evaluations,
  readers,
  datasets,
  tuned,
}: VerdictParts): Pick<Handlers, MethodsOf<"evaluationVerdicts">> {
  const { find, fileOf } = evaluations;
  const { desk } = readers;
  return {
    "evaluationVerdicts.verdict": async ({ id, ...choice }) => {
      const isDone = isOver(find(id));
      const verdict = await desk().ask("verdict", { file: fileOf(id), isDone, ...choice });
      return { ...verdict, isPartial: !isDone };
    },
    "evaluationVerdicts.slices": ({ id, ...asked }) => desk().ask("slices", { file: fileOf(id), ...asked }),
    "evaluationVerdicts.sliceFields": ({ id }) => desk().ask("sliceFields", { file: fileOf(id) }),
    "evaluationVerdicts.against": ({ id, otherId, ...models }) =>
      desk().ask("against", { file: fileOf(id), other: fileOf(otherId), ...models }),
    "evaluationVerdicts.toDataset": async ({ id, choice, into, tag }) => {
      const file = fileOf(id);
      const rows = await desk().ask("chosen", { file, choice });
      if (rows === 0) throw problem("dataset_empty");
      const from = sourceOf(id);
      const write = async (path: string, signal: AbortSignal) => {
        const origin = from && { id: from.id, name: from.name, version: from.version };
        const chosen = { file, choice, tag, dataset: origin, path };
        await readers.job("writeChosen", chosen, { signal, onProgress: () => {} });
      };
      const made =
        "datasetId" in into
          ? datasets.addGathered(into.datasetId, write)
          : datasets.gather(into.name, from?.method ?? "evaluation", write);
      return { datasetId: made.id, rows };
    },
    "evaluationVerdicts.nearest": async ({ id, row }) => {
      const { text } = await desk().ask("row", { file: fileOf(id), row });
      const learned = find(id).settings.models.map((model) => ({ model, data: learnedBy(model) }));
      const all = learned.flatMap(({ data }) => data);
      if (all.length === 0) return [];
      const found = await datasets.nearest(text, all, mostNearest);
      return learned.flatMap(({ model, data }) =>
        data
          .flatMap((one): NearestRow[] => {
            const { datasetId, name: datasetName } = one;
            const rows = found[all.indexOf(one)] ?? [];
            return rows.map(({ text, ...like }) => ({
              ...{ modelId: model.id, datasetId, datasetName, ...like },
              ...{ asked: askedIn(text), answer: questionIn(text)?.reference ?? null },
            }));
          })
          .sort((one, other) => other.likeness - one.likeness)
          .slice(0, mostNearest),
      );
    },
  };

  /** The dataset that an evaluation's rows are of, at the version that was asked; null where it is not here any more. */
  function sourceOf(id: string) {
    const { settings, version } = find(id);
    if (!settings.data || version === null) return null;
    try {
      const { id: datasetId, name, method } = datasets.get(settings.data.datasetId);
      return { id: datasetId, name, method, version };
    } catch {
      return null;
    }
  }

  /** The rows that a model, or one that it was tuned from, has learned, as far as they are here. */
  function learnedBy({ connectionId, deployment }: EvaluationSettings["models"][number]) {
    const jobs = tuned.lineage(connectionId, deployment)?.jobs ?? [];
    return jobs.flatMap(({ data }) => (data?.isHere ? [data] : []));
  }
}

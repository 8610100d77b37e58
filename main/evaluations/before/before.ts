import type { EvaluationOverlap, EvaluationRemark, EvaluationWeight } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { FineTuning } from "../../fine-tuning/fine-tuning.ts";
import type { EvaluationList, ListedEvaluation } from "../list.ts";
import type { EvaluationPlaces } from "../places.ts";
import type { Writer } from "../process/work.ts";
import { overlapOf, refuseLeaks } from "./leaks.ts";
import { lookAt, type Pilot, type WeighParts, weigh } from "./weigh.ts";

/** What is told of a draft before it starts. */
export interface Before {
  weigh(id: string): Promise<EvaluationWeight>;
  overlap(id: string): Promise<EvaluationOverlap>;
  /** What keeps settings from being started; empty where nothing does. */
  blocking(settings: EvaluationSettings): Promise<EvaluationRemark[]>;
  /** Throws `evaluation_leaks` where a model was trained on rows of the version. */
  refuseLeaks(settings: EvaluationSettings, version: number): Promise<void>;
}

export interface BeforeParts extends Omit<WeighParts, "region"> {
  list: Pick<EvaluationList, "all" | "find">;
  places: Pick<EvaluationPlaces, "file">;
  /** Whoever reads evaluations' files. */
  reader(): Writer;
  tuned: Pick<FineTuning, "lineage" | "overlap" | "region">;
}

/** Everything that is said before money is spent. */
export function createBefore(parts: BeforeParts): Before {
  const { list, places, tuned } = parts;
  const weighing = { ...parts, region: tuned.region };

  /** The newest pilot of a draft that asked the same; null for none. */
  const pilotOf = async (draft: ListedEvaluation): Promise<Pilot | null> => {
    const asked = askedBy(draft.settings);
    const pilot = list
      .all()
      .find((one) => one.pilotOf === draft.id && one.state === "done" && askedBy(one.settings) === asked);
    if (!pilot) return null;
    const facts = await parts.reader().ask("pilot", { file: places.file(pilot.id) });
    return { id: pilot.id, facts };
  };

  return {
    weigh: async (id) => {
      const draft = list.find(id);
      return weigh(draft.settings, weighing, await pilotOf(draft));
    },
    overlap: async (id) => {
      const { settings, version } = list.find(id);
      if (!settings.data) return { models: settings.models.map((one) => ({ id: one.id, found: null, gaps: 0 })) };
      return overlapOf(settings.data, settings.models, tuned, version);
    },
    blocking: async (settings) => {
      const { remarks } = await lookAt(settings, weighing);
      return remarks.filter(({ severity }) => severity === "blocks");
    },
    refuseLeaks: async ({ data, models }, version) => {
      if (data) await refuseLeaks(data, models, tuned, version);
    },
  };
}

/** What a pilot and its draft have to have in common: who was asked what, how, and what the main grader says. */
function askedBy({ data, models, prompt, graders, lead, baseline }: EvaluationSettings): string {
  const main = graders.find(({ id }) => id === lead) ?? graders[0];
  return JSON.stringify([data?.datasetId, data?.part, models, prompt, main, baseline]);
}

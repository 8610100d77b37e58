import type {
  EvaluationOverlap,
  EvaluationRemark,
  EvaluationWeight,
  GraderTwin,
  ListedEvaluator,
} from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import type { FineTuning } from "../../fine-tuning/fine-tuning.ts";
import type { RemoteServices } from "../engine/ports.ts";
import type { EvaluationList, ListedEvaluation } from "../list.ts";
import type { EvaluationPlaces } from "../places.ts";
import { wayOf } from "../process/same-grader.ts";
import type { Writer } from "../process/work.ts";
import { evaluatorLists, listedEvaluator } from "./evaluators.ts";
import { faultRemarks, graderFaults } from "./grader-faults.ts";
import { overlapOf, refuseLeaks } from "./leaks.ts";
import { lookAt, type Pilot, type WeighParts, weigh } from "./weigh.ts";

/** What is told of a draft before it starts. */
export interface Before {
  weigh(id: string): Promise<EvaluationWeight>;
  overlap(id: string): Promise<EvaluationOverlap>;
  faults(id: string): Promise<GraderFault[]>;
  /** As far as an evaluation, or the newest pilot of a draft, ran at the service; else null. */
  twins(id: string): Promise<GraderTwin[] | null>;
  /** The evaluators of Microsoft that a project has; null where the connection is to none. */
  evaluators(connectionId: string): Promise<ListedEvaluator[] | null>;
  /** What keeps settings from being started; empty where nothing does. */
  blocking(settings: EvaluationSettings): Promise<EvaluationRemark[]>;
  /** Throws `evaluation_leaks` where a model was trained on rows of the version. */
  refuseLeaks(settings: EvaluationSettings, version: number): Promise<void>;
}

export interface BeforeParts extends Omit<WeighParts, "region" | "evaluators"> {
  list: Pick<EvaluationList, "all" | "find">;
  places: Pick<EvaluationPlaces, "file">;
  /** Whoever reads evaluations' files. */
  reader(): Writer;
  evals: RemoteServices["evals"];
  tuned: Pick<FineTuning, "lineage" | "overlap" | "region">;
}

/** Everything that is said before money is spent. */
export function createBefore(parts: BeforeParts): Before {
  const { list, places, tuned } = parts;
  const evaluators = evaluatorLists(parts.evals);
  const weighing = { ...parts, region: tuned.region, evaluators };

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

  const wrongGraders = async (settings: EvaluationSettings) =>
    faultRemarks(settings, await graderFaults(settings, parts));

  return {
    weigh: async (id) => {
      const draft = list.find(id);
      const { settings } = draft;
      const [weight, wrong] = await Promise.all([
        weigh(settings, weighing, await pilotOf(draft)),
        wrongGraders(settings),
      ]);
      return { ...weight, remarks: [...wrong, ...weight.remarks] };
    },
    faults: async (id) => graderFaults(list.find(id).settings, parts),
    twins: async (id) => {
      const { counts } = list.find(id);
      const ran = counts ? id : list.all().find((one) => one.pilotOf === id && one.counts !== null)?.id;
      return ran === undefined ? null : parts.reader().ask("twins", { file: places.file(ran) });
    },
    evaluators: async (connectionId) => (await evaluators(connectionId))?.map(listedEvaluator) ?? null,
    overlap: async (id) => {
      const { settings, version } = list.find(id);
      if (!settings.data)
        return { models: settings.models.map((one) => ({ id: one.id, found: null, gaps: 0 })) };
      return overlapOf(settings.data, settings.models, tuned, version);
    },
    blocking: async (settings) => {
      const [{ remarks }, wrong] = await Promise.all([lookAt(settings, weighing), wrongGraders(settings)]);
      return [...remarks, ...wrong].filter(({ severity }) => severity === "blocks");
    },
    refuseLeaks: async ({ data, models }, version) => {
      if (data) await refuseLeaks(data, models, tuned, version);
    },
  };
}

/** What a pilot and its draft have to have in common: who was asked what, how, and what the main grader says. */
function askedBy({ data, models, prompt, graders, lead, baseline }: EvaluationSettings): string {
  const main = graders.find(({ id }) => id === lead) ?? graders[0];
  const way = main && wayOf(main, graders);
  return JSON.stringify([data?.datasetId, data?.part, models, prompt, way, baseline]);
}

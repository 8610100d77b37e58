import { graderSchema } from "../../../preload/contract/graders.ts";
import {
  type HyperparameterName,
  hyperparameterNames,
  type PlanData,
  type PlanValues,
  planValues,
  type TuningMethod,
} from "../../../preload/contract/tuning-plans.ts";
import { trainingTypeOf } from "../../../preload/tuning-methods.ts";
import { asObject, asText } from "../../foundry/json.ts";
import type { StoredJob } from "./job-store.ts";

const methods = new Map<string, TuningMethod>([
  ["supervised", "supervised"],
  ["dpo", "preference"],
  ["preference", "preference"],
  ["reinforcement", "reinforcement"],
]);

/** How a job is tuned; null where the service does not say, or says something else. */
export const methodOf = (said: string | null): TuningMethod | null =>
  methods.get(said?.toLowerCase() ?? "") ?? null;

/** What a job was set with, to begin a plan with the same. What it does not say is left as at the beginning. */
export function settingsOf(
  { remote, sent }: Pick<StoredJob, "remote" | "sent">,
  name: string,
): Partial<PlanValues> {
  const set = Object.entries(remote.hyperparameters).filter(
    ([key, value]) => hyperparameterNames.includes(key as HyperparameterName) && value !== "auto",
  );
  const grader = graderSchema.safeParse(remote.grader);
  const wandb = asObject(
    remote.integrations.map((one) => asObject(asObject(one)?.wandb)).find((one) => one !== null),
  );
  const tags = Array.isArray(wandb?.tags) ? wandb.tags.filter((tag) => typeof tag === "string") : [];
  const said: Partial<PlanValues> = {
    name,
    model: remote.model || null,
    method: methodOf(remote.method),
    trainingType: trainingTypeOf(remote.trainingType),
    training: sent?.training ? dataOf(sent.training) : null,
    validation: sent?.validation ? dataOf(sent.validation) : null,
    suffix: remote.suffix ?? "",
    seed: remote.seed,
    hyperparameters: Object.fromEntries(set),
    grader: grader.success ? grader.data : null,
    wandb:
      wandb && asText(wandb.project) !== ""
        ? { project: asText(wandb.project), name: asText(wandb.name), entity: asText(wandb.entity), tags }
        : null,
  };
  // What the service says may be nothing that a person could have set.
  const read = Object.entries(said).filter(
    ([field, value]) => planValues.shape[field as keyof PlanValues].safeParse(value).success,
  );
  return Object.fromEntries(read);
}

const dataOf = ({ datasetId, part }: PlanData): PlanData => ({ datasetId, part });

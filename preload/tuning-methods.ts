import type { DatasetMethod } from "./contract/dataset-rules.ts";
import type { HyperparameterName, TrainingType, TuningMethod } from "./contract/tuning-plans.ts";

/** What each method can learn from (Foundry, dataset formats of the methods). */
export const learnsFrom: Record<TuningMethod, readonly DatasetMethod[]> = {
  supervised: ["supervised", "vision"],
  preference: ["preference"],
  reinforcement: ["reinforcement"],
};

const methods = Object.keys(learnsFrom) as TuningMethod[];

/** The method that learns from rows; null where none does. */
export const methodFor = (method: DatasetMethod): TuningMethod | null =>
  methods.find((one) => learnsFrom[one].includes(method)) ?? null;

/** The hyperparameters of each method (openai-node 7.5; `prompt_loss_weight` and `l2_multiplier` by Azure's samples). */
export const hyperparametersOf: Record<TuningMethod, readonly HyperparameterName[]> = {
  supervised: ["n_epochs", "batch_size", "learning_rate_multiplier", "prompt_loss_weight"],
  preference: ["n_epochs", "batch_size", "learning_rate_multiplier", "beta", "l2_multiplier"],
  reinforcement: [
    "n_epochs",
    "batch_size",
    "learning_rate_multiplier",
    "compute_multiplier",
    "eval_interval",
    "eval_samples",
    "reasoning_effort",
  ],
};

/** The training type in what the service calls it, in whatever case (fine-tuning REST, azd and SDK samples differ). */
export function trainingTypeOf(said: string | null): TrainingType | null {
  const word = said?.toLowerCase().replaceAll(/[^a-z]/g, "") ?? "";
  if (word.includes("developer")) return "developer";
  if (word.includes("global")) return "global";
  if (word.includes("datazone")) return "datazone";
  return word === "standard" ? "standard" : null;
}

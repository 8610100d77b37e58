import type { Metrics } from "./training/trainer.ts";
import type { TrainingMethod } from "./training-examples.ts";

/** Names that a results file has where events have others (Foundry, fine-tuning guides; microsoft/azure-skills). */
const columns: Partial<Record<TrainingMethod, Record<string, string>>> = {
  supervised: { valid_mean_token_accuracy: "validation_mean_token_accuracy" },
  reinforcement: {
    train_reward_mean: "train_mean_reward",
    valid_reward_mean: "full_valid_mean_reward",
    train_reasoning_tokens_mean: "reasoning_tokens_mean",
  },
};

/** The results of a job as CSV: a row for each step, a column for whatever was measured. */
export function resultsOf(method: TrainingMethod, steps: readonly Metrics[]): string {
  const names = [...new Set(steps.flatMap((metrics) => Object.keys(metrics)))].filter(
    (name) => name !== "step",
  );
  const header = ["step", ...names.map((name) => columns[method]?.[name] ?? name)];
  const rows = steps.map((metrics, index) => [index + 1, ...names.map((name) => metrics[name] ?? "")]);
  return [header, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

import type { Json } from "../json.ts";
import type { TrainingMethod } from "../training-examples.ts";
import type { Tunable } from "../tunable.ts";

/** Hyperparameters with a number, or a word, where "auto" was. */
export type Chosen = Record<string, number | string>;

/**
 * What the service chooses where nothing is given. It is told nowhere: the epochs follow OpenAI's sample for preparing
 * data (about a hundred examples at least, 25,000 at most), and with a batch of one and a multiplier of two agree with
 * jobs seen on Azure (10 rows: 10 epochs; 40 rows: 3).
 */
export function chosenFor(given: Json, rows: number, method: TrainingMethod, model: Tunable): Chosen {
  const own = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value !== "auto" && (typeof value === "number" || typeof value === "string") ? [[name, value]] : [],
    ),
  );
  return { ...choices(rows, method, model), ...own };
}

function choices(rows: number, method: TrainingMethod, { format }: Tunable): Chosen {
  if (method === "reinforcement")
    return {
      n_epochs: rows < 50 ? 4 : 2,
      batch_size: Math.min(32, Math.max(4, Math.round(rows * 0.04))),
      learning_rate_multiplier: 1,
      compute_multiplier: 1.5,
      eval_interval: 5,
      eval_samples: 2,
      reasoning_effort: "medium",
    };
  return {
    n_epochs: chosenEpochs(rows),
    batch_size: Math.min(64, Math.max(1, Math.round(rows * 0.002))),
    learning_rate_multiplier: format === "OpenAI" ? 2 : 0.4,
    ...(method === "dpo" && { beta: 0.1 }),
  };
}

/** Passes over the training file that the service chooses. */
export function chosenEpochs(rows: number): number {
  if (rows * 3 < 100) return Math.min(25, Math.ceil(100 / rows));
  return rows * 3 > 25_000 ? Math.max(1, Math.floor(25_000 / rows)) : 3;
}

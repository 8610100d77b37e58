import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { Deployments } from "../deployments/deployments.ts";
import type { Emit } from "../ipc.ts";
import type { Models } from "../models/models.ts";
import type { Prices } from "../prices/prices.ts";
import type { Questions } from "../runs/questions.ts";
import type { Database } from "../storage/database.ts";

/** What fine-tuning stands on. */
export interface FineTuningParts {
  database: Database;
  profile: string;
  emit: Emit;
  connections: Connections;
  deployments: Deployments;
  prices: Prices;
  models: Models;
  questions: Questions;
  datasets: Datasets;
}

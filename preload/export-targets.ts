import type { ConversionTarget } from "./contract/dataset-exports.ts";
import type { DatasetMethod } from "./contract/dataset-rules.ts";

/** What the rows of each method can become: what they are, and what they can be turned into. */
export const exportTargets: Record<DatasetMethod, readonly ConversionTarget[]> = {
  supervised: ["supervised", "vision", "reinforcement", "evaluation", "prompt_completion"],
  vision: ["vision", "supervised", "reinforcement", "evaluation", "prompt_completion"],
  preference: ["preference", "supervised"],
  reinforcement: ["reinforcement", "supervised", "evaluation"],
  evaluation: ["evaluation"],
};

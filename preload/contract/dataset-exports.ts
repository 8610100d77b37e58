import type { DatasetMethod } from "./dataset-rules.ts";

/** What rows can be turned into: rows of another method, or a prompt and a completion each. */
export type ConversionTarget = DatasetMethod | "prompt_completion";

/** What the rows of each method can become: what they are, and what they can be turned into. */
export const exportTargets: Record<DatasetMethod, readonly ConversionTarget[]> = {
  supervised: ["supervised", "vision", "reinforcement", "evaluation", "prompt_completion"],
  vision: ["vision", "supervised", "reinforcement", "evaluation", "prompt_completion"],
  preference: ["preference", "supervised"],
  reinforcement: ["reinforcement", "supervised", "evaluation"],
  evaluation: ["evaluation"],
};

/** What a dataset is exported as. */
export interface ExportFormat {
  format: "jsonl" | "csv" | "parquet";
  /** Whether JSONL and CSV are packed; Parquet always is. */
  gzip: boolean;
  /** The method of the rows. */
  from: DatasetMethod;
  /** What they become; the method itself leaves them as they are written. */
  to: ConversionTarget;
}

/** What an export came to: rows that were written, and those that could not be turned into what was asked for. */
export interface ExportSummary {
  written: number;
  leftOut: number;
}

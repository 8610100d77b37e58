import type { DatasetMethod } from "./dataset-rules.ts";

/** What rows can be turned into: rows of another method, or a prompt and a completion each. */
export type ConversionTarget = DatasetMethod | "prompt_completion";

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

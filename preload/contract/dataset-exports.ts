import { z } from "zod";
import type { DatasetMethod } from "./dataset-rules.ts";
import { datasetMethods } from "./dataset-shapes.ts";

/** What rows can be turned into: rows of another method, or a prompt and a completion each. */
export type ConversionTarget = DatasetMethod | "prompt_completion";

/** What a dataset is exported as. */
export const exportFormatSchema = z.strictObject({
  format: z.enum(["jsonl", "csv", "parquet"]),
  /** Whether JSONL and CSV are packed; Parquet always is. */
  gzip: z.boolean(),
  /** The method of the rows. */
  from: z.enum(datasetMethods),
  /** What they become; the method itself leaves them as they are written. */
  to: z.enum([...datasetMethods, "prompt_completion"]),
});

export type ExportFormat = z.output<typeof exportFormatSchema>;

/** What an export came to: rows that were written, and those that could not be turned into what was asked for. */
export interface ExportSummary {
  written: number;
  leftOut: number;
}

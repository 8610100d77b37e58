import type { Part } from "../../../preload/parts.ts";

/** Rows that a bench can draw from, and what they are called. */
export interface BenchSource {
  label: string;
  datasetId: string;
  part: Part | null;
}

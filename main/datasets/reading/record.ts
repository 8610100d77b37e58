import { parsed } from "./nesting.ts";

/** Records that are given at once. */
export const batchSize = 500;

/** A record of a file, whole or broken: none is lost. */
export interface SourceRecord {
  /** The line it begins at, counted from 1; for Parquet the number of the record. */
  line: number;
  /** As it is written: the line of JSONL or text, the slice of a JSON array, the record of CSV where it is broken; else null. */
  text: string | null;
  /** What it holds; undefined where it is broken or nested too deeply. */
  value: unknown;
}

/** A record of JSON, as it is written. */
export function jsonRecord(text: string, line: number): SourceRecord {
  return { line, text, value: parsed(text) };
}

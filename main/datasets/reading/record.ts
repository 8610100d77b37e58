import { isNestedTooDeeply, type JsonFaultWhy, jsonFault } from "./json-fault.ts";

/** Records that are given at once. */
export const batchSize = 500;

/** What is wrong with a record. The words are in `strings/datasets.ts` under `broken`. */
export type BrokenWhy = JsonFaultWhy | "too_many_cells" | "open_quote" | "after_quote";

/** A record of a file, whole or broken: none is lost. */
export interface SourceRecord {
  /** The line it begins at, counted from 1; for Parquet the number of the record. */
  line: number;
  /** As it is written: the line of JSONL or text, the slice of a JSON array, the record of CSV where it is broken; else null. */
  text: string | null;
  /** What it holds; undefined where it is broken. */
  value: unknown;
  /** What is wrong with it, and the first character of `text` that is, counted from 1. */
  broken: { why: BrokenWhy; column: number } | null;
}

/** A record of JSON, as it is written. */
export function jsonRecord(text: string, line: number): SourceRecord {
  // What is nested too deeply could be read, but not written again.
  if (!isNestedTooDeeply(text))
    try {
      return { line, text, value: JSON.parse(text), broken: null };
    } catch {
      // What is wrong with it is looked for below, with its place.
    }
  const { why, at } = jsonFault(text) ?? { why: "too_deep", at: 0 };
  return { line, text, value: undefined, broken: { why, column: at + 1 } };
}

import { beginningOf } from "../../preload/cut.ts";
import { type FoundryError, problem } from "../foundry/error.ts";

/** What is wrong with a file. The words are in `strings/diagnoses.ts`. */
export type Why =
  | "binary"
  | "bomb"
  | "changed"
  | "empty"
  | "encoding"
  | "gzip"
  | "gzip_parquet"
  | "gzip_twice"
  | "parquet"
  | "unreadable"
  | "zip";

/** Why a file is not taken; the cause is kept for the log. */
export const refused = (why: Why, cause?: unknown): FoundryError => problem(`dataset_${why}`, {}, cause);

/** The same of one line, counted from 1. `what` is wrong with it in the words of who reads it. */
export const refusedLine = (line: number, what: string): FoundryError =>
  problem("dataset_bad_line", { line: String(line), what: beginningOf(what, 200) });

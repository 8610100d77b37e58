import { beginningOf } from "../../preload/cut.ts";
import { type FoundryError, problem } from "../foundry/error.ts";

/** What is wrong with a file. The words are in `strings/diagnoses.ts`. */
export type Why = "binary" | "encoding" | "empty" | "too_large" | "unreadable";

/** Why a file is not taken. */
export const refused = (why: Why): FoundryError => problem(`dataset_${why}`);

/** The same of one line, counted from 1. `what` is wrong with it in the words of who reads it. */
export const refusedLine = (line: number, what: string): FoundryError =>
  problem("dataset_bad_line", { line: String(line), what: beginningOf(what, 200) });

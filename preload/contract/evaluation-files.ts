import { z } from "zod";
import type { EvaluationOrigin, EvaluationSummary } from "./evaluations.ts";
import { id } from "./fields.ts";
import { method } from "./method.ts";

/** The formats an evaluation is written in. */
export const evaluationFormats = [
  "bundle",
  "html",
  "markdown",
  "csv",
  "json",
  "junit",
  "promptfoo",
  "promptfoo_results",
] as const;
export type EvaluationFormat = (typeof evaluationFormats)[number];

/** Why something of a file was not taken as it is. */
export type LeftOutCode =
  | "unreadable"
  | "no_place"
  | "too_many_models"
  | "too_many_graders"
  | "too_many_repeats"
  | "more_prompts"
  | "template"
  | "code"
  | "script"
  | "file"
  | "criterion"
  | "value_varies"
  | "negated"
  | "distance"
  | "many_values"
  | "no_criteria";

/** What of a file was not taken, how often, and what it was called there. */
export interface LeftOut {
  code: LeftOutCode;
  count: number;
  names: string[];
}

/** What was found in files, before anything of it is saved. */
export interface FoundEvaluation {
  /** Names it until it is saved or discarded. */
  id: string;
  origin: EvaluationOrigin;
  /** `draft`: rows and graders that can be started; `results`: past results, which are read only. */
  holds: "draft" | "results";
  name: string;
  models: string[];
  graders: string[];
  rows: number;
  answers: number;
  /** Answers or grades by one grader that are not graded in the file. */
  ungraded: number;
  leftOut: LeftOut[];
  /** Which column of a table was taken for what; empty for other files. */
  columns: { name: string; as: ColumnUse; of: string }[];
  /** JavaScript that came with it. It runs only after the person has allowed it. */
  scripts: { name: string; source: string }[];
  /** What the seals of a report say; null for other files. */
  seals: SealsFound | null;
}

/** What a column of a table is taken for. */
export type ColumnUse = "asked" | "reference" | "answer" | "score" | "model" | "repeat" | "tags" | "field";

/** Whether a sealed report is as it was. */
export interface SealsFound {
  /** SHA-256 of everything in it. */
  whole: string;
  isWhole: boolean;
  /** Names in `strings.evaluationFiles.sealed` of what was changed. */
  changed: string[];
  /** Names of graders whose settings are others than they were sealed with. */
  graders: string[];
}

export const evaluationFiles = {
  /** Reads files the person picks; null where they pick none. Throws `import_refused`. */
  "evaluationFiles.pick": method<FoundEvaluation | null>()(z.void()),
  /** Saves what was found as an evaluation: a draft with a dataset of its own, or past results. Throws `not_found`. */
  "evaluationFiles.save": method<EvaluationSummary>()(z.strictObject({ id })),
  "evaluationFiles.discard": method<void>()(z.strictObject({ id })),
  /** Ends reading or writing that is under way. */
  "evaluationFiles.cancel": method<void>()(z.void()),
  /** Writes an evaluation to a file the person picks. Gives its path and, for a report, its seal; null where they pick none. */
  "evaluationFiles.export": method<{ path: string; seal: string | null } | null>()(
    z.strictObject({ id, format: z.enum(evaluationFormats) }),
  ),
};

import { z } from "zod";
import { droppedDataLimit, fileNameLimit, modelNameLimit } from "../limits.ts";
import type { Part } from "../parts.ts";
import type { GatherKind, RowOrigin } from "./dataset-origins.ts";
import {
  type DatasetRow,
  type RowDifference,
  type RowWindow,
  rowChoice,
  rowKey,
  rowPart,
  rowsOf,
  rowTag,
  rowTextLimit,
  rowView,
} from "./dataset-rows.ts";
import type { DatasetMethod, RuleFacts } from "./dataset-rules.ts";
import { type Mapping, mappingSchema, type Shape } from "./dataset-shapes.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { currency, id, keptText } from "./fields.ts";
import { method } from "./method.ts";

/** Rows of a person's data, in a file of their own in the profile. */
export interface Dataset {
  id: string;
  name: string;
  /** What it is for, and with that the rules that it is held to. */
  method: DatasetMethod;
  state: DatasetState;
  rows: number;
  /** Bytes of its rows as JSONL. */
  size: number;
  /** The number of the newest version, from 1. */
  version: number;
  /**
   * Rows with findings that block, and with others only; and findings about it as a whole that block. Null until it has
   * been checked.
   */
  findings: { blocks: number; warns: number; whole: number } | null;
  uses: DatasetUse[];
  /** What is being done to it now. */
  job: DatasetJob | null;
  /** Why what was last done to it failed. */
  problem: Diagnosis | null;
  /** Rows that the last export left out, since they could not become what was asked for; 0 again with the next work. */
  leftOut: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
}

/**
 * `waiting`: a file from before there were datasets, not read yet. `importing`: its rows are being read. `interrupted`: they
 * were, when the app ended or something failed; it can be done again. `ready`: all rows are there.
 */
export type DatasetState = "waiting" | "importing" | "interrupted" | "ready";

/** What uses a version of a dataset. */
export interface DatasetUse {
  version: number;
  kind: "draft" | "series" | "job" | "evaluation";
  usedBy: string;
  name: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export type DatasetJobKind =
  | "import"
  | "check"
  | "count"
  | "fix"
  | "deduplicate"
  | "split"
  | "export"
  | "copy";

/** Work on a dataset that may take long. */
export interface DatasetJob {
  id: string;
  kind: DatasetJobKind;
  /** What it is doing of it: a name in `strings.datasets.phases`. */
  phase: string;
  /** Of the phase, in bytes or rows; `total` is null where it is not known. */
  done: number;
  total: number | null;
  /** Null while it cannot be told yet. */
  secondsLeft: number | null;
}

/** Files that are about to become a dataset: what they are, and what their first rows become. */
export interface Intake {
  id: string;
  name: string;
  files: IntakeFile[];
  refused: { name: string; diagnosis: Diagnosis }[];
  /** Whether there were more files than are taken. */
  isCut: boolean;
  /** The ways to read their records, the likeliest first. */
  guesses: Mapping[];
  mapping: Mapping;
  /** The columns or keys that the first records have. */
  columns: string[];
  /** The first three rows. */
  preview: PreviewRow[];
  /** Bytes that the largest group of rows of a Parquet file needs at once, where that is much: asked for before it is read. */
  needs: number | null;
}

/** A file of an intake. */
export interface IntakeFile {
  name: string;
  format: "jsonl" | "json" | "csv" | "parquet" | "text";
  /** A name in `strings.datasets.encodings`; null where a format has none. */
  encoding: string | null;
  isGzip: boolean;
  bytes: number;
  /** Column names that were empty or there twice, and were made unique. */
  renamed: string[];
  /** How many of its first 200 records do not fit, and are kept as they are. */
  unfit: number;
  /** How it is read where that differs from the mapping of the intake; else null. */
  reads: { shape: Shape; columns: string[] } | null;
}

/** A record as it stands in its file, and the row it becomes. */
export interface PreviewRow {
  file: string;
  line: number;
  source: string;
  row: string;
  /** Why it does not fit the mapping; it is kept as it is then. */
  unmapped: string | null;
}

/** Rows from inside the app: which, and how many of them there would be. */
export interface Gathering {
  rows: number;
  /** What is left out, by the reason: a name in `strings.datasets.leftOut`. */
  leftOut: { why: string; count: number }[];
  preview: string[];
}

/** A dataset that is open. */
export interface OpenDataset {
  dataset: Dataset;
  versions: DatasetVersion[];
  /** Rows in each part, and in none. */
  parts: Record<Part | "none", number>;
  tags: { tag: string; rows: number }[];
  languages: { language: string; rows: number }[];
  origins: { number: number; kind: string; name: string; rows: number }[];
  findings: RuleCount[];
  /** How it was checked last; null when it never was. */
  checked: CheckedAs | null;
  /** Null until tokens have been counted. */
  tokens: TokenCount | null;
  /** What an undo would take back, and a redo bring back: a name in `strings.datasets.operations`. */
  undo: string | null;
  redo: string | null;
}

export interface CheckedAs {
  method: DatasetMethod;
  model: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether rows have changed since then. */
  isOld: boolean;
}

/** The tokens of a dataset: all counted, or estimated from a sample. */
export interface TokenCount {
  tokens: number;
  /** Half the width of the 95% interval; 0 when every row was counted. */
  error: number;
  /** How many rows were counted. */
  counted: number;
  seed: number;
}

export interface DatasetVersion {
  number: number;
  rows: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether nothing in it changes any more. */
  isSealed: boolean;
  uses: DatasetUse[];
}

/** The findings of one rule. */
export interface RuleCount extends RuleFacts {
  /** How many rows have it; 0 and 1 for findings on the dataset as a whole. */
  rows: number;
  /** What the words of a finding on the whole dataset are filled with; null for findings on rows. */
  parameters: Record<string, string> | null;
}

/** What a fix would do. */
export interface FixPreview {
  rule: string;
  changed: number;
  removed: number;
  /** Rows that only a person can put right. */
  left: number;
  examples: { key: number; line: number | null; before: string; after: string | null }[];
}

/** How the rows of a dataset are spread. */
export interface Distributions {
  tokens: Histogram | null;
  characters: Histogram;
  turns: Histogram;
  /** Messages by role. */
  roles: { role: string; count: number }[];
  findings: { rule: string; rows: number }[];
}

export interface Histogram {
  /** The lower edge of each bar, and the upper edge of the last. */
  edges: number[];
  counts: number[];
  median: number;
  /** The value that 95% of rows do not exceed. */
  most: number;
}

/** What training would cost. */
export interface TrainingCost {
  rows: number;
  /** Null until tokens have been counted. */
  tokens: TokenCount | null;
  epochs: number | null;
  /** Of a million tokens; null where none is known. */
  price: { amount: number; currency: string; at: number } | null;
  total: number | null;
}

/** What a refusal by the service says about rows. */
export interface RefusalFound {
  /** `number` is a row's place in the file that was sent, counted from 1. */
  rows: { key: number; number: number; from: RowOrigin | null }[];
  /** The kinds of harm that it names, as the service writes them: its rows are only suspects then. */
  harms: string[];
  /** The rule that finds it from now on; null where the words name no fault that a rule could find. */
  rule: string | null;
  isLearned: boolean;
}

/** After a change of rows. */
export interface Changed {
  dataset: Dataset;
  /** The rows that it was about. */
  keys: number[];
}

const name = keptText.trim().min(1).max(fileNameLimit);
const purpose = mappingSchema.shape.method;
const seed = z.number().int().min(0).max(4_294_967_295);
const model = z.string().trim().min(1).max(modelNameLimit).nullable();
const rowText = z.string().max(rowTextLimit);
const filePath = z.string().min(1).max(4096);
const epochs = z.number().int().min(1).max(100);

/** The schema of `GivenFile`. */
export const given = z.union([
  z.strictObject({ path: filePath }),
  z.strictObject({
    name,
    bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= droppedDataLimit),
  }),
]);

/** A file that was dropped: where it lies, or where it lies nowhere, its bytes. */
export type GivenFile = z.infer<typeof given>;

/** Which of the things inside the app become rows. */
const choice = z.discriminatedUnion("from", [
  z.strictObject({
    from: z.literal("conversations"),
    /** Null for all of them. */
    ids: z.array(id).min(1).max(100_000).nullable(),
    /** Those in which this is found; empty for all. */
    search: z.string().max(1000),
  }),
  z.strictObject({ from: z.literal("votes"), task: z.string().max(80).nullable(), onlyBlind: z.boolean() }),
  z.strictObject({ from: z.literal("series"), seriesId: id, as: z.enum(["supervised", "evaluation"]) }),
]) satisfies z.ZodType<{ from: GatherKind }>;

export type GatherChoice = z.infer<typeof choice>;

const shares = z.strictObject({
  train: z.number().min(0).max(1),
  validation: z.number().min(0).max(1),
  test: z.number().min(0).max(1),
});

export const datasets = {
  /** All of them, newest first. */
  "datasets.list": method<Dataset[]>()(z.void()),
  /** Reads the files that are from before there were datasets. */
  "datasets.prepare": method<void>()(z.void()),
  /** Asks for files or a folder, and tells what they are. Null when none was picked. */
  "datasets.pick": method<Intake | null>()(z.strictObject({ what: z.enum(["files", "folder"]) })),
  /** Tells what dropped files are. */
  "datasets.drop": method<Intake>()(z.strictObject({ files: z.array(given).min(1).max(1000) })),
  /** The same of text that was pasted. */
  "datasets.paste": method<Intake>()(z.strictObject({ text: z.string().min(1).max(droppedDataLimit) })),
  /** What the files become with another mapping. */
  "datasets.map": method<Intake>()(z.strictObject({ intakeId: id, mapping: mappingSchema })),
  /** Forgets files that were to become a dataset. */
  "datasets.discard": method<void>()(z.strictObject({ intakeId: id })),
  /** Makes a dataset of them, or adds their rows to one. Its rows arrive by and by. */
  "datasets.import": method<Dataset>()(
    z.strictObject({ intakeId: id, name, into: id.nullable(), mayNeedMuch: z.boolean() }),
  ),
  /** Reads the rows again of a dataset whose import was interrupted. */
  "datasets.importAgain": method<Dataset>()(z.strictObject({ id })),
  /** How many rows conversations, votes or a series would give. */
  "datasets.weigh": method<Gathering>()(z.strictObject({ choice })),
  /** Makes a dataset of them. */
  "datasets.gather": method<Dataset>()(z.strictObject({ choice, name })),
  "datasets.open": method<OpenDataset>()(z.strictObject({ id })),
  "datasets.rows": method<RowWindow>()(
    z.strictObject({
      ...rowsOf,
      view: rowView,
      from: z.number().int().min(0),
      count: z.number().int().min(1).max(500),
    }),
  ),
  "datasets.row": method<DatasetRow>()(z.strictObject({ ...rowsOf, key: rowKey })),
  "datasets.differences": method<{
    added: number;
    removed: number;
    changed: number;
    rows: RowDifference[];
  }>()(
    z.strictObject({
      id,
      before: z.number().int().min(1),
      /** Null for the newest state. */
      after: z.number().int().min(1).nullable(),
      from: z.number().int().min(0),
      count: z.number().int().min(1).max(500),
    }),
  ),
  "datasets.distributions": method<Distributions>()(z.strictObject({ ...rowsOf })),
  "datasets.cost": method<TrainingCost>()(z.strictObject({ id, model, epochs: epochs.nullable() })),
  /** Types what a million tokens of training cost; null takes it away again. */
  "datasets.setPrice": method<void>()(
    z.strictObject({
      model: z.string().trim().min(1).max(modelNameLimit),
      price: z.strictObject({ amount: z.number().min(0).max(1_000_000), currency }).nullable(),
    }),
  ),
  /** Begins to check it. */
  "datasets.check": method<Dataset>()(z.strictObject({ id, method: purpose, model })),
  /** Begins to count every token. */
  "datasets.count": method<Dataset>()(z.strictObject({ id })),
  "datasets.previewFix": method<FixPreview>()(
    z.strictObject({
      id,
      rule: z.string().min(1).max(80),
      keys: z.array(rowKey).min(1).max(1000).nullable(),
    }),
  ),
  "datasets.fix": method<Dataset>()(
    z.strictObject({
      id,
      rule: z.string().min(1).max(80),
      keys: z.array(rowKey).min(1).max(1000).nullable(),
    }),
  ),
  /** Each of these throws `dataset_busy` while work that changes rows is under way. */
  "datasets.edit": method<Changed>()(z.strictObject({ id, key: rowKey, text: rowText })),
  "datasets.addRow": method<Changed>()(z.strictObject({ id, after: rowKey.nullable(), text: rowText })),
  "datasets.duplicateRows": method<Changed>()(z.strictObject({ id, choice: rowChoice })),
  "datasets.deleteRows": method<Changed>()(z.strictObject({ id, choice: rowChoice })),
  "datasets.tag": method<Changed>()(
    z.strictObject({ id, choice: rowChoice, tag: rowTag, isOn: z.boolean() }),
  ),
  "datasets.setPart": method<Changed>()(z.strictObject({ id, choice: rowChoice, part: rowPart.nullable() })),
  "datasets.undo": method<Changed>()(z.strictObject({ id })),
  "datasets.redo": method<Changed>()(z.strictObject({ id })),
  "datasets.split": method<Dataset>()(z.strictObject({ id, seed, shares, keepTogether: z.boolean() })),
  /** Removes rows that are the same as an earlier one, or with `near` nearly the same. */
  "datasets.deduplicate": method<Dataset>()(z.strictObject({ id, near: z.boolean() })),
  /** Makes a dataset of some rows of another, or of all rows of several. */
  "datasets.sample": method<Dataset>()(
    z.strictObject({ id, view: rowView, rows: z.number().int().min(1).max(100_000_000), seed, name }),
  ),
  "datasets.merge": method<Dataset>()(z.strictObject({ ids: z.array(id).min(2).max(100), name })),
  /** Writes rows into a file that the person picks. Null when none was picked. */
  "datasets.export": method<Dataset | null>()(
    z.strictObject({
      ...rowsOf,
      format: z.enum(["jsonl", "csv", "parquet"]),
      method: purpose,
      part: z.union([rowPart, z.literal("none")]).nullable(),
      isGzip: z.boolean(),
    }),
  ),
  /** Ends the version that is being worked on; the next change begins another. */
  "datasets.seal": method<Dataset>()(z.strictObject({ id })),
  /** Finds the rows that a refusal by the service is about, and keeps the rule that would have caught it. */
  "datasets.refusal": method<RefusalFound>()(
    z.strictObject({
      ...rowsOf,
      /** The part that the service had; null for all rows. */
      part: rowPart.nullable(),
      message: z.string().max(20_000),
    }),
  ),
  /** Says that a series asks prompts of a dataset as it is now. Throws `not_found`. */
  "datasets.askedBy": method<void>()(z.strictObject({ id, seriesId: id })),
  /** Ends the work on a dataset that is under way. */
  "datasets.cancel": method<void>()(z.strictObject({ id })),
  "datasets.rename": method<Dataset>()(z.strictObject({ id, name })),
  /** Takes a dataset away; until the app ends it can be restored. */
  "datasets.remove": method<void>()(z.strictObject({ id })),
  "datasets.restore": method<Dataset>()(z.strictObject({ id })),
};

export type DatasetEvents = {
  "datasets.changed": Dataset[];
};

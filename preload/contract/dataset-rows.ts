import { z } from "zod";
import { type Part, partNames } from "../parts.ts";
import type { RowOrigin } from "./dataset-origins.ts";
import type { Finding } from "./dataset-rules.ts";
import { id, keptText } from "./fields.ts";

/** Characters of one row that the window shows and edits; longer rows are told by their beginning. */
export const rowTextLimit = 4_000_000;

/** Rows that are named one by one in a call. */
const keysLimit = 100_000;

const part = z.enum(partNames);
const tag = keptText.trim().min(1).max(40);
const count = z.number().int().min(0);

/** The rows that a table shows, and in which order. */
export const rowView = z.strictObject({
  search: z.string().max(1000),
  /** Rows with this finding; `*` for any. */
  rule: z.string().min(1).max(80).nullable(),
  tag: tag.nullable(),
  /** `none` for rows in no part. */
  part: z.union([part, z.literal("none")]).nullable(),
  /** The number of an origin in the dataset's list of them. */
  origin: count.nullable(),
  language: z.string().min(1).max(40).nullable(),
  /** Characters of a row. */
  shortest: count.nullable(),
  longest: count.nullable(),
  sort: z.enum(["place", "characters", "tokens", "turns", "findings", "part", "language"]),
  isDescending: z.boolean(),
});

export type RowView = z.infer<typeof rowView>;

const key = z.number().int().min(1);

/** The rows that something is done to: named one by one, or all that a view shows. */
export const rowChoice = z.union([
  z.strictObject({ keys: z.array(key).min(1).max(keysLimit) }),
  z.strictObject({ view: rowView }),
]);

export type RowChoice = z.infer<typeof rowChoice>;

/** Which rows of which dataset, at which version; null for the newest state. */
export const rowsOf = { id, version: z.number().int().min(1).nullable() };

export const rowKey = key;
export const rowPart = part;
export const rowTag = tag;

/** A row of a table. */
export interface RowLine {
  /** Its name through all versions. */
  key: number;
  /** The beginning of what is asked and answered in it, or of its text where that is not known. */
  asked: string;
  answered: string;
  /** How many messages it has. */
  turns: number;
  characters: number;
  /** Null where they have not been counted. */
  tokens: number | null;
  language: string | null;
  part: Part | null;
  tags: string[];
  blocks: number;
  warns: number;
  /** The number of its origin in the list of origins, and its line there. */
  origin: number | null;
  line: number | null;
}

/** A stretch of a table. */
export interface RowWindow {
  rows: RowLine[];
  /** How many rows the view has in all. */
  total: number;
  /** Changes with every change of the rows: what was read before counts no more then. */
  state: number;
}

/** A row in full. */
export interface DatasetRow extends RowLine {
  /** One line of JSON, or what stands in its place. */
  text: string;
  /** True where the text is longer than what is shown. */
  isCut: boolean;
  findings: Finding[];
  from: RowOrigin | null;
}

/** A row that differs between two versions; null where it is in one of them only. */
export interface RowDifference {
  key: number;
  before: string | null;
  after: string | null;
}

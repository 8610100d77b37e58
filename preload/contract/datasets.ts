import { z } from "zod";
import { droppedDataLimit } from "../limits.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { id, keptText } from "./fields.ts";
import { method } from "./method.ts";

/** A file of a person's data that was checked and copied into the profile, as UTF-8. */
export interface Dataset {
  id: string;
  /** The file's name at first; the person's own later. */
  name: string;
  kind: DatasetKind;
  /** Bytes of the copy. */
  size: number;
  /** Lines of JSON, records of CSV below its header, or lines of text. */
  rows: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

export type DatasetKind = "jsonl" | "csv" | "text";

/** What came of files that were given: those that are kept, and why the others are not. */
export interface Intake {
  taken: Dataset[];
  refused: { name: string; diagnosis: Diagnosis }[];
}

const name = keptText.trim().min(1).max(255);

export const datasets = {
  /** All of them, newest first. */
  "datasets.list": method<Dataset[]>()(z.void()),
  /** Asks for files, and takes those that are JSONL, CSV or text. */
  "datasets.pick": method<Intake>()(z.void()),
  /** Takes a file that was dropped into the window. */
  "datasets.add": method<Intake>()(
    z.strictObject({
      name,
      bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= droppedDataLimit),
    }),
  ),
  "datasets.rename": method<Dataset>()(z.strictObject({ id, name })),
  /** Takes a file away; until the app ends it can be restored. */
  "datasets.remove": method<void>()(z.strictObject({ id })),
  "datasets.restore": method<Dataset>()(z.strictObject({ id })),
};

export type DatasetEvents = {
  "datasets.changed": Dataset[];
};

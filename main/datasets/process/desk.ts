import type { RowChoice, RowView, RowWindow } from "../../../preload/contract/dataset-rows.ts";
import type { OpenDataset, RefusalFound, TokenCount } from "../../../preload/contract/datasets.ts";
import { everyRow } from "../../../preload/every-row.ts";
import type { Part } from "../../../preload/parts.ts";
import { problem } from "../../foundry/error.ts";
import type { Database } from "../../storage/database.ts";
import { inTransaction } from "../../storage/database.ts";
import { readFact } from "../../storage/facts.ts";
import { sampleOf } from "../splits/sample.ts";
import * as changes from "../store/changes.ts";
import { countFacets, facetsOf } from "../store/facets.ts";
import { stateOf } from "../store/facts.ts";
import { redoable, step, undoable } from "../store/operations.ts";
import { type PartFacts, partFacts } from "../store/part-facts.ts";
import { fullRow, rowOf } from "../store/rows.ts";
import { histogramOf } from "../store/spread.ts";
import { differences, seal, versionsOf } from "../store/versions.ts";
import { orderOf, windowOf } from "../store/view.ts";
import { checkerOf } from "./checking.ts";
import { beside, databaseOf, operationIn, viewIn } from "./files.ts";
import { previewFix } from "./fixing.ts";
import { recognizeAll } from "./intake.ts";
import { refusedRows } from "./refusal.ts";
import { rolesOf } from "./roles.ts";
import { checkedAs, type Summary, summaryOf } from "./summary.ts";

/** What an open dataset is, as its file has it. */
export type OpenFile = Omit<OpenDataset, "dataset" | "versions"> & {
  versions: ReturnType<typeof versionsOf>;
};

/** What a change of rows gives. */
export interface DoneChange {
  summary: Summary;
  keys: number[];
}

/** A row that was drawn: its whole text. */
export interface DrawnRow {
  key: number;
  text: string;
}

interface OfFile {
  file: string;
}

interface OfRows extends OfFile {
  version: number | null;
}

/** Keys that an undo names. */
const keyLimit = 1000;

/** Milliseconds after which old counts are renewed, when nothing else is asked meanwhile. */
const countPause = 200;

const changed = (database: Database, keys: number[]): DoneChange => ({ summary: summaryOf(database), keys });

/** What a person waits for: short answers from a dataset's file, and changes of a few rows. */
export const desk = {
  recognize: recognizeAll,
  open: ({ file }: OfFile): OpenFile => {
    const database = databaseOf(file);
    const { facets, isOld } = facetsOf(database);
    if (isOld) renewFacets(file);
    return {
      ...facets,
      versions: versionsOf(database),
      checked: checkedAs(database),
      tokens: (readFact(database, "tokens") as TokenCount | undefined) ?? null,
      undo: undoable(database),
      redo: redoable(database),
    };
  },
  rows: (input: OfRows & { view: RowView; from: number; count: number }): RowWindow => {
    const database = databaseOf(input.file);
    const operation = operationIn(database, input.version);
    const state = stateOf(database);
    const view = viewIn(input.file, operation, input.view, state);
    return { ...windowOf(database, operation, view, input.from, input.count), state };
  },
  row: ({ file, version, key }: OfRows & { key: number }) => {
    const database = databaseOf(file);
    const row = fullRow(database, operationIn(database, version), key);
    if (!row) throw problem("not_found");
    return row;
  },
  draw: (input: OfRows & { part: Part | null; rows: number; seed: number }): DrawnRow[] => {
    const database = databaseOf(input.file);
    const operation = operationIn(database, input.version);
    const all = Int32Array.from(orderOf(database, operation, { ...everyRow, part: input.part }));
    return [...sampleOf(all, input.rows, input.seed)].flatMap((id) => {
      const row = rowOf(database, id);
      return row ? [{ key: row.key, text: row.text }] : [];
    });
  },
  differences: (input: OfFile & { before: number; after: number | null; from: number; count: number }) => {
    const database = databaseOf(input.file);
    const [before, after] = [operationIn(database, input.before), operationIn(database, input.after)];
    return differences(database, before, after, input.from, input.count);
  },
  distributions: ({ file, version }: OfRows) => {
    const database = databaseOf(file);
    const operation = operationIn(database, version);
    const none = { edges: [], counts: [], median: 0, most: 0 };
    return {
      tokens: histogramOf(database, operation, "tokens"),
      characters: histogramOf(database, operation, "characters") ?? none,
      turns: histogramOf(database, operation, "turns") ?? none,
      roles: rolesOf(database),
      findings: facetsOf(database).facets.findings.map(({ rule, rows }) => ({ rule, rows })),
    };
  },
  partFacts: ({ file, version, part }: OfRows & { part: Part | null }): PartFacts => {
    const database = databaseOf(file);
    return partFacts(database, operationIn(database, version), part);
  },
  previewFix: ({ file, rule, keys }: OfFile & { rule: string; keys: number[] | null }) =>
    beside(file, (database) => previewFix(database, rule, keys)),
  refusal: (input: OfRows & { part: Part | null; message: string }): Promise<RefusalFound> =>
    beside(input.file, (database) =>
      refusedRows(database, operationIn(database, input.version), input.part, input.message),
    ),
  edit: ({ file, key, text }: OfFile & { key: number; text: string }): DoneChange => {
    const database = databaseOf(file);
    return changed(database, changes.editRow(database, key, text, checkerOf(database)));
  },
  addRow: ({ file, after, text }: OfFile & { after: number | null; text: string }): DoneChange => {
    const database = databaseOf(file);
    return changed(database, changes.addRow(database, after, text, checkerOf(database)));
  },
  duplicateRows: ({ file, choice }: OfFile & { choice: RowChoice }): DoneChange => {
    const database = databaseOf(file);
    return changed(database, changes.duplicateRows(database, choice, checkerOf(database)));
  },
  deleteRows: ({ file, choice }: OfFile & { choice: RowChoice }): DoneChange => {
    const database = databaseOf(file);
    return changed(database, changes.deleteRows(database, choice));
  },
  tag: (input: OfFile & { choice: RowChoice; tag: string; isOn: boolean }): DoneChange => {
    const database = databaseOf(input.file);
    return changed(database, changes.tagRows(database, input.choice, input.tag, input.isOn));
  },
  setPart: ({ file, choice, part }: OfFile & { choice: RowChoice; part: Part | null }): DoneChange => {
    const database = databaseOf(file);
    return changed(database, changes.setPart(database, choice, part));
  },
  step: ({ file, direction }: OfFile & { direction: -1 | 1 }): DoneChange => {
    const database = databaseOf(file);
    return changed(database, step(database, direction, keyLimit));
  },
  seal: ({ file }: OfFile): number => {
    const database = databaseOf(file);
    return inTransaction(database, () => seal(database));
  },
};

const renewing = new Map<string, NodeJS.Timeout>();

/** Counts anew what many rows can be told apart by, once nothing else is asked. */
function renewFacets(file: string): void {
  clearTimeout(renewing.get(file));
  const renew = () => {
    renewing.delete(file);
    try {
      countFacets(databaseOf(file));
    } catch {
      // A long write holds the file: the next who opens it has them counted.
    }
  };
  renewing.set(file, setTimeout(renew, countPause));
}

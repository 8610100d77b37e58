import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { Database } from "../../storage/database.ts";
import { eachRow } from "../../storage/each-row.ts";
import { headOf } from "./operations.ts";
import { findingOf, originOf, rowAt, type StoredRow, storedRow } from "./rows.ts";

/** Where a row is: its number through all versions, and where it was read from, if from a file. */
export interface RowPlace {
  row: number;
  file: string | null;
  line: number | null;
}

/** A finding with its row's place and text. */
export interface PlacedFinding extends RowPlace {
  finding: Finding;
  text: string;
}

/**
 * What was found in rows that were never changed, in their order: all of it, or the first of one rule. One is read at a
 * time, and its row once for all of its findings.
 */
export function* placedFindings(
  database: Database,
  of?: { rule: string; limit: number },
): Generator<PlacedFinding, void> {
  const found =
    of === undefined
      ? eachRow(database.prepare("select * from findings order by row, severity"))
      : eachRow(
          database.prepare("select * from findings where rule = ? order by row, id limit ?"),
          of.rule,
          of.limit,
        );
  const rowOf = database.prepare("select * from rows where id = ?");
  const fileOf = fileNames(database);
  let last = { id: 0, place: { row: 0, file: null, line: null } as RowPlace, text: "" };
  for (const one of found) {
    const id = Number(one.row);
    if (last.id !== id) {
      const row = rowOf.get(id);
      if (!row) continue;
      const stored = storedRow(row);
      last = { id, place: placeOf(stored, fileOf), text: stored.text };
    }
    yield { ...last.place, finding: findingOf(one), text: last.text };
  }
}

/** The place of the row of this number; null where there is none. */
export function rowPlace(database: Database, key: number): RowPlace | null {
  const row = rowAt(database, headOf(database), key);
  return row ? placeOf(row, fileNames(database)) : null;
}

function placeOf({ key, origin }: StoredRow, fileOf: (origin: number | null) => string | null): RowPlace {
  const file = fileOf(origin.number);
  return { row: key, file, line: file === null ? null : Number(origin.spot) };
}

/** Tells the file that an origin is, by its number; null for what is none. Each is looked up once. */
function fileNames(database: Database): (origin: number | null) => string | null {
  const known = new Map<number | null, string | null>();
  return (number) => {
    const name = known.get(number);
    if (name !== undefined) return name;
    const origin = originOf(database, { number, spot: null });
    const file = origin?.kind === "file" ? origin.file : null;
    known.set(number, file);
    return file;
  };
}

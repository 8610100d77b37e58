import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { Database } from "../../storage/database.ts";
import { eachRow } from "../../storage/each-row.ts";
import { headOf } from "./operations.ts";
import { findingOf, originOf, rowAt, rowOf, type StoredRow } from "./rows.ts";

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
  let last = { id: 0, place: { row: 0, file: null, line: null } as RowPlace, text: "" };
  for (const one of found) {
    const id = Number(one.row);
    if (last.id !== id) {
      const row = rowOf(database, id);
      if (!row) continue;
      last = { id, place: placeOf(database, row), text: row.text };
    }
    yield { ...last.place, finding: findingOf(one), text: last.text };
  }
}

/** The place of the row of this number; null where there is none. */
export function rowPlace(database: Database, key: number): RowPlace | null {
  const row = rowAt(database, headOf(database), key);
  return row ? placeOf(database, row) : null;
}

function placeOf(database: Database, { key, origin }: StoredRow): RowPlace {
  const from = originOf(database, origin);
  return from?.kind === "file"
    ? { row: key, file: from.file, line: from.line }
    : { row: key, file: null, line: null };
}

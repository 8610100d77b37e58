import type { DatasetRow } from "../../../preload/contract/dataset-rows.ts";
import { rowTextLimit } from "../../../preload/contract/dataset-rows.ts";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";
import { cellText } from "../../storage/text-cell.ts";
import { joinOrigin } from "./origins.ts";
import { linesOf } from "./view.ts";
import type { OriginCell } from "./writer.ts";

/** A row as it stands in the file. */
export interface StoredRow {
  id: number;
  key: number;
  place: number;
  text: string;
  origin: OriginCell;
}

/** The row of this key as it was after an operation; undefined where it was not there. */
export function rowAt(database: Database, operation: number, key: number): StoredRow | undefined {
  const row = database
    .prepare("select * from rows where key = ?1 and since <= ?2 and until > ?2")
    .get(key, operation);
  return row && storedRow(row);
}

/** The row of an id. */
export function rowOf(database: Database, id: number): StoredRow | undefined {
  const row = database.prepare("select * from rows where id = ?").get(id);
  return row && storedRow(row);
}

/** Rows whose ids are read at once. */
const idsAtOnce = 1000;

/**
 * Every row as it was after an operation, in order; one is read at a time. Between two of them the file is not held: what
 * goes through it can write, also when others have written meanwhile.
 */
export function* rowsAt(database: Database, operation: number): Generator<StoredRow, void> {
  const following = database.prepare(
    `select id, place from rows where since <= ?1 and until > ?1 and (place, id) > (?2, ?3)
     order by place, id limit ${idsAtOnce}`,
  );
  const find = database.prepare("select * from rows where id = ?");
  let [place, id] = [Number.NEGATIVE_INFINITY, 0];
  for (;;) {
    const ids = following.all(operation, place, id);
    for (const one of ids) {
      [place, id] = [Number(one.place), Number(one.id)];
      const row = find.get(id);
      if (row) yield storedRow(row);
    }
    if (ids.length < idsAtOnce) return;
  }
}

/** A row from what the file has in its columns. */
export function storedRow(row: Record<string, unknown>): StoredRow {
  const spot = typeof row.spot === "number" || typeof row.spot === "string" ? row.spot : null;
  return {
    id: Number(row.id),
    key: Number(row.key),
    place: Number(row.place),
    text: cellText(row.text),
    origin: { number: row.origin === null ? null : Number(row.origin), spot },
  };
}

/** A row in full, as the window shows it; undefined where it was not there. */
export function fullRow(database: Database, operation: number, key: number): DatasetRow | undefined {
  const row = rowAt(database, operation, key);
  const [described] = row ? linesOf(database, operation, [row.id]) : [];
  if (!row || !described) return undefined;
  return {
    ...described.line,
    text: beginningOf(row.text, rowTextLimit),
    isCut: row.text.length > rowTextLimit,
    findings: findingsOf(database, row.id),
    from: originOf(database, row.origin),
  };
}

/** Where a row comes from; null for one that was made here. */
export function originOf(database: Database, { number, spot }: OriginCell): DatasetRow["from"] {
  if (number === null) return null;
  const origin = database.prepare("select kind, detail from origins where number = ?").get(number);
  return origin ? joinOrigin(String(origin.kind), String(origin.detail), spot) : null;
}

/** What was found in a row, in the order of its text. */
export function findingsOf(database: Database, id: number): Finding[] {
  return database.prepare("select * from findings where row = ? order by at, id").all(id).map(findingOf);
}

/** A finding as it stands in the file. */
export const findingOf = (row: Record<string, unknown>): Finding => ({
  rule: String(row.rule),
  severity: row.severity === "blocks" ? "blocks" : "warns",
  at: Number(row.at),
  length: Number(row.length),
  path: String(row.path),
  parameters: (parseJson(String(row.parameters)) ?? {}) as Record<string, string>,
});

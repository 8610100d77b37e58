import type { RowDifference } from "../../../preload/contract/dataset-rows.ts";
import type { DatasetVersion } from "../../../preload/contract/datasets.ts";
import type { Database } from "../../storage/database.ts";
import { cellText } from "../../storage/text-cell.ts";
import { begunAt, headOf, sealedAt, sizeAt } from "./operations.ts";

/** The versions of a dataset, the newest first. The newest is not sealed while rows in it may still change. */
export function versionsOf(database: Database): Omit<DatasetVersion, "uses">[] {
  const head = headOf(database);
  const sealed = database
    .prepare("select number, operation, at from versions order by number desc")
    .all()
    .map((row) => ({
      number: Number(row.number),
      rows: sizeAt(database, Number(row.operation)).rows,
      at: Number(row.at),
      isSealed: true,
    }));
  if (head === sealedAt(database)) return sealed;
  const at = begunAt(database, head);
  return [{ number: sealed.length + 1, rows: sizeAt(database, head).rows, at, isSealed: false }, ...sealed];
}

/** The number of the newest version. */
export const newestVersion = (database: Database): number => versionsOf(database)[0]?.number ?? 1;

/** The operation whose result a version is; null names the newest state. Undefined for a version that is not there. */
export function operationOf(database: Database, version: number | null): number | undefined {
  const head = headOf(database);
  if (version === null) return head;
  const row = database.prepare("select operation from versions where number = ?").get(version);
  if (row !== undefined) return Number(row.operation);
  return version === newestVersion(database) ? head : undefined;
}

/** Ends the newest version: the next change begins another. Gives its number. */
export function seal(database: Database): number {
  const number = newestVersion(database);
  const head = headOf(database);
  if (head > sealedAt(database))
    database.prepare("insert into versions values (?, ?, ?)").run(number, head, Date.now());
  return number;
}

/** What two states of a dataset differ in, row by row, by their operations. */
export function differences(database: Database, before: number, after: number, from: number, count: number) {
  const total = (sql: string) => Number(database.prepare(sql).get(before, after)?.count ?? 0);
  const pages = database
    .prepare(
      `select key, max(before) as before, max(after) as after from (${changed}) group by key order by place limit ?3 offset ?4`,
    )
    .all(before, after, count, from);
  const textOf = (id: unknown): string | null => {
    if (id === null) return null;
    return cellText(database.prepare("select text from rows where id = ?").get(Number(id))?.text);
  };
  const rows = pages.map(
    (row): RowDifference => ({
      key: Number(row.key),
      before: textOf(row.before),
      after: textOf(row.after),
    }),
  );
  const grouped = `select max(before) as before, max(after) as after from (${changed}) group by key`;
  return {
    added: total(`select count(*) as count from (${grouped}) where before is null`),
    removed: total(`select count(*) as count from (${grouped}) where after is null`),
    changed: total(
      `select count(*) as count from (${grouped}) where before is not null and after is not null`,
    ),
    rows,
  };
}

/** The rows that are in one of two states only, each with its id there. */
const changed = `
  select key, place, id as before, null as after from rows
  where since <= ?1 and until > ?1 and not (since <= ?2 and until > ?2)
  union all
  select key, place, null as before, id as after from rows
  where since <= ?2 and until > ?2 and not (since <= ?1 and until > ?1)`;

import { parseJson } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";

/** A small thing that a dataset's file knows of itself; undefined where it was never written, or is no JSON. */
export function readFact(database: Database, name: string): unknown {
  const row = database.prepare("select value from facts where name = ?").get(name);
  return row === undefined ? undefined : parseJson(String(row.value));
}

/** Writes such a thing as JSON; null takes it away. */
export function writeFact(database: Database, name: string, value: unknown): void {
  if (value === null) database.prepare("delete from facts where name = ?").run(name);
  else
    database
      .prepare("insert into facts values (?, ?) on conflict (name) do update set value = excluded.value")
      .run(name, JSON.stringify(value));
}

/** A number that is another one after every change of rows or findings. */
export const stateOf = (database: Database): number => Number(readFact(database, "state") ?? 0);

/** Says that rows or findings have changed. */
export const touch = (database: Database): void => writeFact(database, "state", stateOf(database) + 1);

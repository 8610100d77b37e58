import type { Database } from "./database.ts";

/** A small thing that a file of rows knows of itself; undefined where it was never written, or is no JSON. */
export function readFact(database: Database, name: string): unknown {
  const row = database.prepare("select value from facts where name = ?").get(name);
  try {
    return row === undefined ? undefined : JSON.parse(String(row.value));
  } catch {
    return undefined;
  }
}

/** Writes such a thing as JSON; null takes it away. */
export function writeFact(database: Database, name: string, value: unknown): void {
  if (value === null) database.prepare("delete from facts where name = ?").run(name);
  else
    database
      .prepare("insert into facts values (?, ?) on conflict (name) do update set value = excluded.value")
      .run(name, JSON.stringify(value));
}

import { asList, parseJson } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";

/** Ids of rows that come from the same conversation, vote or prompt, group by group. A file is no such origin. */
export function sharedOrigins(database: Database, operation: number): Int32Array[] {
  const shared = database
    .prepare(
      `select r.id, r.origin, r.spot, o.kind from rows r join origins o on o.number = r.origin
       where r.since <= ?1 and r.until > ?1 and o.kind not in ('file', 'dataset')`,
    )
    .all(operation);
  const together = new Map<string, number[]>();
  for (const { id, origin, spot, kind } of shared) {
    const name = `${origin} ${kind === "series" ? promptIn(spot) : ""}`;
    const ids = together.get(name);
    if (ids === undefined) together.set(name, [Number(id)]);
    else ids.push(Number(id));
  }
  return [...together.values()].map((ids) => Int32Array.from(ids));
}

/** The prompt of a series that a row is from: all answers to it are about the same. */
const promptIn = (spot: unknown): string => JSON.stringify(asList(parseJson(String(spot)))[0] ?? null);

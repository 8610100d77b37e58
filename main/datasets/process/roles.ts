import type { Distributions } from "../../../preload/contract/datasets.ts";
import { asList, asObject } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";
import { readFact } from "../../storage/facts.ts";

/** Messages by role, as the last check has counted them. */
export const rolesOf = (database: Database): Distributions["roles"] =>
  (readFact(database, "roles") as Distributions["roles"] | undefined) ?? [];

/** Roles that are told apart: what else is called one is a fault. */
const roleLimit = 50;

/** Counts the messages of rows by role. */
export function createRoleCounts() {
  const counts = new Map<string, number>();
  const count = (messages: unknown) => {
    for (const message of asList(messages)) {
      const role = asObject(message)?.role;
      if (typeof role === "string" && (counts.has(role) || counts.size < roleLimit))
        counts.set(role, (counts.get(role) ?? 0) + 1);
    }
  };
  return {
    /** Takes a row's value. */
    add(value: unknown): void {
      const row = asObject(value);
      if (row === null) return;
      count(row.messages);
      count(asObject(row.input)?.messages);
      count(row.preferred_output);
      count(row.non_preferred_output);
    },
    /** The most usual first. */
    counted: (): Distributions["roles"] =>
      [...counts].map(([role, count]) => ({ role, count })).sort((one, other) => other.count - one.count),
  };
}

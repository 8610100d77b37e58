import type { Database } from "./database.ts";

type Statement = ReturnType<Database["prepare"]>;
type Value = string | number | null | Uint8Array;

/**
 * Statements that are read from. The library's iterator does not keep its statement: one that nobody else holds is
 * collected while it is read, and the process ends there.
 */
const held = new Set<Statement>();

/** The rows of a statement, one read at a time. The statement is not run again before they are through. */
export function* eachRow(statement: Statement, ...values: Value[]): Generator<Record<string, unknown>, void> {
  held.add(statement);
  try {
    for (const row of statement.iterate(...values)) yield row as Record<string, unknown>;
  } finally {
    held.delete(statement);
  }
}

/** The first column of each row of a statement, as a number; without an object for each. */
export function* eachNumber(statement: Statement, ...values: Value[]): Generator<number, void> {
  statement.setReturnArrays(true);
  held.add(statement);
  try {
    for (const row of statement.iterate(...values) as Iterable<unknown>) yield Number((row as [unknown])[0]);
  } finally {
    held.delete(statement);
  }
}

import type { Database } from "./database.ts";

type Statement = ReturnType<Database["prepare"]>;

/** Statements whose rows are being gone through. */
const held = new Set<Statement>();

/**
 * Goes through the rows of a statement, one at a time. The iterator of @photostructure/sqlite does not hold its statement:
 * without anybody who does, it is freed beneath it, and the process ends (seen in 2.6.0).
 */
export function* eachRow(
  statement: Statement,
  ...values: (string | number | null)[]
): Generator<unknown, void> {
  held.add(statement);
  try {
    yield* statement.iterate(...values) as Iterable<unknown>;
  } finally {
    held.delete(statement);
  }
}

import type { Database } from "./database.ts";

type Statement = ReturnType<Database["prepare"]>;
type Values = Parameters<Statement["iterate"]>;

const held = new WeakMap<object, Statement>();

/**
 * The rows of a statement, read one at a time. Use this and not `iterate`: the library's iterator does not keep its
 * statement alive (@photostructure/sqlite 2.6.0, `StatementSyncIterator` holds a bare pointer), so that a statement nobody
 * else holds is collected while it is read.
 */
export function iterate(statement: Statement, ...values: Values): IterableIterator<unknown> {
  const rows = statement.iterate(...values) as IterableIterator<unknown>;
  held.set(rows, statement);
  return rows;
}

import { type Database, inTransaction } from "../../storage/database.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import { carryCounts } from "./counts.ts";
import { touch } from "./facts.ts";
import { never } from "./schema.ts";

/** What is done to a dataset's rows at once, and undone at once: a name in `strings.datasets.operations`. */
export type OperationKind =
  | "import"
  | "add"
  | "edit"
  | "duplicate"
  | "delete"
  | "fix"
  | "split"
  | "tag"
  | "part"
  | "deduplicate";

/** What the rows of a dataset come to. */
export interface Size {
  rows: number;
  /** Bytes as JSONL. */
  size: number;
}

/** The number of the operation whose result is what is seen; 0 before the first. */
export const headOf = (database: Database): number => Number(readFact(database, "head") ?? 0);

/** What the rows come to as they were after an operation. */
export function sizeAt(database: Database, operation: number): Size {
  const row = database.prepare("select rows, size from operations where number = ?").get(operation);
  return { rows: Number(row?.rows ?? 0), size: Number(row?.size ?? 0) };
}

/** When an operation was begun, in milliseconds since the epoch; 0 for none. */
export const begunAt = (database: Database, operation: number): number =>
  Number(database.prepare("select at from operations where number = ?").get(operation)?.at ?? 0);

/**
 * Begins an operation and gives its number. Its rows are seen by nobody until `finish`. What a redo could bring back is gone
 * from then on, and so is what an operation has left that was cut.
 */
export const begin = (database: Database, kind: OperationKind): number =>
  inTransaction(database, () => beginWithin(database, kind));

/** The same within the caller's transaction. */
export function beginWithin(database: Database, kind: OperationKind): number {
  const head = headOf(database);
  takeBack(database, head);
  const number = head + 1;
  const { rows, size } = sizeAt(database, head);
  database
    .prepare("insert into operations values (?, ?, 0, ?, ?, null, null, ?)")
    .run(number, kind, rows, size, Date.now());
  return number;
}

/** Ends an operation: what it did is seen from now on. Within the caller's transaction, if there is one. */
export function finish(database: Database, number: number, change: Size): void {
  database
    .prepare("update operations set is_done = 1, rows = rows + ?, size = size + ? where number = ?")
    .run(change.rows, change.size, number);
  carryCounts(database, number);
  writeFact(database, "head", number);
  touch(database);
}

/** Deletes all that came after an operation. */
function takeBack(database: Database, head: number): void {
  database.prepare("delete from operations where number > ?").run(head);
  // Row by row where most stays; a first import that was cut leaves nothing to keep.
  if (head === 0)
    database.exec(`
      insert into row_texts (row_texts) values ('delete-all');
      delete from findings; delete from rows; delete from marks;
    `);
  else {
    // Said as the indexes of few rows say it, so that they are used.
    const begun = `since > 1 and since > ${head}`;
    const ended = `until < ${never} and until > ${head}`;
    // Not by `run`: what it would give of a row deleted from the index is no number that JavaScript has.
    database.exec(`
      delete from row_texts where rowid in (select id from rows where ${begun});
      delete from findings where row in (select id from rows where ${begun});
      delete from rows where ${begun};
      update rows set until = ${never} where ${ended};
      delete from marks where since > ${head};
      update marks set until = ${never} where ${ended};
    `);
  }
}

/** The kind of operation that an undo would take back; null where there is none, or a sealed version holds it. */
export function undoable(database: Database): OperationKind | null {
  const head = headOf(database);
  return head > Math.max(1, sealedAt(database)) ? kindOf(database, head) : null;
}

/** The kind of operation that a redo would bring back. */
export const redoable = (database: Database): OperationKind | null => kindOf(database, headOf(database) + 1);

/** Goes back before the last operation, or forth to the next. Gives the keys of the rows that differ, at most `limit`. */
export function step(database: Database, direction: -1 | 1, limit: number): number[] {
  const head = headOf(database);
  const number = direction === -1 ? head : head + 1;
  if ((direction === -1 ? undoable(database) : redoable(database)) === null) return [];
  inTransaction(database, () => {
    writeFact(database, "head", head + direction);
    touch(database);
  });
  return keysOf(database, number, limit);
}

/** The keys of the rows that an operation is about. */
function keysOf(database: Database, number: number, limit: number): number[] {
  const changed = database
    .prepare(
      `select key from rows where since > 1 and since = ?1
       union select key from rows where until < ${never} and until = ?1
       union select key from marks where since = ?1 or until = ?1 limit ?2`,
    )
    .all(number, limit);
  return changed.map((row) => Number(row.key));
}

function kindOf(database: Database, number: number): OperationKind | null {
  const row = database.prepare("select kind from operations where number = ? and is_done = 1").get(number);
  return row === undefined ? null : (String(row.kind) as OperationKind);
}

/** The last operation that a sealed version has in it; 0 where none is sealed. */
export function sealedAt(database: Database): number {
  return Number(database.prepare("select max(operation) as operation from versions").get()?.operation ?? 0);
}

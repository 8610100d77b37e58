import type { RowChoice } from "../../../preload/contract/dataset-rows.ts";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { Part } from "../../../preload/parts.ts";
import { problem } from "../../foundry/error.ts";
import { type Database, inTransaction } from "../../storage/database.ts";
import { keepable } from "../../storage/text-cell.ts";
import { beginWithin, finish, headOf, type OperationKind } from "./operations.ts";
import { placeAfter } from "./places.ts";
import { rowAt, rowOf, type StoredRow } from "./rows.ts";
import { orderOf } from "./view.ts";
import { openWriter, type Writer } from "./writer.ts";

/** What a row's text is held to. */
export type CheckText = (text: string) => readonly Finding[];

/** Does one operation in one transaction. Gives what `work` gives: the keys that it is about. */
function change(
  database: Database,
  kind: OperationKind,
  work: (writer: Writer, head: number) => number[],
): number[] {
  return inTransaction(database, () => {
    const head = headOf(database);
    const operation = beginWithin(database, kind);
    const writer = openWriter(database, operation);
    const keys = work(writer, head);
    finish(database, operation, writer.change());
    return keys;
  });
}

/** The ids of the rows that are meant, in their order. */
function chosen(database: Database, choice: RowChoice): Float64Array {
  const head = headOf(database);
  if ("view" in choice) return orderOf(database, head, choice.view);
  return Float64Array.from([...new Set(choice.keys)].flatMap((key) => rowAt(database, head, key)?.id ?? []));
}

/** Puts a text in the place of a row's. Throws `not_found`. */
export function editRow(database: Database, key: number, text: string, check: CheckText): number[] {
  return change(database, "edit", (writer, head) => {
    const row = rowAt(database, head, key);
    if (!row) throw problem("not_found");
    const kept = keepable(text);
    replace(writer, row, kept, check(kept));
    return [key];
  });
}

/** Ends a row and begins another in its place. */
export function replace(writer: Writer, row: StoredRow, text: string, findings: readonly Finding[]): number {
  const { key, place, origin } = row;
  writer.end(row.id, row.text);
  return writer.add({ text, key, place, origin, findings }).id;
}

/** Adds a row behind another, or at the end. Throws `not_found`. */
export function addRow(database: Database, after: number | null, text: string, check: CheckText): number[] {
  return change(database, "add", (writer, head) => {
    const row = after === null ? null : rowAt(database, head, after);
    if (row === undefined) throw problem("not_found");
    const place = row === null ? {} : { place: placeAfter(database, head, row.id) };
    const kept = keepable(text);
    return [writer.add({ text: kept, origin: { kind: "made" }, findings: check(kept), ...place }).key];
  });
}

/** Rows once more, each behind itself. */
export function duplicateRows(database: Database, choice: RowChoice, check: CheckText): number[] {
  const ids = chosen(database, choice);
  return change(database, "duplicate", (writer, head) =>
    named(ids, (id) => {
      const row = rowOf(database, id);
      if (!row) return null;
      const { text, origin } = row;
      return writer.add({ text, origin, place: placeAfter(database, head, row.id), findings: check(text) })
        .key;
    }),
  );
}

/** Ends rows. Gives their keys, as many as a person is told. */
export function deleteRows(database: Database, choice: RowChoice): number[] {
  const ids = chosen(database, choice);
  return change(database, "delete", (writer) => endAll(database, writer, ids));
}

/** Ends rows by their ids. Gives their keys, as many as a person is told. */
export const endAll = (database: Database, writer: Writer, ids: Iterable<number>): number[] =>
  named(ids, (id) => {
    const row = rowOf(database, id);
    if (!row) return null;
    writer.end(id, row.text);
    return row.key;
  });

/** Sets a tag at rows, or takes it away. */
export function tagRows(database: Database, choice: RowChoice, tag: string, isOn: boolean): number[] {
  return mark(database, choice, "tag", (writer, key) => writer.mark(key, "tag", tag, isOn));
}

/** Puts rows into a part of the split; null takes them out of any. */
export function setPart(database: Database, choice: RowChoice, part: Part | null): number[] {
  return mark(database, choice, "part", (writer, key) => writer.mark(key, "part", part ?? "", part !== null));
}

function mark(
  database: Database,
  choice: RowChoice,
  kind: "tag" | "part",
  set: (writer: Writer, key: number) => void,
): number[] {
  const ids = chosen(database, choice);
  const keyOf = database.prepare("select key from rows where id = ?");
  return change(database, kind, (writer) =>
    named(ids, (id) => {
      const row = keyOf.get(id);
      if (row === undefined) return null;
      set(writer, Number(row.key));
      return Number(row.key);
    }),
  );
}

/** Keys that an answer names. */
const namedLimit = 1000;

/** Does something for each id, and gives the keys that came of it, as many as a person is told. */
function named(ids: Iterable<number>, work: (id: number) => number | null): number[] {
  const keys: number[] = [];
  for (const id of ids) {
    const key = work(id);
    if (key !== null && keys.length < namedLimit) keys.push(key);
  }
  return keys;
}

import { setImmediate } from "node:timers/promises";
import type { WorkContext } from "../../../processes/messages.ts";
import { inTransaction } from "../../../storage/database.ts";
import { replace } from "../../store/changes.ts";
import { begin, finish } from "../../store/operations.ts";
import { openWriter } from "../../store/writer.ts";
import { checkerFor, findingsIn } from "../checking.ts";
import { databaseOf } from "../files.ts";
import { fixes } from "../fixing.ts";
import { type Summary, summaryOf } from "../summary.ts";

/** Rows that are written at once. */
const atOnce = 500;

/** Puts right what one rule finds, in all rows or in some, as one operation. Throws the signal's reason. */
export async function fixRows(
  { file, rule, keys }: { file: string; rule: string; keys: number[] | null },
  { signal, progress }: WorkContext,
): Promise<Summary> {
  const database = databaseOf(file);
  const checker = checkerFor(database);
  const work = fixes(database, checker, rule, keys);
  const operation = begin(database, "fix");
  const writer = openWriter(database, operation);
  let [done, fixed] = [0, 0];
  for (let isOver = false; !isOver; ) {
    inTransaction(database, () => {
      for (let count = 0; count < atOnce; count += 1) {
        const next = work.next();
        isOver = next.done === true;
        if (next.done) return;
        const { row, mended } = next.value;
        done += 1;
        if (mended === null) continue;
        fixed += 1;
        if (mended === "remove") writer.end(row.id, row.text);
        else replace(writer, row, mended.text, findingsIn(checker, mended.text));
      }
    });
    progress({ phase: "fixing", done, total: null });
    await setImmediate();
    signal.throwIfAborted();
  }
  // An operation that does nothing is none to undo.
  if (fixed > 0) inTransaction(database, () => finish(database, operation, writer.change()));
  return summaryOf(database);
}

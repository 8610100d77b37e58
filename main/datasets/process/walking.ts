import { setImmediate } from "node:timers/promises";
import type { WorkContext } from "../../processes/messages.ts";
import type { Database } from "../../storage/database.ts";
import { headOf, sizeAt } from "../store/operations.ts";
import { rowsAt, type StoredRow } from "../store/rows.ts";

/** Milliseconds between two reports, and for which a process that works alone does not look for a cancellation. */
const pause = 100;

/** Rows that are given at once, and characters: a row may have pictures in it. */
const atOnce = 200;
const charactersAtOnce = 1_000_000;

/** Every row as it is now, with the progress told; ends with the signal's reason when the work is cancelled. */
export async function* walked(
  database: Database,
  phase: string,
  { signal, progress }: WorkContext,
): AsyncGenerator<StoredRow[], void> {
  const operation = headOf(database);
  const total = sizeAt(database, operation).rows;
  let done = 0;
  let told = 0;
  let batch: StoredRow[] = [];
  let characters = 0;
  for (const row of rowsAt(database, operation)) {
    batch.push(row);
    characters += row.text.length;
    if (batch.length < atOnce && characters < charactersAtOnce) continue;
    yield batch;
    done += batch.length;
    batch = [];
    characters = 0;
    if (performance.now() - told < pause) continue;
    progress({ phase, done, total });
    // The message that cancels arrives here.
    await setImmediate();
    signal.throwIfAborted();
    told = performance.now();
  }
  if (batch.length > 0) yield batch;
  progress({ phase, done: total, total });
}

import { setImmediate } from "node:timers/promises";
import type { RowView } from "../../../../preload/contract/dataset-rows.ts";
import type { DatasetMethod } from "../../../../preload/contract/dataset-rules.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { type Database, inTransaction } from "../../../storage/database.ts";
import { writeFact } from "../../../storage/facts.ts";
import { sampleOf } from "../../splits/sample.ts";
import { begin, finish, headOf } from "../../store/operations.ts";
import { originOf, rowOf } from "../../store/rows.ts";
import { newestVersion } from "../../store/versions.ts";
import { orderOf } from "../../store/view.ts";
import { openWriter } from "../../store/writer.ts";
import { beside, databaseOf } from "../files.ts";
import { type Summary, summaryOf } from "../summary.ts";

/** A dataset that rows are taken from. */
export interface CopiedFrom {
  file: string;
  id: string;
  name: string;
  view: RowView;
  /** How many rows are drawn, with which seed; null for all. */
  sample: { rows: number; seed: number } | null;
}

/** Rows that are written at once. */
const atOnce = 500;

/**
 * Fills a new dataset with rows of others. Each keeps where it came from, or else names the dataset that it is from. What
 * was done before the app ended is not done again. Throws the signal's reason.
 */
export async function copyRows(
  { file, method, from }: { file: string; method: DatasetMethod; from: CopiedFrom[] },
  { signal, progress }: WorkContext,
): Promise<Summary> {
  const target = databaseOf(file);
  if (headOf(target) > 0) return summaryOf(target);
  const operation = begin(target, "import");
  const writer = openWriter(target, operation);
  let done = 0;
  for (const one of from) await beside(one.file, (source) => copyFrom(source, one));
  inTransaction(target, () => {
    writeFact(target, "method", method);
    finish(target, operation, writer.change());
  });
  return summaryOf(target);

  async function copyFrom(source: Database, { id, name, view, sample }: CopiedFrom): Promise<void> {
    const version = newestVersion(source);
    const all = Int32Array.from(orderOf(source, headOf(source), view));
    const ids = sample === null ? all : sampleOf(all, sample.rows, sample.seed);
    for (let at = 0; at < ids.length; at += atOnce) {
      inTransaction(target, () => {
        for (const rowId of ids.subarray(at, at + atOnce)) {
          const row = rowOf(source, rowId);
          if (!row) continue;
          const origin = originOf(source, row.origin) ?? { kind: "dataset", id, name, version, key: row.key };
          writer.add({ text: row.text, origin });
        }
      });
      done += Math.min(atOnce, ids.length - at);
      progress({ phase: "copying", done, total: null });
      await setImmediate();
      signal.throwIfAborted();
    }
  }
}

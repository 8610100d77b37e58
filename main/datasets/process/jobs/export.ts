import type { ExportFormat } from "../../../../preload/contract/dataset-exports.ts";
import type { DatasetMethod } from "../../../../preload/contract/dataset-rules.ts";
import { everyRow } from "../../../../preload/every-row.ts";
import type { Part } from "../../../../preload/parts.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { exportRows } from "../../out/export.ts";
import { writeSafely } from "../../out/write-safely.ts";
import { rowOf } from "../../store/rows.ts";
import { orderOf } from "../../store/view.ts";
import { methodOf } from "../checking.ts";
import { databaseOf, operationIn } from "../files.ts";

/** What is written, and where. */
export interface ExportInput {
  file: string;
  path: string;
  /** A file beside it that is not there yet. */
  draft: string;
  version: number | null;
  format: ExportFormat["format"];
  method: DatasetMethod;
  part: Part | "none" | null;
  isGzip: boolean;
}

/** Characters of rows that are given at once, and rows. */
const charactersAtOnce = 1_000_000;
const rowsAtOnce = 500;

/** Writes the rows of a dataset, or of a part of it, into a file: all of it or nothing. */
export async function exportDataset(input: ExportInput, { signal, progress }: WorkContext) {
  const { file, path, draft, version, format, method, part, isGzip } = input;
  const database = databaseOf(file);
  const ids = orderOf(database, operationIn(database, version), { ...everyRow, part });
  function* batches() {
    let texts: string[] = [];
    let characters = 0;
    for (const id of ids) {
      const text = rowOf(database, id)?.text ?? "";
      texts.push(text);
      characters += text.length;
      if (texts.length < rowsAtOnce && characters < charactersAtOnce) continue;
      yield texts;
      [texts, characters] = [[], 0];
    }
    if (texts.length > 0) yield texts;
  }
  const as: ExportFormat = { format, from: methodOf(database), to: method, gzip: isGzip };
  const onRows = (done: number) => progress({ phase: "exporting", done, total: ids.length });
  return writeSafely(path, (write) => exportRows(batches, as, write, { signal, onRows }), draft);
}

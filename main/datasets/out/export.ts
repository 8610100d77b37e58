import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ExportFormat, ExportSummary } from "../../../preload/contract/dataset-exports.ts";
import { asObject, type JsonObject, parseJson } from "../../foundry/json.ts";
import { refused } from "../refused.ts";
import { convertRow } from "../shapes/conversions.ts";
import { oneLine } from "../shapes/one-line.ts";
import { csvHeader, csvRow } from "./csv-rows.ts";
import { parquetRows } from "./parquet-rows.ts";
import { type Table, tableGathering } from "./table.ts";
import { wellFormed } from "./well-formed.ts";
import type { Write } from "./write-safely.ts";

/** Rows as the texts they are, in batches. */
export type RowBatches = AsyncIterable<string[]> | Iterable<string[]>;

/** What an export may be told and may tell. */
export interface ExportOptions {
  /** Ends it with the reason of the signal. */
  signal?: AbortSignal | undefined;
  /** Told as it goes on: rows that were gone through, of as many; tables go through all of them twice. */
  onRows?: ((done: number) => void) | undefined;
}

/**
 * Writes rows in a format. `rows` gives them from the beginning each time it is called: a table's columns are gathered
 * first. JSONL is UTF-8 without a mark, a row a line with LF; rows stay as they are written, broken ones too, unless they
 * are converted. What cannot be converted, or in a table is no object, is left out and counted. CSV is protected against
 * being taken for formulas. Throws `dataset_empty` where a table would have no row, and what `rows` and `write` throw.
 */
export async function exportRows(
  rows: () => RowBatches,
  as: ExportFormat,
  write: Write,
  options: ExportOptions = {},
): Promise<ExportSummary> {
  const summary: ExportSummary = { written: 0, leftOut: 0 };
  let done = 0;
  async function* texts(): AsyncGenerator<{ text: string; isLeftOut: boolean }[], void> {
    for await (const batch of rows()) {
      options.signal?.throwIfAborted();
      yield batch.map((text) => {
        const made = convertRow(text, as.from, as.to);
        return { text: made.text, isLeftOut: made.unmapped !== undefined };
      });
      done += batch.length;
      options.onRows?.(done);
    }
  }
  async function* objects(): AsyncGenerator<{ row: JsonObject | null; length: number }[], void> {
    for await (const batch of texts())
      yield batch.map(({ text, isLeftOut }) => ({
        row: isLeftOut ? null : asObject(parseJson(text)),
        length: text.length,
      }));
  }
  async function* lines(): AsyncGenerator<string, void> {
    for await (const batch of texts()) {
      const kept = batch.filter(({ isLeftOut }) => !isLeftOut);
      summary.written += kept.length;
      summary.leftOut += batch.length - kept.length;
      yield kept.map(({ text }) => `${wellFormed(oneLine(text))}\n`).join("");
    }
  }
  async function* tableCells(table: Table): AsyncGenerator<{ cells: unknown[]; length: number }[], void> {
    for await (const batch of objects()) {
      const kept = batch.flatMap(({ row, length }) =>
        row === null ? [] : [{ cells: table.cells(row), length }],
      );
      summary.written += kept.length;
      summary.leftOut += batch.length - kept.length;
      yield kept;
    }
  }
  async function* csv(): AsyncGenerator<string, void> {
    const table = await gathered();
    yield csvHeader(table);
    for await (const batch of tableCells(table)) yield batch.map(({ cells }) => csvRow(cells)).join("");
  }
  async function* parquet(): AsyncGenerator<Uint8Array, void> {
    const table = await gathered();
    const writer = parquetRows(table);
    for await (const batch of tableCells(table))
      for (const { cells, length } of batch) {
        const bytes = writer.add(cells, length);
        if (bytes !== null) yield bytes;
      }
    yield writer.end();
  }
  const gathered = async (): Promise<Table> => {
    const gathering = tableGathering();
    for await (const batch of objects()) for (const { row } of batch) if (row !== null) gathering.see(row);
    const table = gathering.table();
    if (table.columns.length === 0) throw refused("empty");
    return table;
  };

  const pieces = { jsonl: lines, csv, parquet }[as.format]();
  if (as.gzip && as.format !== "parquet") await packed(pieces, write);
  else for await (const piece of pieces) await write(piece);
  return summary;
}

async function packed(pieces: AsyncIterable<Uint8Array | string>, write: Write): Promise<void> {
  await pipeline(Readable.from(pieces), createGzip(), async (bytes: AsyncIterable<Uint8Array>) => {
    for await (const piece of bytes) await write(piece);
  });
}

import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { FoundryError } from "../../foundry/error.ts";
import { refused } from "../refused.ts";
import { nestingLimit } from "./nesting.ts";
import { batchSize, type SourceRecord } from "./record.ts";
import { type OpenSource, openSource, type ReadingOptions, type Source } from "./source.ts";

/** What the end of a Parquet file tells, before any of its data is read. */
export interface ParquetFacts {
  rows: number;
  groups: number;
  /** Bytes of the largest row group when it is unpacked. Reading takes up to ten times as many of memory. */
  largestGroup: number;
  columns: string[];
}

/** Bytes of what stands at the end of a Parquet file; one with many columns and groups has a few megabytes. */
const footerLimit = 64 * 1024 ** 2;

/** Rows of one group, which is in memory as a whole. Writers make groups of 100 thousand to a million. */
const groupRowLimit = 5_000_000n;

/** Whether bytes begin as Parquet does. */
export const isParquet = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31;

/** What is known of a Parquet file before it is read. Throws `dataset_parquet`, and what opening throws. */
export async function parquetFacts(source: Source): Promise<ParquetFacts> {
  const opened = await openSource(source);
  try {
    const { metadata, columns } = await footerOf(bufferOf(opened));
    return {
      rows: Number(metadata.num_rows),
      groups: metadata.row_groups.length,
      largestGroup: Math.max(0, ...metadata.row_groups.map(({ total_byte_size }) => Number(total_byte_size))),
      columns: columns.map(({ name }) => name),
    };
  } finally {
    await opened.close();
  }
}

/**
 * The records of a Parquet file, one row group in memory at a time. Their line is their number, counted from 1. What
 * Parquet has and JSON has not becomes what is closest: whole numbers beyond 2^53 are texts,
 * moments are in ISO 8601, bytes are a text if they are one and else base64. Columns and fields without a value are left
 * out: Parquet knows no difference. Throws `dataset_parquet`, and what opening and reading throw.
 */
export async function* parquetRecords(
  source: Source,
  { signal, onBytes }: ReadingOptions = {},
): AsyncGenerator<SourceRecord[], void> {
  const opened = await openSource(source);
  try {
    const file = bufferOf(opened);
    const { metadata, columns } = await footerOf(file);
    let rowStart = 0;
    for (const [index, group] of metadata.row_groups.entries()) {
      signal?.throwIfAborted();
      const rowEnd = rowStart + Number(group.num_rows);
      const rows = await orRefused(() => rowsOf(file, metadata, rowStart, rowEnd));
      for (let from = 0; from < rows.length; from += batchSize) {
        signal?.throwIfAborted();
        yield rows
          .slice(from, from + batchSize)
          .map((cells, at) => recordOf(columns, cells, rowStart + from + at + 1));
      }
      rowStart = rowEnd;
      onBytes?.(Math.floor((opened.size * (index + 1)) / metadata.row_groups.length), opened.size);
    }
    await opened.confirm();
  } finally {
    await opened.close();
  }
}

const bufferOf = ({ size, slice }: OpenSource): AsyncBuffer => ({
  byteLength: size,
  slice: async (from, to = size) => {
    const bytes = await slice(from < 0 ? Math.max(0, size + from) : from, to);
    return new Uint8Array(bytes).buffer;
  },
});

/** What stands at the end of a file. Throws `dataset_parquet` where it is none, or promises what nobody could hold. */
const footerOf = (file: AsyncBuffer): Promise<{ metadata: FileMetaData; columns: Column[] }> =>
  orRefused(async () => {
    const end = new DataView(await file.slice(file.byteLength - 8, file.byteLength));
    if (end.byteLength < 8 || end.getUint32(0, true) > footerLimit) throw refused("parquet");
    const metadata = await parquetMetadataAsync(file);
    if (metadata.row_groups.some(({ num_rows }) => num_rows < 0n || num_rows > groupRowLimit))
      throw refused("parquet");
    return { metadata, columns: columnsOf(metadata) };
  });

interface Column {
  name: string;
  /** Whether its bytes are JSON by what the format has for that today; what it had before is read by the library. */
  isJson: boolean;
}

const columnsOf = (metadata: FileMetaData): Column[] =>
  parquetSchema(metadata).children.map(({ element }) => ({
    name: element.name,
    isJson: element.logical_type?.type === "JSON",
  }));

/** Rows as lists of cells: an object would lose a column that is called `__proto__`. */
async function rowsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<unknown[][]> {
  let rows: unknown[][] = [];
  await parquetRead({
    file,
    metadata,
    rowStart,
    rowEnd,
    compressors,
    utf8: false,
    parsers: { jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && jsonOrText(bytes) },
    onComplete: (read: unknown[][]) => {
      rows = read;
    },
  });
  return rows;
}

function jsonOrText(bytes: Uint8Array): unknown {
  const text = textOrBase64(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function recordOf(columns: readonly Column[], cells: readonly unknown[], line: number): SourceRecord {
  const entries = columns.flatMap(({ name, isJson }, index) => {
    const cell = cells[index];
    const value = isJson && cell instanceof Uint8Array ? jsonOrText(cell) : plain(cell, 0);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { line, text: null, value: Object.fromEntries(entries) };
}

/** A value as JSON has it; undefined where there is none. */
function plain(value: unknown, depth: number): unknown {
  if (value === null || value === undefined || depth > nestingLimit) return undefined;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (value instanceof Uint8Array) return textOrBase64(value);
  if (ArrayBuffer.isView(value)) return plain(Array.from(value as unknown as Iterable<unknown>), depth);
  if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1) ?? null);
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).flatMap(([name, inside]) => {
    const written = plain(inside, depth + 1);
    return written === undefined ? [] : [[name, written] as const];
  });
  return Object.fromEntries(entries);
}

function textOrBase64(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("base64");
  }
}

/** What a library throws at damaged bytes is as good as any error: all of them mean the file. */
async function orRefused<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FoundryError ? error : refused("parquet", error);
  }
}

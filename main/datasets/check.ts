import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import type { DatasetKind } from "../../preload/contract/datasets.ts";
import { fill } from "../../preload/strings/fill.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { tableStart } from "../../preload/tables.ts";
import { refused, refusedLine } from "./refused.ts";

const words = mainStrings.datasets;

/** Characters of one line, or of one record of CSV. */
const lineLimit = 8 * 1024 * 1024;

/** Counts the rows of a text that arrives piece by piece. Throws `dataset_bad_line` for the first that is wrong, `dataset_empty`. */
export type Check = (texts: AsyncIterable<string>) => Promise<number>;

/** How each kind of file is checked. */
export const checks: Record<DatasetKind, Check> = {
  jsonl: async (texts) => {
    let rows = 0;
    for await (const { line, number } of linesOf(texts)) {
      if (line.trim() === "") continue;
      const wrong = wrongWith(line);
      if (wrong !== null) throw refusedLine(number, wrong);
      rows += 1;
    }
    return some(rows);
  },
  csv: async (texts) => {
    let records = 0;
    try {
      const { delimiter, from, all } = await started(texts);
      const options = {
        delimiter,
        max_record_size: lineLimit,
        skip_empty_lines: true,
        from_line: from === 0 ? 1 : 2,
      };
      await pipeline(Readable.from(all), parse(options), async (rows) => {
        for await (const _row of rows) records += 1;
      });
    } catch (error) {
      throw error instanceof CsvError ? badRecord(error) : error;
    }
    return some(records - 1);
  },
  text: async (texts) => {
    let rows = 0;
    for await (const { line } of linesOf(texts)) if (line.trim() !== "") rows += 1;
    return some(rows);
  },
};

/** The kind that a file's name promises; anything else has to be a text. */
export function kindOf(name: string): DatasetKind {
  if (/\.(jsonl|ndjson)$/i.test(name)) return "jsonl";
  return /\.csv$/i.test(name) ? "csv" : "text";
}

/** What is wrong with a line of JSONL; null when it is an object. */
function wrongWith(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? null : words.notAnObject;
  } catch (error) {
    return error instanceof Error ? error.message : words.notJson;
  }
}

function badRecord(error: CsvError): Error {
  const { code, lines } = error as CsvError & { lines?: number };
  const what =
    code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH"
      ? words.columns
      : code === "CSV_QUOTE_NOT_CLOSED"
        ? words.openQuote
        : code === "CSV_MAX_RECORD_SIZE"
          ? words.tooLong
          : fill(words.badRecord, { code: code.toLowerCase().replaceAll("_", " ") });
  return refusedLine(lines ?? 1, what);
}

/** How a table begins that arrives piece by piece; the first line has to be there for it. Gives the whole text back. */
async function started(texts: AsyncIterable<string>) {
  const pieces = texts[Symbol.asyncIterator]();
  let start = "";
  for (;;) {
    const next = await pieces.next();
    if (next.done) break;
    start += next.value;
    if (/\n/.test(start) || start.length > lineLimit) break;
  }
  async function* all() {
    yield start;
    for (;;) {
      const next = await pieces.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { ...tableStart(start), all: all() };
}

/** The lines of a text that arrives piece by piece, counted from 1. Throws for one that is longer than any should be. */
async function* linesOf(
  texts: AsyncIterable<string>,
): AsyncGenerator<{ line: string; number: number }, void> {
  let begun: string[] = [];
  let length = 0;
  let number = 0;
  const end = (rest: string) => {
    const line = [...begun, rest].join("");
    [begun, length] = [[], 0];
    number += 1;
    return { line, number };
  };
  for await (const text of texts) {
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      yield end(text.slice(from, at));
      from = at + 1;
    }
    begun.push(text.slice(from));
    length += text.length - from;
    if (length > lineLimit) throw refusedLine(number + 1, words.tooLong);
  }
  if (length > 0) yield end("");
}

function some(rows: number): number {
  if (rows < 1) throw refused("empty");
  return rows;
}

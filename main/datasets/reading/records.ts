import { tableStart } from "../../../preload/tables.ts";
import { type CsvRecord, columnNames, csvCutter } from "./csv.ts";
import type { FileFacts } from "./formats.ts";
import { elementCutter } from "./json-elements.ts";
import { type Cutter, lineCutter } from "./lines.ts";
import { parquetRecords } from "./parquet.ts";
import { jsonRecord, type SourceRecord } from "./record.ts";
import type { Source } from "./source.ts";
import { type TextOptions, textsOf } from "./texts.ts";

/** Records that are given at once. */
export const batchSize = 500;

/**
 * The records of a source, in batches of at most 500 that come from about 256 kB of it. `facts` are those of
 * `recognise`, or what a person has said instead. One that is broken is given as what it is. Throws
 * `dataset_bad_line` for a line that is too long to be read, `dataset_parquet`, and what opening and reading throw.
 */
export async function* recordsOf(
  source: Source,
  facts: Pick<FileFacts, "format" | "delimiter" | "rowsName">,
  options: TextOptions = {},
): AsyncGenerator<SourceRecord[], void> {
  if (facts.format === "parquet") {
    yield* parquetRecords(source, options);
    return;
  }
  let records: SourceRecord[] = [];
  const add = (record: SourceRecord) => {
    records.push(record);
  };
  const cutter = cutterFor(facts, add);
  function* batches() {
    for (let from = 0; from < records.length; from += batchSize) yield records.slice(from, from + batchSize);
    records = [];
  }
  for await (const text of textsOf(source, options)) {
    cutter.piece(text);
    yield* batches();
  }
  cutter.end();
  yield* batches();
}

function cutterFor(
  { format, delimiter, rowsName }: Pick<FileFacts, "format" | "delimiter" | "rowsName">,
  add: (record: SourceRecord) => void,
): Cutter {
  if (format === "csv") return tableCutter(delimiter, add);
  if (format === "json") return elementCutter(rowsName ?? null, (text, line) => add(jsonRecord(text, line)));
  return lineCutter((text, line) => {
    if (text.trim() === "") return;
    add(format === "jsonl" ? jsonRecord(text, line) : { line, text, value: text, broken: null });
  });
}

/** Reads a table: the first record names its columns. */
function tableCutter(delimiter: string | undefined, add: (record: SourceRecord) => void): Cutter {
  let names: string[] | null = null;
  let cutter: Cutter | null = null;
  const take = (record: CsvRecord) => {
    if (names === null) names = columnNames(record.cells).names;
    else add(tableRecord(record, names));
  };
  return {
    piece: (text) => {
      if (cutter !== null) return cutter.piece(text);
      const start = tableStart(text);
      cutter = csvCutter(delimiter ?? start.delimiter, start.from === 0 ? 1 : 2, take);
      cutter.piece(text.slice(start.from));
    },
    end: () => cutter?.end(),
  };
}

/** Cells that are missing at the end are empty; such as are too many, with something in them, belong to no column. */
function tableRecord({ line, cells, text, isOpen }: CsvRecord, names: readonly string[]): SourceRecord {
  if (isOpen) return { line, text, value: undefined, broken: { why: "open_quote", column: 1 } };
  if (cells.findLastIndex((cell) => cell !== "") >= names.length)
    return { line, text, value: undefined, broken: { why: "too_many_cells", column: 1 } };
  const value = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  return { line, text: null, value, broken: null };
}

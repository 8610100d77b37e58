import { mainStrings } from "../../../preload/strings/main.ts";
import { tableStart } from "../../../preload/tables.ts";
import { refusedLine } from "../refused.ts";
import { type CsvRecord, columnNames, csvCutter } from "./csv.ts";
import type { FileFacts } from "./formats.ts";
import { elementCutter } from "./json-elements.ts";
import { type Cutter, lineCutter } from "./lines.ts";
import { parquetRecords } from "./parquet.ts";
import { batchSize, jsonRecord, type SourceRecord } from "./record.ts";
import type { Source } from "./source.ts";
import { type TextOptions, textsOf } from "./texts.ts";

/** Columns of a table. Each record has a place for every one of them. */
const columnLimit = 4096;

/** How a file of a format is cut into pieces of its own, and how a record is read from one. */
interface Reading<Piece> {
  cutter(add: (piece: Piece) => void): Cutter;
  record(piece: Piece): SourceRecord;
}

/**
 * The records of a source, in batches of at most 500 that come from about 256 kB of it. `facts` are those of
 * `recognize`, or what a person has said instead. One that is broken is given as what it is. Throws
 * `dataset_bad_line` for a line that is too long to be read or a table with too many columns, `dataset_parquet`, and
 * what opening and reading throw.
 */
export async function* recordsOf(
  source: Source,
  {
    format,
    delimiter,
    rowsName,
    isOne = false,
  }: Pick<FileFacts, "format" | "delimiter" | "rowsName" | "isOne">,
  options: TextOptions = {},
): AsyncGenerator<SourceRecord[], void> {
  if (format === "parquet") yield* parquetRecords(source, options);
  else if (format === "csv") yield* recordsBy(tableReading(delimiter), source, options);
  else if (format === "json") yield* recordsBy(elementReading(rowsName ?? null, isOne), source, options);
  else yield* recordsBy(lineReading(format === "jsonl" ? jsonRecord : textRecord), source, options);
}

async function* recordsBy<Piece>(
  reading: Reading<Piece>,
  source: Source,
  options: TextOptions,
): AsyncGenerator<SourceRecord[], void> {
  let pieces: Piece[] = [];
  const cutter = reading.cutter((piece) => {
    pieces.push(piece);
  });
  // Read a batch at a time: what is little in a file may be much in memory.
  function* batches() {
    for (let from = 0; from < pieces.length; from += batchSize)
      yield pieces.slice(from, from + batchSize).map(reading.record);
    pieces = [];
  }
  for await (const text of textsOf(source, options)) {
    cutter.piece(text);
    yield* batches();
  }
  cutter.end();
  yield* batches();
}

interface Slice {
  text: string;
  line: number;
}

const textRecord = (text: string, line: number): SourceRecord => ({ line, text, value: text });

const lineReading = (record: (text: string, line: number) => SourceRecord): Reading<Slice> => ({
  cutter: (add) =>
    lineCutter((text, line) => {
      if (text.trim() !== "") add({ text, line });
    }),
  record: ({ text, line }) => record(text, line),
});

const elementReading = (rowsName: string | null, isOne: boolean): Reading<Slice> => ({
  cutter: (add) => elementCutter(rowsName, (text, line) => add({ text, line }), isOne),
  record: ({ text, line }) => jsonRecord(text, line),
});

/** Reads a table: the first record names its columns. */
function tableReading(delimiter: string | undefined): Reading<CsvRecord> {
  let names: string[] | null = null;
  return {
    cutter: (add) => {
      let cutter: Cutter | null = null;
      const take = (record: CsvRecord) => {
        if (names !== null) add(record);
        else if (record.cells.length <= columnLimit) names = columnNames(record.cells).names;
        else throw refusedLine(record.line, mainStrings.datasets.tooManyColumns);
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
    },
    record: (record) => tableRecord(record, names ?? []),
  };
}

/** Cells that are missing at the end are empty; such as are too many, with something in them, belong to no column. */
function tableRecord({ line, cells, text, isBroken }: CsvRecord, names: readonly string[]): SourceRecord {
  if (isBroken || cells.findLastIndex((cell) => cell !== "") >= names.length)
    return { line, text, value: undefined };
  const value = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  return { line, text: null, value };
}

import type { Encoding } from "../../../preload/decode.ts";
import { tableStart } from "../../../preload/tables.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { refused } from "../refused.ts";
import { columnNames, csvCutter, type RenamedColumn } from "./csv.ts";
import { rowsNames } from "./json-elements.ts";
import { jsonFaultIn } from "./json-fault.ts";
import { isParquet, parquetFacts } from "./parquet.ts";
import { nameOf, openSource, type Source } from "./source.ts";
import { encodingOf, hasLetters, headSize, headText } from "./texts.ts";

/** How a file holds its records. */
type FileFormat = "jsonl" | "json" | "csv" | "parquet" | "text";

/** What was recognized of a file. */
export interface FileFacts {
  name: string;
  format: FileFormat;
  /** As the first letter beyond ASCII tells, where one comes in the first 16 Mi characters; `recordsOf` tells what it was in the end. */
  encoding: Encoding;
  hasMark: boolean;
  isGzip: boolean;
  /** Of CSV. */
  delimiter?: string;
  /** Of CSV and Parquet. */
  columns?: string[];
  /** Columns of CSV whose names had to be changed, so that each has one of its own. */
  renamed?: RenamedColumn[];
  /** Of JSON that is an object: the name in it whose array holds the records. */
  rowsName?: string;
  /** Of JSON that is an array: whether all of it is one record, a list of messages. */
  isOne?: boolean;
  /** As it is stored. */
  bytes: number;
}

/**
 * Recognizes a file by its first 64 kB, and by its ending where those tell nothing. Throws `dataset_binary`,
 * `dataset_encoding`, `dataset_empty`, `dataset_gzip_parquet`, `dataset_parquet`, and what opening and unpacking throw.
 */
export async function recognize(source: Source): Promise<FileFacts> {
  const { head, isWhole, isGzip, bytes } = await headOf(source);
  const name = nameOf(source);
  if (isParquet(head)) {
    if (isGzip) throw refused("gzip_parquet");
    const { columns } = await parquetFacts(source);
    return { name, format: "parquet", encoding: "utf-8", hasMark: false, isGzip, columns, bytes };
  }
  const { text, facts } = headText(head, isWhole);
  if (text.trim() === "" && isWhole) throw refused("empty");
  const isOpen = facts.encoding === "utf-8" && !facts.hasMark && !isWhole && !hasLetters(text);
  const encoding = isOpen ? await encodingOf(source) : facts;
  return { name, ...formatOf(text, isWhole, endingOf(name)), ...encoding, isGzip, bytes };
}

async function headOf(source: Source) {
  const opened = await openSource(source);
  const pieces: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  try {
    for await (const piece of opened.pieces()) {
      pieces.push(piece.slice(0, headSize - length));
      length += piece.length;
      isWhole = length <= headSize;
      if (length >= headSize) break;
    }
    return {
      head: new Uint8Array(Buffer.concat(pieces)),
      isWhole: isWhole && (opened.isGzip ? length < headSize : length === opened.size),
      isGzip: opened.isGzip,
      bytes: opened.size,
    };
  } finally {
    await opened.close();
  }
}

/** The ending of a name, without that of gzip, in small letters. */
const endingOf = (name: string): string =>
  /\.([^.]{1,20})$/.exec(name.toLowerCase().replace(/\.gz$/, ""))?.[1] ?? "";

type FormatFacts = Pick<FileFacts, "format" | "delimiter" | "columns" | "renamed" | "rowsName" | "isOne">;

function formatOf(text: string, isWhole: boolean, ending: string): FormatFacts {
  const json = jsonFormat(text, isWhole, ending);
  if (json?.format === "json" && isWhole && areMessages(parseJson(text))) return { ...json, isOne: true };
  if (json !== null) return json;
  if (ending === "csv" || ending === "tsv") return tableFacts(text, ending);
  if (ending === "jsonl" || ending === "ndjson" || ending === "json") return { format: "jsonl" };
  return ending !== "md" && isClearlyTable(text, isWhole) ? tableFacts(text, ending) : { format: "text" };
}

/** Whether a text is JSON as far as it goes. */
const breaksOff = (text: string): boolean => {
  const fault = jsonFaultIn(text)?.fault;
  return fault === "cut" || fault === "open_string";
};

/** Whether a value is a list of turns, of which each says who speaks and what: one conversation by itself. */
const areMessages = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => {
    const { role, from, content, value: said, tool_calls } = asObject(one) ?? {};
    return typeof role === "string"
      ? (content ?? tool_calls) !== undefined
      : typeof from === "string" && said !== undefined;
  });

/** How a text that begins with a bracket holds JSON; null where it is none. */
function jsonFormat(text: string, isWhole: boolean, ending: string): FormatFacts | null {
  const start = text.trimStart();
  if (!/^[[{]/.test(start)) return null;
  const lines = wholeLines(start, isWhole);
  const values = lines.slice(0, 20).map(parseJson);
  const [first, second] = values;
  const isNamedJson = ["json", "jsonl", "ndjson"].includes(ending);
  // The head has no line end: one value that is longer, by its ending a line of many.
  if (lines.length === 0)
    return isNamedJson || /^(?:\[\s*[[{"]|\{\s*")/.test(start) ? longValue(start, ending) : null;
  if (first === undefined) {
    const isBegun = breaksOff(lines[0] ?? "");
    if (start.startsWith("[") && isBegun) return { format: "json" };
    // One broken line among lines that are whole; what is laid out over many is indented.
    if (lines.some((line, index) => /^\S/.test(line) && asObject(values[index]) !== null))
      return { format: "jsonl" };
    return isBegun ? wholeValue(start) : isNamedJson ? { format: "jsonl" } : null;
  }
  if (Array.isArray(first)) return Array.isArray(second) ? { format: "jsonl" } : { format: "json" };
  const isLine = lines.length > 1 || !isWhole || ending === "jsonl" || ending === "ndjson";
  return isLine ? { format: "jsonl" } : wholeValue(start, "jsonl");
}

const longValue = (start: string, ending: string): FormatFacts =>
  start.startsWith("{") && ending !== "json" ? { format: "jsonl" } : wholeValue(start);

/** JSON that is one value over many lines: the array that it is or has, else its values one after the other. */
function wholeValue(start: string, otherwise: FileFormat = "json"): FormatFacts {
  const rowsName = start.startsWith("{") ? rowsNameIn(start) : null;
  return rowsName === null
    ? { format: start.startsWith("[") ? "json" : otherwise }
    : { format: "json", rowsName };
}

/** The first name in an object, of those that files have their records under, that has an array of objects. */
function rowsNameIn(text: string): string | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "{" || letter === "[") depth += 1;
    else if (letter === "}" || letter === "]") depth -= 1;
    else if (letter === '"') {
      const from = at + 1;
      for (at = from; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at += 1;
      const name = text.slice(from, at);
      if (depth !== 1 || !rowsNames.includes(name)) continue;
      if (/^"\s*:\s*\[\s*[{[]/.test(text.slice(at, at + 200))) return name;
    }
  }
  return null;
}

/** The lines of a text that are all there and not empty. */
function wholeLines(text: string, isWhole: boolean): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (!isWhole) lines.pop();
  return lines.filter((line) => line.trim() !== "");
}

/** The first records of a table: those that are all there, of a thousand at most. */
function firstRecords(text: string, ending = ""): { delimiter: string; records: string[][] } {
  const start = tableStart(text);
  const isTabbed = ending === "tsv" && start.from === 0 && (/^.*$/m.exec(text)?.[0].includes("\t") ?? false);
  const { delimiter, from } = isTabbed ? { ...start, delimiter: "\t" } : start;
  const records: string[][] = [];
  const cutter = csvCutter(delimiter, 1, ({ cells }) => {
    if (records.length < 1000) records.push(cells);
  });
  cutter.piece(text.slice(from));
  cutter.end();
  return { delimiter, records };
}

function tableFacts(text: string, ending: string): FormatFacts {
  const { delimiter, records } = firstRecords(text, ending);
  const { names, renamed } = columnNames(records[0] ?? []);
  return { format: "csv", delimiter, columns: names, renamed };
}

/** A header of names, and at least two records that have as many cells: prose has commas too. With tabs one is enough. */
function isClearlyTable(text: string, isWhole: boolean): boolean {
  const { delimiter, records } = firstRecords(text);
  const all = isWhole ? records : records.slice(0, -1);
  const [header, ...rows] = all;
  if (!header || header.length < 2 || rows.length < (delimiter === "\t" ? 1 : 2)) return false;
  // With no space before it, as there is behind the commas of a sentence.
  const isName = (cell: string) =>
    /^[\p{L}\p{N}_][\p{L}\p{N}_ .:/()-]{0,39}$/u.test(cell) && !/[.:](?: |$)/.test(cell);
  return (
    header.every(isName) &&
    new Set(header).size === header.length &&
    rows.every((cells) => cells.length === header.length)
  );
}

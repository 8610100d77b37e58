import { CsvError, parse } from "csv-parse/sync";
import { tableStart } from "../../preload/tables.ts";
import { asObject, parseJson } from "../foundry/json.ts";

/** How a text holds prompts: one a line, blocks with an empty line between, a table with a header, or an object a line. */
export type PromptFormat = "lines" | "blocks" | "csv" | "jsonl";

/** What is wrong with a row. `notAText` and `tooMany` apart, it gives no prompt. The words are in `preload/strings/measured.ts` under the same names. */
type PromptProblemKind =
  | "csvBroken"
  | "fieldsDiffer"
  | "jsonBroken"
  | "notAnObject"
  | "notAText"
  | "nameMissing"
  | "nameRefused"
  | "nameTwice"
  | "variableMissing"
  | "empty"
  | "tooLong"
  | "tooMany"
  | "textTooLong";

export interface PromptProblem {
  kind: PromptProblemKind;
  /** Counted from 1. */
  line: number;
  /** The column or variable it is about; empty where it is about none. */
  name: string;
}

/** One row of a text: where it begins, counted from 1, and what its columns hold. */
export interface Row {
  line: number;
  values: Map<string, string>;
}

type Say = (problem: PromptProblem) => void;

/** How the rows of each format are read. What is wrong with one is said. */
export const readers: Record<PromptFormat, (text: string, say: Say) => Row[]> = {
  lines: (text) => linesOf(text).flatMap(({ line, text }) => plainRow(line, text)),
  blocks: readBlocks,
  csv: readCsv,
  jsonl: readJsonLines,
};

const linesOf = (text: string) => text.split(/\r\n|\r|\n/).map((text, index) => ({ line: index + 1, text }));

const plainRow = (line: number, text: string): Row[] =>
  text.trim() === "" ? [] : [{ line, values: new Map([["prompt", text.trim()]]) }];

function readBlocks(text: string): Row[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let isInside = false;
  for (const { line, text: content } of linesOf(text)) {
    const last = blocks.at(-1);
    if (content.trim() === "") isInside = false;
    else if (isInside && last) last.lines.push(content);
    else {
      blocks.push({ line, lines: [content] });
      isInside = true;
    }
  }
  return blocks.flatMap(({ line, lines }) => plainRow(line, lines.join("\n")));
}

function readCsv(text: string, say: Say): Row[] {
  const records = recordsOf(text, say);
  const [header, ...rows] = records;
  if (!header) return [];
  const all = header.fields.map((name) => name.trim());
  // Spreadsheets end each line with the columns that nobody filled.
  const isUnnamed = rows.some(({ fields }) => fields.length <= all.length && filled(fields) > filled(all));
  const names = isUnnamed ? all : all.slice(0, filled(all));
  const wrong = names.find((name, index) => refusal(name) !== null || names.indexOf(name) !== index);
  if (wrong !== undefined) {
    say({ kind: refusal(wrong) ?? "nameTwice", line: header.line, name: wrong });
    return [];
  }
  return rows.flatMap(({ line, fields }) => {
    if (fields.length >= names.length && filled(fields) <= names.length) {
      return [{ line, values: new Map(names.map((name, index) => [name, fields[index] ?? ""])) }];
    }
    say({ kind: "fieldsDiffer", line, name: "" });
    return [];
  });
}

/** How many fields there are up to the last that has something in it. */
const filled = (fields: readonly string[]): number => fields.findLastIndex((field) => field !== "") + 1;

/** The records of a table, where each begins. One that breaks off ends the table. */
function recordsOf(text: string, say: Say): { line: number; fields: string[] }[] {
  const { delimiter, from } = tableStart(text);
  const records: { line: number; fields: string[] }[] = [];
  const first = from === 0 ? 1 : 2;
  let line = first;
  try {
    parse(text.slice(from).replace(/\r\n?/g, "\n"), {
      delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      on_record: (fields: string[], { lines }) => {
        if (fields.some((field) => field !== "")) records.push({ line, fields });
        line = lines + first;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    say({ kind: "csvBroken", line, name: "" });
  }
  return records;
}

function readJsonLines(text: string, say: Say): Row[] {
  return linesOf(text).flatMap(({ line, text }) => {
    if (text.trim() === "") return [];
    const parsed = parseJson(text);
    const row = asObject(parsed);
    if (!row) {
      say({ kind: parsed === undefined ? "jsonBroken" : "notAnObject", line, name: "" });
      return [];
    }
    const entries = Object.entries(row);
    for (const [name] of entries) {
      const kind = refusal(name);
      if (kind === null) continue;
      say({ kind, line, name });
      return [];
    }
    for (const [name, value] of entries) if (!isPlain(value)) say({ kind: "notAText", line, name });
    return [{ line, values: new Map(entries.map(([name, value]) => [name, textOf(value)])) }];
  });
}

const isPlain = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);

/** A value as a template is filled with it: nothing for null, and lists and objects as the JSON they are. */
const textOf = (value: unknown): string =>
  value === null ? "" : isPlain(value) ? String(value) : JSON.stringify(value);

/** What is wrong with a name that is none, could not stand between braces, or means something else to an object. */
function refusal(name: string): "nameMissing" | "nameRefused" | null {
  if (name === "") return "nameMissing";
  const isRefused =
    name.length > 200 || /[{}]/.test(name) || ["__proto__", "constructor", "prototype"].includes(name);
  return isRefused ? "nameRefused" : null;
}

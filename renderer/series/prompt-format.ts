import type { Input } from "../../preload/contract/index.ts";
import { tableStart } from "../../preload/tables.ts";

export type PromptFormat = Input<"series.readPrompts">["format"];

/** How a text seems to hold prompts: JSON lines, a table with a header, blocks between empty lines, or lines. */
export function guessFormat(text: string): PromptFormat {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const filled = lines.filter((line) => line.trim() !== "");
  const [first = ""] = filled;
  if (/^\s*\{/.test(first) && /\}\s*$/.test(first)) return "jsonl";
  if (isTable(filled.join("\n"))) return "csv";
  const inner = lines.slice(
    0,
    lines.findLastIndex((line) => line.trim() !== ""),
  );
  return inner.some((line, index) => index > 0 && line.trim() === "") ? "blocks" : "lines";
}

/** Whether a text's first line names columns, and one of the next has as many. */
function isTable(text: string): boolean {
  const { delimiter, from } = tableStart(text);
  const [header = "", ...rows] = text.slice(from).split("\n");
  if (from > 0) return rows.length > 0;
  const names = fieldsOf(header, delimiter);
  const isHeader = names.length > 1 && names.every((name, at) => isName(name) || (at > 0 && name === ""));
  return isHeader && rows.slice(0, 5).some((row) => fieldsOf(row, delimiter).length >= names.length);
}

/** The fields of a line, in which delimiters between quotes separate nothing. */
const fieldsOf = (line: string, delimiter: string): string[] =>
  line
    .replace(/"[^"]*"/g, (quoted) => quoted.replaceAll(delimiter, " "))
    .split(delimiter)
    .map((field) => field.trim());

const isName = (name: string) =>
  /^("[^"]{1,80}"|[\p{L}_#][\p{L}\p{N}_ ().[\]/#%-]{0,39}(?<!\.))$/u.test(name);

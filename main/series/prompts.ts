import { extname } from "node:path";
import { promptCountLimit, promptLimit, promptTextLimit } from "../../preload/limits.ts";
import { fillTemplate, variablesOf } from "../template.ts";
import { type PromptFormat, type PromptProblem, type Row, readers } from "./prompt-rows.ts";

export type { PromptFormat } from "./prompt-rows.ts";

interface Prompt {
  text: string;
  /** What the template was filled with. */
  variables: Record<string, string>;
  /** Where it begins in the text it was read from, counted from 1. */
  line: number;
}

export interface PromptSet {
  prompts: Prompt[];
  /** The columns there are. */
  variables: string[];
  /** What the template wants and no column gives: then there are no prompts. */
  missing: string[];
  /** Columns the template does not want. */
  unused: string[];
  /** The first hundred. Rows with problems are left out, except where a value was no text (`notAText`). */
  problems: PromptProblem[];
}

const formats = new Map<string, PromptFormat>([
  [".csv", "csv"],
  [".tsv", "csv"],
  [".jsonl", "jsonl"],
  [".ndjson", "jsonl"],
]);

/** How a file holds prompts, by its name; lines where that does not tell. */
export const formatOfFile = (name: string): PromptFormat =>
  formats.get(extname(name).toLowerCase()) ?? "lines";

/** Without a template of one's own: the line, the block, or the column of this name. */
export const plainTemplate = "{{prompt}}";
export const promptLimits = {
  prompts: promptCountLimit,
  characters: promptLimit,
  text: promptTextLimit,
  problems: 100,
};

/**
 * Reads a set of prompts. `template` has `{{name}}` for what the columns give; lines and blocks give `prompt`. Never
 * throws: what is wrong is said with its line.
 */
export function readPrompts(text: string, format: PromptFormat, template: string = plainTemplate): PromptSet {
  const nothing: PromptSet = { prompts: [], variables: [], missing: [], unused: [], problems: [] };
  if (text.length > promptLimits.text) {
    return { ...nothing, problems: [{ kind: "textTooLong", line: 1, name: "" }] };
  }
  const problems: PromptProblem[] = [];
  const say = (problem: PromptProblem) => {
    if (problems.length < promptLimits.problems) problems.push(problem);
  };
  const rows = readers[format](text.replace(/^\uFEFF/, ""), say);
  const variables = [...new Set(rows.flatMap(({ values }) => [...values.keys()]))];
  const wanted = variablesOf(template);
  const missing = rows.length === 0 ? [] : wanted.filter((name) => !variables.includes(name));
  const unused = variables.filter((name) => !wanted.includes(name));
  const prompts = missing.length > 0 ? [] : rows.flatMap((row) => promptOf(row, template, wanted, say));
  const tooMany = prompts[promptLimits.prompts];
  if (tooMany) say({ kind: "tooMany", line: tooMany.line, name: "" });
  return { prompts: prompts.slice(0, promptLimits.prompts), variables, missing, unused, problems };
}

function promptOf(
  { line, values }: Row,
  template: string,
  wanted: readonly string[],
  say: (problem: PromptProblem) => void,
): Prompt[] {
  const lacking = wanted.find((name) => !values.has(name));
  const text = fillTemplate(template, values);
  const kind =
    lacking !== undefined
      ? "variableMissing"
      : text.trim() === ""
        ? "empty"
        : text.length > promptLimits.characters
          ? "tooLong"
          : null;
  if (kind === null) return [{ text, variables: Object.fromEntries(values), line }];
  say({ kind, line, name: lacking ?? "" });
  return [];
}

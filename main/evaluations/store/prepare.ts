import { createReadStream } from "node:fs";
import type { EvaluationPrompt, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { beginningOf } from "../../../preload/cut.ts";
import type { ExtractedRow } from "../../datasets/datasets.ts";
import type { WorkContext } from "../../processes/messages.ts";
import { type Database, inTransaction } from "../../storage/database.ts";
import { writeFact } from "../../storage/facts.ts";
import { keepable, textCell } from "../../storage/text-cell.ts";
import { askedRow, itemOf } from "../asked-row.ts";

/** Characters of what is asked and of a reference that a list shows. */
export const shownLength = 300;
/** Rows that are written at once. */
const atOnce = 500;

/**
 * Fills an evaluation's file with its rows from a file of `ExtractedRow` lines, in their order. What a killed process left
 * is begun anew. Gives how many there are, and how many ask nothing.
 */
export async function prepareRows(
  database: Database,
  settings: EvaluationSettings,
  path: string,
  { signal, progress }: WorkContext,
): Promise<{ rows: number; unasked: number }> {
  inTransaction(database, () => {
    database.exec("delete from rows");
    writeFact(database, "settings", settings);
  });
  const put = putRow(database, settings.prompt);
  const clusterOf = clustersBy(settings.clusters);
  let [row, unasked] = [0, 0];
  let batch: ExtractedRow[] = [];
  const write = () => {
    inTransaction(database, () => {
      for (const extracted of batch) {
        if (put(row, extracted, clusterOf(extracted.text, extracted.group)) !== null) unasked += 1;
        row += 1;
      }
    });
    batch = [];
    progress({ phase: "copying", done: row, total: null });
    signal.throwIfAborted();
  };
  for await (const line of linesIn(path)) {
    batch.push(JSON.parse(line) as ExtractedRow);
    if (batch.length >= atOnce) write();
  }
  write();
  return { rows: row, unasked };
}

/**
 * Gives what writes a row at a place, with the number of the rows that it belongs together with. That gives why the row asks
 * nothing, and null where it asks something.
 */
export function putRow(
  database: Database,
  prompt: EvaluationPrompt,
): (row: number, extracted: Omit<ExtractedRow, "group">, cluster: number | null) => string | null {
  const insert = database.prepare("insert into rows values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, '', ?)");
  return (row, { key, text, tags, language }, cluster) => {
    const { question, problem } = askedRow(text, prompt);
    const asked = question?.messages.findLast(({ role }) => role === "user")?.content ?? text;
    const reference = question?.reference ?? null;
    insert.run(
      row,
      key,
      textCell(keepable(text)),
      textCell(keepable(beginningOf(asked, shownLength))),
      reference === null ? null : textCell(keepable(beginningOf(reference, shownLength))),
      JSON.stringify(tags),
      language,
      asked.length,
      cluster,
      problem,
    );
    return problem;
  };
}

/** The lines of a file. Newer versions of Node end one at U+2028, too, which JSON leaves in a text as it is. */
async function* linesIn(path: string): AsyncGenerator<string, void> {
  let begun: string[] = [];
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const [first = "", ...others] = String(chunk).split("\n");
    begun.push(first);
    for (const other of others) {
      yield begun.join("");
      begun = [other];
    }
  }
  if (begun.some((piece) => piece !== "")) yield begun.join("");
}

/** Gives the number of the rows that one belongs together with; null for none. */
function clustersBy(
  by: EvaluationSettings["clusters"],
): (text: string, group: number | null) => number | null {
  if (by.kind === "none") return () => null;
  if (by.kind === "found") return (_text, group) => group;
  const numbers = new Map<string, number>();
  return (text) => {
    const value = itemOf(text)[by.field];
    if (value === undefined || value === null) return null;
    const name = typeof value === "string" ? value : JSON.stringify(value);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
}

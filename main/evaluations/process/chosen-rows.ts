import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import type { EvaluationRows } from "../../../preload/contract/evaluation-verdicts.ts";
import { parseJson } from "../../foundry/json.ts";
import type { WorkContext } from "../../processes/messages.ts";
import { cellText } from "../../storage/text-cell.ts";
import { orderOf } from "./matrix-order.ts";
import { rowCount } from "./scores.ts";
import type { OpenSession } from "./session.ts";

/** Which rows are written, and what is said of them. */
export interface ChosenRows {
  choice: EvaluationRows;
  /** A tag that all of them get; null for none. */
  tag: string | null;
  /** The dataset that the rows are of; null where none is known. */
  dataset: { id: string; name: string; version: number } | null;
  /** The file they are written into. */
  path: string;
}

/** Rows between two looks at whether it was cancelled. */
const rowsAtOnce = 200;

/** How many rows a choice has. */
export const chosenCount = async (open: OpenSession, choice: EvaluationRows): Promise<number> =>
  (await rowsOf(open, choice)).length;

/**
 * Writes rows as their dataset had them, one line of JSON each with its origin and its tags: those that it had, the
 * person's label, and the one that is given. Gives how many.
 */
export async function writeChosen(
  open: OpenSession,
  { choice, tag, dataset, path }: ChosenRows,
  { signal, progress }: WorkContext,
): Promise<number> {
  const rows = await rowsOf(open, choice);
  // A process of its own: nobody closes the file meanwhile.
  const find = open().database.prepare("select key, text, tags, label from rows where row = ?");
  const output = createWriteStream(path, { mode: 0o600 });
  const written = finished(output);
  let count = 0;
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    signal.throwIfAborted();
    progress({ phase: "copying", done: from, total: rows.length });
    const lines = rows.slice(from, from + rowsAtOnce).flatMap((row) => {
      const found = find.get(row);
      if (!found) return [];
      const own = (parseJson(String(found.tags)) ?? []) as string[];
      const tags = [
        ...own,
        ...(found.label === null ? [] : [String(found.label)]),
        ...(tag === null ? [] : [tag]),
      ];
      const origin: RowOrigin = dataset
        ? { kind: "dataset", ...dataset, key: Number(found.key) }
        : { kind: "made" };
      return [`${JSON.stringify({ text: cellText(found.text), origin, tags: [...new Set(tags)] })}\n`];
    });
    count += lines.length;
    if (!output.write(lines.join(""))) await Promise.race([once(output, "drain"), written]);
  }
  output.end();
  await written;
  return count;
}

async function rowsOf(open: OpenSession, choice: EvaluationRows): Promise<number[]> {
  if ("rows" in choice) {
    const all = rowCount(open());
    return [...new Set(choice.rows)].filter((row) => row < all).sort((one, other) => one - other);
  }
  const order = await orderOf(open, choice.view);
  return order.rows(0, order.total);
}

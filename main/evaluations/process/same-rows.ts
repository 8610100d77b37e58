import { createHash } from "node:crypto";
import { cellText } from "../../storage/text-cell.ts";
import { askedRow } from "../asked-row.ts";
import { rowCount } from "./scores.ts";
import type { OpenSession } from "./session.ts";

/** Rows that are read between two pauses. */
const stride = 500;

/**
 * Pairs the rows of two evaluations: those of one dataset by their whole text, so that an edited row is another one and
 * two prompts can be compared; those of two datasets by what they ask. Of several that are the same the first goes with the
 * first. Gives for each row here the row there, and -1 for none.
 */
export function* sameRows(own: OpenSession, other: OpenSession): Generator<void, Int32Array> {
  const ids = [own, other].map((open) => open().settings.data?.datasetId ?? null);
  const isOfOne = ids[0] !== null && ids[0] === ids[1];
  const there = yield* namesOf(other, isOfOne);
  const rowsNamed = new Map<string, number[]>();
  // From the last to the first, so that the first is taken first.
  for (let row = there.length - 1; row >= 0; row -= 1) {
    if (row % stride === 0) yield;
    const name = there[row] ?? "";
    const rows = rowsNamed.get(name);
    if (rows) rows.push(row);
    else rowsNamed.set(name, [row]);
  }
  const here = yield* namesOf(own, isOfOne);
  return Int32Array.from(here, (name) => rowsNamed.get(name)?.pop() ?? -1);
}

/** What stands for each row: the hash of its text, or of what it asks as far as it asks anything. */
function* namesOf(open: OpenSession, isByText: boolean): Generator<void, string[]> {
  const rows = rowCount(open());
  const names: string[] = [];
  for (let from = 0; from < rows; from += stride) {
    const { database, settings } = open();
    const found = database
      .prepare("select text from rows where row >= ? and row < ? order by row")
      .all(from, from + stride);
    for (const one of found) {
      const text = cellText(one.text);
      const asked = isByText ? null : askedRow(text, settings.prompt).question?.messages;
      names.push(hashOf(asked ? JSON.stringify(asked.map(({ role, content }) => [role, content])) : text));
    }
    yield;
  }
  return names;
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");

import { setImmediate } from "node:timers/promises";
import { everyRow } from "../../../../preload/every-row.ts";
import type { Part } from "../../../../preload/parts.ts";
import { questionFields } from "../../../../preload/question-fields.ts";
import { asObject, asText } from "../../../foundry/json.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { cellText } from "../../../storage/text-cell.ts";
import { contentsOf, spokenIn } from "../../contents.ts";
import { contentHash } from "../../near/exact.ts";
import { shinglesOf } from "../../near/shingles.ts";
import { parsed } from "../../reading/nesting.ts";
import { orderOf } from "../../store/view.ts";
import { beside, operationIn } from "../files.ts";

/** Rows of a dataset's file. */
export interface RowsIn {
  file: string;
  /** Null for the newest state. */
  version: number | null;
  part: Part | null;
}

/** Rows that are looked at to find what many of them share. */
const sampled = 2000;

/** Rows between two pauses. */
const stride = 100;

/** What others than the model say in a row, or the question in its fields: an evaluation may have another answer, or none. */
function askedIn(value: unknown): string[] {
  const said = spokenIn(value).flatMap(({ text, by }) => (by === "user" || by === "tool" ? [text] : []));
  if (said.length > 0) return said;
  const row = asObject(value) ?? {};
  const question = questionFields.map((name) => row[name]).find((text) => typeof text === "string");
  return question === undefined ? [] : [asText(question)];
}

/** How rows are compared: by what they ask, and by all that stands in them where many ask the same. */
export const viewer = (isCommon: (hash: number) => boolean) => (value: unknown, text: string) => {
  const asked = askedIn(value);
  const hash = hashOf(asked, text);
  if (asked.length > 0 && !isCommon(hash)) return { texts: asked, hash };
  const whole = contentsOf(value);
  return { texts: whole, hash: hashOf(whole, text) };
};

/** What stands for these texts of a row, or for the row as it is where it has none. */
const hashOf = (view: readonly string[], text: string): number =>
  view.length === 0
    ? contentHash(text, undefined)
    : contentHash(
        "",
        view.map((one) => one.trim()),
      );

/** Reads rows of a version one by one, or so many of them evenly over all, and lets others go on meanwhile. */
export async function eachRow(
  rows: RowsIn,
  { signal, progress }: Pick<WorkContext, "signal" | "progress">,
  take: (key: number, value: unknown, text: string) => void,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  await beside(rows.file, async (database) => {
    const ids = orderOf(database, operationIn(database, rows.version), { ...everyRow, part: rows.part });
    const find = database.prepare("select key, text from rows where id = ?");
    const step = Math.max(1, Math.ceil(ids.length / most));
    for (let place = 0; place < ids.length; place += step) {
      const row = find.get(ids[place] ?? 0);
      const text = row && cellText(row.text);
      if (text !== undefined) take(Number(row?.key), parsed(text), text);
      if ((place / step) % stride !== 0) continue;
      progress({ phase: "comparing", done: place, total: ids.length });
      await setImmediate();
      signal.throwIfAborted();
    }
  });
}

/** Looks at some rows, evenly over all of them; at the same row once, since many copies of it are still one. */
export const sampleRows = (
  rows: RowsIn,
  seen: Set<number>,
  add: (hashes: Iterable<number>) => void,
  context: Pick<WorkContext, "signal" | "progress">,
): Promise<void> => {
  const take = (_key: number, value: unknown, text: string) => {
    const whole = contentsOf(value);
    const hash = hashOf(whole, text);
    if (seen.has(hash)) return;
    seen.add(hash);
    const asked = askedIn(value);
    add(new Set([hashOf(asked, text), ...shinglesOf(asked), ...shinglesOf(whole)]));
  };
  return eachRow(rows, context, take, sampled);
};

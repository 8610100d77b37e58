import type { Dataset } from "../../preload/contract/datasets.ts";
import { everyRow } from "../../preload/every-row.ts";
import { promptLimit } from "../../preload/limits.ts";
import { questionFields } from "../../preload/question-fields.ts";
import { briefOf } from "./turns.ts";

/** Rows whose prompts are collected; a series of more would run for days. */
export const collectedLimit = 1000;
const page = 500;
/** Rows that are read at the same time. */
const atOnce = 8;

/** The one question of a row; null for a row of several turns, and for one without a question. */
export function questionOf(row: string): string | null {
  const brief = briefOf(row);
  if (!brief) return null;
  const asked = brief.turns.filter(({ role }) => role === "user");
  const fields = new Map(brief.fields);
  const found =
    asked.length > 0
      ? asked.length === 1
        ? asked[0]?.text
        : undefined
      : questionFields.flatMap((name) => fields.get(name) ?? []).find((text) => text.trim() !== "");
  return found === undefined || found.trim() === "" || found.length > promptLimit ? null : found;
}

/** The prompts of a dataset's first rows as JSONL, how many there are, and how many rows gave none. */
export async function promptsOf({ id }: Dataset): Promise<{ text: string; count: number; leftOut: number }> {
  const keys: number[] = [];
  for (let from = 0; from < collectedLimit; from += page) {
    const answer = await window.assay["datasets.rows"]({
      id,
      version: null,
      view: everyRow,
      from,
      count: page,
    });
    if (!answer.ok) break;
    keys.push(...answer.data.rows.map(({ key }) => key));
    if (answer.data.rows.length < page) break;
  }
  const lines: string[] = [];
  for (let from = 0; from < keys.length; from += atOnce) {
    const rows = await Promise.all(
      keys.slice(from, from + atOnce).map((key) => window.assay["datasets.row"]({ id, version: null, key })),
    );
    for (const row of rows) {
      const prompt = row.ok && !row.data.isCut ? questionOf(row.data.text) : null;
      if (prompt !== null) lines.push(JSON.stringify({ prompt }));
    }
  }
  return { text: lines.join("\n"), count: lines.length, leftOut: keys.length - lines.length };
}

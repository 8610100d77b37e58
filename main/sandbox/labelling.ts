import { likenessIn } from "./judging.ts";
import type { Message } from "./message.ts";

const wish = /\bone of (?:these|the following|the) (?:labels?|categories|classes|verdicts?)\s*:\s*([^\n]+)/i;

/**
 * What the sandbox says where it is asked to answer with one of some labels, told after a colon with the best one first:
 * by how many words the answer and the reference share. No model judges anything. Null for what is no such wish.
 */
export function labelIn(messages: readonly Message[]): string | null {
  const text = messages.map((message) => message.text).join("\n");
  const [, list] = wish.exec(text) ?? [];
  if (list === undefined) return null;
  const labels = list
    .replace(/[.\s]+$/, "")
    .split(/\s*,\s*(?:or\s+|and\s+)?|\s+or\s+/)
    .map((label) => label.replace(/^["'“‘`]|["'”’`]$/g, "").trim())
    .filter((label) => label !== "");
  const alike = likenessIn(text.replace(wish, ""));
  if (labels.length < 2 || alike === null) return null;
  return labels[Math.round((1 - alike) * (labels.length - 1))] ?? null;
}

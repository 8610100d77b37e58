import type { Message } from "./message.ts";

/** A wish for a number: the words that ask for it, and its range where one is told. */
const wish = /\b(?:score|rate|grade|judge)\b/i;
const range = /\b(?:from|between)\s+(-?\d+(?:\.\d+)?)\s+(?:to|and)\s+(-?\d+(?:\.\d+)?)/i;
const part = (names: string) => new RegExp(`^[#*\\s]*(?:${names})[^:\\n]{0,40}:[*\\s]*`, "im");
const answers = part("answer|response|output|submission|candidate");
const references = part("reference|expected|ideal|correct|gold");

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * What the sandbox says where it is asked to score an answer against a reference, each after its name and a colon at the
 * beginning of a line, with a number from one value to another: how many of their words they share, in that range. No model
 * judges anything. Null for what is no such wish.
 */
export function scoreIn(messages: readonly Message[]): string | null {
  const text = messages.map((message) => message.text).join("\n");
  const [, least, most] = range.exec(text) ?? [];
  if (!wish.test(text) || least === undefined || most === undefined) return null;
  const alike = likenessIn(text);
  if (alike === null) return null;
  return String(Number((Number(least) + alike * (Number(most) - Number(least))).toFixed(2)));
}

/** How many words an answer and a reference share, from 0 to 1; null where a text has not both of them. */
export function likenessIn(text: string): number | null {
  const answer = after(text, answers);
  const reference = after(text, references);
  return answer === null || reference === null ? null : likenessOf(answer, reference);
}

/** How many words two texts share, from 0 to 1. */
export function likenessOf(answer: string, reference: string): number {
  const [own, wanted] = [new Set(words(answer)), new Set(words(reference))];
  const shared = [...own].filter((word) => wanted.has(word)).length;
  return own.size + wanted.size === 0 ? 1 : (2 * shared) / (own.size + wanted.size);
}

/** The reference that a text names, up to an empty line; null where it names none. */
export const referencePart = (text: string): string | null => after(text, references);

/** What stands after a name, up to the next part or an empty line. */
function after(text: string, name: RegExp): string | null {
  const found = name.exec(text);
  if (!found) return null;
  const rest = text.slice(found.index + found[0].length);
  const ends = [answers, references].map((other) => rest.search(other)).concat(rest.search(/\n\s*\n/));
  const end = Math.min(...ends.filter((at) => at > 0), rest.length);
  return rest.slice(0, end);
}

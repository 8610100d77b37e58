import { contentsOf } from "../contents.ts";
import { parsed } from "../reading/nesting.ts";
import { languagesOf } from "../rules/contents/languages.ts";
import { spaceless } from "../spaceless.ts";

/** What is known of a row from its text alone. */
export interface RowFacts {
  /** How many messages it has; 0 where it has none. */
  turns: number;
  /** Null where it cannot be told. */
  language: string | null;
  /** What a search finds it by. */
  searched: string;
}

/** Characters of a row that a search looks through, and that tell its language. */
const searchedLimit = 200_000;

/** Reads a row; its value where it has been parsed already, undefined for one that is no JSON. */
export function rowFacts(text: string, value: unknown = parsed(text)): RowFacts {
  if (value === undefined)
    return { turns: 0, language: null, searched: spaced(text.slice(0, searchedLimit)) };
  const contents = contentsOf(value).join("\n").slice(0, searchedLimit);
  return { turns: turnsIn(value), language: languagesOf(value).row, searched: spaced(contents) };
}

function turnsIn(value: unknown): number {
  const messages = listIn(value, "messages") ?? listIn(objectIn(value, "input"), "messages");
  const outputs = listIn(value, "preferred_output") ?? [];
  return (messages?.length ?? 0) + outputs.length;
}

const objectIn = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

const listIn = (value: unknown, name: string): unknown[] | undefined => {
  const list = objectIn(value, name);
  return Array.isArray(list) ? list : undefined;
};

/**
 * Letters of scripts that write words without spaces, each as a word of its own: so a part of a sentence is found. A NUL,
 * at which SQLite would end the text, is a space.
 */
export const spaced = (text: string): string => text.replace(withoutSpaces, " $& ").replaceAll("\0", " ");

const withoutSpaces = new RegExp(`[${spaceless}]`, "gu");

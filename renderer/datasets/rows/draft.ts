import { added, inserted, replaced, spliced, without } from "../../../preload/row-text/edit.ts";
import { locate } from "../../../preload/row-text/locate.ts";
import { type Path, pathText, valueAt } from "../../../preload/row-text/path.ts";

/**
 * A row that is being edited. What is typed into its fields is put into its text only when that is needed: a row may have
 * millions of characters.
 */
export interface Draft {
  text: string;
  typed: ReadonlyMap<string, Typed>;
}

/** What was typed into a field: a text, or JSON where the field has another value. */
interface Typed {
  path: Path;
  text: string;
  isJson: boolean;
}

/** A row as it stands, before anything is typed. */
export const draftOf = (text: string): Draft => ({ text, typed: new Map() });

/** What a field shows: what was typed, or what stands there. */
export const typedIn = ({ typed }: Draft, path: Path, stands: string): string =>
  typed.get(pathText(path))?.text ?? stands;

/** Types into a field that had a text, or with `isJson` another value. */
export function typing(draft: Draft, path: Path, text: string, stands: string, isJson = false): Draft {
  const typed = new Map(draft.typed);
  // A text area knows line feeds only; who writes with carriage returns keeps them.
  const isWindows = stands.includes("\r\n") && !/(?<!\r)\n/.test(stands);
  const lines = isWindows ? text.replaceAll(/\r?\n/g, "\r\n") : text;
  typed.set(pathText(path), { path, text: lines, isJson });
  return { ...draft, typed };
}

/** Fields with what is typed in them no JSON, though it has to be. */
export const faultyFields = ({ typed }: Draft): Path[] =>
  [...typed.values()].flatMap(({ path, text, isJson }) => (isJson && !isJsonText(text) ? [path] : []));

/** The row with all that was typed, in one line; all else as it was, byte for byte. */
export function textOf(draft: Draft): string {
  let { text } = draft;
  for (const { path, text: typed, isJson } of draft.typed.values()) {
    const place = isJson && isJsonText(typed) ? locate(text, path) : null;
    if (place !== null) text = spliced(text, place, typed.trim());
    else if (!isJson) text = replaced(text, path, typed);
  }
  // Outside its texts JSON may have line ends, but a row is a line.
  return text.replaceAll(/[\r\n]+/g, " ");
}

const isJsonText = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The same with what was typed put in, changed by `change`. */
const changedBy = (draft: Draft, change: (text: string) => string): Draft => draftOf(change(textOf(draft)));

/** Gives a field of the object at a path a value, and undefined takes it away. */
export const withField = (draft: Draft, path: Path, name: string, value: unknown): Draft =>
  changedBy(draft, (text) => {
    if (value !== undefined) return added(text, path, name, value);
    return locate(text, [...path, name]) === null ? text : without(text, [...path, name]);
  });

/** Without the message at a place of the list at a path. */
export const withoutMessage = (draft: Draft, path: Path): Draft =>
  changedBy(draft, (text) => without(text, path));

/** With a message once more, right after itself. */
export const withCopy = (draft: Draft, list: Path, index: number): Draft =>
  changedBy(draft, (text) => {
    const place = locate(text, [...list, index]);
    if (place === null) return text;
    return inserted(text, list, index + 1, text.slice(place.at, place.at + place.length));
  });

/** With one more message at the end of a list: by whoever speaks after the last one. */
export const withMessage = (draft: Draft, list: Path): Draft =>
  changedBy(draft, (text) => {
    const messages: unknown = valueAt(JSON.parse(text), list);
    if (!Array.isArray(messages)) return text;
    const isAnswer =
      list[0] !== "messages" && list[0] !== "input" ? true : valueAt(messages.at(-1), ["role"]) === "user";
    const role = isAnswer ? "assistant" : "user";
    return inserted(text, list, messages.length, JSON.stringify({ role, content: "" }));
  });

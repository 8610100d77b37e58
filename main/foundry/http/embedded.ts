import { parseJson } from "../json.ts";
import { pythonAsJson } from "./python.ts";

/** A text of which a part is data: what stands before it, and the data. */
interface Embedded {
  before: string;
  /** An object or a list. */
  data: object;
}

/** Brackets that are tried, since each may be looked at to the end of the text. */
const mostStarts = 10;

/**
 * The object or list that ends a text, in JSON's or Python's notation: servers put the errors of those behind them into
 * their own messages. Null where there is none, or where it is quoted in a longer sentence.
 */
export function embeddedIn(text: string): Embedded | null {
  const starts = [...text.matchAll(/[[{]/g)].slice(0, mostStarts);
  for (const { index } of starts) {
    const end = closing(text, index);
    if (end === null || !text.slice(index, end).includes("{")) continue;
    const data = parsed(text.slice(index, end));
    if (data === null) continue;
    const after = text.slice(end).trim();
    // An id of the request may follow; what is longer than the data is a sentence about it.
    return after.length < end - index || /^[[{]/.test(after) ? { before: text.slice(0, index), data } : null;
  }
  return null;
}

function parsed(text: string): object | null {
  const data = parseJson(text) ?? parseJson(pythonAsJson(text));
  return typeof data === "object" ? (data as object | null) : null;
}

/** Where what opens at `from` is closed, null where it is not. Brackets inside quotes do not count. */
function closing(text: string, from: number): number | null {
  let depth = 0;
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const one = text[at] ?? "";
    if (quote !== "") {
      if (one === "\\") at++;
      else if (one === quote) quote = "";
    } else if (one === '"' || (one === "'" && !/\w/.test(text[at - 1] ?? ""))) quote = one;
    else if (one === "[" || one === "{") depth++;
    else if (one === "]" || one === "}") {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

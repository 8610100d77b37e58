import { parseJson } from "../../foundry/json.ts";

/** Beginnings that are tried in a text, so that one of brackets alone ends. */
const mostTries = 50;

/**
 * The JSON in a text: the whole of it, else, where `isInText`, a fenced block, else the first object or list that stands in
 * it. Undefined where there is none.
 */
export function jsonIn(text: string, isInText: boolean): unknown {
  const whole = parseJson(text);
  if (whole !== undefined || !isInText) return whole;
  for (const [, inside = ""] of text.matchAll(/```[^\n`]*\n([\s\S]*?)```/g)) {
    const value = parseJson(inside);
    if (value !== undefined) return value;
  }
  let from = 0;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const at = text.slice(from).search(/[{[]/);
    if (at < 0) return undefined;
    const begin = from + at;
    const end = endOf(text, begin);
    const value = end === null ? undefined : parseJson(text.slice(begin, end));
    if (value !== undefined) return value;
    from = begin + 1;
  }
  return undefined;
}

/** Where what is opened at a place is closed, brackets in strings aside; null where it is not. */
function endOf(text: string, begin: number): number | null {
  let depth = 0;
  let isString = false;
  for (let at = begin; at < text.length; at += 1) {
    const sign = text[at];
    if (isString) {
      if (sign === "\\") at += 1;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

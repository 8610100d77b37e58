import type { Path } from "./path.ts";

/** A place in a row's text, in UTF-16 code units. */
export interface Place {
  at: number;
  length: number;
}

/** Where a member of an object, or an item of a list, stands. An item has no name: its `name` is where its value is. */
interface Part {
  key: string | number;
  name: Place;
  value: Place;
}

/**
 * Finds where the value at a path stands in the text of valid JSON, or with `key` the name of that field. Of a name that
 * comes twice the last is meant, as by `JSON.parse`. Null where the path leads nowhere. With `from`
 * the path begins at the value that stands there.
 */
export function locate(
  text: string,
  path: Path,
  options: { key?: boolean; from?: Place } = {},
): Place | null {
  let place: Place = options.from ?? spanAt(text, skipSpace(text, 0));
  let name = place;
  for (const step of path) {
    let found: Part | null = null;
    for (const part of partsOf(text, place.at)) {
      if (part.key !== step) continue;
      found = part;
      if (typeof step === "number") break;
    }
    if (found === null) return null;
    place = found.value;
    name = found.name;
  }
  return options.key ? name : place;
}

/** The names that an object's text has more than once, each with every place of it but the last. `at` is where a value begins. */
export function repeatedNames(text: string, at: number): { path: Path; name: Place }[] {
  const repeated: { path: Path; name: Place }[] = [];
  const open: { at: number; path: Path }[] = [{ at: skipSpace(text, at), path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const last = new Map<string, Place>();
    for (const { key, name, value } of partsOf(text, next.at)) {
      const path = [...next.path, key];
      if (typeof key === "string") {
        const before = last.get(key);
        if (before !== undefined) repeated.push({ path, name: before });
        last.set(key, name);
      }
      const first = text[value.at];
      if (first === "{" || first === "[") open.push({ at: value.at, path });
    }
  }
  return repeated.sort((one, other) => one.name.at - other.name.at);
}

/**
 * Where a character of a decoded string stands in the text that encodes it. `literal` is where the string's first
 * quotation mark is, `index` counts UTF-16 code units of what it decodes to.
 */
export function placeInString(text: string, literal: number, index: number): number {
  let at = literal + 1;
  for (let seen = 0; seen < index && at < text.length; seen += 1) at += unitLength(text, at);
  return at;
}

/** How many characters of a string's text write one code unit of it. */
const unitLength = (text: string, at: number): number =>
  text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2;

/** The members of the object, or the items of the list, that begins at a place of valid JSON; nothing for other values. */
export function* partsOf(text: string, from: number): Generator<Part, void> {
  const isList = text[from] === "[";
  if (!isList && text[from] !== "{") return;
  let at = skipSpace(text, from + 1);
  for (let index = 0; at < text.length && text[at] !== "]" && text[at] !== "}"; index += 1) {
    let key: string | number = index;
    let name: Place | null = null;
    if (!isList) {
      name = spanAt(text, at);
      key = nameIn(text.slice(at, at + name.length));
      at = skipSpace(text, at + name.length);
      at = skipSpace(text, text[at] === ":" ? at + 1 : at);
    }
    const value = spanAt(text, at);
    // What is no JSON would never end.
    if (value.length === 0) return;
    yield { key, name: name ?? value, value };
    at = skipSpace(text, at + value.length);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
}

/** What a name's text decodes to. */
const nameIn = (literal: string): string =>
  literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1);

/** The next place from one on that holds no white space of JSON. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at;
    at += 1;
  }
}

/** The place after the string whose first quotation mark is at a place; the text's length where it is not closed. */
export function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** The whole of the value that begins at a place. */
function spanAt(text: string, from: number): Place {
  let at = from;
  let depth = 0;
  do {
    const first = text.charCodeAt(at);
    if (first === 0x22) at = endOfString(text, at);
    else if (first === 0x7b || first === 0x5b) {
      depth += 1;
      at += 1;
    } else if (first === 0x7d || first === 0x5d) {
      depth -= 1;
      at += 1;
    } else if (depth > 0) at += 1;
    else while (at < text.length && !isMark(text.charCodeAt(at))) at += 1;
  } while (depth > 0 && at < text.length);
  return { at: from, length: at - from };
}

/** What ends a number or a word: white space, a comma, a colon, a bracket. */
const isMark = (unit: number): boolean =>
  unit <= 0x20 || unit === 0x2c || unit === 0x3a || unit === 0x5d || unit === 0x7d;

/** What is wrong with a text that is no JSON. The words are in `strings/datasets.ts`. */
export type JsonFaultWhy =
  | "ends_early"
  | "unexpected"
  | "control_character"
  | "bad_escape"
  | "more_after"
  | "too_deep";

/** The first fault of a text, and where it is, in UTF-16 code units. */
export interface JsonFault {
  why: JsonFaultWhy;
  at: number;
}

/** Levels of lists and objects within each other. What writes JSON overflows where reading it does not. */
export const nestingLimit = 200;

/**
 * A number, a word of JSON, or what was meant as one. Sticky: it is looked for at one place only. Numbers by RFC 8259,
 * section 6.
 */
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals = ["true", "false", "null"];

/** The first fault of a text as JSON (RFC 8259), or null for JSON that is nested at most 200 levels. In linear time. */
export function jsonFault(text: string): JsonFault | null {
  /** The brackets that are open, by what closes them. */
  const open: ("]" | "}")[] = [];
  let at = 0;
  let expects: "value" | "first" | "name" | "end" = "value";
  const space = () => {
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    }
  };
  const fault = (why: JsonFaultWhy = "unexpected"): JsonFault =>
    why === "unexpected" && at >= text.length ? { why: "ends_early", at: text.length } : { why, at };

  for (;;) {
    space();
    const letter = text[at];
    if (expects === "end") {
      const closing = open.at(-1);
      if (closing === undefined) return at < text.length ? fault("more_after") : null;
      if (letter === closing) open.pop();
      else if (letter === ",") expects = closing === "}" ? "name" : "value";
      else return fault();
      at += 1;
      continue;
    }
    if (expects === "first" && letter === open.at(-1)) {
      open.pop();
      expects = "end";
      at += 1;
      continue;
    }
    if (expects === "name" || (expects === "first" && open.at(-1) === "}")) {
      if (letter !== '"') return fault();
      const wrong = stringFault(text, at);
      if (typeof wrong !== "number") return wrong;
      at = wrong;
      space();
      if (text[at] !== ":") return fault();
      at += 1;
      expects = "value";
      continue;
    }
    if (letter === "[" || letter === "{") {
      if (open.length >= nestingLimit) return fault("too_deep");
      open.push(letter === "[" ? "]" : "}");
      expects = "first";
      at += 1;
      continue;
    }
    expects = "end";
    if (letter === '"') {
      const wrong = stringFault(text, at);
      if (typeof wrong !== "number") return wrong;
      at = wrong;
      continue;
    }
    const literal = literals.find((word) => text.startsWith(word, at));
    number.lastIndex = at;
    const length = literal?.length ?? number.exec(text)?.[0].length;
    if (length === undefined) {
      // A word that breaks off with the text does not end where it began.
      if (literals.some((word) => at < text.length && word.startsWith(text.slice(at, at + 6))))
        at = text.length;
      return fault();
    }
    at += length;
  }
}

/** Where the string that begins at `from` ends, behind its quote, or what is wrong with it. */
function stringFault(text: string, from: number): number | JsonFault {
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return { why: "control_character", at };
    if (unit !== 0x5c) continue;
    const letter = text[at + 1];
    if (letter === undefined) break;
    if (!'"\\/bfnrtu'.includes(letter)) return { why: "bad_escape", at };
    if (letter === "u" && !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)))
      return at + 6 > text.length && /^[0-9a-fA-F]*$/.test(text.slice(at + 2))
        ? { why: "ends_early", at: text.length }
        : { why: "bad_escape", at };
    at += letter === "u" ? 5 : 1;
  }
  return { why: "ends_early", at: text.length };
}

/** Whether a text has lists and objects within each other deeper than the limit, whether it is JSON or not. */
export function isNestedTooDeeply(text: string): boolean {
  if (!hasManyBrackets(text)) return false;
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isString) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) isString = false;
    } else if (unit === 0x22) isString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > nestingLimit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1;
  }
  return false;
}

/** Looks for no more brackets than there may be levels: most lines have few, and are not gone through by the letter. */
function hasManyBrackets(text: string): boolean {
  let found = 0;
  for (const bracket of ["{", "["])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > nestingLimit) return true;
    }
  return false;
}

import { unescaped } from "../../foundry/http/python.ts";
import { parseJson } from "../../foundry/json.ts";

const marks = new Map([
  ["None", "null"],
  ["True", "true"],
  ["False", "false"],
]);

const word = /[A-Za-z_]\w*/y;
const space = /\s*/y;

/**
 * The list or object that a text of Python writes, as `str` and `repr` do: texts in either quotes, `None`, `True` and
 * `False`, tuples as lists, and objects one behind the other without commas, as NumPy has them. Undefined for anything
 * else. In linear time; unlike `pythonAsJson`, which mends what it can of a message, it takes a text as a whole.
 */
export function pythonLiteral(text: string): unknown {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = text[at] ?? "";
    if (letter === "'" || letter === '"') {
      const end = endOfText(text, at, letter);
      if (end < 0) return undefined;
      parts.push(JSON.stringify(unescaped(text.slice(at + 1, end))));
      at = end + 1;
    } else if (/[A-Za-z_]/.test(letter)) {
      word.lastIndex = at;
      const mark = word.exec(text)?.[0] ?? "";
      const json = marks.get(mark);
      if (json === undefined) return undefined;
      parts.push(json);
      at += mark.length;
    } else {
      parts.push(letter === "(" ? "[" : letter === ")" ? "]" : letter);
      at += 1;
      if (letter !== "}") continue;
      space.lastIndex = at;
      at += space.exec(text)?.[0].length ?? 0;
      if (text[at] === "{") parts.push(",");
    }
  }
  return parseJson(parts.join(""));
}

/** Where the quote that closes a text is; less than 0 where none does. */
function endOfText(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

import { endOfString } from "../../../preload/row-text/locate.ts";
import { parseJson } from "../../foundry/json.ts";

const words = new Map([
  ["None", "null"],
  ["True", "true"],
  ["False", "false"],
]);
const word = /[A-Za-z_$][\w$]*/y;
const commaBeforeEnd = /,\s*$/;

/**
 * What a text is as JSON once it is written by JSON's own rules: Python's words and single quotes, commas before a
 * closing bracket, raw line breaks in strings and a byte order mark are put right. Nothing is made up: null where that
 * does not make it JSON, as with a line that breaks off.
 */
export function repairedJson(text: string): string | null {
  const pieces: string[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const first = text[at] ?? "";
    if (first === '"') {
      const end = endOfString(text, at);
      pieces.push(controlsEscaped(text.slice(at, end)));
      at = end;
    } else if (first === "'") {
      const { json, end } = singleQuoted(text, at);
      pieces.push(json);
      at = end;
    } else if (first === "]" || first === "}") {
      dropComma(pieces);
      pieces.push(first);
      at += 1;
    } else {
      word.lastIndex = at;
      const said = word.exec(text)?.[0];
      pieces.push(said === undefined ? first : (words.get(said) ?? said));
      at += said?.length ?? 1;
    }
  }
  const repaired = pieces.join("");
  return parseJson(repaired) === undefined ? null : repaired;
}

/** Takes away the comma that pieces end with, and the white space behind it. */
function dropComma(pieces: string[]): void {
  let last = pieces.length - 1;
  while (last >= 0 && pieces[last]?.trim() === "") last -= 1;
  if (commaBeforeEnd.test(pieces[last] ?? "")) pieces.splice(last);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
const controls = /[\x00-\x1f]/g;

const controlsEscaped = (literal: string): string =>
  literal.replace(controls, (control) => JSON.stringify(control).slice(1, -1));

/** The string in single quotes at a place, in JSON's notation, and where it ends. */
function singleQuoted(text: string, from: number): { json: string; end: number } {
  const pieces = ['"'];
  let at = from + 1;
  for (; at < text.length && text[at] !== "'"; at += 1) {
    const unit = text[at] ?? "";
    if (unit === '"') pieces.push('\\"');
    else if (unit !== "\\") pieces.push(unit);
    else {
      at += 1;
      const escaped = text[at] ?? "";
      if (escaped === "'") pieces.push("'");
      else if (escaped === "x") {
        pieces.push(`\\u00${text.slice(at + 1, at + 3)}`);
        at += 2;
      } else pieces.push(`\\${escaped}`);
    }
  }
  return { json: controlsEscaped(`${pieces.join("")}"`), end: at + 1 };
}

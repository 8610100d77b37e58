import type { Place } from "../../../preload/row-text/locate.ts";
import { skipSpace } from "../../../preload/row-text/locate.ts";
import type { jsonFaults } from "../../../preload/strings/dataset-rules.ts";

/** What can be wrong with the notation of a line. The words are in `strings/dataset-rules.ts`. */
type JsonFault = keyof typeof jsonFaults;

/** Where a line first stops being JSON (RFC 8259), and how. */
export interface FaultPlace extends Place {
  fault: JsonFault;
}

const numberNotation = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$]*/y;

/** What closes what. */
const closing: Record<string, string> = { "{": "}", "[": "]" };

/** Where a text stops being one value of JSON, and how; null where it is one. Reads it once, however deep it is. */
export function jsonFaultIn(text: string): FaultPlace | null {
  const open: string[] = [];
  let at = skipSpace(text, 0);
  let awaits: "value" | "first" | "name" | "end" = "value";
  const wrong = (fault: JsonFault, from = at, length = 1): FaultPlace => ({ fault, at: from, length });
  if (text.startsWith("\ufeff")) return wrong("mark", 0);
  for (;;) {
    at = skipSpace(text, at);
    const first = text[at];
    const holder = open.at(-1);
    if (awaits === "end") {
      if (holder === undefined) {
        return first === undefined ? null : wrong("more", at, text.length - at);
      }
      if (first === undefined) return wrong("cut", text.length, 0);
      if (first === closing[holder]) {
        open.pop();
        at += 1;
        continue;
      }
      if (first !== ",")
        return wrong(first === '"' || first === "{" || first === "[" ? "comma" : "unexpected");
      const comma = at;
      at = skipSpace(text, at + 1);
      if (text[at] === closing[holder]) return wrong("trailing_comma", comma);
      awaits = holder === "{" ? "name" : "value";
      continue;
    }
    if (first === undefined) return wrong("cut", text.length, 0);
    if (awaits === "first" && holder !== undefined && first === closing[holder]) {
      open.pop();
      at += 1;
      awaits = "end";
      continue;
    }
    const isName = holder === "{" && awaits !== "value";
    if (first === "'") return wrong("single_quotes");
    if (isName) {
      if (first !== '"') return wrong("name");
      const string = stringFaultAt(text, at);
      if (typeof string !== "number") return string;
      at = skipSpace(text, string);
      if (text[at] === undefined) return wrong("cut", text.length, 0);
      if (text[at] !== ":") return wrong("colon");
      at += 1;
      awaits = "value";
      continue;
    }
    if (first === "{" || first === "[") {
      open.push(first);
      at += 1;
      awaits = "first";
      continue;
    }
    const end = scalarEnd(text, at);
    if (typeof end !== "number") return end;
    at = end;
    awaits = "end";
  }
}

/** Where the string, number or word at a place ends, or what is wrong with it. */
function scalarEnd(text: string, at: number): number | FaultPlace {
  if (text[at] === '"') return stringFaultAt(text, at);
  word.lastIndex = at;
  const [said] = word.exec(text) ?? [];
  if (said !== undefined) {
    if (["true", "false", "null"].includes(said)) return at + said.length;
    const isPython = ["True", "False", "None"].includes(said);
    const isNumber = ["NaN", "Infinity"].includes(said);
    return { fault: isPython ? "python" : isNumber ? "number" : "word", at, length: said.length };
  }
  numberNotation.lastIndex = at;
  const [number] = numberNotation.exec(text) ?? [];
  if (number === undefined) return { fault: "unexpected", at, length: 1 };
  const next = text.charCodeAt(at + number.length);
  // 01, 1.e and the like.
  const goesOn = (next >= 0x30 && next <= 0x39) || next === 0x2e;
  return goesOn ? { fault: "number", at, length: number.length + 1 } : at + number.length;
}

const escapes = '"\\/bfnrtu';
const hexadecimal = /[0-9a-fA-F]{4}/y;

/** Where the string at a place ends, or what is wrong in it. */
function stringFaultAt(text: string, from: number): number | FaultPlace {
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return { fault: "raw_control", at, length: 1 };
    if (unit !== 0x5c) continue;
    at += 1;
    const letter = text[at];
    if (letter === undefined) break;
    if (!escapes.includes(letter)) return { fault: "escape", at: at - 1, length: 2 };
    if (letter !== "u") continue;
    hexadecimal.lastIndex = at + 1;
    if (!hexadecimal.test(text)) return { fault: "escape", at: at - 1, length: 2 };
    at += 4;
  }
  return { fault: "open_string", at: from, length: text.length - from };
}

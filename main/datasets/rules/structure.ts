import { spliced, withoutNamed } from "../../../preload/row-text/edit.ts";
import { endOfString, repeatedNames, skipSpace } from "../../../preload/row-text/locate.ts";
import { jsonFaults } from "../../../preload/strings/dataset-rules.ts";
import { jsonFaultIn } from "../reading/json-fault.ts";
import { everything, evidence } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { repairedJson } from "./repair.ts";
import type { Rule } from "./rule.ts";
import { namesIn } from "./value-walk.ts";

/** Levels of objects and lists in a row. No row that a model learns from has as many; some programs break off there. */
const depthLimit = 64;

/** Bytes of one row of an evaluation (evaluation-regions-limits page: 2 MB). */
const evaluationRowLimit = 2 * 1024 * 1024;

/** Removes what a finding is about from the text. */
const cutOut: Rule["mend"] = ({ text, finding }) => spliced(text, finding, "");

/** What a row's text has to be, whatever it is for. */
export const structureRules: readonly Rule[] = [
  {
    rule: "empty_line",
    severity: "blocks",
    methods: everything,
    evidence: evidence.noJsonLine,
    mend: () => "remove",
  },
  {
    rule: "not_json",
    severity: "blocks",
    methods: everything,
    evidence: evidence.noJsonLine,
    mend: ({ text }) => repairedJson(text) ?? "remove",
  },
  {
    rule: "not_an_object",
    severity: "blocks",
    methods: everything,
    evidence: evidence.noDictionary,
    mend: ({ text, value }) => (isListOfMessages(value) ? `{"messages":${text.trim()}}` : "remove"),
  },
  {
    rule: "repeated_name",
    severity: "warns",
    methods: everything,
    evidence: evidence.json,
    mend: ({ text, path, finding }) => withoutNamed(text, path, finding),
  },
  {
    rule: "lone_surrogate",
    severity: "warns",
    methods: everything,
    evidence: evidence.json,
    mend: cutOut,
  },
  {
    rule: "control_character",
    severity: "warns",
    methods: everything,
    evidence: evidence.care,
    mend: cutOut,
  },
  {
    rule: "byte_order_mark",
    severity: "warns",
    methods: everything,
    evidence: evidence.json,
    mend: cutOut,
  },
  { rule: "nested_too_deeply", severity: "warns", methods: everything, evidence: evidence.care },
  {
    rule: "row_too_long",
    severity: "blocks",
    methods: ["evaluation"],
    evidence: evidence.evaluation,
  },
];

const isListOfMessages = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => Object.hasOwn(Object(item), "role"));

/** Notes where and how a row is no JSON. */
export function checkNotation(found: RowFindings, text: string): void {
  const fault = jsonFaultIn(text);
  const [at, length] = fault === null ? [0, text.length] : [fault.at, fault.length];
  const what = jsonFaults[fault?.fault ?? "unexpected"];
  found.add("not_json", [], { what, column: String(at + 1) }, { at, length });
}

/** Looks for what JSON allows and programs treat differently, in a row that is JSON. False where it is too deep to look further. */
export function checkStructure(found: RowFindings, text: string, value: unknown): boolean {
  const names = namesIn(value, depthLimit);
  if (Number.isNaN(names)) {
    found.add("nested_too_deeply", [], { limit: String(depthLimit) });
    return false;
  }
  if (!hasNames(text, names) && names !== namesWritten(text)) {
    for (const { path, name } of repeatedNames(text, 0))
      found.add("repeated_name", path, { name: String(path.at(-1)) }, name);
  }
  const isEscaped = text.includes("\\u") || text.includes("\\b");
  if (
    !text.isWellFormed() ||
    text.includes("\ufeff") ||
    text.includes("\u007f") ||
    (isEscaped && maybeOdd.test(text))
  )
    checkCharacters(found, text);
  return true;
}

/** Escapes that may write an odd character: most rows of other languages have escapes, and few of these. */
const maybeOdd =
  /\\(?:b|u(?:00[017]|[fF][eE][fF][fF]|[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])))|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F]/;

/**
 * Whether a text of JSON has just so many names, as far as that is seen at a glance: there are at most as many as there
 * are colons behind a quotation mark. One within a text has a backslash before it.
 */
function hasNames(text: string, names: number): boolean {
  let left = names;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) !== 0x22) continue;
    let slashes = 0;
    while (text.charCodeAt(before - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) left -= 1;
  }
  return left === 0;
}

const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

/** Notes a row that is longer than one of an evaluation may be. */
export function checkRowLength(found: RowFindings, text: string): void {
  if (text.length * 3 <= evaluationRowLimit) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > evaluationRowLimit) found.add("row_too_long", [], { megabytes: (bytes / 2 ** 20).toFixed(1) });
}

/** How many fields the objects in a text of JSON have, names that come twice counted twice. */
function namesWritten(text: string): number {
  let names = 0;
  for (let at = text.indexOf('"'); at >= 0; ) {
    const end = endOfString(text, at);
    const next = skipSpace(text, end);
    if (text.charCodeAt(next) === 0x3a) names += 1;
    at = text.indexOf('"', next);
  }
  return names;
}

/** Characters, written as they are or as `\u`, that no text for a model has, or that no UTF-8 can hold. */
const odd = /\\u([0-9a-fA-F]{4})|\\[bf"\\/nrt]|[\x7f\ufeff\ud800-\udfff]/g;

function checkCharacters(found: RowFindings, text: string): void {
  const units: { unit: number; at: number; length: number }[] = [];
  for (const { 0: written, 1: code, index } of text.matchAll(odd)) {
    const unit =
      code !== undefined
        ? Number.parseInt(code, 16)
        : written.length === 1
          ? written.charCodeAt(0)
          : written === "\\b"
            ? 8
            : -1;
    if (unit >= 0) units.push({ unit, at: index, length: written.length });
  }
  for (const [index, one] of units.entries()) {
    const rule = ruleOf(one, units[index - 1], units[index + 1]);
    if (rule !== null)
      found.add(
        rule,
        [],
        { code: `U+${one.unit.toString(16).toUpperCase().padStart(4, "0")}` },
        { at: one.at, length: one.length },
      );
  }
}

interface Unit {
  unit: number;
  at: number;
  length: number;
}

/** Which rule a character breaks, by those beside it: a high surrogate and the low one behind it make one character. */
function ruleOf(
  { unit, at, length }: Unit,
  before: Unit | undefined,
  after: Unit | undefined,
): "lone_surrogate" | "control_character" | "byte_order_mark" | null {
  if (unit === 0xfeff) return "byte_order_mark";
  if (unit >= 0xd800 && unit <= 0xdbff)
    return after?.at === at + length && isLow(after.unit) ? null : "lone_surrogate";
  if (isLow(unit))
    return before !== undefined &&
      before.at + before.length === at &&
      before.unit >= 0xd800 &&
      before.unit <= 0xdbff
      ? null
      : "lone_surrogate";
  return (unit < 0x20 && !isSpace(unit) && unit !== 0x0c) || unit === 0x7f ? "control_character" : null;
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

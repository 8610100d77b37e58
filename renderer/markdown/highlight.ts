import { StringStream } from "@codemirror/streamparser";
import type { Grammar } from "./languages.ts";

/** A stretch of a line in one colour: one of the kinds of `code.css`, or none. */
export interface Span {
  kind: Kind | null;
  text: string;
}

type Kind = "keyword" | "string" | "number" | "comment" | "name" | "inserted" | "deleted";

/** Where a grammar stands between two lines. */
export interface State {
  grammar: Grammar;
  inner: unknown;
}

/** Lines longer than this, in characters, are not coloured: they are data, and some grammars look far ahead. */
const longestLine = 2000;

const indent = 2;

/** The first words of the names that grammars give. */
const kinds: Record<string, Kind> = {
  keyword: "keyword",
  operatorKeyword: "keyword",
  controlKeyword: "keyword",
  definitionKeyword: "keyword",
  moduleKeyword: "keyword",
  modifier: "keyword",
  tag: "keyword",
  tagName: "keyword",
  atom: "number",
  bool: "number",
  null: "number",
  number: "number",
  unit: "number",
  color: "number",
  string: "string",
  "string-2": "string",
  regexp: "string",
  escape: "string",
  attributeValue: "string",
  comment: "comment",
  meta: "comment",
  quote: "comment",
  def: "name",
  builtin: "name",
  type: "name",
  typeName: "name",
  className: "name",
  attribute: "name",
  attributeName: "name",
  header: "name",
  heading: "name",
  inserted: "inserted",
  deleted: "deleted",
};

/** The state before the first line. */
export function firstState(grammar: Grammar): State {
  return { grammar, inner: grammar.startState ? grammar.startState(indent) : true };
}

/** One line in its colours, and the state after it. Throws what the grammar throws. */
export function highlightLine(line: string, { grammar, inner }: State): { spans: Span[]; after: State } {
  const state = copy(grammar, inner);
  const after = { grammar, inner: state };
  if (line === "") {
    grammar.blankLine?.(state, indent);
    return { spans: [], after };
  }
  if (line.length > longestLine) return { spans: [{ kind: null, text: line }], after };
  const stream = new StringStream(line, 4, indent);
  const spans: Span[] = [];
  let stuck = 0;
  while (!stream.eol() && stuck < 20) {
    stream.start = stream.pos;
    const kind = kindOf(grammar.token(stream, state));
    const text = stream.current();
    stuck = text === "" ? stuck + 1 : 0;
    const last = spans.at(-1);
    if (last && last.kind === kind) last.text += text;
    else if (text !== "") spans.push({ kind, text });
  }
  if (stuck > 0) spans.push({ kind: null, text: line.slice(stream.pos) });
  return { spans, after };
}

function kindOf(style: string | null | undefined): Kind | null {
  // Some grammars give nothing where others give null.
  if (style == null) return null;
  for (const part of style.split(" ")) {
    const [name = "", ...modifiers] = part.split(".");
    if (modifiers.includes("definition") || modifiers.includes("function")) return "name";
    if (modifiers.includes("standard")) return "name";
    const kind = kinds[name];
    if (kind) return kind;
  }
  return null;
}

function copy(grammar: Grammar, inner: unknown): unknown {
  if (grammar.copyState) return grammar.copyState(inner);
  if (typeof inner !== "object" || inner === null) return inner;
  return Object.fromEntries(
    Object.entries(inner).map(([key, value]) => [key, Array.isArray(value) ? [...value] : value]),
  );
}

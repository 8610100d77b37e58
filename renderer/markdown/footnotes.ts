import type { TokenizerExtension, Tokens } from "marked";

export interface FootnoteReferenceToken extends Tokens.Generic {
  type: "footnoteReference";
  label: string;
}

/** `[^label]: text`; the text goes on in the lines below until a blank one, and in indented ones after it. */
export interface FootnoteToken extends Tokens.Generic {
  type: "footnote";
  label: string;
  text: string;
}

const definition =
  /^\[\^([^\]\s]{1,100})\]:[ \t]*([^\n]*(?:\n(?!\s*(?:\n|$))(?!\[\^[^\]\s]+\]:)[^\n]*|(?:\n[ \t]*)+\n(?: {4}|\t)[^\n]*)*)(?:\n+|$)/;

const reference = /^\[\^([^\]\s]{1,100})\](?!:)/;

/** Footnotes as tokens of the lexer. A reference without its definition stays text. */
export const footnoteExtensions: TokenizerExtension[] = [
  {
    name: "footnote",
    level: "block",
    start: (text) => {
      const found = /\n\[\^[^\]\s]+\]:/.exec(text);
      return found ? found.index + 1 : undefined;
    },
    tokenizer(text): FootnoteToken | undefined {
      const match = definition.exec(text);
      if (!match) return undefined;
      const [raw, label = "", body = ""] = match;
      return { type: "footnote", raw, label, text: body.replace(/\n(?: {4}|\t)/g, "\n").trim() };
    },
  },
  {
    name: "footnoteReference",
    level: "inline",
    start: (text) => {
      const index = text.indexOf("[^");
      return index < 0 ? undefined : index;
    },
    tokenizer(text): FootnoteReferenceToken | undefined {
      const match = reference.exec(text);
      if (!match) return undefined;
      const [raw, label = ""] = match;
      return footnoteKey(label) in this.lexer.tokens.links
        ? { type: "footnoteReference", raw, label }
        : undefined;
    },
  },
];

/** The name of a footnote among the definitions of links: no link can be called that. */
export function footnoteKey(label: string): string {
  return `^${label.toLowerCase()}`;
}

import type { Token } from "marked";

/** The first lines of a text, with their line breaks. */
export function linesOf(text: string, count: number): string {
  let to = 0;
  for (let line = 0; line < count && to < text.length; line++) {
    const newline = text.indexOf("\n", to);
    to = newline < 0 ? text.length : newline + 1;
  }
  return text.slice(0, to);
}

/** How many of the first tokens nothing that follows can change; none beyond a fence, which has its own way. */
export function countSettled(tokens: Token[]): number {
  let last = tokens.length - 1;
  while (tokens[last]?.type === "space") last--;
  const lines = rawOf(tokens.slice(Math.max(last, 0))).split("\n").length;
  let kept = last;
  if (lines < 3) {
    kept--;
    while (tokens[kept]?.type === "space") kept--;
  }
  const fenced = tokens.findIndex((token) => token.type === "code" && token.codeBlockStyle !== "indented");
  const count = Math.max(kept, 0);
  return fenced < 0 ? count : Math.min(fenced, count);
}

/** The source of tokens in a row. */
export const rawOf = (tokens: { raw: string }[]): string => tokens.map(({ raw }) => raw).join("");

/** What stands in square brackets, as the lexer names it: in lower case, white space as one blank. */
export function labelsIn(raw: string): Set<string> {
  const labels = new Set<string>();
  if (!raw.includes("[")) return labels;
  for (const [, label = ""] of raw.matchAll(/\[([^[\]]{1,200})\]/g)) {
    labels.add(label.toLowerCase().replace(/\s+/g, " ").trim());
  }
  return labels;
}

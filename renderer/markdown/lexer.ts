import { Lexer, Marked, type Token, type Tokens } from "marked";
import { footnoteExtensions } from "./footnotes.ts";
import { formulaExtensions } from "./formulas.ts";

/** Where a reference link leads. */
export type Definition = Pick<Tokens.Link | Tokens.Image, "href" | "title">;

/** Definitions by label in lower case; footnotes are among them (see `footnoteKey`). */
export type Definitions = Record<string, Definition>;

const options = new Marked({ gfm: true, extensions: [...formulaExtensions, ...footnoteExtensions] }).defaults;

/** What is nested deeper than this is text: no answer means it, and stack and layout have an end. */
const deepest = 24;

/** Inline text longer than this, in characters, is shown as it is: the rules of emphasis are quadratic. */
const longestInline = 5000;

/** The blocks of a text, without what is inside their lines. Never throws. */
export function lexBlocks(text: string): Token[] {
  return blocksOf(boundedLexer(), text);
}

/** The blocks of a text with everything in them. Never throws. */
export function lex(text: string, definitions: Definitions): Token[] {
  const lexer = boundedLexer();
  const tokens = blocksOf(lexer, text);
  Object.assign(lexer.tokens.links, definitions);
  // Grows while it is walked: an inline rule may queue more.
  for (const { src, tokens: inlines } of lexer.inlineQueue) {
    if (src.length > longestInline) inlines.push(plain(src));
    else lexer.inlineTokens(src, inlines);
  }
  return tokens;
}

function blocksOf(lexer: Lexer, text: string): Token[] {
  lexer.blockTokens(text, lexer.tokens);
  return lexer.tokens;
}

/** A lexer whose recursion has a limit. */
function boundedLexer(): Lexer {
  const lexer = new Lexer(options);
  const blockTokens = lexer.blockTokens.bind(lexer);
  const inlineTokens = lexer.inlineTokens.bind(lexer);
  let depth = 0;
  const within = (source: string, tokens: Token[], lexOne: () => Token[]): Token[] => {
    if (depth >= deepest) {
      tokens.push(plain(source));
      return tokens;
    }
    depth++;
    try {
      return lexOne();
    } finally {
      depth--;
    }
  };
  lexer.blockTokens = ((source: string, tokens: Token[] = [], last?: boolean) =>
    within(source, tokens, () => blockTokens(source, tokens, last))) as Lexer["blockTokens"];
  lexer.inlineTokens = (source: string, tokens: Token[] = []) =>
    within(source, tokens, () => inlineTokens(source, tokens));
  return lexer;
}

const plain = (text: string): Tokens.Text => ({ type: "text", raw: text, text, escaped: false });

import type { ChatParameters } from "./contract/conversations.ts";

/**
 * What of a text makes tokens: a word with the space before it, digits three by three, marks, spaces. The scripts without
 * spaces between words are told apart, since there a sign is about a token.
 */
const pieces =
  /(?<wide>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]+)|(?<latin>[\p{Script=Latin}\p{M}]+)|(?<common>[\p{Script=Cyrillic}\p{Script=Devanagari}\p{M}]+)|(?<rare>[\p{L}\p{M}]+)|(?<digits>\p{N}+)|(?<marks>[^\s\p{L}\p{M}\p{N}]+)|(?<lines>\s*\n\s*)|\s{2,}/gu;

/** Signs to a token, as text of each kind has them at an average in the encoding o200k_base. */
const signs = { wide: 1.4, latin: 6, common: 4, rare: 2.7, digits: 3, marks: 2.2 } as const;

/** Words with an accent are rarer, and so more often in pieces. */
const accented = /[\u0080-\uffff]/;

/**
 * About how many tokens a text is, without a tokenizer: within a fifth of what the models of OpenAI count in ordinary
 * prose and code (the test holds it against them). Other models count otherwise, Claude up to a third more.
 */
function estimatedTokens(text: string): number {
  let tokens = 0;
  for (const { 0: piece, groups = {} } of text.matchAll(pieces)) {
    const kind = (Object.keys(signs) as (keyof typeof signs)[]).find((name) => groups[name] !== undefined);
    if (kind === undefined) tokens += 1;
    else if (kind === "latin")
      tokens += (piece.length <= 8 ? 1 : piece.length / signs.latin) + (accented.test(piece) ? 0.7 : 0);
    else tokens += Math.max(1, piece.length / signs[kind]);
  }
  return Math.round(tokens);
}

/** Tokens around each message (OpenAI's cookbook, "How to count tokens with tiktoken"). */
const tokensAround = 4;

/** About how many tokens a message is, by its texts and what goes along with it. */
export const estimatedMessage = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + estimatedTokens(text), tokensAround);

/** About how many tokens stand before the first message. */
export const estimatedBeginning = (
  systemPrompt: string,
  { tools = "", jsonSchema = "" }: Pick<ChatParameters, "tools" | "jsonSchema">,
): number => estimatedTokens(systemPrompt) + estimatedTokens(tools) + estimatedTokens(jsonSchema);

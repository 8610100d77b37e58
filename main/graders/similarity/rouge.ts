import { commonSubsequence } from "./common-subsequence.ts";
import { nGrams, runsIn, shared } from "./n-grams.ts";

/** How a text is cut into words. */
export type Cut = (text: string) => string[];

const matched = (text: string, words: RegExp): string[] => text.toLowerCase().match(words) ?? [];

/** As google's rouge-score does, without a stemmer: whatever is no letter from a to z or digit is thrown away. */
export const latinWords: Cut = (text) => matched(text, /[a-z0-9]+/g);

/** The letters and digits of every script; each sign of a script without spaces is a word. */
export const wordsOfAllScripts: Cut = (text) =>
  matched(
    text,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}])+/gu,
  );

/** The F measure of ROUGE (Lin 2004): of runs of so many words, or of the longest common subsequence of words for `l`. */
export function rouge(text: string, reference: string, of: number | "l", cut: Cut): number {
  const [words, others] = [cut(text), cut(reference)];
  if (of === "l") return meanOf(commonSubsequence(words, others), words.length, others.length);
  const found = shared(nGrams(words, of), nGrams(others, of));
  return meanOf(found, runsIn(words.length, of), runsIn(others.length, of));
}

/** The harmonic mean of precision and recall. */
const meanOf = (found: number, own: number, other: number): number =>
  found === 0 ? 0 : (2 * found) / (own + other);

import { commonSubsequence } from "./common-subsequence.ts";
import { wordsOf } from "./words.ts";

/** RapidFuzz's `ratio`, from 0 to 1: by the fewest characters to insert or delete (Indel), not Levenshtein's. */
export function ratio(a: readonly string[], b: readonly string[]): number {
  const all = a.length + b.length;
  return all === 0 ? 1 : (2 * commonSubsequence(a, b)) / all;
}

/** Lengths that are further apart than this are compared by the best part of the longer one. */
const alikeInLength = 1.5;
/** Characters of the one times those of the other beyond which it is not worked out: it compares them three times. */
const largest = 4_000_000;
/** What a likeness of words counts beside one of characters. */
const wordsCount = 0.95;

/**
 * RapidFuzz's `WRatio` of texts that are nearly as long as each other, from 0 to 1: words count in any order. Null where
 * it would look for parts, and for texts that are too long for it.
 */
export function weightedRatio(a: string, b: string): number | null {
  const [ownCharacters, otherCharacters] = [[...a], [...b]];
  const lengths = [ownCharacters.length, otherCharacters.length] as const;
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  if (shortest === 0) return 0;
  if (longest / shortest >= alikeInLength || longest * shortest > largest) return null;
  const words = Math.max(sortedRatio(a, b), sharedRatio(a, b));
  return Math.max(ratio(ownCharacters, otherCharacters), words * wordsCount);
}

const sorted = (words: Iterable<string>): string[] => [...words].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const joined = (words: Iterable<string>): string[] => [...sorted(words).join(" ")];

/** The likeness of their words in order of the alphabet. */
const sortedRatio = (a: string, b: string): number => ratio(joined(wordsOf(a)), joined(wordsOf(b)));

/** The likeness by the words that both have, whatever else one of them has. */
function sharedRatio(a: string, b: string): number {
  const [own, others] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  if (own.size === 0 || others.size === 0) return 0;
  const shared = joined([...own].filter((word) => others.has(word))).length;
  const ownOnly = joined([...own].filter((word) => !others.has(word)));
  const otherOnly = joined([...others].filter((word) => !own.has(word)));
  if (shared > 0 && (ownOnly.length === 0 || otherOnly.length === 0)) return 1;
  const gap = shared > 0 ? 1 : 0;
  const lengths = [ownOnly.length, otherOnly.length].map((length) => shared + gap + length);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const apart = ownOnly.length + otherOnly.length - 2 * commonSubsequence(ownOnly, otherOnly);
  const ratios = [1 - apart / all];
  if (shared > 0) for (const length of lengths) ratios.push((2 * shared) / (shared + length));
  return Math.max(...ratios);
}

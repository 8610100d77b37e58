import { commonSubsequence } from "./common-subsequence.ts";
import { partialRatio } from "./partial-ratio.ts";
import { wordsOf } from "./words.ts";

/** RapidFuzz's `ratio`, from 0 to 1: by the fewest characters to insert or delete (Indel), not Levenshtein's. */
export function ratio(a: readonly string[], b: readonly string[]): number {
  const all = a.length + b.length;
  return all === 0 ? 1 : (2 * commonSubsequence(a, b)) / all;
}

/** From this many times the length of the other, the longer text is compared by its best part. */
const alikeInLength = 1.5;
/** What a likeness of words counts beside one of characters. */
const wordsCount = 0.95;
/** What a likeness to a part counts, and from which lengths on it counts less. */
const partsCount = { usual: 0.9, longest: 8, beyond: 0.6 };

/**
 * RapidFuzz's `WRatio`, from 0 to 1: words count in any order, and of a much longer text its best part. Null for texts
 * whose parts are too many to be compared.
 */
export function weightedRatio(a: string, b: string): number | null {
  const [own, other] = [[...a], [...b]];
  if (own.length === 0 || other.length === 0) return 0;
  const whole = ratio(own, other);
  const times = Math.max(own.length, other.length) / Math.min(own.length, other.length);
  if (times < alikeInLength)
    return Math.max(whole, sortedRatio(a, b) * wordsCount, sharedRatio(a, b) * wordsCount);
  const count = times <= partsCount.longest ? partsCount.usual : partsCount.beyond;
  const [part, words] = [partialRatio(own, other), partialWordsRatio(a, b)];
  return part === null || words === null ? null : Math.max(whole, part * count, words * wordsCount * count);
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

/** The likeness of the words of the shorter text to a part of the longer one's; whole where they have one in common. */
function partialWordsRatio(a: string, b: string): number | null {
  const [own, others] = [wordsOf(a), wordsOf(b)];
  const [ownOnce, othersOnce] = [new Set(own), new Set(others)];
  if (own.some((word) => othersOnce.has(word))) return 1;
  const all = partialRatio(joined(own), joined(others));
  if (all === null || (ownOnce.size === own.length && othersOnce.size === others.length)) return all;
  const once = partialRatio(joined(ownOnce), joined(othersOnce));
  return once && Math.max(all, once);
}

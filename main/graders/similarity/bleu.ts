import { nGrams, runsIn, shared } from "./n-grams.ts";
import { wordsOf } from "./words.ts";

const sizes = [1, 2, 3, 4];
/** Of nltk's `SmoothingFunction`. */
const smoothing = 5;

/** Texts that are shorter than what they are held against count less (Papineni and others 2002). */
export const brevity = (own: number, other: number): number =>
  own >= other ? 1 : own === 0 ? 0 : Math.exp(1 - other / own);

/**
 * BLEU of a sentence as nltk gives it with `SmoothingFunction().method4` (Chen and Cherry 2014), of words between spaces.
 * Without smoothing that of a short text would be 0.
 */
export function bleu(text: string, reference: string): number {
  const [words, others] = [wordsOf(text), wordsOf(reference)];
  let misses = 0;
  let logarithms = 0;
  for (const size of sizes) {
    const found = shared(nGrams(words, size), nGrams(others, size));
    const all = Math.max(1, runsIn(words.length, size));
    if (found === 0 && size === 1) return 0;
    if (found > 0) {
      logarithms += Math.log(found / all) / sizes.length;
    } else if (words.length > 1) {
      misses += 1;
      const instead = Math.log(words.length) / (2 ** misses * smoothing);
      logarithms += Math.log(instead / all) / sizes.length;
    }
  }
  return brevity(words.length, others.length) * Math.exp(logarithms);
}

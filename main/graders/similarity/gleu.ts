import { nGrams, runsIn, shared } from "./n-grams.ts";
import { wordsOf } from "./words.ts";

const sizes = [1, 2, 3, 4];

/** GLEU of a sentence (Wu and others 2016) as nltk gives it, of words between spaces. */
export function gleu(text: string, reference: string): number {
  const [words, others] = [wordsOf(text), wordsOf(reference)];
  const all = (list: readonly string[]) => sizes.reduce((sum, size) => sum + runsIn(list.length, size), 0);
  const most = Math.max(all(words), all(others));
  if (most === 0) return 0;
  return sizes.reduce((sum, size) => sum + shared(nGrams(words, size), nGrams(others, size)), 0) / most;
}

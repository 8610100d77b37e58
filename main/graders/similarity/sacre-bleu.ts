import { brevity } from "./bleu.ts";
import { nGrams, runsIn, shared } from "./n-grams.ts";
import { wordsOf } from "./words.ts";

const largest = 4;
const entities: [name: string, character: string][] = [
  ["&quot;", '"'],
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
];

/** The words and signs of a text as mteval-v13a cuts it, which sacrebleu does unless told otherwise. */
function cut(text: string): string[] {
  let line = text.replaceAll("<skipped>", "").replaceAll("-\n", "").replaceAll("\n", " ");
  if (line.includes("&")) for (const [name, character] of entities) line = line.replaceAll(name, character);
  const apart = ` ${line} `
    .replace(/([{-~[-` -&(-+:-@/])/g, " $1 ")
    .replace(/([^0-9])([.,])/g, "$1 $2 ")
    .replace(/([.,])([^0-9])/g, " $1 $2")
    .replace(/([0-9])(-)/g, "$1 $2 ");
  return wordsOf(apart);
}

/** BLEU of a sentence as sacrebleu's `sentence_bleu` gives it, from 0 to 1: exponential smoothing, 13a, effective order. */
export function sacreBleu(text: string, reference: string): number {
  const [words, others] = [cut(text), cut(reference)];
  const logarithms: number[] = [];
  let misses = 0;
  for (let size = 1; size <= Math.min(largest, words.length); size += 1) {
    const all = runsIn(words.length, size);
    const found = shared(nGrams(words, size), nGrams(others, size));
    if (found === 0 && size === 1) return 0;
    if (found === 0) misses += 1;
    logarithms.push(Math.log(found > 0 ? found / all : 1 / (2 ** misses * all)));
  }
  if (logarithms.length === 0) return 0;
  const mean = logarithms.reduce((sum, one) => sum + one, 0) / logarithms.length;
  return brevity(words.length, others.length) * Math.exp(mean);
}

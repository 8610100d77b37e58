import type { similarityNames } from "../../../preload/contract/graders.ts";
import { bleu } from "./bleu.ts";
import { levenshtein } from "./edits.ts";
import { gleu } from "./gleu.ts";
import { ratio, weightedRatio } from "./ratio.ts";
import { latinWords, rouge, wordsOfAllScripts } from "./rouge.ts";
import { sacreBleu } from "./sacre-bleu.ts";

export type SimilarityName = (typeof similarityNames)[number];

/** Characters of a text that are compared: likeness takes time by the square of the length. */
const comparedLength = 10_000;

/** Whether a text is too long to be compared. Throws nothing, looks at no more than is needed. */
export function isTooLong(text: string): boolean {
  if (text.length <= comparedLength) return false;
  return text.length > 2 * comparedLength || [...text].length > comparedLength;
}

type Measure = (text: string, reference: string) => number | null;

/** A likeness: how it is worked out, and how it would be where the service reads its name in another way. */
interface Likeness {
  usual: Measure;
  others: Record<string, Measure>;
}

const rougeOf = (of: number | "l"): Likeness => ({
  usual: (text, reference) => rouge(text, reference, of, latinWords),
  others: { every_script: (text, reference) => rouge(text, reference, of, wordsOfAllScripts) },
});

/**
 * Which function is meant by a name is not documented beyond its library: `fuzzy_match` is RapidFuzz's, BLEU and GLEU
 * nltk's, ROUGE rouge-score's (Microsoft's pages on graders name these packages).
 */
const likenesses: Partial<Record<SimilarityName, Likeness>> = {
  fuzzy_match: {
    usual: (text, reference) => ratio([...text], [...reference]),
    others: {
      weighted_ratio: weightedRatio,
      levenshtein: (text, reference) => levenshtein([...text], [...reference]),
    },
  },
  bleu: { usual: bleu, others: { sacre_bleu: sacreBleu } },
  gleu: { usual: gleu, others: {} },
  rouge_1: rougeOf(1),
  rouge_2: rougeOf(2),
  rouge_3: rougeOf(3),
  rouge_4: rougeOf(4),
  rouge_5: rougeOf(5),
  rouge_l: rougeOf("l"),
};

/**
 * How alike two texts are, from 0 to 1, by a similarity of the service; null for one that only the service has: METEOR
 * needs WordNet, and cosine a model.
 */
export const similarity = (name: SimilarityName, text: string, reference: string): number | null =>
  likenesses[name]?.usual(text, reference) ?? null;

/** The same by the other functions that the name could mean; null for what one of them cannot tell. */
export const otherSimilarities = (
  name: SimilarityName,
  text: string,
  reference: string,
): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(likenesses[name]?.others ?? {}).map(([other, measure]) => [
      other,
      measure(text, reference),
    ]),
  );

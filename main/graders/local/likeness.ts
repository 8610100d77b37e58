import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { bleu } from "../similarity/bleu.ts";
import { levenshtein } from "../similarity/edits.ts";
import { gleu } from "../similarity/gleu.ts";
import { ratio, weightedRatio } from "../similarity/ratio.ts";
import { type Cut, latinWords, rouge, wordsOfAllScripts } from "../similarity/rouge.ts";
import { sacreBleu } from "../similarity/sacre-bleu.ts";
import { isTooLong } from "../similarity/similarity.ts";
import { against, type GradeAnswer, placesOf, readOwn, unfilled, ungraded } from "./graded.ts";

type Similarity = GraderOf<"similarity">;
type Measure = (text: string, reference: string) => number | null;

const rougeOf =
  (of: number | "l", cut: Cut): Measure =>
  (text, reference) =>
    rouge(text, reference, of, cut);

const measures: Record<Exclude<Similarity["metric"], "cosine">, Measure> = {
  indel: (text, reference) => ratio([...text], [...reference]),
  weighted_ratio: weightedRatio,
  levenshtein: (text, reference) => levenshtein([...text], [...reference]),
  bleu_nltk: bleu,
  sacre_bleu: sacreBleu,
  gleu,
  rouge_1: rougeOf(1, latinWords),
  rouge_2: rougeOf(2, latinWords),
  rouge_3: rougeOf(3, latinWords),
  rouge_l: rougeOf("l", latinWords),
  unicode_rouge_1: rougeOf(1, wordsOfAllScripts),
  unicode_rouge_2: rougeOf(2, wordsOfAllScripts),
  unicode_rouge_l: rougeOf("l", wordsOfAllScripts),
};

/** How alike two texts are by a function that is worked out here; `cosine` takes what was given for it. */
export function compileLikeness(grader: Similarity): GradeAnswer {
  const { metric, passAt } = grader;
  if (metric === "cosine") return ({ given }) => given[grader.id] ?? ungraded("not_asked");
  const texts = readTexts(grader);
  return (graded) => {
    const read = texts(graded);
    if ("error" in read) return read;
    if (isTooLong(read.text) || isTooLong(read.reference)) return ungraded("too_long");
    const score = measures[metric](read.text, read.reference);
    return score === null ? ungraded("too_long") : against(score, passAt);
  };
}

/** The two texts that a similarity compares, for whoever asks for their embeddings; why there are none otherwise. */
export function readTexts(
  grader: Similarity,
): (graded: Parameters<GradeAnswer>[0]) => { text: string; reference: string } | Grade {
  const [input, reference] = [readOwn(grader.input), readOwn(grader.reference)];
  return (graded) => {
    if (graded.answer === null) return ungraded("answer_missing");
    const places = placesOf(graded);
    const text = input(places);
    if ("error" in text) return unfilled(text);
    const other = reference(places);
    return "error" in other ? unfilled(other) : { text: text.text, reference: other.text };
  };
}

/**
 * The cosine of the angle between two embeddings, from −1 to 1, as a grade. Not graded where they are not of one model:
 * of different lengths, without a length, or with what is no number.
 */
export function gradeCosine({ passAt }: Similarity, a: readonly number[], b: readonly number[]): Grade {
  let [product, own, other] = [0, 0, 0];
  a.forEach((value, at) => {
    const beside = b[at] ?? Number.NaN;
    product += value * beside;
    own += value * value;
    other += beside * beside;
  });
  const cosine = product / Math.sqrt(own * other);
  if (a.length !== b.length || !Number.isFinite(cosine)) return ungraded("embeddings_unlike");
  return against(Math.min(1, Math.max(-1, cosine)), passAt);
}

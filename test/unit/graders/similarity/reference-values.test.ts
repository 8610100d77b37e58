import { describe, expect, it } from "vitest";
import { bleu } from "../../../../main/graders/similarity/bleu.ts";
import { levenshtein } from "../../../../main/graders/similarity/edits.ts";
import { gleu } from "../../../../main/graders/similarity/gleu.ts";
import { ratio, weightedRatio } from "../../../../main/graders/similarity/ratio.ts";
import { latinWords, rouge, wordsOfAllScripts } from "../../../../main/graders/similarity/rouge.ts";
import { sacreBleu } from "../../../../main/graders/similarity/sacre-bleu.ts";

/** As rapidfuzz 3.14.6, nltk 3.10.3, sacrebleu 2.6.0 and rouge-score give them; null where the library was not asked. */
const measured: [string, string, ...(number | null)[]][] = [
  // biome-ignore format: a table
  ["the cat sat on the mat", "the cat is on the mat", .93023256, .86363636, .93023256, .2939457, .37991784, .5, .83333333, .6, .83333333],
  // biome-ignore format: a table
  ["Paris is the capital of France.", "The capital of France is Paris.", .67741935, .38709677, .88870968, .10754421, .29071537, .22222222, 1, .6, .66666667],
  // biome-ignore format: a table
  ["12.5 kg", "12,5 kg", .85714286, .85714286, .85714286, .06754436, .5, .33333333, 1, 1, 1],
  // biome-ignore format: a table
  ["The quick brown fox jumps over the lazy dog", "The quick brown fox jumped over a lazy dog", .91764706, .88372093, .91764706, .36889397, .36889397, .46666667, .77777778, .5, .77777778],
  ["", "non empty", 0, 0, 0, null, null, null, 0, 0, 0],
  ["same", "same", 1, 1, 1, 1, 1, 1, 1, 0, 1],
  // biome-ignore format: a table
  ["Zürich – 東京", "Zurich - 東京", .81818182, .81818182, .81818182, .0724975, .2751606, .16666667, 0, 0, 0],
];

describe.each(measured)("%j and %j", (text, reference, ...values) => {
  const [indel, edits, weighted, nltk, sacre, google, one, two, longest] = values;
  it.each([
    ["Indel", indel, () => ratio([...text], [...reference])],
    ["Levenshtein", edits, () => levenshtein([...text], [...reference])],
    ["WRatio", weighted, () => weightedRatio(text, reference)],
    ["BLEU of nltk", nltk, () => bleu(text, reference)],
    ["BLEU of sacrebleu", sacre, () => sacreBleu(text, reference)],
    ["GLEU", google, () => gleu(text, reference)],
    ["ROUGE-1", one, () => rouge(text, reference, 1, latinWords)],
    ["ROUGE-2", two, () => rouge(text, reference, 2, latinWords)],
    ["ROUGE-L", longest, () => rouge(text, reference, "l", latinWords)],
  ])("%s", (_name, expected, measure) => {
    if (expected === null || expected === undefined) expect(measure()).toBe(0);
    else expect(measure()).toBeCloseTo(expected, 7);
  });
});

describe("words of every script", () => {
  it("are compared where google's tokenizer throws them away", () => {
    expect(rouge("Zürich – 東京", "Zurich - 東京", 1, wordsOfAllScripts)).toBeCloseTo(2 / 3);
    expect(rouge("東京", "東京", 1, latinWords)).toBe(0);
    expect(rouge("東京", "東京", 2, wordsOfAllScripts)).toBe(1);
    expect(wordsOfAllScripts("Москва и हिन्दी, สวัสดี x2")).toEqual([
      "москва",
      "и",
      "हिन्दी",
      ...[..."สวัสดี"].filter((sign) => /\p{L}|\p{M}/u.test(sign)),
      "x2",
    ]);
  });
});

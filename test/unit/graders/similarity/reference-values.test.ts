import { describe, expect, it } from "vitest";
import { bleu } from "../../../../main/graders/similarity/bleu.ts";
import { levenshtein } from "../../../../main/graders/similarity/edits.ts";
import { gleu } from "../../../../main/graders/similarity/gleu.ts";
import { partialRatio } from "../../../../main/graders/similarity/partial-ratio.ts";
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

/** `WRatio` and `partial_ratio` of rapidfuzz 3.14.6: texts that are 1.5 and more than 8 times as long as the other. */
describe.each([
  ["capital of France", "Paris is the capital of France, and has been so for long.", 0.9, 1],
  ["the brown fix", "A quick brown fox had jumped over it", 0.855, 0.69230769],
  ["abcd efgh", "xxabxd efhyy zzzz", 0.7, 0.77777778],
  ["cat", "The answer that was looked for is a caterpillar", 0.6, 1],
  ["Zürich", "Zurich – 東京, Genf", 0.75, 0.83333333],
  ["fox foxes fix", "dogs dog dig does did den door", 0.41538462, 0.46153846],
  ["a", "bcdefghijklmnop", 0, 0],
  ["12,5", "The weight is 12.5 kg of flour", 0.675, 0.75],
])("%j and %j", (short, long, weighted, part) => {
  it("are as like as RapidFuzz says, whichever comes first", () => {
    expect(weightedRatio(short, long)).toBeCloseTo(weighted, 7);
    expect(weightedRatio(long, short)).toBeCloseTo(weighted, 7);
    expect(partialRatio([...short], [...long])).toBeCloseTo(part, 7);
  });
});

it("does not compare parts of texts that are too long for it", () => {
  expect(weightedRatio("ab ".repeat(1000), "cd ".repeat(3000))).toBeNull();
  expect(weightedRatio("ab ".repeat(3000), "ab ".repeat(3001))).toBeCloseTo(1, 3);
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

/** How alike two texts are, from 0 to 1. */
type Measure = (text: string, reference: string) => number;

const counted = (items: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

const total = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

const shared = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
  [...a].reduce((sum, [item, count]) => sum + Math.min(count, b.get(item) ?? 0), 0);

const grams = (words: readonly string[], size: number) =>
  Array.from({ length: Math.max(0, words.length - size + 1) }, (_, from) =>
    words.slice(from, from + size).join("\u0000"),
  );

/** The length of the longest common subsequence. */
function common<Item>(a: readonly Item[], b: readonly Item[]): number {
  let row = new Uint32Array(b.length + 1);
  for (const one of a) {
    const next = new Uint32Array(b.length + 1);
    for (const [index, other] of b.entries())
      next[index + 1] =
        one === other ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0);
    row = next;
  }
  return row[b.length] ?? 0;
}

/** RapidFuzz's `fuzz.ratio`: by insertions and deletions only. */
const ratio: Measure = (text, reference) => {
  const [a, b] = [[...text], [...reference]];
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  return (2 * common(a, b)) / (a.length + b.length);
};

const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** nltk's `sentence_bleu` up to four words, smoothed by its method 4, over words between spaces. */
const bleu: Measure = (text, reference) => {
  const [a, b] = [words(text), words(reference)];
  let smoothed = 1;
  let sum = 0;
  for (let size = 1; size <= 4; size++) {
    const own = grams(a, size);
    const hits = shared(counted(own), counted(grams(b, size)));
    if (size === 1 && hits === 0) return 0;
    const all = Math.max(1, own.length);
    if (hits > 0) sum += Math.log(hits / all) / 4;
    else {
      // Of one word nothing longer can be shared.
      if (a.length <= 1) continue;
      sum += Math.log(Math.log(a.length) / (2 ** smoothed * 5 * all)) / 4;
      smoothed++;
    }
  }
  const penalty = a.length >= b.length ? 1 : Math.exp(1 - b.length / a.length);
  return penalty * Math.exp(sum);
};

/** nltk's `sentence_gleu`, over words between spaces. */
const gleu: Measure = (text, reference) => {
  const all = (list: readonly string[]) => counted([1, 2, 3, 4].flatMap((size) => grams(list, size)));
  const [a, b] = [all(words(text)), all(words(reference))];
  const most = Math.max(total(a), total(b));
  return most === 0 ? 0 : shared(a, b) / most;
};

/** The words of Google's rouge-score: small letters and digits of ASCII, nothing else. */
const asciiWords = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

const harmonic = (hits: number, own: number, other: number) => (hits === 0 ? 0 : (2 * hits) / (own + other));

const rouge =
  (size: number): Measure =>
  (text, reference) => {
    const [a, b] = [grams(asciiWords(text), size), grams(asciiWords(reference), size)];
    return harmonic(shared(counted(a), counted(b)), a.length, b.length);
  };

const rougeL: Measure = (text, reference) => {
  const [a, b] = [asciiWords(text), asciiWords(reference)];
  return harmonic(common(a, b), a.length, b.length);
};

/** METEOR with its first stage only, the same words: WordNet, of which the others have need, is not here. */
const meteor: Measure = (text, reference) => {
  const [a, b] = [words(text.toLowerCase()), words(reference.toLowerCase())];
  const free = new Set(b.keys());
  const pairs = a.flatMap((word, index) => {
    const place = [...free].find((other) => b[other] === word);
    if (place === undefined) return [];
    free.delete(place);
    return [[index, place] as const];
  });
  if (pairs.length === 0) return 0;
  const [precision, recall] = [pairs.length / a.length, pairs.length / b.length];
  const mean = (precision * recall) / (0.9 * precision + 0.1 * recall);
  const chunks = pairs.filter(([own, other], index) => {
    const before = pairs[index - 1];
    return !before || before[0] !== own - 1 || before[1] !== other - 1;
  }).length;
  return mean * (1 - 0.5 * (chunks / pairs.length) ** 3);
};

/** The measures by the names of `evaluation_metric` (Azure OpenAI v1 specification). */
export const measures: Readonly<Record<string, Measure>> = {
  fuzzy_match: ratio,
  bleu,
  gleu,
  meteor,
  rouge_1: rouge(1),
  rouge_2: rouge(2),
  rouge_3: rouge(3),
  rouge_4: rouge(4),
  rouge_5: rouge(5),
  rouge_l: rougeL,
};

/** Characters of a text that are compared: the time it takes grows with their square. */
export const mostCompared = 8_000;

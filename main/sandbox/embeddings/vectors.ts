/** How long the vectors of a model are, and whether they may be shorter (Azure OpenAI models page). */
export const vectorLengths: Readonly<Record<string, { full: number; isVariable: boolean }>> = {
  "text-embedding-ada-002": { full: 1_536, isVariable: false },
  "text-embedding-3-small": { full: 1_536, isVariable: true },
  "text-embedding-3-large": { full: 3_072, isVariable: true },
};

/** What a feature of a text counts: a word more than a piece of one, which tells forms of a word. */
const weights = { word: 1, pair: 0.7, piece: 0.45 };

/**
 * A vector of length 1 that stands for a text: its words, their pairs and their pieces of three letters, each hashed to
 * places. Texts that share words are near each other, as with a model, and others are not. `model` tells which places.
 */
export function vectorOf(text: string, model: string, full: number, dimensions = full): Float32Array {
  const vector = new Float32Array(full);
  const add = (feature: string, weight: number) => {
    // Several places each, so that a shortened vector still has most of them.
    for (const turn of ["a", "b", "c", "d"]) {
      const hash = hashOf(`${model}\u0000${turn}\u0000${feature}`);
      const place = (hash >>> 1) % full;
      vector[place] = (vector[place] ?? 0) + (hash & 1 ? weight : -weight);
    }
  };
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const [at, word] of words.entries()) {
    add(`w ${word}`, weights.word);
    if (at > 0) add(`p ${words[at - 1]} ${word}`, weights.pair);
    const padded = `^${word}$`;
    for (let from = 0; from + 3 <= padded.length; from += 1)
      add(`c ${padded.slice(from, from + 3)}`, weights.piece);
  }
  // Signs alone are something, too.
  if (words.length === 0) for (const sign of text) add(`s ${sign}`, weights.word);
  return scaled(vector.subarray(0, dimensions));
}

/** The same direction with the length 1; a vector of nothing points somewhere. */
function scaled(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0));
  if (length === 0) return Float32Array.from(vector, (_, place) => (place === 0 ? 1 : 0));
  return Float32Array.from(vector, (one) => one / length);
}

/** FNV-1a with 32 bits, mixed once more, since its low bits alone are poor. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

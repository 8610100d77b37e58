import type { Agreement, Disagreement } from "../../preload/contract/embeddings.ts";
import { pearson } from "../statistics/correlation.ts";
import { ranksOf } from "../statistics/ranks.ts";

/** Pairs that are told of those ranked differently. */
const told = 200;

/**
 * How far two matrices of similarities between the same texts agree. Similarities of different models lie on different
 * scales, so pairs are compared by their ranks (Spearman 1904); equal ones share the mean of theirs. Pauses between steps.
 */
export function* agreementOf(
  one: Float32Array,
  other: Float32Array,
  count: number,
): Generator<void, Agreement> {
  const pairs: number[] = [];
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1) {
      const place = a * count + b;
      if (!Number.isNaN(one[place]) && !Number.isNaN(other[place])) pairs.push(place);
    }
  yield;
  const ranks = ranksFromTop(Float64Array.from(pairs, (place) => one[place] ?? 0));
  yield;
  const others = ranksFromTop(Float64Array.from(pairs, (place) => other[place] ?? 0));
  yield;
  const apart = ranks.map((rank, at) => Math.abs(rank - (others[at] ?? 0)));
  const least = apart.toSorted()[Math.max(0, apart.length - told)] ?? 0;
  yield;
  const disagreements = pairs
    .map((place, at) => ({ place, at, apart: apart[at] ?? 0 }))
    .filter((pair) => pair.apart > 0 && pair.apart >= least)
    .sort((a, b) => b.apart - a.apart)
    .slice(0, told)
    .map(
      ({ place, at }): Disagreement => ({
        a: Math.floor(place / count),
        b: place % count,
        ranks: [ranks[at] ?? 0, others[at] ?? 0],
      }),
    );
  let sameNearest = 0;
  for (let text = 0; text < count; text += 1)
    if (nearestTo(one, text, count) === nearestTo(other, text, count)) sameNearest += 1;
  return { pairs: pairs.length, spearman: pearson(ranks, others), sameNearest, disagreements };
}

/** The rank of each value, 1 for the largest. */
function ranksFromTop(values: Float64Array): Float64Array {
  return ranksOf(values.map((value) => -value)).ranks;
}

/** The other text that a text is the most alike; the first of several. Null where it is like none. */
function nearestTo(similarities: Float32Array, text: number, count: number): number | null {
  let nearest: number | null = null;
  for (let other = 0; other < count; other += 1) {
    const similarity = similarities[text * count + other] ?? Number.NaN;
    if (other === text || Number.isNaN(similarity)) continue;
    if (nearest === null || similarity > (similarities[text * count + nearest] ?? 0)) nearest = other;
  }
  return nearest;
}

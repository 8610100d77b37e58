import { placeIn } from "./ranks.ts";

/**
 * How probabilities of several comparisons are corrected: `holm` and `bonferroni` keep down the chance of one wrong
 * finding at all (for planned comparisons), `benjamini_hochberg` and `benjamini_yekutieli` the share of wrong ones among
 * the findings (for browsing; the latter whatever the comparisons have to do with each other).
 */
export type Correction = "holm" | "bonferroni" | "benjamini_hochberg" | "benjamini_yekutieli";

/**
 * The corrected probabilities, in the order given, to be held against the same level: Holm (1979), Bonferroni, Benjamini
 * and Hochberg (1995), Benjamini and Yekutieli (2001). As R's `p.adjust`.
 */
export function corrected(pValues: readonly number[], correction: Correction): number[] {
  const sorted = new Float64Array(pValues).sort();
  const size = sorted.length;
  const whole = correction === "benjamini_yekutieli" ? harmonic(size) : 1;
  const result = sorted.map((p, rank) => Math.min(1, p * whole * factorOf(correction, rank, size)));
  if (correction === "holm") {
    for (let rank = 1; rank < size; rank += 1)
      result[rank] = Math.max(result[rank] ?? 1, result[rank - 1] ?? 0);
  } else {
    for (let rank = size - 2; rank >= 0; rank -= 1)
      result[rank] = Math.min(result[rank] ?? 1, result[rank + 1] ?? 1);
  }
  // Equal ones come to the same, so that it does not matter which of them is found.
  return pValues.map((p) => result[placeIn(sorted, p)] ?? 1);
}

/** What the probability at a rank, from 0, is multiplied with. */
function factorOf(correction: Correction, rank: number, size: number): number {
  if (correction === "bonferroni") return size;
  if (correction === "holm") return size - rank;
  return size / (rank + 1);
}

function harmonic(size: number): number {
  let sum = 0;
  for (let one = 1; one <= size; one += 1) sum += 1 / one;
  return sum;
}

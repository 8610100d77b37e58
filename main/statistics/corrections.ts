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
  const size = pValues.length;
  if (correction === "bonferroni") return pValues.map((p) => Math.min(1, p * size));
  const order = pValues.map((p, place) => ({ p, place })).sort((one, other) => one.p - other.p);
  const result = new Array<number>(size).fill(1);
  if (correction === "holm") {
    let highest = 0;
    order.forEach(({ p, place }, rank) => {
      highest = Math.max(highest, Math.min(1, p * (size - rank)));
      result[place] = highest;
    });
    return result;
  }
  const factor = correction === "benjamini_yekutieli" ? harmonic(size) : 1;
  let lowest = 1;
  for (let rank = size; rank > 0; rank -= 1) {
    const { p, place } = order[rank - 1] ?? { p: 1, place: 0 };
    lowest = Math.min(lowest, (p * factor * size) / rank);
    result[place] = lowest;
  }
  return result;
}

function harmonic(size: number): number {
  let sum = 0;
  for (let one = 1; one <= size; one += 1) sum += 1 / one;
  return sum;
}

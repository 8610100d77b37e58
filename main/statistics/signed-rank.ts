import { normalBeyond } from "./distributions.ts";
import type { Values } from "./means.ts";
import { ranksOf } from "./ranks.ts";

/** Wilcoxon's outcome. */
export interface SignedRank {
  /** The smaller of the sums of ranks of what rose and of what fell. */
  statistic: number;
  pValue: number;
  /** Whether every way to give signs was counted. */
  isExact: boolean;
}

/** Differences up to which every way is counted; beyond, the normal approximation is close. */
const countedValues = 50;

/**
 * Tests whether row differences are centred on 0 by the ranks of their sizes (Wilcoxon 1945), two-sided, ties and all.
 * Rows without a difference are ranked and then left out (`pratt`, Pratt 1959: the usual one, since scales have many),
 * or left out first (`drop`). Differences that are to count as equal have to be equal. Null where all are 0.
 */
export function signedRank(
  differences: Values,
  { zeros = "pratt", isExact }: { zeros?: "pratt" | "drop"; isExact?: boolean } = {},
): SignedRank | null {
  const kept = new Float64Array(differences).filter((one) => zeros === "pratt" || one !== 0);
  const { ranks } = ranksOf(kept.map(Math.abs));
  const counted = ranks.filter((_, at) => kept[at] !== 0);
  if (counted.length === 0) return null;
  let [up, all, squares] = [0, 0, 0];
  for (let at = 0; at < kept.length; at += 1) {
    const rank = kept[at] === 0 ? 0 : (ranks[at] ?? 0);
    if ((kept[at] ?? 0) > 0) up += rank;
    all += rank;
    squares += rank * rank;
  }
  const exactly = isExact ?? counted.length <= countedValues;
  const distance = Math.abs(2 * up - all);
  const pValue = exactly ? shareAsFar(counted, distance) : normalBeyond(distance / Math.sqrt(squares));
  return { statistic: Math.min(up, all - up), pValue, isExact: exactly };
}

/** Of all ways to give the ranks signs, the share whose sum is as far from 0. Twice the ranks are whole. */
function shareAsFar(ranks: Float64Array, distance: number): number {
  const doubled = ranks.map((rank) => 2 * rank);
  const all = doubled.reduce((sum, rank) => sum + rank, 0);
  const ways = new Float64Array(all + 1);
  ways[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    reached += rank;
    for (let sum = reached; sum >= rank; sum -= 1) ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0);
  }
  let far = 0;
  ways.forEach((count, sum) => {
    if (Math.abs(2 * sum - all) >= 2 * distance) far += count;
  });
  return far / 2 ** ranks.length;
}

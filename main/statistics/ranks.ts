import type { Values } from "./means.ts";

/** The rank of each value from 1 on, equal ones sharing the mean of theirs, and the sum of t³ - t over the groups of equals. */
export interface Ranks {
  ranks: Float64Array;
  ties: number;
}

/** Ranks values from the lowest on. */
export function ranksOf(values: Values): Ranks {
  const sorted = new Float64Array(values).sort();
  const rankFrom = new Float64Array(sorted.length);
  let ties = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
    rankFrom[from] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const ranks = new Float64Array(sorted.length);
  for (let at = 0; at < ranks.length; at += 1) ranks[at] = rankFrom[placeIn(sorted, values[at] ?? 0)] ?? 0;
  return { ranks, ties };
}

/** The first place in sorted values at which one that is not below `value` stands. */
export function placeIn(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

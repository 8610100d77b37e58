import type { Values } from "./means.ts";

/** The rank of each value from 1 on, equal ones sharing the mean of theirs, and the sum of t³ - t over the groups of equals. */
export interface Ranks {
  ranks: Float64Array;
  ties: number;
}

/** Ranks values from the lowest on. */
export function ranksOf(values: Values): Ranks {
  const size = values.length;
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  order.sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const ranks = new Float64Array(size);
  let ties = 0;
  for (let from = 0; from < size; ) {
    let to = from + 1;
    while (to < size && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let place = from; place < to; place += 1) ranks[order[place] ?? 0] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
}

/**
 * The difference of a pair, b less a, that stands at `index`, from 0, when all of them are in order. Takes both sides in
 * order. The pairs are counted, not made: there are a hundred million of two sides with ten thousand values each.
 */
export function nthDifference(a: Float64Array, b: Float64Array, index: number): number {
  let low = at(b, 0) - at(a, a.length - 1);
  let high = at(b, b.length - 1) - at(a, 0);
  while (low < high) {
    const middle = low + (high - low) / 2;
    // What lies between two neighbouring numbers is the higher one, where halves are rounded.
    const { count, below, above } = countUpTo(a, b, middle < high ? middle : low);
    if (count > index) high = below;
    else low = above;
  }
  return low;
}

/** How many differences are `limit` at most, the highest of them, and the lowest of the others. */
function countUpTo(a: Float64Array, b: Float64Array, limit: number) {
  let count = 0;
  let below = Number.NEGATIVE_INFINITY;
  let above = Number.POSITIVE_INFINITY;
  let reached = 0;
  for (const value of a) {
    while (reached < b.length && at(b, reached) - value <= limit) reached += 1;
    count += reached;
    if (reached > 0) below = Math.max(below, at(b, reached - 1) - value);
    if (reached < b.length) above = Math.min(above, at(b, reached) - value);
  }
  return { count, below, above };
}

const at = (sorted: Float64Array, index: number): number => sorted[index] ?? Number.NaN;

/** What a candidate came to; null where it is not known. */
export interface Standing {
  /** The higher, the better. */
  quality: number | null;
  /** The lower, the better, in any one currency. */
  cost: number | null;
  /** The lower, the better, in any one unit. */
  latency: number | null;
}

/**
 * Which candidates no other one beats: the places of those for which none is at least as good in all that is asked and
 * better in one of it (the front of Pareto). What is not known of either of two says nothing in favour of the other, so
 * nobody is beaten by what is not known.
 */
export function unbeaten(
  candidates: readonly Standing[],
  by: readonly (keyof Standing)[] = ["quality", "cost", "latency"],
): number[] {
  const beats = (one: Standing, other: Standing) => {
    const gains = by.map((what) => gain(what, one[what], other[what]));
    return gains.every((value) => value >= 0) && gains.some((value) => value > 0);
  };
  return candidates.flatMap((candidate, place) =>
    candidates.some((other) => beats(other, candidate)) ? [] : [place],
  );
}

/** By how much the first is better; NaN where one of them is not known. */
function gain(what: keyof Standing, one: number | null, other: number | null): number {
  if (one === null || other === null) return Number.NaN;
  return what === "quality" ? one - other : other - one;
}

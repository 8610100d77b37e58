import { seededRandom } from "../../main/sandbox/random.ts";
import { median } from "../../main/statistics/medians.ts";

export { median };

/** A value between which two others it lies with a probability of 95 %. */
export interface Estimate {
  value: number;
  interval: [low: number, high: number];
}

/**
 * `ratio`: the median divided by the reference's. `difference`: the median less the reference's. `rise`: how much of its
 * level a value gains from the first to the last round, the rounds being the reference (slope after Theil and Sen).
 */
export type Compared = "ratio" | "difference" | "rise";

const resamples = 2_000;

const ways: Record<Compared, (ours: number[], reference: number[]) => number> = {
  ratio: (ours, reference) => median(ours) / median(reference),
  difference: (ours, reference) => median(ours) - median(reference),
  rise: (values, rounds) => {
    const slopes = rounds.flatMap((from, first) =>
      rounds.flatMap((to, last) => (to > from ? [(at(values, last) - at(values, first)) / (to - from)] : [])),
    );
    const gained = slopes.length === 0 ? 0 : median(slopes) * (Math.max(...rounds) - Math.min(...rounds));
    return gained / median(values);
  },
};

/**
 * Compares the medians of two sides measured in pairs, with the 95 % percentile bootstrap interval: pairs are drawn
 * with replacement, the same ones every time the same values are given. Throws for sides of unequal length or none.
 */
export function comparePairs(
  ours: readonly number[],
  reference: readonly number[],
  compared: Compared,
): Estimate {
  if (ours.length !== reference.length || ours.length === 0) {
    throw new Error(`${ours.length} values cannot be paired with ${reference.length}.`);
  }
  const compare = (pairs: readonly number[]) => {
    return ways[compared](
      pairs.map((pair) => at(ours, pair)),
      pairs.map((pair) => at(reference, pair)),
    );
  };
  const random = seededRandom("pairs");
  const pairs = ours.map((_, pair) => pair);
  const drawn = Array.from({ length: resamples }, () => compare(pairs.map(() => random.below(pairs.length))));
  return { value: compare(pairs), interval: percentiles(drawn) };
}

/** A limit is reached only where the whole interval is within it; NaN never is. */
export function isReached({ interval }: Estimate, limit: number): boolean {
  return interval[1] <= limit;
}

function percentiles(values: number[]): [number, number] {
  const sorted = values.sort((a, b) => a - b);
  return [at(sorted, Math.floor(resamples * 0.025)), at(sorted, Math.ceil(resamples * 0.975) - 1)];
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error(`There is no value ${index} in ${values.length}.`);
  return value;
}

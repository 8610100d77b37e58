import { inOrder, quantileOfSorted } from "../../preload/quantiles.ts";
import { normalBelow, normalQuantile, sumsOfSubsets } from "./distributions.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { nthDifference } from "./nth-difference.ts";
import { ranksOf } from "./ranks.ts";

/** What two series of measurements say about each other. */
export interface Difference {
  /** The median of b over that of a; null where that of a is 0. */
  ratio: number | null;
  /** By how much b is typically higher: the median of all differences of a pair (Hodges and Lehmann 1963). */
  shift: number;
  /** Where the shift lies with the probability of `level`; null where the values are too few to say. */
  interval: Interval | null;
  /** How likely values this far apart are when there is no difference (Mann and Whitney 1947, two-sided). */
  pValue: number;
  /** Whether the two can be told apart at `level`. */
  isOne: boolean;
}

/** Values of both sides together up to which every order is counted; beyond, the normal approximation is close. */
const countedValues = 50;

/** Compares b with a. Takes at least one value of each, and no pairs: the two series were measured independently. */
export function difference(
  a: readonly number[],
  b: readonly number[],
  { level = usualLevel } = {},
): Difference {
  const [sortedA, sortedB] = [inOrder(a), inOrder(b)];
  const [medianA, medianB] = [quantileOfSorted(sortedA, 0.5), quantileOfSorted(sortedB, 0.5)];
  const pairs = a.length * b.length;
  const pair = (index: number) => nthDifference(sortedA, sortedB, index);
  const rank = shiftRank(a.length, b.length, (1 - level) / 2);
  const pValue = mannWhitney(a, b);
  return {
    ratio: medianA === 0 ? null : medianB / medianA,
    shift: (pair(Math.floor((pairs - 1) / 2)) + pair(Math.floor(pairs / 2))) / 2,
    interval: rank === 0 ? null : { low: pair(rank - 1), high: pair(pairs - rank) },
    pValue,
    isOne: pValue <= 1 - level,
  };
}

/** Which of the sorted differences bounds the shift (Hollander and Wolfe, Nonparametric Statistical Methods, 4.3). */
function shiftRank(sizeA: number, sizeB: number, tail: number): number {
  const size = sizeA + sizeB;
  if (size > countedValues) {
    const spread = Math.sqrt((sizeA * sizeB * (size + 1)) / 12);
    return Math.max(0, Math.ceil((sizeA * sizeB) / 2 + normalQuantile(tail) * spread - 0.5));
  }
  const ranks = Array.from({ length: size }, (_, index) => index + 1);
  const ways = sumsOfSubsets(ranks, sizeA).slice((sizeA * (sizeA + 1)) / 2);
  const all = total(ways);
  let below = 0;
  return ways.findIndex((count) => {
    below += count;
    return below / all > tail;
  });
}

/** The two-sided probability: exact, also with ties, for few values; else normal, with ties and continuity corrected. */
function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const { ranks, ties } = ranksOf([...a, ...b]);
  // Twice each rank: the mean rank of equal values is whole then.
  const doubled = Array.from(ranks, (rank) => 2 * rank);
  const size = doubled.length;
  const sum = total(doubled.slice(0, a.length));
  const expected = a.length * (size + 1);
  const distance = Math.abs(sum - expected);
  if (size > countedValues) {
    const variance = ((a.length * b.length) / 12) * (size + 1 - ties / (size * (size - 1)));
    return variance === 0 ? 1 : Math.min(1, 2 * normalBelow(-(distance / 2 - 0.5) / Math.sqrt(variance)));
  }
  const ways = sumsOfSubsets(doubled, a.length);
  const asFar = ways.filter((_, other) => Math.abs(other - expected) >= distance);
  return total(asFar) / total(ways);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

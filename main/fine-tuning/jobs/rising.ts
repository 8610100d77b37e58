import { inOrder, quantileOfSorted } from "../../../preload/quantiles.ts";

/** Where a curve was lowest, and by how much it has risen since. */
export interface Rise {
  /** The place of the lowest stretch among the values. */
  at: number;
  low: number;
  rise: number;
}

/** Evaluations that a rise has to last, and that are looked at together. */
const lasting = 3;
/** Stretches that a longer curve is made into: the mean of each has less noise than its values. */
const mostStretches = 40;
/**
 * Standard errors that a rise has to have. Of curves of nothing but noise the lowest place is chosen, so that two or three
 * are nothing; at this many, fewer than one in twenty is ever taken for rising, however often one looks (rising.test.ts).
 */
const errors = 4.8;
/** Share of the lowest value that a rise has to have: less is none that anybody would stop for. */
const smallest = 0.01;

/**
 * Whether a curve that falls when all is well has turned up by more than its noise: the mean of its last evaluations is
 * far above its lowest stretch, and none of the last three has come back to it. The noise is taken from third differences
 * of the values, in which a trend and its bend have no part. Null where it has not, or where there are fewer than six values. Values that are no numbers are left out.
 */
export function risenSince(all: ArrayLike<number>): Rise | null {
  const places = Array.from(all, (_, place) => place).filter((place) => Number.isFinite(all[place]));
  const values = places.map((place) => all[place] ?? 0);
  if (values.length < 2 * lasting) return null;
  const size = Math.ceil(values.length / mostStretches);
  const stretches = means(values, size);
  const noise = noiseOf(values) / Math.sqrt(size);
  const lowest = lowestOf(stretches);
  const since = stretches.length - 1 - lowest.at;
  if (since < lasting) return null;
  // Not the neighbor of the lowest, which is part of its mean.
  const count = Math.min(Math.max(lasting, Math.floor(stretches.length / 5)), Math.max(2, since - 1));
  const rise = mean(stretches.slice(-count)) - lowest.value;
  const error = noise * Math.sqrt(1 / lasting + 1 / count);
  const isBack = stretches.slice(-lasting).some((value) => value <= lowest.value + noise);
  if (isBack || rise <= errors * error || rise <= smallest * Math.abs(lowest.value)) return null;
  // Stretches end where the values end.
  const first = values.length - stretches.length * size;
  const at = places[Math.min(values.length - 1, first + lowest.at * size + Math.floor(size / 2))] ?? 0;
  return { at, low: lowest.value, rise };
}

/** The mean of these. NaN of none. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Means of so many neighbors each, without what is left over at the beginning. */
function means(values: readonly number[], size: number): number[] {
  const found: number[] = [];
  for (let end = values.length; end >= size; end -= size) found.push(mean(values.slice(end - size, end)));
  return found.reverse();
}

/** The lowest mean of three neighbors. */
function lowestOf(values: readonly number[]): { at: number; value: number } {
  let lowest = { at: 0, value: Number.POSITIVE_INFINITY };
  for (let at = 1; at < values.length - 1; at += 1) {
    const value = mean(values.slice(at - 1, at + 2));
    if (value < lowest.value) lowest = { at, value };
  }
  return lowest;
}

/**
 * The standard deviation of what is not trend, by third differences: the larger one of what their median says, and what
 * the smaller four fifths of them say, since of few values either may be too small by chance. The largest are where a curve falls
 * steeply at first.
 */
function noiseOf(values: readonly number[]): number {
  const sorted = inOrder(thirdDifferences(values).map(Math.abs));
  const middle = quantileOfSorted(sorted, 0.5) * 1.4826;
  const most = [...sorted.subarray(0, Math.ceil(sorted.length * 0.8))];
  // The root mean square of a normal variable within its middle four fifths.
  const root = Math.sqrt(mean(most.map((difference) => difference ** 2))) / 0.6616;
  return Math.max(middle, root) / Math.sqrt(20);
}

function thirdDifferences(values: readonly number[]): number[] {
  const at = (place: number) => values[place] ?? 0;
  return values
    .slice(0, -3)
    .map((value, place) => 3 * (at(place + 1) - at(place + 2)) + at(place + 3) - value);
}

import type { MetricPoints } from "../../../preload/contract/tuning-jobs.ts";

/** The step after which points are asked for: that of the column that is furthest behind; null for all of them. */
export const stepBehind = (metrics: readonly MetricPoints[]): number | null =>
  metrics.length === 0 ? null : Math.min(...metrics.map(({ steps }) => steps.at(-1) ?? 0));

/** The points that were there with those that have come, from the first new step of each column on. */
export function grown(before: readonly MetricPoints[], news: readonly MetricPoints[]): MetricPoints[] {
  const names = new Set(before.map(({ name }) => name));
  return [
    ...before.map((metric) => {
      const added = news.find(({ name }) => name === metric.name);
      return added && added.steps.length > 0 ? joined(metric, added) : metric;
    }),
    ...news.filter(({ name }) => !names.has(name)),
  ];
}

function joined(metric: MetricPoints, added: MetricPoints): MetricPoints {
  const kept = countBefore(metric.steps, added.steps[0] ?? 0);
  return {
    ...added,
    steps: concatenated(metric.steps.subarray(0, kept), added.steps),
    values: concatenated(metric.values.subarray(0, kept), added.values),
  };
}

function concatenated(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** How many of these steps, which rise, lie before one, or with `isIncluded` up to it. */
function countBefore(steps: Float64Array, step: number, isIncluded = false): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = steps[middle] ?? 0;
    if (found < step || (isIncluded && found === step)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A column of points as a chart takes it. */
interface Column {
  steps: Float64Array;
  values: Float64Array;
}

type Numbers = number[] | Float64Array;

export type AlignedColumns = [Numbers, ...((number | null)[] | Float64Array)[]];

/** Columns over all their steps; null where one has no value, or one that is no number. */
export function aligned(columns: readonly Column[]): AlignedColumns {
  const [first] = columns;
  const areSame = columns.every(({ steps }) => steps === first?.steps || sameSteps(steps, first?.steps));
  // As they are: nothing is copied of the many points that most jobs have.
  if (first && areSame) return [first.steps, ...columns.map(({ values }) => finite(values))];
  const steps = unionOf(columns.map((column) => column.steps));
  return [steps, ...columns.map((column) => spread(column, steps))];
}

// Loops, not `every`: they are gone through for each of tens of thousands of points before anything is painted.
function sameSteps(one: Float64Array, other: Float64Array | undefined): boolean {
  if (one.length !== other?.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

function finite(values: Float64Array): (number | null)[] | Float64Array {
  for (let at = 0; at < values.length; at += 1)
    if (!Number.isFinite(values[at]))
      return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  return values;
}

function unionOf(columns: readonly Float64Array[]): number[] {
  const all = new Float64Array(columns.reduce((count, steps) => count + steps.length, 0));
  let place = 0;
  for (const steps of columns) {
    all.set(steps, place);
    place += steps.length;
  }
  all.sort();
  const union: number[] = [];
  for (const step of all) if (step !== union.at(-1)) union.push(step);
  return union;
}

function spread({ steps, values }: Column, over: readonly number[]): (number | null)[] {
  let place = 0;
  return over.map((step) => {
    if (steps[place] !== step) return null;
    // Of a step that is there twice the last value counts.
    while (steps[place + 1] === step) place += 1;
    const value = values[place] ?? Number.NaN;
    place += 1;
    return Number.isFinite(value) ? value : null;
  });
}

/** The same values as averages over so many points around each; what is no number is left out. */
export function smoothed(values: Float64Array, over: number): Float64Array {
  if (over <= 1) return values;
  const [sums, counts] = [new Float64Array(values.length + 1), new Float64Array(values.length + 1)];
  values.forEach((value, at) => {
    const isNumber = Number.isFinite(value);
    sums[at + 1] = (sums[at] ?? 0) + (isNumber ? value : 0);
    counts[at + 1] = (counts[at] ?? 0) + (isNumber ? 1 : 0);
  });
  const half = Math.floor(over / 2);
  return values.map((value, at) => {
    if (!Number.isFinite(value)) return Number.NaN;
    // As many on either side, so that the ends lean to neither.
    const reach = Math.min(half, at, values.length - 1 - at);
    const [from, to] = [at - reach, at + reach + 1];
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / ((counts[to] ?? 0) - (counts[from] ?? 0));
  });
}

/** The value of a column at a step or the last one before it; null where there is none. */
export function valueAt({ steps, values }: Column, step: number): { step: number; value: number } | null {
  for (let at = countBefore(steps, step, true) - 1; at >= 0; at -= 1) {
    const [found, value] = [steps[at], values[at]];
    if (found !== undefined && value !== undefined && Number.isFinite(value)) return { step: found, value };
  }
  return null;
}

/** The lowest or highest value of a column with the step it was first reached at; null of none. */
export function extremeOf(
  { steps, values }: Column,
  end: "lower" | "higher",
): { step: number; value: number } | null {
  const sign = end === "lower" ? 1 : -1;
  let best: number | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < values.length; at += 1) {
    const value = sign * (values[at] ?? Number.NaN);
    if (value < lowest && value > Number.NEGATIVE_INFINITY) [best, lowest] = [at, value];
  }
  return best === null ? null : { step: steps[best] ?? 0, value: values[best] ?? 0 };
}

import { normalQuantile, studentQuantile } from "./distributions.ts";
import { meanOf, type Values, varianceOf } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { type MeanDifference, tested } from "./paired-means.ts";
import { shareInterval } from "./proportions.ts";

/** Groups of rows below which no verdict is told: the spread between groups is hardly known. */
export const fewestClusters = 10;

/** The deviation of the groups' sizes over their mean from which on they are unequal. */
const unequalFrom = 0.25;

/** Names each row's group. */
export type Clusters = ArrayLike<number | string>;

/** A mean of rows that come in groups, and how sure it is. */
export interface ClusteredMean extends MeanDifference {
  clusters: number;
  /** By how much groups make the variance larger than that of as many unrelated rows; below 1 where groups are mixed. */
  designEffect: number | null;
  /** Whether there are fewer than ten groups, too few for a verdict. */
  isFew: boolean;
  /** Whether the groups' sizes differ so much that the error is the jackknife's. */
  isUnequal: boolean;
}

/**
 * The mean of values of rows that come in groups: from one document, one conversation, or near-duplicates. For scores,
 * for row differences, and for the differences of what passed as -1, 0 and 1. Groups of like sizes have the usual
 * clustered error (Liang and Zeger 1986; Miller 2024) with the factor C/(C-1) and Student's t with C-1 degrees of freedom
 * (Cameron and Miller 2015). That is too small for unlike ones, since large groups pull the mean to themselves: there it
 * is the error of the jackknife over groups (Bell and McCaffrey 2002), with degrees of freedom after Satterthwaite. Null
 * of fewer than two groups.
 */
export function clusteredMean(
  values: Values,
  clusters: Clusters,
  { level = usualLevel } = {},
): ClusteredMean | null {
  const rows = values.length;
  const mean = meanOf(values);
  const groups = groupsOf(values, clusters, mean);
  const { size } = groups;
  if (size < 2) return null;
  const variance = total(groups, (group) => (groups.sums[group] ?? 0) ** 2) / rows ** 2;
  const unrelated = varianceOf(values) / rows;
  const isUnequal = Math.sqrt(varianceOf(groups.rows)) * size > unequalFrom * rows;
  const { squared, freedom } = isUnequal
    ? jackknife(groups, rows)
    : { squared: (variance * size) / (size - 1), freedom: size - 1 };
  return {
    ...tested(mean, Math.sqrt(squared), freedom, level),
    clusters: size,
    designEffect: unrelated === 0 ? null : variance / unrelated,
    isFew: size < fewestClusters,
    isUnequal,
  };
}

/**
 * Where the share of rows that pass lies, in groups: Wilson's interval of as many unrelated rows as these are worth, and
 * of no more than there are, less what is uncertain in that (Korn and Graubard 1998). Where all rows pass or none does, a
 * whole group counts as one row, since nothing tells how alike its rows are. Takes values of 0 and 1. Null of fewer than
 * two groups.
 */
export function clusteredShareInterval(
  values: Values,
  clusters: Clusters,
  { level = usualLevel } = {},
): Interval | null {
  const clustered = clusteredMean(values, clusters, { level });
  if (clustered === null) return null;
  const { error, freedom, difference: share, clusters: size, designEffect } = clustered;
  if (designEffect === null) return shareInterval(share * size, size, { level });
  const tail = (1 + level) / 2;
  const uncertain = (normalQuantile(tail) / studentQuantile(tail, freedom)) ** 2;
  const worth = Math.min(values.length, (share * (1 - share)) / error ** 2) * uncertain;
  return shareInterval(share * worth, worth, { level });
}

/** What there is in each group, by its number. */
interface Groups {
  size: number;
  rows: Float64Array;
  /** Of the values less the mean, and of their squares. */
  sums: Float64Array;
  squares: Float64Array;
}

function groupsOf(values: Values, clusters: Clusters, mean: number): Groups {
  const numbers = new Map<number | string, number>();
  const empty = () => new Float64Array(values.length);
  const [rows, sums, squares] = [empty(), empty(), empty()];
  for (let row = 0; row < values.length; row += 1) {
    const cluster = clusters[row] ?? row;
    const number = numbers.get(cluster) ?? numbers.size;
    if (number === numbers.size) numbers.set(cluster, number);
    const away = (values[row] ?? 0) - mean;
    rows[number] = (rows[number] ?? 0) + 1;
    sums[number] = (sums[number] ?? 0) + away;
    squares[number] = (squares[number] ?? 0) + away * away;
  }
  const { size } = numbers;
  return {
    size,
    rows: rows.subarray(0, size),
    sums: sums.subarray(0, size),
    squares: squares.subarray(0, size),
  };
}

/** The squared error with each group left out in turn, and its degrees of freedom where rows of a group are so alike. */
function jackknife(groups: Groups, rows: number): { squared: number; freedom: number } {
  const { size, sums } = groups;
  const rowsIn = (group: number) => groups.rows[group] ?? 0;
  const square = (group: number) => (sums[group] ?? 0) * (sums[group] ?? 0);
  // Products, since powers take several times as long, and there may be as many groups as rows.
  const weight = (group: number) => 1 / ((rows - rowsIn(group)) * (rows - rowsIn(group)));
  const squared = ((size - 1) / size) * total(groups, (group) => weight(group) * square(group));
  const squares = total(groups, (group) => groups.squares[group] ?? 0);
  const pairs = total(groups, (group) => rowsIn(group) * (rowsIn(group) - 1));
  const together = total(groups, square) - squares;
  const alike = Math.min(1, Math.max(0, (together * rows) / (squares * pairs || 1)));
  const part = (group: number) => weight(group) * rowsIn(group) * (1 + (rowsIn(group) - 1) * alike);
  const freedom = total(groups, part) ** 2 / total(groups, (group) => part(group) * part(group)) - 1;
  return { squared, freedom: Math.max(1, freedom) };
}

/** The sum of something over all groups. */
function total({ size }: Groups, of: (group: number) => number): number {
  let sum = 0;
  for (let group = 0; group < size; group += 1) sum += of(group);
  return sum;
}

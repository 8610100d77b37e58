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
  const size = groups.length;
  if (size < 2) return null;
  const variance = total(groups, ({ sum }) => sum * sum) / rows ** 2;
  const unrelated = varianceOf(values) / rows;
  const isUnequal = Math.sqrt(varianceOf(groups.map((group) => group.rows))) * size > unequalFrom * rows;
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

interface Group {
  rows: number;
  /** Of the values less the mean, and of their squares. */
  sum: number;
  squares: number;
}

function groupsOf(values: Values, clusters: Clusters, mean: number): Group[] {
  const groups = new Map<number | string, Group>();
  for (let row = 0; row < values.length; row += 1) {
    const cluster = clusters[row] ?? row;
    const away = (values[row] ?? 0) - mean;
    const group = groups.get(cluster);
    if (group) {
      group.rows += 1;
      group.sum += away;
      group.squares += away * away;
    } else groups.set(cluster, { rows: 1, sum: away, squares: away * away });
  }
  return [...groups.values()];
}

/** The squared error with each group left out in turn, and its degrees of freedom where rows of a group are so alike. */
function jackknife(groups: readonly Group[], rows: number): { squared: number; freedom: number } {
  const weight = (group: Group) => (rows - group.rows) ** -2;
  const squared =
    ((groups.length - 1) / groups.length) * total(groups, (group) => weight(group) * group.sum ** 2);
  const squares = total(groups, (group) => group.squares);
  const pairs = total(groups, (group) => group.rows * (group.rows - 1));
  const together = total(groups, ({ sum }) => sum * sum) - squares;
  const alike = Math.min(1, Math.max(0, (together * rows) / (squares * pairs || 1)));
  const part = (group: Group) => weight(group) * group.rows * (1 + (group.rows - 1) * alike);
  const freedom = total(groups, part) ** 2 / total(groups, (group) => part(group) ** 2) - 1;
  return { squared, freedom: Math.max(1, freedom) };
}

const total = (groups: readonly Group[], of: (group: Group) => number): number =>
  groups.reduce((sum, group) => sum + of(group), 0);

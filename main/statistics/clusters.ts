import { meanOf, type Values, varianceOf } from "./means.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { type MeanDifference, tested } from "./paired-means.ts";
import { shareInterval } from "./proportions.ts";

/** Groups of rows below which no verdict is told: the spread between groups is hardly known. */
export const fewestClusters = 10;

/** A mean of rows that come in groups, and how sure it is. */
export interface ClusteredMean extends MeanDifference {
  clusters: number;
  /** By how much groups make the variance larger than that of as many unrelated rows; below 1 where groups are mixed. */
  designEffect: number | null;
  /** Whether there are fewer than ten groups, too few for a verdict. */
  isFew: boolean;
}

/**
 * The mean of values of rows that come in groups: from one document, one conversation, or near-duplicates (Liang and
 * Zeger 1986; Miller 2024, with the factor C/(C-1) and Student's t with C-1 degrees of freedom, Cameron and Miller 2015).
 * For scores, for row differences, and for the differences of what passed as -1, 0 and 1. `clusters` names each row's
 * group. Null of fewer than two groups.
 */
export function clusteredMean(
  values: Values,
  clusters: ArrayLike<number | string>,
  { level = usualLevel } = {},
): ClusteredMean | null {
  const rows = values.length;
  const mean = meanOf(values);
  const sums = new Map<number | string, number>();
  for (let row = 0; row < rows; row += 1) {
    const cluster = clusters[row] ?? row;
    sums.set(cluster, (sums.get(cluster) ?? 0) + (values[row] ?? 0) - mean);
  }
  const size = sums.size;
  if (size < 2) return null;
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  const variance = squares / rows ** 2;
  const unrelated = varianceOf(values) / rows;
  return {
    ...tested(mean, Math.sqrt((variance * size) / (size - 1)), size - 1, level),
    clusters: size,
    designEffect: unrelated === 0 ? null : variance / unrelated,
    isFew: size < fewestClusters,
  };
}

/**
 * Where the share of rows that pass lies, in groups: Wilson's interval of as many unrelated rows as these are worth, and
 * of no more than there are. Where all rows pass or none does, a whole group counts as one row, since nothing tells how
 * alike its rows are. Takes values of 0 and 1. Null of fewer than two groups.
 */
export function clusteredShareInterval(
  values: Values,
  clusters: ArrayLike<number | string>,
  { level = usualLevel } = {},
): Interval | null {
  const clustered = clusteredMean(values, clusters, { level });
  if (clustered === null) return null;
  const { designEffect, clusters: size } = clustered;
  const effect = designEffect === null ? 1 : Math.max(1, (designEffect * size) / (size - 1));
  const worth = designEffect === null ? size : values.length / effect;
  return shareInterval(clustered.difference * worth, worth, { level });
}

/** Groups of rows that belong together, as far as two or more of them are looked at. */
export interface FoundClusters {
  /** By row: the number of its group; a row that stands alone has one of its own. */
  of: Int32Array;
  /** Groups, rows that stand alone included. */
  count: number;
  /** Rows of the largest. */
  largest: number;
}

/**
 * The groups among some rows, in their order. `clusterOf` has by row the number of its group, and a negative one for none.
 * Null where no two of the rows belong together.
 */
export function clustersAmong(rows: Int32Array, clusterOf: Int32Array): FoundClusters | null {
  const sizes = new Map<number, number>();
  const of = Int32Array.from(rows, (row) => {
    const cluster = clusterOf[row] ?? -1;
    // Below all numbers of groups, each row has its own.
    return cluster >= 0 ? cluster : -1 - row;
  });
  let largest = 0;
  for (const cluster of of) {
    const size = (sizes.get(cluster) ?? 0) + 1;
    sizes.set(cluster, size);
    if (size > largest) largest = size;
  }
  return largest > 1 ? { of, count: sizes.size, largest } : null;
}

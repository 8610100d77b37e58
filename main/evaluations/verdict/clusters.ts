/** Groups of rows that belong together, as far as two or more of them are looked at. */
export interface FoundClusters {
  /** By row: the number of its group, from 0; a row that stands alone has one of its own. */
  of: Int32Array;
  /** Groups, rows that stand alone included. */
  count: number;
  /** Rows of the largest. */
  largest: number;
}

/**
 * The groups among some rows, in their order. `clusterOf` has by row the number of its group, from 0, and a negative one
 * for none. Null where no two of the rows belong together.
 */
export function clustersAmong(rows: Int32Array, clusterOf: Int32Array): FoundClusters | null {
  let most = -1;
  for (const row of rows) most = Math.max(most, clusterOf[row] ?? -1);
  if (most < 0) return null;
  // Numbered anew without gaps, so that what is counted by group fits into a list.
  const numbers = new Int32Array(most + 1).fill(-1);
  const sizes = new Int32Array(rows.length);
  const of = new Int32Array(rows.length);
  let [count, largest] = [0, 0];
  for (let place = 0; place < rows.length; place += 1) {
    const cluster = clusterOf[rows[place] ?? 0] ?? -1;
    const known = cluster < 0 ? -1 : (numbers[cluster] ?? -1);
    const number = known < 0 ? count++ : known;
    if (cluster >= 0) numbers[cluster] = number;
    of[place] = number;
    const size = (sizes[number] ?? 0) + 1;
    sizes[number] = size;
    if (size > largest) largest = size;
  }
  return largest > 1 ? { of, count, largest } : null;
}

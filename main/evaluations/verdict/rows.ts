/** The numbers of so many rows, from 0. */
export function everyRow(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  return rows;
}

/** The values of some rows, in the order of the rows. */
export function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const own = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) own[place] = values[rows[place] ?? -1] ?? Number.NaN;
  return own;
}

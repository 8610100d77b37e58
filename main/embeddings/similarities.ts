/** How long a vector is. */
export const normOf = (vector: Float32Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/**
 * The cosines of the angles between each two of these vectors of one length, row by row. NaN where one has no direction.
 * Pauses after each row.
 */
export function* similaritiesOf(vectors: readonly Float32Array[]): Generator<void, Float32Array> {
  const count = vectors.length;
  const directions = vectors.map((vector) => {
    const norm = normOf(vector);
    return vector.map((value) => value / norm);
  });
  const all = new Float32Array(count * count);
  for (const [row, one] of directions.entries()) {
    for (let column = row; column < count; column += 1) {
      const cosine = productOf(one, directions[column] ?? one);
      all[row * count + column] = cosine;
      all[column * count + row] = cosine;
    }
    yield;
  }
  return all;
}

/** The product of two directions: rounding may carry it a little beyond 1. */
function productOf(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number);
  return Math.max(-1, Math.min(1, sum));
}

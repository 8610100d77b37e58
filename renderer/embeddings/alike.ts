import type { Embedded } from "../../preload/contract/embeddings.ts";

/** The other texts by how similar they are to one, the nearest first; those without a similarity are left out. */
export function nearestTo(similarities: Float32Array, text: number, count: number): number[] {
  const row = similarities.subarray(text * count, (text + 1) * count);
  return Array.from(row, (_, other) => other)
    .filter((other) => other !== text && !Number.isNaN(row[other]))
    .sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0));
}

/** How far the similarities of two deployments lie apart, the second's less the first's. */
export const differenceOf = (one: Float32Array, other: Float32Array): Float32Array =>
  one.map((value, at) => (other[at] ?? Number.NaN) - value);

/** The smallest and the largest value of two different texts; NaN of none. */
export function rangeOf(values: Float32Array, count: number): { low: number; high: number } {
  let [low, high] = [Number.NaN, Number.NaN];
  for (let row = 0; row < count; row += 1)
    for (let column = row + 1; column < count; column += 1) {
      const value = values[row * count + column] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (!(value >= low)) low = value;
      if (!(value <= high)) high = value;
    }
  return { low, high };
}

/** Steps of the shade; see matrix.css. */
const steps = 10;

/** How a value is shaded between two others: a step from 0 to 10; null for what is no number. */
export function shadeOf(value: number, { low, high }: { low: number; high: number }): number | null {
  if (Number.isNaN(value)) return null;
  if (high <= low) return steps;
  return Math.round((steps * (Math.min(high, Math.max(low, value)) - low)) / (high - low));
}

/** What the sides of a result are called: their deployments, and what tells those of one name apart. */
export function namesOf(sides: readonly Pick<Embedded, "deployment" | "length">[]): string[] {
  const [one, other] = sides;
  if (one?.deployment !== other?.deployment) return sides.map(({ deployment }) => deployment);
  const areApart = one?.length !== other?.length;
  return sides.map(({ deployment, length }, at) => `${deployment} (${areApart ? length : at + 1})`);
}

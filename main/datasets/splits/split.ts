import { type Part, partNames } from "../../../preload/parts.ts";
import { seededRandom, shuffled } from "../../statistics/random.ts";
import { createClusters } from "../near/clusters.ts";
import { apportioned } from "./apportioned.ts";

/**
 * Splits rows by shares, which count in proportion to each other. Rows that a group names together stay together, also
 * where groups overlap; ids in groups that are no rows are passed over. Larger groups are placed first, each where most
 * is missing; single rows are drawn at random and fill up the parts. Gives the rows of each part in their order. The same rows,
 * groups and seed give the same split.
 */
export function split(
  rows: Int32Array,
  groups: Iterable<ArrayLike<number>>,
  shares: Record<Part, number>,
  seed: number,
): Record<Part, Int32Array> {
  const wanted = apportioned(
    rows.length,
    partNames.map((part) => shares[part]),
  );
  const left = Float64Array.from(wanted);
  const placed = new Uint8Array(rows.length);
  const clusters = clustersOf(rows, groups);

  const members = new Map<number, number[]>();
  const singles: number[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const first = clusters.find(at);
    if (first === at) continue;
    const group = members.get(first) ?? [first];
    group.push(at);
    members.set(first, group);
  }
  for (let at = 0; at < rows.length; at += 1)
    if (clusters.find(at) === at && !members.has(at)) singles.push(at);

  const bySize = shuffled([...members.values()], seed).sort((one, other) => other.length - one.length);
  for (const group of bySize) {
    const part = partMissingMost(left, wanted);
    left[part] = (left[part] ?? 0) - group.length;
    for (const at of group) placed[at] = part;
  }
  fill(singles, left, placed, seed);

  const of = (part: Part) => rows.filter((_, at) => placed[at] === partNames.indexOf(part));
  return { train: of("train"), validation: of("validation"), test: of("test") };
}

function clustersOf(rows: Int32Array, groups: Iterable<ArrayLike<number>>) {
  const clusters = createClusters(rows.length);
  const places = new Map<number, number>();
  for (const [at, row] of rows.entries()) places.set(row, at);
  for (const group of groups) {
    let first: number | undefined;
    for (let at = 0; at < group.length; at += 1) {
      const place = places.get(group[at] ?? -1);
      if (place === undefined) continue;
      first ??= place;
      clusters.join(first, place);
    }
  }
  return clusters;
}

/** Of the parts that are to have rows, the one that most is missing from; of equals the first. */
function partMissingMost(left: Float64Array, wanted: readonly number[]): number {
  let most = -1;
  for (const [part, missing] of left.entries()) {
    if ((wanted[part] ?? 0) > 0 && (most < 0 || missing > (left[most] ?? 0))) most = part;
  }
  return Math.max(most, 0);
}

/** Draws a part for each row that stands alone, so that each set of rows of that size is as likely (Knuth, algorithm S). */
function fill(singles: readonly number[], left: Float64Array, placed: Uint8Array, seed: number): void {
  const random = seededRandom(seed ^ 0x5eed);
  // What groups took beyond a part's share is missing from the others.
  const free = apportioned(
    singles.length,
    [...left].map((missing) => Math.max(missing, 0)),
  );
  let remaining = singles.length;
  for (const at of singles) {
    let drawn = random() * remaining;
    const part = free.findIndex((places) => {
      drawn -= places;
      return drawn < 0;
    });
    placed[at] = Math.max(part, 0);
    free[placed[at]] = (free[placed[at]] ?? 0) - 1;
    remaining -= 1;
  }
}

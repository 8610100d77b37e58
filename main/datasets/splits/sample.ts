import { type Random, seededRandom } from "../../statistics/random.ts";
import { apportioned } from "./apportioned.ts";

/**
 * So many of the rows, drawn without replacement, in the order of the rows that were given: all of them where there are
 * no more. With `strata`, a number for each row such as its part or tag, each stratum has its share of the sample. The
 * same rows and seed give the same sample.
 */
export function sampleOf(
  rows: Int32Array,
  size: number,
  seed: number,
  strata?: ArrayLike<number>,
): Int32Array {
  const random = seededRandom(seed);
  const byStratum = new Map<number, number>();
  for (let at = 0; at < rows.length; at += 1) {
    const stratum = strata?.[at] ?? 0;
    byStratum.set(stratum, (byStratum.get(stratum) ?? 0) + 1);
  }
  const wanted = Math.min(Math.max(Math.floor(size), 0), rows.length);
  const sizes = apportioned(wanted, [...byStratum.values()]);
  const reservoirs = new Map(
    [...byStratum.keys()].map((stratum, at) => [stratum, reservoir(sizes[at] ?? 0, random)]),
  );
  for (let at = 0; at < rows.length; at += 1) reservoirs.get(strata?.[at] ?? 0)?.add(at);
  const drawn = new Int32Array(wanted);
  let filled = 0;
  for (const { places } of reservoirs.values()) {
    drawn.set(places, filled);
    filled += places.length;
  }
  return drawn.sort().map((at) => rows[at] ?? 0);
}

/** Keeps so many of the places that are added, each of them with the same probability (Waterman's algorithm R). */
function reservoir(size: number, random: Random) {
  const places = new Int32Array(size);
  let seen = 0;
  return {
    places,
    add: (place: number) => {
      const at = seen < size ? seen : Math.floor(random() * (seen + 1));
      if (at < size) places[at] = place;
      seen += 1;
    },
  };
}

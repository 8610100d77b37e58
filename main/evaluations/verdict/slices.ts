import type { EvaluationSlice } from "../../../preload/contract/evaluation-verdicts.ts";
import { type Compared, type Comparison, compare, differencesOf } from "./difference.ts";
import { modelScore, type Scored } from "./model-score.ts";

/** Rows that have something in common. */
export interface RowSlice {
  name: string;
  length: [number, number] | null;
  rows: Int32Array;
}

/** Slices that are looked at; the smaller ones are left out. */
const mostSlices = 100;

/** How a model does in each slice, with a pause after each, the largest first. Corrected for how many there are. */
export function* slicing(
  slices: readonly RowSlice[],
  scored: Scored,
  comparison: Comparison | null,
  clusterOf: Int32Array,
): Generator<void, EvaluationSlice[]> {
  const looked = slices.toSorted((one, other) => other.rows.length - one.rows.length).slice(0, mostSlices);
  const compared: Compared[] = [];
  const scores: EvaluationSlice["score"][] = [];
  for (const { rows } of looked) {
    scores.push(modelScore(scored, clusterOf, rows));
    yield;
    if (comparison) compared.push(compare(comparison, clusterOf, rows));
    yield;
  }
  const differences = differencesOf(compared, "benjamini_hochberg");
  return looked.flatMap(({ name, length, rows }, place) => {
    const score = scores[place];
    return score ? [{ name, length, rows: rows.length, difference: differences[place] ?? null, score }] : [];
  });
}

/** Puts rows together by their names; a row may have several, and is in the slice of no name where it has none. */
export function slicesByName(namesOf: readonly (readonly string[])[]): RowSlice[] {
  const slices = new Map<string, number[]>();
  for (const [row, names] of namesOf.entries())
    for (const name of names.length === 0 ? [""] : names) {
      const rows = slices.get(name);
      if (rows) rows.push(row);
      else slices.set(name, [row]);
    }
  return [...slices].map(([name, rows]) => ({ name, length: null, rows: Int32Array.from(rows) }));
}

/** Quarters of the rows by length, from the shortest; rows of the same length stay together, so that there may be fewer. */
export function slicesByLength(lengths: Int32Array): RowSlice[] {
  const sorted = lengths.toSorted();
  const bounds = [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * sorted.length)] ?? 0);
  const quarterOf = (length: number) => 1 + bounds.filter((bound) => length >= bound).length;
  const rows = new Map<number, number[]>();
  for (const [row, length] of lengths.entries()) {
    const quarter = quarterOf(length);
    const own = rows.get(quarter);
    if (own) own.push(row);
    else rows.set(quarter, [row]);
  }
  return [...rows].map(([quarter, own]) => {
    let [shortest, longest] = [Number.POSITIVE_INFINITY, 0];
    for (const row of own) {
      const length = lengths[row] ?? 0;
      if (length < shortest) shortest = length;
      if (length > longest) longest = length;
    }
    return { name: String(quarter), length: [shortest, longest], rows: Int32Array.from(own) };
  });
}

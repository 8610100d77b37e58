import type { Column, Run } from "../../preload/contract/comparisons.ts";
import { shuffled } from "../statistics/random.ts";

/** One answer that can be voted about. */
export interface Candidate {
  run: Run;
  /** The contestant's key. */
  contestant: string;
}

/** Two runs, whichever comes first. */
export const pairKey = (one: string, other: string): string => [one, other].sort().join(" ");

/** Answers that came whole. What was cut or failed says little of the model; that it failed is in its readings. */
export const isWhole = ({ state, end, text }: Run): boolean =>
  state === "ended" && (end === "stop" || end === "length") && text.trim() !== "";

/** Columns in an order that tells nothing of how they stand: the same for the same seed. */
export const orderOf = (columns: readonly Column[], seed: number): string[] =>
  shuffled(
    columns.map(({ id }) => id),
    seed,
  );

/**
 * The pairs of answers to vote about, each one in the order of the candidates. Whoever has been seen least comes next,
 * so that those who stop early have looked at every answer. The same contestant is not held against itself.
 */
export function pairsOf(candidates: readonly Candidate[], seed: number): [Run, Run][] {
  const all = shuffled(
    candidates.flatMap((one, place) =>
      candidates
        .slice(place + 1)
        .filter((other) => other.contestant !== one.contestant)
        .map((other): [Run, Run] => [one.run, other.run]),
    ),
    seed,
  );
  const seen = new Map<string, number>();
  const times = ([one, other]: [Run, Run]) => (seen.get(one.id) ?? 0) + (seen.get(other.id) ?? 0);
  const pairs: [Run, Run][] = [];
  while (all.length > 0) {
    const fewest = Math.min(...all.map(times));
    const [pair] = all.splice(
      all.findIndex((one) => times(one) === fewest),
      1,
    );
    if (!pair) break;
    for (const { id } of pair) seen.set(id, (seen.get(id) ?? 0) + 1);
    pairs.push(pair);
  }
  return pairs;
}

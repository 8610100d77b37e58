import { meanOf } from "./means.ts";
import { shuffled } from "./random.ts";

/** The best of several that were measured on the same rows, and how much of its lead is luck. */
export interface BestOf {
  /** Its place among them. */
  best: number;
  /** Its mean over all rows. */
  mean: number;
  /** What one that is chosen this way comes to on rows that it was not chosen by. */
  corrected: number;
}

/** Rows below which nothing is said: the parts that are held back would be single rows. */
const fewestRows = 10;

/** The rows are cut into so many parts, so many times over. */
const [parts, rounds] = [5, 200];

/**
 * The best of candidates by the mean of their scores, `scores[candidate][row]`, all on the same rows. Whoever is best of
 * many was lucky too: so it is chosen again and again on four fifths of the rows and measured on the fifth that had no
 * part in it. Equal candidates come out at their common mean, and one that is clearly best at its own; a bootstrap that
 * measures on the rows it has chosen by takes back only seven tenths of the luck. The same seed gives the same. Null of
 * fewer than two candidates or ten rows.
 */
export function bestOf(scores: readonly (readonly number[])[], { seed }: { seed: number }): BestOf | null {
  const rows = scores[0]?.length ?? 0;
  if (scores.length < 2 || rows < fewestRows) return null;
  const totals = scores.map((own) => own.reduce((sum, score) => sum + score, 0));
  const places = Array.from({ length: rows }, (_, row) => row);
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) {
    const order = shuffled(places, seed + round);
    for (let part = 0; part < parts; part += 1) {
      const held = order.filter((_, place) => place % parts === part);
      const inHeld = scores.map((own) => held.reduce((part, row) => part + (own[row] ?? 0), 0));
      const chosen = highest(totals.map((total, candidate) => total - (inHeld[candidate] ?? 0)));
      sum += inHeld[chosen] ?? 0;
    }
  }
  const best = highest(totals);
  return { best, mean: meanOf(scores[best] ?? []), corrected: sum / (rounds * rows) };
}

/** The place of the highest; of equal ones the first. */
const highest = (values: readonly number[]): number =>
  values.reduce((best, value, place) => (value > (values[best] ?? 0) ? place : best), 0);

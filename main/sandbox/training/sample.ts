import type { Json } from "../json.ts";
import { type Random, seededRandom } from "../random.ts";

/** Some of what there is, each drawn by itself. */
export const drawn = <Row>(rows: readonly Row[], count: number, random: Random): Row[] =>
  Array.from({ length: Math.min(count, rows.length) }, () => rows[random.below(rows.length)] as Row);

/** Some of many rows, each as likely as any other (reservoir). */
export async function spread(rows: AsyncIterable<Json>, count: number, seed: number): Promise<Json[]> {
  const random = seededRandom(`sample ${seed}`);
  const kept: Json[] = [];
  let seen = 0;
  for await (const row of rows) {
    seen++;
    if (kept.length < count) kept.push(row);
    else {
      const place = random.below(seen);
      if (place < count) kept[place] = row;
    }
  }
  return kept;
}

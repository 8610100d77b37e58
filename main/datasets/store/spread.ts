import type { Histogram } from "../../../preload/contract/datasets.ts";
import { quantileOfSorted } from "../../../preload/quantiles.ts";
import type { Database } from "../../storage/database.ts";
import { eachNumber } from "../../storage/each-row.ts";

/** Bars of a histogram. */
const bars = 24;

/** How a number of the rows is spread, as they were after an operation; null where no row has it. */
export function histogramOf(
  database: Database,
  operation: number,
  column: "tokens" | "characters" | "turns",
): Histogram | null {
  const statement = database.prepare(
    `select ${column} from rows where since <= ?1 and until > ?1 and ${column} is not null`,
  );
  const values = Float64Array.from(eachNumber(statement, operation)).sort();
  return values.length === 0 ? null : histogram(values);
}

/** Sorted values as bars of the same width; the last one has all that is longer than nearly every row, too. */
function histogram(sorted: Float64Array): Histogram {
  const [least = 0, most = 0] = [sorted.at(0), sorted.at(-1)];
  const usual = Math.max(least, quantileOfSorted(sorted, 0.99));
  const width = Math.max(1, Math.ceil((usual - least + 1) / bars));
  const count = Math.floor((usual - least) / width) + 1;
  const counts = new Array<number>(count).fill(0);
  for (const value of sorted) {
    const bar = Math.min(count - 1, Math.floor((value - least) / width));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const edges = Array.from({ length: count }, (_, at) => least + at * width);
  return {
    edges: [...edges, Math.max(most, least + count * width)],
    counts,
    median: quantileOfSorted(sorted, 0.5),
    most: quantileOfSorted(sorted, 0.95),
  };
}

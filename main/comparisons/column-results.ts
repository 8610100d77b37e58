import type { Bundle, BundleRun } from "./bundle-schema.ts";
import { type Interval, median, medianInterval } from "./statistics.ts";

/** A median of what was measured in `count` runs. */
export interface Middle {
  median: number;
  /** Null where the runs are too few. */
  interval: Interval | null;
  count: number;
}

/** What the runs of one column come to, warm-ups left out. Times in milliseconds. */
export interface ColumnResult {
  columnId: string;
  /** The column's place, from 1: two columns may have the same deployment. */
  place: number;
  alias: string;
  runs: number;
  failures: number;
  firstToken: Middle | null;
  total: Middle | null;
  tokensPerSecond: Middle | null;
  /** In each currency, where any cost is known. */
  costs: Map<string, number>;
}

/** How a run that gave no whole answer ended. An answer that the service cut or filtered was still given. */
const failed: ReadonlySet<BundleRun["end"]> = new Set([
  "cancelled",
  "connection_lost",
  "interrupted",
  "failed",
  "unknown",
]);

/** The results of all columns, in their order. Only runs that did not fail are measured. */
export function columnResults({ columns, runs }: Bundle): ColumnResult[] {
  return columns.map(({ id, alias }, index) => {
    const own = runs.filter(({ columnId, isWarmUp }) => columnId === id && !isWarmUp);
    const good = own.filter(({ end }) => !failed.has(end)).map(({ measurement }) => measurement);
    return {
      columnId: id,
      place: index + 1,
      alias,
      runs: own.length,
      failures: own.length - good.length,
      firstToken: middle(good.map(({ firstToken }) => firstToken)),
      total: middle(good.map(({ total }) => total)),
      tokensPerSecond: middle(good.map(({ tokensPerSecond }) => tokensPerSecond)),
      costs: costsOf(own),
    };
  });
}

function middle(values: readonly (number | null)[]): Middle | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return { median: median(known), interval: medianInterval(known), count: known.length };
}

function costsOf(runs: readonly BundleRun[]): Map<string, number> {
  const costs = new Map<string, number>();
  for (const { cost } of runs) {
    if (cost) costs.set(cost.currency, (costs.get(cost.currency) ?? 0) + cost.amount);
  }
  return costs;
}

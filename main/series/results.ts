import type {
  ColumnResult,
  Metric,
  MetricDifference,
  Middle,
  SeriesResults,
} from "../../preload/contract/series.ts";
import { hasFailed } from "../../preload/ends.ts";
import type { BundleRun } from "../runs/shape.ts";
import { difference } from "../statistics/differences.ts";
import { medianWithInterval } from "../statistics/medians.ts";

/** What is needed of a run to count it. */
export interface CountedRun extends Pick<BundleRun, "columnId" | "isWarmUp" | "end" | "cost"> {
  measurement: Pick<BundleRun["measurement"], Metric>;
}

export const metrics: readonly Metric[] = ["firstToken", "total", "tokensPerSecond"];

/** What the runs of each column come to, warm-ups left out. Only runs that did not fail are measured. */
export function resultsOf(columnIds: readonly string[], runs: readonly CountedRun[]): SeriesResults {
  const steps = resultsStepByStep(columnIds, runs);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of a few milliseconds each, for who has other things to do between them. */
export function* resultsStepByStep(
  columnIds: readonly string[],
  runs: readonly CountedRun[],
): Generator<void, SeriesResults> {
  const columns: ColumnResult[] = [];
  for (const columnId of columnIds) {
    columns.push(resultOf(columnId, runs));
    yield;
  }
  const differences: MetricDifference[] = [];
  for (const metric of metrics) {
    const [best, ...others] = bestFirst(metric, columns);
    for (const other of others) {
      if (best) differences.push(metricDifference(metric, best, other));
      yield;
    }
  }
  return { columns, differences };
}

/** How a column `b` differs from `a` in one thing. */
export function metricDifference(
  metric: Metric,
  a: Pick<ColumnResult, "columnId" | "values">,
  b: Pick<ColumnResult, "columnId" | "values">,
): MetricDifference {
  const [first, second] = [a.values[metric], b.values[metric]];
  const sides = { metric, a: a.columnId, b: b.columnId };
  const found = first.length === 0 || second.length === 0 ? null : difference(first, second);
  if (!found?.interval) return { ...sides, verdict: "few", shift: null, interval: null };
  const { shift, interval, isOne } = found;
  return { ...sides, verdict: !isOne ? "none" : shift < 0 ? "lower" : "higher", shift, interval };
}

/** The columns that have values, by their medians. */
function bestFirst(metric: Metric, columns: readonly ColumnResult[]): ColumnResult[] {
  const better = metric === "tokensPerSecond" ? -1 : 1;
  return columns
    .filter((column) => column[metric] !== null)
    .sort((one, other) => better * ((one[metric]?.median ?? 0) - (other[metric]?.median ?? 0)));
}

function resultOf(columnId: string, runs: readonly CountedRun[]): ColumnResult {
  const own = runs.filter((run) => run.columnId === columnId && !run.isWarmUp);
  const good = own.filter((run) => !hasFailed(run));
  const values = (metric: Metric) => good.flatMap(({ measurement }) => measurement[metric] ?? []);
  const all = {
    firstToken: values("firstToken"),
    total: values("total"),
    tokensPerSecond: values("tokensPerSecond"),
  };
  return {
    columnId,
    runs: own.length,
    failures: own.length - good.length,
    firstToken: middleOf(all.firstToken),
    total: middleOf(all.total),
    tokensPerSecond: middleOf(all.tokensPerSecond),
    values: all,
    costs: costsOf(own),
  };
}

/** The median of values with its 95% interval; null of none. */
const middleOf = (values: readonly number[]): Middle | null =>
  values.length === 0 ? null : { ...medianWithInterval(values), count: values.length };

function costsOf(runs: readonly CountedRun[]): { amount: number; currency: string }[] {
  const costs = new Map<string, number>();
  for (const { cost } of runs) {
    if (cost) costs.set(cost.currency, (costs.get(cost.currency) ?? 0) + cost.amount);
  }
  return [...costs].map(([currency, amount]) => ({ amount, currency }));
}

import type { ColumnResult, Metric, SeriesColumn, SeriesResults } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Interval, IntervalAxis } from "../charts/interval.tsx";
import { scaleOf } from "../charts/scale.ts";
import { formatMetric } from "../figures/format.ts";
import { formatMiddle, nameOf } from "./format.ts";
import { isBest } from "./verdict.ts";

const words = strings.series;

/**
 * The median of each column with its 95% interval as a dot on a line. A hollow dot on a dashed line stands for too few
 * runs; brass for the one that is better than all others. The numbers beside it say the same.
 */
export function Intervals(props: {
  metric: Metric;
  layout: readonly SeriesColumn[];
  results: SeriesResults;
}) {
  const { metric, layout, results } = props;
  const known = results.columns.flatMap((column) =>
    column[metric] ? [{ column, middle: column[metric] }] : [],
  );
  if (known.length === 0) return null;
  const scale = scaleOf(known.flatMap(({ column, middle }) => extent(column, metric, middle)));
  return (
    <figure className="intervals">
      <figcaption>
        <b>{words.metrics[metric]}</b>{" "}
        <span className="muted small">{metric === "tokensPerSecond" ? words.longer : words.shorter}</span>
      </figcaption>
      {known.map(({ column, middle }) => {
        const [low, high] = extent(column, metric, middle);
        const best = isBest(column.columnId, metric, results.differences);
        const isThin = middle.interval === null;
        return (
          <div key={column.columnId} className={best ? "interval best" : "interval"}>
            <span className="clip" dir="auto">
              {nameOf(layout, column.columnId)}
            </span>
            <Interval scale={scale} middle={middle.median} low={low} high={high} isThin={isThin} />
            <span className="value">
              {isThin ? formatMiddle(metric, middle) : formatMetric(metric, middle.median)}
              {middle.interval && <span className="unseen">{between(metric, middle.interval)}</span>}
            </span>
          </div>
        );
      })}
      <IntervalAxis scale={scale} shown={(value) => formatMetric(metric, value)} />
    </figure>
  );
}

/** From where to where a line goes: the interval, or of too few values all of them. */
function extent(
  column: ColumnResult,
  metric: Metric,
  middle: NonNullable<ColumnResult[Metric]>,
): [low: number, high: number] {
  if (middle.interval) return [middle.interval.low, middle.interval.high];
  const values = column.values[metric];
  return [Math.min(...values), Math.max(...values)];
}

const between = (metric: Metric, { low, high }: { low: number; high: number }): string =>
  fill(words.between, { low: formatMetric(metric, low), high: formatMetric(metric, high) });

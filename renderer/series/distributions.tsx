import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { Metric, SeriesColumn, SeriesResults } from "../../preload/contract/series.ts";
import { quantiles } from "../../preload/quantiles.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { type Line, orderedRuns } from "../charts/ordered-runs.ts";
import { formatMetric } from "../figures/format.ts";
import { metrics, nameOf } from "./format.ts";
import { isBest } from "./verdict.ts";

const Plot = lazy(() => import("../charts/plot.tsx"));
const words = strings.series;
const percents = Array.from({ length: 101 }, (_, index) => index);
/** Those that the table tells. */
const told = [0, 25, 50, 75, 95, 100];
const ends: Record<number, string> = { 0: words.lowest, 100: words.highest };

/** How the runs of each column are distributed: in order as a line, and the same in numbers. */
export function Distributions(props: { layout: readonly SeriesColumn[]; results: SeriesResults }) {
  const { layout, results } = props;
  const [metric, setMetric] = useState<Metric>("firstToken");
  const columns = useMemo(() => columnsOf(results, metric), [results, metric]);
  return (
    <figure className="distributions">
      <figcaption className="row">
        <h2>{words.distribution}</h2>
        <select
          className="picker"
          aria-label={words.distributionOf}
          value={metric}
          onChange={({ target }) => setMetric(target.value as Metric)}
        >
          {metrics.map((one) => (
            <option key={one} value={one}>
              {words.metrics[one]}
            </option>
          ))}
        </select>
      </figcaption>
      {columns.every(({ values }) => values.length === 0) ? (
        <p className="muted">{words.distributionNone}</p>
      ) : (
        <Drawn metric={metric} columns={columns} name={(columnId) => nameOf(layout, columnId)} />
      )}
    </figure>
  );
}

interface Distribution extends Line {
  id: string;
  /** What 0, 1, 2 and so on percent of its runs stay below; empty of none. */
  values: number[];
}

function columnsOf({ columns, differences }: SeriesResults, metric: Metric): Distribution[] {
  return columns.map(({ columnId, values, [metric]: middle }) => ({
    id: columnId,
    values: quantiles(
      values[metric],
      percents.map((percent) => percent / 100),
    ),
    isThin: middle?.interval == null,
    isBest: isBest(columnId, metric, differences),
  }));
}

/** The chart, what it says where the pointer is, and the table that says the same. */
function Drawn(props: {
  metric: Metric;
  columns: readonly Distribution[];
  name: (columnId: string) => string;
}) {
  const { metric, columns, name } = props;
  const [focus, setFocus] = useState<number | null>(null);
  const [pointed, setPointed] = useState<{ line: number; percent: number } | null>(null);
  const point = useCallback(
    (line: number | null, percent: number | null) =>
      setPointed(line === null || percent === null ? null : { line, percent }),
    [],
  );
  const data = useMemo(
    (): [number[], ...(number | null)[][]] => [
      percents,
      ...columns.map(({ values }) => (values.length > 0 ? values : percents.map(() => null))),
    ],
    [columns],
  );
  // Made anew when a line looks otherwise, not with every run.
  const look = JSON.stringify(columns.map(({ isThin, isBest }): Line => ({ isThin, isBest })));
  const drawing = useMemo(() => orderedRuns(metric, JSON.parse(look), point), [metric, look, point]);
  const column = pointed && columns[pointed.line];
  const value = pointed && column?.values[pointed.percent];
  return (
    <>
      <Suspense fallback={<div className="plot" />}>
        <Plot
          label={fill(words.distributionChart, { metric: words.metrics[metric] })}
          drawing={drawing}
          data={data}
          focus={focus}
        />
      </Suspense>
      <p className="muted small">
        {column && value != null
          ? fill(words.distributionPointed, {
              name: name(column.id),
              percent: pointed.percent,
              value: formatMetric(metric, value),
            })
          : words.distributionExplained}
      </p>
      <table className="table small">
        <caption className="muted small">{words.distributionTable}</caption>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            {told.map((percent) => (
              <th key={percent} scope="col">
                {ends[percent] ?? fill(words.share, { percent })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ id, values }, index) => (
            <tr key={id} onPointerEnter={() => setFocus(index)} onPointerLeave={() => setFocus(null)}>
              <th scope="row" dir="auto">
                {name(id)}
              </th>
              {told.map((percent) => {
                const value = values[percent];
                return (
                  <td key={percent}>
                    {value === undefined ? strings.compare.readings.notKnown : formatMetric(metric, value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "react";
import type { Metric, SeriesColumn, SeriesResults } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { sharesOf } from "./distribution.ts";
import { formatMetric, metrics, nameOf } from "./format.ts";

const words = strings.series;
/** Columns are told apart by these and by their numbers, not by colours. */
const dashes = [[], [6, 4], [2, 3], [10, 4, 2, 4], [14, 4], [4, 2, 1, 2]];
const height = 200;

/** How the runs of each column are distributed: what share of them took at most so long, or was at most as fast. */
export function Distributions({
  layout,
  results,
}: {
  layout: readonly SeriesColumn[];
  results: SeriesResults;
}) {
  const [metric, setMetric] = useState<Metric>("firstToken");
  const shown = results.columns.filter(({ values }) => values[metric].length > 1);
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
      {shown.length === 0 ? (
        <p className="muted">{words.distributionFew}</p>
      ) : (
        <>
          <Plot
            metric={metric}
            names={shown.map(({ columnId }) => nameOf(layout, columnId))}
            series={shown.map(({ values }) => values[metric])}
          />
          <table className="table small">
            <caption className="muted small">{words.distributionTable}</caption>
            <thead>
              <tr>
                <th scope="col">{words.column}</th>
                {quantiles.map((share) => (
                  <th key={share} scope="col">
                    {fill(words.share, { percent: share * 100 })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ columnId, values }, index) => (
                <tr key={columnId}>
                  <th scope="row">
                    <Line dash={dashes[index % dashes.length] ?? []} /> {nameOf(layout, columnId)}
                  </th>
                  {quantiles.map((share) => (
                    <td key={share}>{formatMetric(metric, atShare(values[metric], share))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </figure>
  );
}

const quantiles = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/** The smallest value that so great a share of the values does not exceed. */
function atShare(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** How a column's line looks. */
function Line({ dash }: { dash: readonly number[] }) {
  return (
    <svg className="line-sample" viewBox="0 0 28 4" aria-hidden="true">
      <line x1="0" x2="28" y1="2" y2="2" strokeDasharray={dash.join(" ")} />
    </svg>
  );
}

/** The lines on one pair of axes. Loaded when it is first shown; the table beside it says the same. */
function Plot({ metric, names, series }: { metric: Metric; names: string[]; series: number[][] }) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = JSON.stringify({ metric, names, series });
  useEffect(() => {
    let isOld = false;
    let end = () => {};
    void import("uplot").then(({ default: Chart }) => {
      const element = place.current;
      if (isOld || !element) return;
      const given = JSON.parse(drawn) as { metric: Metric; names: string[]; series: number[][] };
      const { values, shares } = sharesOf(given.series);
      const paths = Chart.paths.stepped?.({ align: 1 });
      const ink = (name: string) => () => getComputedStyle(element).getPropertyValue(name);
      const axis = {
        stroke: ink("--fg-2"),
        grid: { stroke: ink("--line") },
        ticks: { stroke: ink("--line") },
      };
      const chart = new Chart(
        {
          width: element.clientWidth,
          height,
          legend: { show: false },
          cursor: { show: false },
          scales: { x: { time: false }, y: { range: [0, 1] } },
          axes: [
            { ...axis, values: (_chart, ticks) => ticks.map((tick) => formatMetric(given.metric, tick)) },
            { ...axis, values: (_chart, ticks) => ticks.map((tick) => `${Math.round(tick * 100)} %`) },
          ],
          series: [
            {},
            ...given.names.map((label, index) => ({
              label,
              stroke: ink("--fg"),
              width: 1.5,
              dash: dashes[index % dashes.length] ?? [],
              ...(paths && { paths }),
              points: { show: false },
            })),
          ],
        },
        [values, ...shares],
        element,
      );
      const sized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
      sized.observe(element);
      // Canvas does not follow the theme by itself.
      const themed = matchMedia("(prefers-color-scheme: dark)");
      const redraw = () => chart.redraw();
      themed.addEventListener("change", redraw);
      end = () => {
        sized.disconnect();
        themed.removeEventListener("change", redraw);
        chart.destroy();
      };
    });
    return () => {
      isOld = true;
      end();
    };
  }, [drawn]);
  return <div ref={place} className="plot" aria-hidden="true" />;
}

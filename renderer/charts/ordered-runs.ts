import type UPlot from "uplot";
import type { Metric } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { formatMetric } from "../figures/format.ts";
import { apart } from "./apart.ts";
import { axis, writeLabels } from "./canvas.ts";
import type { Drawing } from "./plot.tsx";
import { scaleOf } from "./scale.ts";

/** How the line of a column is drawn: dashed and hollow of too few runs, brass where it is the best. */
export interface Line {
  isThin: boolean;
  isBest: boolean;
}

const labelGap = 12;

/**
 * Draws the runs of each column in order, from 0 to 100 percent of them, with the column's number at the end of its line.
 * Tells which line and which percent the pointer is at.
 */
export function orderedRuns(
  metric: Metric,
  lines: readonly Line[],
  point: (line: number | null, percent: number | null) => void,
): Drawing {
  return (ink) => {
    const color = (line: Line) => (line.isBest ? ink().best : ink().line);
    let nearest: number | null = null;
    const tell = (plot: UPlot) => point(nearest, plot.cursor.idx ?? null);
    return {
      padding: [8, 24, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, focus: { prox: 1000 } },
      focus: { alpha: 0.25 },
      scales: {
        x: { time: false, range: [0, 100] },
        y: { range: (_plot, _low, high) => [0, scaleOf([high ?? 0]).ticks.at(-1) ?? 1] },
      },
      axes: [
        axis(ink, {
          size: 28,
          shown: (percent) => fill(strings.series.share, { percent }),
          ticks: () => [0, 25, 50, 75, 100],
        }),
        axis(ink, {
          size: 72,
          shown: (value) => formatMetric(metric, value),
          ticks: (_low, high) => scaleOf([high]).ticks,
        }),
      ],
      series: [
        {},
        ...lines.map(
          (line): UPlot.Series => ({
            stroke: () => color(line),
            width: line.isBest ? 2 : 1.5,
            ...(line.isThin ? { dash: [4, 4] } : {}),
            points: {
              show: line.isThin,
              size: 7,
              fill: () => (line.isThin ? ink().ground : color(line)),
              filter: () => (line.isThin ? [0, 50, 100] : null),
            },
          }),
        ),
      ],
      hooks: {
        draw: [
          (plot) => {
            const { left, top, width, height } = plot.bbox;
            const ends = lines.flatMap((line, index) => {
              const end = plot.data[index + 1]?.at(-1);
              return end == null ? [] : [{ line, number: index + 1, y: plot.valToPos(end, "y", true) }];
            });
            const places = apart(
              ends.map(({ y }) => y),
              labelGap * devicePixelRatio,
              top,
              top + height,
            );
            writeLabels(
              plot,
              ink(),
              ends.map(({ line, number }, index) => ({
                text: String(number),
                x: left + width,
                y: places[index] ?? 0,
                color: color(line),
              })),
            );
          },
        ],
        setSeries: [
          (plot, index) => {
            nearest = index === null ? null : index - 1;
            tell(plot);
          },
        ],
        setCursor: [tell],
      },
    };
  };
}

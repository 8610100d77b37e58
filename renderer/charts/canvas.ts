import type UPlot from "uplot";
import type { Ink } from "./plot.tsx";

/** An axis in the colours and the font of the page. */
export function axis(
  ink: () => Ink,
  {
    size,
    shown,
    label,
    ticks,
  }: {
    size: number;
    shown: (value: number) => string;
    /** What it measures, where nothing beside it says so. */
    label?: string;
    /** Where the lines of its grid are; chosen by the chart unless given. */
    ticks?: (low: number, high: number) => number[];
  },
): UPlot.Axis {
  return {
    size,
    gap: 8,
    font: ink().font,
    stroke: () => ink().line,
    grid: { stroke: () => ink().grid, width: 1 },
    ticks: { show: false },
    ...(label !== undefined && { label, labelSize: 16, labelGap: 0, labelFont: ink().font }),
    ...(ticks && { splits: (_plot, _axis, low, high) => ticks(low, high) }),
    values: (_plot, values) => values.map(shown),
  };
}

/** Writes labels right of points, given in pixels of the canvas. */
export function writeLabels(
  { ctx }: UPlot,
  { font, line }: Ink,
  labels: readonly { text: string; x: number; y: number; color?: string }[],
): void {
  ctx.save();
  ctx.font = font.replace(/^[\d.]+/, (size) => String(Number(size) * devicePixelRatio));
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const { text, x, y, color = line } of labels) {
    ctx.fillStyle = color;
    ctx.fillText(text, x + 6 * devicePixelRatio, y);
  }
  ctx.restore();
}

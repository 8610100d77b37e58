import type UPlot from "uplot";
import { apart } from "./apart.ts";
import { axis, writeLabels } from "./canvas.ts";
import type { Drawing, Ink } from "./plot.tsx";

/** Strokes and gaps, in pixels, by which lines are told apart without colors; none for a line without gaps. */
export const dashes: readonly (readonly number[])[] = [[], [5, 4], [1.5, 3], [9, 3, 1.5, 3]];

/** How one line over steps is drawn: weaker where it is only beside another. */
export interface Curve {
  dash: readonly number[];
  isWeak: boolean;
  /** Written at its end; empty for nothing. */
  end: string;
}

/** A step that is marked: with rings on the lines that are not weak, or as a warning over the whole height. */
export interface Mark {
  step: number;
  kind: "ring" | "warning";
}

const labelGap = 12;
const mostShown = 30;
/** Pixels of the page. */
const ringRadius = 3.5;
const stepNumbers = new Intl.NumberFormat();
const wholeSteps = [1, 2, 5].flatMap((one) => Array.from({ length: 9 }, (_, power) => one * 10 ** power));

/**
 * Draws lines over steps. Tells at which place of the steps the pointer is, null while it is beside the chart; charts with
 * the same `sync` are pointed at together.
 */
export function curves(
  lines: readonly Curve[],
  marks: readonly Mark[],
  shown: (value: number) => string,
  stepName: string,
  sync: string,
  point: (place: number | null) => void,
): Drawing {
  return (ink) => ({
    padding: [8, lines.some(({ end }) => end !== "") ? 24 : 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: sync } },
    focus: { alpha: 0.25 },
    scales: { x: { time: false } },
    axes: [
      {
        ...axis(ink, { size: 28, shown: (step) => stepNumbers.format(step), label: stepName }),
        incrs: wholeSteps.toSorted((one, other) => one - other),
      },
      axis(ink, { size: 64, shown }),
    ],
    series: [
      {},
      ...lines.map(
        ({ dash, isWeak }): UPlot.Series => ({
          stroke: () => ink().line,
          width: isWeak ? 1 : 1.5,
          alpha: isWeak ? 0.55 : 1,
          spanGaps: true,
          dash: [...dash],
          points: {
            show: (plot, index) => isSparse(plot.data[index] ?? []),
            size: 5,
            fill: () => ink().line,
          },
        }),
      ),
    ],
    hooks: {
      draw: [(plot) => drawMarks(plot, ink(), lines, marks), (plot) => writeEnds(plot, ink(), lines)],
      setCursor: [(plot) => point(plot.cursor.idx ?? null)],
    },
  });
}

/** Whether a line has so few values that each is shown: what was measured seldom is seen as such, and one is no line. */
function isSparse(values: ArrayLike<number | null | undefined>): boolean {
  let count = 0;
  for (let place = 0; place < values.length && count <= mostShown; place += 1)
    if (values[place] != null) count += 1;
  return count <= mostShown;
}

function drawMarks(plot: UPlot, ink: Ink, lines: readonly Curve[], marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.lineWidth = 1.5 * ratio;
  for (const { step, kind } of marks) {
    const x = plot.valToPos(step, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    if (kind === "warning") {
      ctx.strokeStyle = ink.warn;
      ctx.setLineDash([2 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      continue;
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = ink.line;
    ctx.fillStyle = ink.ground;
    lines.forEach(({ isWeak }, index) => {
      const value = isWeak ? null : valueAt(plot, index + 1, step);
      if (value === null) return;
      ctx.beginPath();
      ctx.arc(x, plot.valToPos(value, "y", true), ringRadius * ratio, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    });
  }
  ctx.restore();
}

/** The value of a line at a step, or the last one before it where that is so close that a ring covers both; else null. */
function valueAt(plot: UPlot, line: number, step: number): number | null {
  const steps = plot.data[0];
  const values = plot.data[line] ?? [];
  let place = plot.valToIdx(step);
  while (place >= 0 && ((steps[place] ?? 0) > step || values[place] == null)) place -= 1;
  const found = steps[place];
  if (found === undefined) return null;
  const isClose = plot.valToPos(step, "x") - plot.valToPos(found, "x") <= ringRadius;
  return isClose ? (values[place] ?? null) : null;
}

function writeEnds(plot: UPlot, ink: Ink, lines: readonly Curve[]): void {
  const { top, height } = plot.bbox;
  const ends = lines.flatMap(({ end }, index) => {
    if (end === "") return [];
    const values = plot.data[index + 1] ?? [];
    const last = lastPlace(values);
    const value = values[last];
    const step = plot.data[0][last];
    if (value == null || step === undefined) return [];
    return [{ text: end, x: plot.valToPos(step, "x", true), y: plot.valToPos(value, "y", true) }];
  });
  const places = apart(
    ends.map(({ y }) => y),
    labelGap * devicePixelRatio,
    top,
    top + height,
  );
  writeLabels(
    plot,
    ink,
    ends.map((end, index) => ({ ...end, y: places[index] ?? end.y })),
  );
}

function lastPlace(values: ArrayLike<number | null | undefined>): number {
  let place = values.length - 1;
  while (place >= 0 && values[place] == null) place -= 1;
  return place;
}

import { useCallback, useMemo, useState } from "react";
import type { MetricPoints } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { type Curve, curves, type Mark } from "../../charts/curves.ts";
import Plot from "../../charts/plot.tsx";
import { counted } from "../../figures/counted.ts";
import { numberText } from "../number-text.ts";
import { aligned, extremeOf, smoothed, valueAt } from "./points.ts";

const words = tuningJobs.charts;

/** A column of a job, as a line of a chart. */
export interface ChartLine {
  id: string;
  name: string;
  /** Tells the job's lines from those of others; empty where there is only one. */
  number: string;
  run: string;
  /** Strokes and gaps that tell its column from the others of the chart. */
  dash: readonly number[];
  isOwn: boolean;
  points: MetricPoints;
}

/** Columns of one scale over their steps, and what each line says where the pointer is, at its end and at its best. */
export function MetricChart(props: {
  id: string;
  title: string;
  better: "lower" | "higher" | null;
  lines: ChartLine[];
  /** Steps with a checkpoint, and where validation has turned, by commas. */
  checkpoints: string;
  turned: string;
  smoothing: number;
  sync: string;
}) {
  const { id, title, better, lines, checkpoints, turned, smoothing, sync } = props;
  const [focus, setFocus] = useState<number | null>(null);
  const [place, setPlace] = useState<number | null>(null);
  const point = useCallback((place: number | null) => setPlace(place), []);
  // Points that are the same are the same arrays: what is drawn is made anew only when some have come.
  const points = useSame(lines.map(({ points }) => points));
  const data = useMemo(
    () => aligned(points.map(({ steps, values }) => ({ steps, values: smoothed(values, smoothing) }))),
    [points, smoothing],
  );
  const look = JSON.stringify(
    lines.map(({ dash, isOwn, number }): Curve => ({ dash, isWeak: !isOwn, end: number })),
  );
  const marks = JSON.stringify([
    ...stepsIn(checkpoints).map((step): Mark => ({ step, kind: "ring" })),
    ...stepsIn(turned).map((step): Mark => ({ step, kind: "warning" })),
  ]);
  const drawing = useMemo(
    () => curves(JSON.parse(look), JSON.parse(marks), numberText, words.step, sync, point),
    [look, marks, sync, point],
  );
  const step = place === null ? null : (data[0][place] ?? null);
  const titleId = `metric-${id.replaceAll(/\W/g, "-")}`;
  return (
    <figure className="metric-chart" aria-labelledby={titleId}>
      <figcaption className="row">
        <h2 id={titleId} className="clip" dir="auto">
          {title}
        </h2>
        <span className="muted small">{better && words.better[better]}</span>
      </figcaption>
      <Plot label={fill(words.chart, { group: title })} drawing={drawing} data={data} focus={focus} />
      <table className="metric-legend small">
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col" className="number">
              {step === null ? words.atNone : fill(words.atCursor, { step: step.toLocaleString() })}
            </th>
            <th scope="col" className="number">
              {words.last}
            </th>
            <th scope="col" className="number">
              {better === "higher" ? words.highest : words.lowest}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <Line
              key={line.id}
              line={line}
              better={better ?? "lower"}
              step={step}
              onFocus={(isOn) => setFocus(isOn ? index : null)}
            />
          ))}
        </tbody>
      </table>
      {turned !== "" && (
        <p className="status warn small">
          {fill(words.turnedAt, {
            steps: stepsIn(turned)
              .map((step) => step.toLocaleString())
              .join(", "),
          })}
        </p>
      )}
    </figure>
  );
}

function Line(props: {
  line: ChartLine;
  better: "lower" | "higher";
  step: number | null;
  onFocus: (isOn: boolean) => void;
}) {
  const { line, better, step, onFocus } = props;
  const { name, number, run, dash, isOwn, points } = line;
  const best = useMemo(() => extremeOf(points, better), [points, better]);
  const last = valueAt(points, Number.POSITIVE_INFINITY);
  const here = step === null ? null : valueAt(points, step);
  return (
    <tr onPointerEnter={() => onFocus(true)} onPointerLeave={() => onFocus(false)}>
      <th scope="row">
        <span className="row">
          <svg className={isOwn ? "line-sample" : "line-sample weak"} aria-hidden="true" viewBox="0 0 20 8">
            <line x1="0" x2="20" y1="4" y2="4" strokeDasharray={dash.join(" ")} />
          </svg>
          {number !== "" && <b title={run}>{number}</b>}
          <span dir="auto" title={counted(words.points, points.steps.length)}>
            {name}
            {number !== "" && <span className="unseen">, {run}</span>}
          </span>
        </span>
      </th>
      <td className="number">{here ? numberText(here.value) : words.nothing}</td>
      <td className="number">{last ? numberText(last.value) : words.nothing}</td>
      <td className="number">
        {best
          ? fill(words.atStep, { value: numberText(best.value), step: best.step.toLocaleString() })
          : words.nothing}
      </td>
    </tr>
  );
}

const stepsIn = (text: string) => (text === "" ? [] : text.split(",").map(Number));

/** The same list as long as all that is in it is the same. */
function useSame<Item>(items: Item[]): Item[] {
  const [kept, setKept] = useState(items);
  const isSame = kept.length === items.length && kept.every((item, at) => item === items[at]);
  if (isSame) return kept;
  setKept(items);
  return items;
}

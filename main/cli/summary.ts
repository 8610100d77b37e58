import type { MetricDifference } from "../../preload/contract/series.ts";
import { shortenedTo } from "../../preload/cut.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { fill } from "../../preload/strings/fill.ts";
import { measured } from "../../preload/strings/measured.ts";
import { requestNotes } from "../../preload/strings/request-notes.ts";
import { columnName, cutAnswers, requestChanges, resultTable } from "../bundles/answers.ts";
import type { Bundle } from "../bundles/pack.ts";
import { resultsOf } from "../series/results.ts";
import type { Verdict } from "../series/thresholds.ts";
import { plain } from "./failure.ts";

/** The results, their differences and the verdicts as lines for a terminal. */
export function summaryOf(bundle: Bundle, verdicts: readonly Verdict[]): string[] {
  const { header, rows, notes } = resultTable(bundle);
  const ids = bundle.columns.map(({ id }) => id);
  const { differences } = resultsOf(ids, bundle.runs);
  return [
    ...table([header, ...rows]),
    ...notes.map(plain),
    ...titled(requestNotes.title, requestChanges(bundle)),
    ...titled(commandLine.cut, cutAnswers(bundle)),
    ...titled(
      commandLine.differences,
      differences.map((one) => sentence(one, (id) => nameOf(bundle.columns, id))),
    ),
    ...titled(
      commandLine.verdicts,
      verdicts.map(({ text }) => text),
    ),
  ];
}

/** A column's name and place, by its id. */
export function nameOf(columns: Bundle["columns"], columnId: string): string {
  const place = columns.findIndex(({ id }) => id === columnId);
  return columnName(columns[place]?.alias ?? "", place);
}

const titled = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map(plain)];

function sentence(
  { metric, a, b, verdict, shift, interval }: MetricDifference,
  nameOf: (id: string) => string,
) {
  const { name, value } = commandLine.metrics[metric];
  const show = (one: number) => fill(value, { value: Math.abs(one).toFixed(1) });
  const bounds = [interval?.low ?? 0, interval?.high ?? 0].sort(
    (one, other) => Math.abs(one) - Math.abs(other),
  );
  const pair = { a: nameOf(a), b: nameOf(b) };
  const said = fill(measured.difference[verdict], {
    ...pair,
    shift: show(shift ?? 0),
    low: show(bounds[0] ?? 0),
    high: show(bounds[1] ?? 0),
  });
  const isOne = verdict === "lower" || verdict === "higher";
  return fill(isOne ? commandLine.said : commandLine.between, { ...pair, metric: name, sentence: said });
}

/** Cells in columns of equal width; columns in which nothing stands are left out. */
function table(rows: readonly string[][]): string[] {
  const [header = [], ...body] = rows.map((row) => row.map((cell) => shortenedTo(plain(cell), widest)));
  const used = header.flatMap((_, index) => (body.some((row) => row[index] !== "") ? [index] : []));
  const shown = [header, ...body].map((row) => used.map((index) => row[index] ?? ""));
  const widths = used.map((_, index) => Math.max(...shown.map((row) => row[index]?.length ?? 0)));
  return shown.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const widest = 48;

/** How long something takes, in words such as `2 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const { seconds: s, minutes, hours } = commandLine.durations;
  if (seconds < 90) return fill(s, { count: seconds });
  if (seconds < 90 * 60) return fill(minutes, { count: Math.round(seconds / 60) });
  return fill(hours, { count: Math.round(seconds / 360) / 10 });
}

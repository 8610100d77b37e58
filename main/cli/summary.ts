import { commandLine } from "../../preload/strings/command-line.ts";
import { fill } from "../../preload/strings/fill.ts";
import { resultTable } from "../comparisons/answers.ts";
import type { Bundle } from "../comparisons/bundle.ts";
import type { Verdict } from "../comparisons/thresholds.ts";
import { plain } from "./failure.ts";

/** The results and the verdicts as lines for a terminal. */
export function summaryOf(bundle: Bundle, verdicts: readonly Verdict[]): string[] {
  const { header, rows } = resultTable(bundle);
  return [
    ...table([header, ...rows]),
    ...(verdicts.length === 0 ? [] : ["", commandLine.verdicts, ...verdicts.map(({ text }) => plain(text))]),
  ];
}

/** Cells in columns of equal width; columns in which nothing stands are left out. */
function table(rows: readonly string[][]): string[] {
  const [header = [], ...body] = rows.map((row) => row.map((cell) => shortened(plain(cell))));
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
const shortened = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);

/** How long something takes, in words such as `2 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const { seconds: s, minutes, hours } = commandLine.durations;
  if (seconds < 90) return fill(s, { count: seconds });
  if (seconds < 90 * 60) return fill(minutes, { count: Math.round(seconds / 60) });
  return fill(hours, { count: Math.round(seconds / 360) / 10 });
}

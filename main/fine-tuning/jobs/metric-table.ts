import type { MetricPoints } from "../../../preload/contract/tuning-jobs.ts";
import { cell } from "../../csv.ts";

/**
 * The metrics of a run as CSV, line by line: a row for each step that any column has, a column for each metric under the
 * service's name. A step without a value, and a value that is no number, are empty cells.
 */
export function* metricLines(metrics: readonly MetricPoints[]): Generator<string, void> {
  yield `${["step", ...metrics.map(({ name }) => name)].map(cell).join(",")}\r\n`;
  const places = metrics.map(() => 0);
  for (;;) {
    const step = Math.min(...metrics.map(({ steps }, column) => steps[places[column] ?? 0] ?? Infinity));
    if (step === Infinity) return;
    const cells = metrics.map(({ steps, values }, column) => {
      const place = places[column] ?? 0;
      if (steps[place] !== step) return null;
      places[column] = place + 1;
      const value = values[place] ?? Number.NaN;
      return Number.isFinite(value) ? value : null;
    });
    yield `${[step, ...cells].map(cell).join(",")}\r\n`;
  }
}

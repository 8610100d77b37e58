import { sumsOf, type Table } from "./confusion.ts";
import { normalQuantile } from "./distributions.ts";
import { type Interval, usualLevel } from "./medians.ts";
import { shareInterval } from "./proportions.ts";

/** Agreement beyond what chance gives: 1 where two always agree, 0 where they agree as often as by chance. */
export interface Agreement {
  value: number;
  variance: number;
  interval: Interval;
}

/**
 * What a disagreement counts on a scale: `none`, every one the same; `linear`, by the steps between the labels;
 * `quadratic`, by their square.
 */
export type Weights = "none" | "linear" | "quadratic";

/**
 * Cohen's kappa (1960), weighted for scales (1968), with the variance of Fleiss, Cohen and Everitt (1969). Fifty labels
 * give an interval of a quarter to either side: ask for 150 or more. Null of no rows, and where both raters gave one and
 * the same label throughout: chance alone explains it then.
 */
export function kappa(
  table: Table,
  { weights = "none", level = usualLevel }: { weights?: Weights; level?: number } = {},
): Agreement | null {
  const { rows, columns, all } = sumsOf(table);
  const [ofRow, ofColumn] = [rows.map((count) => count / all), columns.map((count) => count / all)];
  const weight = (row: number, column: number) => weightOf(weights, row, column, table.length);
  const meanOfRow = ofRow.map((_, row) =>
    ofColumn.reduce((sum, share, column) => sum + share * weight(row, column), 0),
  );
  const meanOfColumn = ofColumn.map((_, column) =>
    ofRow.reduce((sum, share, row) => sum + share * weight(row, column), 0),
  );
  const expected = ofRow.reduce((sum, share, row) => sum + share * (meanOfRow[row] ?? 0), 0);
  if (all === 0 || expected === 1) return null;
  const cells = table.flatMap((line, row) =>
    line.map((count, column) => ({
      share: count / all,
      weight: weight(row, column),
      means: (meanOfRow[row] ?? 0) + (meanOfColumn[column] ?? 0),
    })),
  );
  const observed = cells.reduce((sum, cell) => sum + cell.share * cell.weight, 0);
  const value = (observed - expected) / (1 - expected);
  const squares = cells.reduce(
    (sum, cell) => sum + cell.share * (cell.weight - cell.means * (1 - value)) ** 2,
    0,
  );
  const centre = value - expected * (1 - value);
  const variance = Math.max(0, squares - centre ** 2) / (all * (1 - expected) ** 2);
  return { value, variance, interval: agreementInterval({ value, variance, expected, all }, level) };
}

/**
 * The interval of a chance-corrected agreement. Where all agree, the variance is 0 and says nothing: the low end is then
 * where the low end of Wilson's interval of the raw agreement would put it.
 */
export function agreementInterval(
  { value, variance, expected, all }: { value: number; variance: number; expected: number; all: number },
  level: number,
): Interval {
  if (value === 1)
    return { low: (shareInterval(all, all, { level }).low - expected) / (1 - expected), high: 1 };
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return { low: Math.max(-1, value - reach), high: Math.min(1, value + reach) };
}

/** From 1 for one label to 0 for the farthest two. */
function weightOf(weights: Weights, row: number, column: number, size: number): number {
  if (weights === "none" || size < 2) return row === column ? 1 : 0;
  const apart = Math.abs(row - column) / (size - 1);
  return 1 - (weights === "linear" ? apart : apart ** 2);
}

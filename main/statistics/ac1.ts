import { sumsOf, type Table } from "./confusion.ts";
import { type Agreement, agreementInterval } from "./kappa.ts";
import { usualLevel } from "./medians.ts";

/**
 * Gwet's AC1 (2008): agreement beyond chance that does not fall where nearly all labels are the same one, as kappa does.
 * The interval is of his variance for two raters. Null of no rows.
 */
export function ac1(table: Table, { level = usualLevel } = {}): Agreement | null {
  const { rows, columns, all, same } = sumsOf(table);
  if (all === 0) return null;
  const others = Math.max(1, table.length - 1);
  const shares = rows.map((count, label) => (count + (columns[label] ?? 0)) / (2 * all));
  const observed = same / all;
  const expected = shares.reduce((sum, share) => sum + share * (1 - share), 0) / others;
  const value = (observed - expected) / (1 - expected);
  let [alike, pairs] = [0, 0];
  table.forEach((line, row) => {
    line.forEach((count, column) => {
      const rest = 1 - ((shares[row] ?? 0) + (shares[column] ?? 0)) / 2;
      pairs += (count / all) * rest ** 2;
      if (row === column) alike += (count / all) * rest;
    });
  });
  const inner =
    observed * (1 - observed) -
    4 * (1 - value) * (alike / others - observed * expected) +
    4 * (1 - value) ** 2 * (pairs / others ** 2 - expected ** 2);
  const variance = Math.max(0, inner) / (all * (1 - expected) ** 2);
  return { value, variance, interval: agreementInterval({ value, variance, expected, all }, level) };
}

export type Cell = string | number | null;

/**
 * Rows as CSV, with Windows line ends as RFC 4180 has them. The names of the first row's fields are the header, and the
 * others have the same fields.
 */
export function csvOf(rows: readonly Record<string, Cell>[]): string {
  return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => `${cells.map(cell).join(",")}\r\n`)
    .join("");
}

/**
 * A cell as RFC 4180 has it. A text that a spreadsheet would take for a formula is prefixed with an apostrophe (OWASP,
 * CSV injection); a number that is written as text is none.
 */
export function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const isFormula = /^[=+\-@\t\r\n]/.test(value) && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

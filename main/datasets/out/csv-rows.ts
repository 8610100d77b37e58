import { cell } from "../../csv.ts";
import type { Table } from "./table.ts";

/** The header of a table as a line of CSV. */
export const csvHeader = ({ columns }: Table): string => csvLine(columns.map(({ name }) => cell(name)));

/** Cells as a line of CSV: lists and objects as JSON, nothing for what is not there. */
export const csvRow = (cells: readonly unknown[]): string => csvLine(cells.map(written));

/** A line with nothing in it is no record to those who read it. */
const csvLine = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0] === "" ? '""\r\n' : `${cells.join(",")}\r\n`;

function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || (typeof value === "string" && value.isWellFormed())) return cell(value);
  return cell(typeof value === "string" ? value.toWellFormed() : JSON.stringify(value));
}

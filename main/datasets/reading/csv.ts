import { mainStrings } from "../../../preload/strings/main.ts";
import { refusedLine } from "../refused.ts";
import type { Cutter } from "./lines.ts";

/** A record of a table as it stands in the file. */
export interface CsvRecord {
  /** Where it begins, counted from 1. */
  line: number;
  cells: string[];
  /** As it is written, without its line end. */
  text: string;
  /** A quote in it is never closed, or has more than spaces between its end and the cell's. */
  isBroken: boolean;
}

/** Characters of one record. */
const recordLimit = 16 * 1024 * 1024;

/** Lines that a cell at the end may break off in. A quote that takes in more of them was never meant to. */
const openLines = 20;

/** How often the lines behind such a quote are read again. Each time has one stray quote less. */
const recoveryLimit = 8;

/**
 * Cuts a table that arrives piece by piece into its records, as RFC 4180 has them, with any line ends. Unlike a parser
 * it ends at no fault: a quote within a cell is a letter, and of a quote that is never closed only the first line is lost. Empty lines are left out. `firstLine` is the one the table begins at. Throws
 * `dataset_bad_line` for a record of more than 16 Mi characters.
 */
export function csvCutter(
  delimiter: string,
  firstLine: number,
  onRecord: (record: CsvRecord) => void,
): Cutter {
  const separator = delimiter.charCodeAt(0);
  let line = firstLine;
  let begunAt = firstLine;
  let raw: string[] = [];
  let length = 0;
  let cells: string[] = [];
  let cell = "";
  let quotes: "none" | "open" | "closed" = "none";
  /** Whether the last letter was a quote that either closes, or is the first of two that stand for one. */
  let isAtQuote = false;
  let recoveries = 0;
  let hasMoreBehind = false;

  const give = (rest: string, isOpen: boolean) => {
    const isBroken = isOpen || hasMoreBehind;
    cells.push(cell);
    const text = raw.length === 0 ? rest : [...raw, rest].join("");
    if (text !== "") onRecord({ line: begunAt, cells, text, isBroken });
    [raw, length, cells, cell] = [[], 0, [], ""];
    [quotes, isAtQuote, hasMoreBehind] = ["none", false, false];
    begunAt = line;
  };

  const piece = (text: string) => {
    let recordFrom = 0;
    let at = 0;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (quotes === "open" && !isAtQuote) {
        const found = text.indexOf('"', at);
        const end = found < 0 ? text.length : found;
        line += lineEnds(text, at, end);
        cell += text.slice(at, end);
        isAtQuote = found >= 0;
        at = end + 1;
        continue;
      }
      if (isAtQuote) {
        isAtQuote = false;
        if (unit === 0x22) {
          cell += '"';
          at += 1;
          continue;
        }
        quotes = "closed";
      }
      if (unit === 0x22 && quotes === "none" && cell === "") {
        quotes = "open";
        at += 1;
        continue;
      }
      if (unit === separator) {
        cells.push(cell);
        [cell, quotes] = ["", "none"];
        at += 1;
        continue;
      }
      if (unit === 0x0a || unit === 0x0d) {
        line += 1;
        const next = unit === 0x0d && text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
        give(text.slice(recordFrom, at), false);
        at = recordFrom = next;
        continue;
      }
      let end = at + 1;
      for (; end < text.length; end++) {
        const next = text.charCodeAt(end);
        if (next === separator || next === 0x0a || next === 0x0d) break;
      }
      const part = text.slice(at, end);
      if (quotes === "none") cell += part;
      else if (part.trim() !== "") hasMoreBehind = true;
      at = end;
    }
    if (recordFrom < text.length) raw.push(text.slice(recordFrom));
    length += text.length - recordFrom;
    if (length > recordLimit && !recover()) {
      const { openQuote, tooLong } = mainStrings.datasets;
      throw refusedLine(begunAt, quotes === "open" ? openQuote : tooLong);
    }
  };

  const isOpen = () => quotes === "open" && !isAtQuote;

  /** Gives the first line of an open record as it is, and reads those behind it as records of their own. */
  const recover = (): boolean => {
    if (!isOpen() || line - begunAt <= openLines || recoveries >= recoveryLimit) return false;
    recoveries += 1;
    const text = raw.join("");
    const end = text.search(/[\r\n]/);
    const rest = text.slice(text.startsWith("\r\n", end) ? end + 2 : end + 1);
    [raw, line] = [[], begunAt + 1];
    give(text.slice(0, end), true);
    piece(rest);
    return true;
  };

  const end = () => {
    while (isOpen() && recover());
    give("", isOpen());
  };
  return { piece, end };
}

/** Line ends between two places of a text that cuts no CR LF. */
function lineEnds(text: string, from: number, to: number): number {
  let ends = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) ends += 1;
  }
  return ends;
}

/** A column whose name was changed: counted from 1. */
export interface RenamedColumn {
  column: number;
  from: string;
  to: string;
}

/**
 * The names of a table's columns, from its first record: without the spaces around them, and each of its own. One
 * without a name is called `column_3`, one that has the name of another `name_2`. What was changed is said.
 */
export function columnNames(header: readonly string[]): { names: string[]; renamed: RenamedColumn[] } {
  const given = header.map((name) => name.trim());
  const taken = new Set(given);
  const used = new Set<string>();
  const next = new Map<string, number>();
  const renamed: RenamedColumn[] = [];
  const names = given.map((name, index) => {
    let to = name;
    if (name === "") to = unused(`column_${index + 1}`, taken);
    else if (used.has(name)) {
      const base = `${name}_`;
      for (let count = next.get(name) ?? 2; ; count++) {
        to = `${base}${count}`;
        if (taken.has(to)) continue;
        next.set(name, count + 1);
        break;
      }
    }
    used.add(to);
    taken.add(to);
    if (to !== name) renamed.push({ column: index + 1, from: name, to });
    return to;
  });
  return { names, renamed };
}

/** A name that is not taken: itself, or with as many `_` behind it as it needs. */
function unused(name: string, taken: ReadonlySet<string>): string {
  let own = name;
  while (taken.has(own)) own += "_";
  return own;
}

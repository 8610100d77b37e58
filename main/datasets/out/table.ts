import type { JsonObject } from "../../foundry/json.ts";

/** What the values of a column are: all of one kind, or several, which are written as JSON. */
export type ColumnKind = "text" | "truth" | "integer" | "number" | "json";

/** A column of a table that rows are exported as. */
export interface TableColumn {
  name: string;
  kind: ColumnKind;
}

/** Columns that a table has of its own; fields beyond them stand together in a last one. */
const columnLimit = 500;

/** The columns that rows need, in the order they first come, and how a row's cells are had. */
export interface Table {
  columns: TableColumn[];
  /** A row's values, one a column; null where it has none. */
  cells(row: JsonObject): unknown[];
}

/** Gathers the columns of rows: `see` takes one row after the other, `table` gives what they need. */
export function tableGathering(): { see(row: JsonObject): void; table(): Table } {
  const kinds = new Map<string, ColumnKind | null>();
  let hasMore = false;
  return {
    see: (row) => {
      for (const [name, value] of Object.entries(row)) {
        const known = kinds.get(name);
        if (known === undefined && kinds.size >= columnLimit) hasMore = true;
        else if (known !== "json") kinds.set(name, merged(known ?? null, kindOf(value)));
      }
    },
    table: () => {
      const columns = [...kinds].map(([name, kind]): TableColumn => ({ name, kind: kind ?? "text" }));
      const more = hasMore ? unusedName(kinds) : null;
      return {
        columns: more === null ? columns : [...columns, { name: more, kind: "json" }],
        cells: (row) => [
          ...columns.map(({ name }) => (Object.hasOwn(row, name) ? (row[name] ?? null) : null)),
          ...(more === null ? [] : [moreOf(row, kinds)]),
        ],
      };
    },
  };
}

/** Null for a value that is none. */
function kindOf(value: unknown): ColumnKind | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return "truth";
  if (typeof value === "number")
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? "integer" : "number";
  // UTF-8 has no bytes for half a character; JSON has an escape.
  return typeof value === "string" && value.isWellFormed() ? "text" : "json";
}

function merged(one: ColumnKind | null, other: ColumnKind | null): ColumnKind | null {
  if (one === null || other === null || one === other) return one ?? other;
  const areNumbers = [one, other].every((kind) => kind === "integer" || kind === "number");
  return areNumbers ? "number" : "json";
}

function moreOf(row: JsonObject, known: ReadonlyMap<string, unknown>): JsonObject | null {
  const entries = Object.entries(row).filter(([name]) => !known.has(name));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function unusedName(known: ReadonlyMap<string, unknown>): string {
  let name = "more_fields";
  while (known.has(name)) name += "_";
  return name;
}

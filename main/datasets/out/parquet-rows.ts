import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { ColumnKind, Table, TableColumn } from "./table.ts";

/** A group of rows ends at whichever comes first: reading one again takes up to ten times its bytes. */
const groupRows = 10_000;
const groupCharacters = 16 * 1024 * 1024;

const types: Record<ColumnKind, Pick<SchemaElement, "type" | "converted_type" | "logical_type">> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  truth: { type: "BOOLEAN" },
  integer: { type: "INT64" },
  number: { type: "DOUBLE" },
  // Messages differ in their fields and in what their content is, which lists of structs cannot have: in JSON nothing
  // is added to them and nothing lost. The library would write such a column itself, but not every name in it.
  json: { type: "BYTE_ARRAY", logical_type: { type: "JSON" } },
};

/**
 * Writes rows as Parquet, with a column each, by its kind: lists, objects and what is mixed as JSON. `add` takes a row's
 * cells and the characters they came from, and gives bytes whenever a group is complete; `end` gives the rest.
 */
export function parquetRows(table: Table): {
  add(cells: readonly unknown[], characters: number): Uint8Array | null;
  end(): Uint8Array;
} {
  const bytes = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: "root", num_children: table.columns.length },
    ...table.columns.map(
      ({ name, kind }): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...types[kind] }),
    ),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, statistics: false, createdBy: "Assay" });
  let rows: (readonly unknown[])[] = [];
  let characters = 0;
  const taken = (): Uint8Array => {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    return written;
  };
  const writeGroup = () => {
    if (rows.length === 0) return;
    const columnData = table.columns.map((column, index) => ({
      name: column.name,
      data: rows.map((cells) => stored(cells[index], column)),
    }));
    // The bytes are in memory: it writes at once.
    void writer.write({ columnData, rowGroupSize: rows.length });
    rows = [];
    characters = 0;
  };
  return {
    add: (cells, length) => {
      rows.push(cells);
      characters += length;
      if (rows.length < groupRows && characters < groupCharacters) return null;
      writeGroup();
      return taken();
    },
    end: () => {
      writeGroup();
      void writer.finish();
      return taken();
    },
  };
}

function stored(value: unknown, { kind }: TableColumn): unknown {
  if (value === null || value === undefined) return null;
  if (kind === "integer") return BigInt(value as number);
  return kind === "json" ? new TextEncoder().encode(JSON.stringify(value)) : value;
}

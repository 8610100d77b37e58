import { tableStart } from "../../../../preload/tables.ts";
import { columnNames, csvCutter } from "../../../datasets/reading/csv.ts";
import type { Cutter } from "../../../datasets/reading/lines.ts";
import { type FileSource, textsIn } from "../format/texts.ts";

/** A record of a table by the names of its columns; null for one that is broken. */
export type TableRow = { names: string[]; cells: string[] } | null;

/** The records of a table, of which the first names the columns. Throws what reading files throws. */
export async function* tableRows(source: FileSource): AsyncGenerator<TableRow, void> {
  let names: string[] | null = null;
  let cutter: Cutter | null = null;
  let rows: TableRow[] = [];
  for await (const text of textsIn(source)) {
    if (cutter) cutter.piece(text);
    else {
      const start = tableStart(text);
      cutter = csvCutter(start.delimiter, 1, ({ cells, isBroken }) => {
        if (names === null) names = columnNames(cells).names;
        else if (isBroken || cells.findLastIndex((cell) => cell !== "") >= names.length) rows.push(null);
        else rows.push({ names, cells });
      });
      cutter.piece(text.slice(start.from));
    }
    yield* rows;
    rows = [];
  }
  cutter?.end();
  yield* rows;
}

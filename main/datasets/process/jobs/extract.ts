import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { everyRow } from "../../../../preload/every-row.ts";
import type { Part } from "../../../../preload/parts.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import type { Database } from "../../../storage/database.ts";
import { createClusters } from "../../near/clusters.ts";
import { parsed } from "../../reading/nesting.ts";
import { sampleOf } from "../../splits/sample.ts";
import { rowOf } from "../../store/rows.ts";
import { linesOf, orderOf } from "../../store/view.ts";
import { databaseOf, operationIn } from "../files.ts";
import { addTo, nearIndexAt } from "../likeness.ts";
import { sharedOrigins } from "../together.ts";

/** Which rows are written out for something that stands on them. */
export interface ExtractInput {
  file: string;
  version: number | null;
  part: Part | null;
  /** How many are drawn with the seed; null for all. */
  rows: number | null;
  seed: number;
  /** Whether rows that belong together are looked for: of one origin, or nearly the same. */
  isGrouped: boolean;
  scratch: string;
  /** The file they are written into. */
  path: string;
}

/** A row as it is written: one line of JSON. */
export interface ExtractedRow {
  key: number;
  text: string;
  tags: string[];
  language: string | null;
  /** The number of the rows that it belongs together with; null where it stands alone. */
  group: number | null;
}

/** Rows between two looks at whether it was cancelled. */
const rowsAtOnce = 200;

/** Writes rows of a version with all that is known of them, drawn with a seed, in the order of the dataset. Gives how many. */
export async function extractRows(input: ExtractInput, { signal, progress }: WorkContext): Promise<number> {
  const { file, version, part, rows, seed, isGrouped, scratch, path } = input;
  const database = databaseOf(file);
  const operation = operationIn(database, version);
  const all = Int32Array.from(orderOf(database, operation, { ...everyRow, part }));
  const ids = sampleOf(all, rows ?? all.length, seed);
  const groupOf = isGrouped
    ? await groupsAmong(database, operation, ids, scratch, { signal, progress })
    : () => null;
  const output = createWriteStream(path, { mode: 0o600 });
  const written = finished(output);
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    signal.throwIfAborted();
    progress({ phase: "copying", done: from, total: ids.length });
    const some = [...ids.subarray(from, from + rowsAtOnce)];
    const lines = new Map(linesOf(database, operation, some).map(({ id, line }) => [id, line]));
    const texts = some.flatMap((id) => {
      const row = rowOf(database, id);
      if (!row) return [];
      const { tags = [], language = null } = lines.get(id) ?? {};
      const extracted: ExtractedRow = { key: row.key, text: row.text, tags, language, group: groupOf(id) };
      return [`${JSON.stringify(extracted)}\n`];
    });
    if (!output.write(texts.join(""))) await Promise.race([once(output, "drain"), written]);
  }
  output.end();
  await written;
  progress({ phase: "copying", done: ids.length, total: ids.length });
  return ids.length;
}

/** Tells the group of a row among some rows: of one origin, or nearly the same; null for a row that stands alone. */
async function groupsAmong(
  database: Database,
  operation: number,
  ids: Int32Array,
  scratch: string,
  { signal, progress }: WorkContext,
): Promise<(id: number) => number | null> {
  const placeOf = new Map([...ids].map((id, place) => [id, place]));
  const clusters = createClusters(ids.length);
  const join = (group: Int32Array) => {
    const [first, ...others] = [...group].flatMap((id) => placeOf.get(id) ?? []);
    if (first !== undefined) for (const other of others) clusters.join(first, other);
  };
  for (const group of sharedOrigins(database, operation)) join(group);
  const index = nearIndexAt(scratch);
  try {
    for (const [place, id] of ids.entries()) {
      const row = rowOf(database, id);
      if (row) addTo(index, row, parsed(row.text));
      if (place % rowsAtOnce > 0) continue;
      signal.throwIfAborted();
      progress({ phase: "comparing", done: place, total: ids.length });
    }
    for await (const group of index.groups({ signal })) join(group);
  } finally {
    index.remove();
  }
  const sizes = new Uint32Array(ids.length);
  for (const place of ids.keys()) {
    const first = clusters.find(place);
    sizes[first] = (sizes[first] ?? 0) + 1;
  }
  return (id) => {
    const place = placeOf.get(id);
    if (place === undefined) return null;
    const first = clusters.find(place);
    return (sizes[first] ?? 0) > 1 ? first : null;
  };
}

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { WorkContext } from "../../processes/messages.ts";
import { createClusters } from "../near/clusters.ts";
import type { ExtractedRow } from "../process/jobs/extract.ts";
import { addTo, nearIndexAt } from "../process/likeness.ts";
import { parsed } from "../reading/nesting.ts";
import { recordsOf } from "../reading/records.ts";
import { mapRecord } from "../shapes/map.ts";
import { sampleOf } from "../splits/sample.ts";
import { type GivenFile, mappingAsWritten, ofFile } from "./given.ts";

/** Which rows of files are written. */
export interface RowsOfFiles {
  files: readonly GivenFile[];
  /** How many are drawn with the seed; null for all. */
  rows: number | null;
  seed: number;
  /** Whether rows that are nearly the same are looked for. */
  isGrouped: boolean;
  /** A file that is kept on disk while they are looked for. */
  scratch: string;
  /** The file they are written into. */
  path: string;
}

/**
 * Writes the rows of files one `ExtractedRow` a line, as a dataset would give them. Files are read several times, and no
 * more than a few rows are in memory. Gives how many were written. Throws `FileRefused` and the signal's reason.
 */
export async function extractFiles(
  { files, rows: wanted, seed, isGrouped, scratch, path }: RowsOfFiles,
  { signal }: Pick<WorkContext, "signal">,
): Promise<number> {
  let count = 0;
  for await (const _text of textsIn(files, signal)) count += 1;
  const chosen = sampleOf(
    Int32Array.from({ length: count }, (_, row) => row),
    wanted ?? count,
    seed,
  );
  const isChosen = new Set(chosen);
  const drawn = async function* () {
    let row = 0;
    for await (const text of textsIn(files, signal)) {
      if (isChosen.has(row)) yield { row, text };
      row += 1;
    }
  };
  const groupOf = isGrouped ? await groupsAmong(drawn(), count, scratch, signal) : () => null;
  const output = createWriteStream(path, { mode: 0o600 });
  const written = finished(output);
  for await (const { row, text } of drawn()) {
    const extracted: ExtractedRow = { key: row + 1, text, tags: [], language: null, group: groupOf(row) };
    if (!output.write(`${JSON.stringify(extracted)}\n`)) await Promise.race([once(output, "drain"), written]);
  }
  output.end();
  await written;
  return chosen.length;
}

async function* textsIn(files: readonly GivenFile[], signal: AbortSignal): AsyncGenerator<string, void> {
  for (const file of files) {
    const batches = recordsOf(file.source, file.facts, { signal, onBytes: () => {} });
    for (;;) {
      const next = await ofFile(file.name, () => batches.next());
      if (next.done) break;
      for (const record of next.value) yield mapRecord(record, mappingAsWritten(file)).text;
    }
  }
}

/** Tells the group of rows that one is nearly the same as; null where it stands alone. */
async function groupsAmong(
  rows: AsyncIterable<{ row: number; text: string }>,
  count: number,
  scratch: string,
  signal: AbortSignal,
): Promise<(row: number) => number | null> {
  const clusters = createClusters(count);
  const grouped = new Set<number>();
  const index = nearIndexAt(scratch);
  try {
    for await (const { row, text } of rows) addTo(index, { id: row }, parsed(text));
    for await (const group of index.groups({ signal })) {
      const [first, ...others] = group;
      if (first === undefined) continue;
      for (const other of others) clusters.join(first, other);
      for (const row of group) grouped.add(row);
    }
  } finally {
    index.remove();
  }
  return (row) => (grouped.has(row) ? clusters.find(row) : null);
}

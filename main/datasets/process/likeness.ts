import { rmSync } from "node:fs";
import type { WorkContext } from "../../processes/messages.ts";
import type { Database } from "../../storage/database.ts";
import { createNearIndex, type NearIndex } from "../near/index.ts";
import { signatureOfRow } from "../near/minhash.ts";
import { parsed } from "../reading/nesting.ts";
import type { StoredRow } from "../store/rows.ts";
import { walked } from "./walking.ts";

/** Makes an index of likeness in a file of this path; what a killed process has left there is overwritten. */
export function nearIndexAt(path: string): NearIndex {
  rmSync(path, { force: true });
  return createNearIndex(path);
}

/** Takes a row into an index, where it has enough to be like another. */
export function addTo(index: NearIndex, { id }: Pick<StoredRow, "id">, value: unknown): void {
  const signature = value === undefined ? null : signatureOfRow(value);
  if (signature) index.add(id, signature);
}

/** An index of all rows of a dataset as they are now. */
export async function likenessOf(database: Database, path: string, context: WorkContext): Promise<NearIndex> {
  const index = nearIndexAt(path);
  try {
    for await (const rows of walked(database, "comparing", context)) {
      for (const row of rows) addTo(index, row, parsed(row.text));
    }
    return index;
  } catch (error) {
    index.remove();
    throw error;
  }
}

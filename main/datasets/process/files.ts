import type { RowView } from "../../../preload/contract/dataset-rows.ts";
import { problem } from "../../foundry/error.ts";
import type { Database } from "../../storage/database.ts";
import { openOwnFile } from "../../storage/own-file.ts";
import { datasetTables } from "../store/schema.ts";
import { operationOf } from "../store/versions.ts";
import { type View, viewOf } from "../store/view.ts";

/** The files that are open at once, and the views of each that are kept. */
const openLimit = 4;
const viewLimit = 4;

interface OpenFile {
  database: Database;
  views: Map<string, View>;
}

const files = new Map<string, OpenFile>();

/** The open file of a dataset; it is opened where it is not. Throws `dataset_damaged` for one that cannot be. */
export const databaseOf = (file: string): Database => opened(file).database;

function opened(file: string): OpenFile {
  const known = files.get(file);
  files.delete(file);
  const open = known ?? { database: openAlone(file), views: new Map<string, View>() };
  files.set(file, open);
  for (const other of [...files.keys()].slice(0, -openLimit)) close(other);
  return open;
}

/**
 * Opens a dataset's file for the caller alone, who closes it: what is looked at beside the one that is worked on. Throws
 * `dataset_damaged`.
 */
export function openAlone(file: string): Database {
  try {
    return openOwnFile(file, datasetTables);
  } catch (error) {
    throw problem("dataset_damaged", {}, error);
  }
}

/** Does something with a dataset's file opened for it alone: what else is opened meanwhile does not close it. */
export async function beside<Value>(
  file: string,
  work: (database: Database) => Promise<Value>,
): Promise<Value> {
  const database = openAlone(file);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Lets go of a dataset's file. */
export function close(file: string): void {
  files.get(file)?.database.close();
  files.delete(file);
}

/** The operation of a version. Throws `not_found` for one that is not there. */
export function operationIn(database: Database, version: number | null): number {
  const operation = operationOf(database, version);
  if (operation === undefined) throw problem("not_found");
  return operation;
}

/** A view of a dataset's rows, kept as long as the same is asked for. */
export function viewIn(file: string, operation: number, view: RowView, state: number): View {
  const { database, views } = opened(file);
  const name = JSON.stringify([operation, view, state]);
  const shown = views.get(name) ?? viewOf(database, operation, view);
  views.delete(name);
  views.set(name, shown);
  for (const old of [...views.keys()].slice(0, -viewLimit)) views.delete(old);
  return shown;
}

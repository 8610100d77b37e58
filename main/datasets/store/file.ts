import { chmodSync, closeSync, openSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";
import { type Database, inTransaction } from "../../storage/database.ts";
import { schema, schemaVersion } from "./schema.ts";

/** Milliseconds for which another process' write is waited for. */
const patience = 10_000;

/**
 * Opens the file of a dataset, readable by its owner only, and creates it where it is not there. Throws SQLite's error where
 * it cannot be read, and for a file of a newer version of the app.
 */
export function openRows(path: string): Database {
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path);
  try {
    database.exec(
      `pragma busy_timeout = ${patience}; pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -8000;`,
    );
    const version = Number(database.prepare("pragma user_version").get()?.user_version ?? 0);
    if (version > schemaVersion) throw new Error(`${path} was written by a newer version`);
    if (version === 0)
      inTransaction(database, () => database.exec(`${schema}; pragma user_version = ${schemaVersion};`));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

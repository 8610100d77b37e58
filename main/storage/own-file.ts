import { chmodSync, closeSync, openSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";
import { type Database, inTransaction } from "./database.ts";

/** Milliseconds for which another process' write is waited for. */
const patience = 10_000;

/** The tables of a kind of file, as SQL, and their version. */
export interface Tables {
  schema: string;
  version: number;
  /** What makes each version from the one before it, as SQL, beginning with the second. */
  changes?: readonly string[];
}

/**
 * Opens a file of rows, readable by its owner only, and creates it where it is not there; one of an earlier version is
 * brought to this one. Throws SQLite's error where it cannot be read, and for a file of a newer version of the app.
 */
export function openOwnFile(path: string, tables: Tables): Database {
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path);
  try {
    database.exec(
      `pragma busy_timeout = ${patience}; pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -8000;`,
    );
    const version = versionOf(database);
    if (version > tables.version) throw new Error(`${path} was written by a newer version`);
    if (version < tables.version) inTransaction(database, () => renew(database, tables));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const versionOf = (database: Database): number =>
  Number(database.prepare("pragma user_version").get()?.user_version ?? 0);

/** Another process may have done it meanwhile. */
function renew(database: Database, { schema, version, changes = [] }: Tables): void {
  const now = versionOf(database);
  const missing = now === 0 ? [schema] : changes.slice(now - 1);
  for (const sql of now < version ? missing : []) database.exec(sql);
  database.exec(`pragma user_version = ${version}`);
}

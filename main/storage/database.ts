import { chmodSync, closeSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { migrations } from "./migrations/index.ts";

export type Database = InstanceType<typeof DatabaseSync>;

/** The database was written by a newer version of the app; nothing in it was touched. */
export class NewerDatabase extends Error {}

/**
 * Opens the database file, creates it if needed and brings it to the newest version.
 * A copy of an older version is kept beside it first. Throws `NewerDatabase`, or SQLite's error where it cannot be read.
 */
export function openDatabase(file: string, steps: readonly string[] = migrations): Database {
  // Before SQLite opens it: the log beside it takes its mode.
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
  const database = new DatabaseSync(file);
  try {
    // WAL with NORMAL: what is committed survives the end of the process, at no sync to disk per write.
    database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;");
    migrate(database, file, steps);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: Database, file: string, steps: readonly string[]): void {
  const version = versionOf(database);
  if (version > steps.length) {
    throw new NewerDatabase(`${file} has version ${version}, this app knows ${steps.length}`);
  }
  if (version > 0 && version < steps.length) {
    const backup = join(dirname(file), `assay.version-${version}.${Date.now()}.db`);
    database.prepare("vacuum into ?").run(backup);
    chmodSync(backup, 0o600);
  }
  for (const [index, sql] of steps.entries()) {
    if (index >= version)
      inTransaction(database, () => database.exec(`${sql}; pragma user_version = ${index + 1};`));
  }
}

function versionOf(database: Database): number {
  return Number(database.prepare("pragma user_version").get()?.user_version ?? 0);
}

/** Runs `work` as one transaction: all of it is written, or nothing. Gives what `work` gives. */
export function inTransaction<Value>(database: Database, work: () => Value): Value {
  database.exec("begin immediate");
  try {
    const value = work();
    database.exec("commit");
    return value;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** SQLite itself has rolled back after some errors, such as a full disk; the first error is the one to tell. */
function rollBack(database: Database): void {
  try {
    database.exec("rollback");
  } catch {}
}

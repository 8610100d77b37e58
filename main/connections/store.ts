import type { Connection } from "../../preload/contract/connections.ts";
import type { Database } from "../storage/database.ts";

/** A connection as it is kept: without what is known about its key. */
export type StoredConnection = Omit<Connection, "key">;

export interface ConnectionStore {
  list(): StoredConnection[];
  get(id: string): StoredConnection | null;
  /** Adds the connection, or replaces the one with the same id. */
  put(connection: StoredConnection): void;
}

type Row = Record<string, unknown>;

/** Connections in the database, oldest first. */
export function openConnections(database: Database): ConnectionStore {
  const connectionOf = (row: Row): StoredConnection => ({
    id: String(row.id),
    name: String(row.name),
    kind: "api_key",
    endpoint: String(row.endpoint),
    sandbox: row.sandbox === 1,
    createdAt: Number(row.created_at),
  });

  return {
    list: () =>
      (database.prepare("select * from connections order by created_at, id").all() as Row[]).map(
        connectionOf,
      ),
    get: (id) => {
      const row = database.prepare("select * from connections where id = ?").get(id) as Row | undefined;
      return row ? connectionOf(row) : null;
    },
    put: ({ id, name, kind, endpoint, sandbox, createdAt }) => {
      database.prepare(putConnection).run(id, name, kind, endpoint, sandbox ? 1 : 0, createdAt);
    },
  };
}

const putConnection = `
  insert into connections (id, name, kind, endpoint, sandbox, created_at) values (?, ?, ?, ?, ?, ?)
  on conflict (id) do update set name = excluded.name, kind = excluded.kind, endpoint = excluded.endpoint`;

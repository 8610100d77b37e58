import type { Connection } from "../../preload/contract/connections.ts";
import type { Database } from "../storage/database.ts";

/** A connection as it is kept: without what is known about its key. */
export type StoredConnection = Omit<Connection, "key">;

export interface ConnectionStore {
  list(): StoredConnection[];
  get(id: string): StoredConnection | null;
  /** Adds the connection, or replaces the one with the same id. */
  put(connection: StoredConnection): void;
  /** Makes one the default, and no other. */
  makeDefault(id: string): void;
  /** Hides a connection, or brings it back. */
  setRemoved(id: string, removed: boolean): void;
  /** Deletes what is hidden. Gives the ids. */
  purge(): string[];
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
    isDefault: row.is_default === 1,
    createdAt: Number(row.created_at),
  });

  return {
    list: () => (database.prepare(listed).all() as Row[]).map(connectionOf),
    get: (id) => {
      const row = database.prepare("select * from connections where id = ? and removed_at is null").get(id);
      return row ? connectionOf(row as Row) : null;
    },
    put: ({ id, name, kind, endpoint, sandbox, createdAt }) => {
      database.prepare(putConnection).run(id, name, kind, endpoint, sandbox ? 1 : 0, createdAt);
    },
    makeDefault: (id) => {
      database.prepare("update connections set is_default = (id = ?)").run(id);
    },
    setRemoved: (id, removed) => {
      const at = removed ? Date.now() : null;
      database.prepare("update connections set removed_at = ? where id = ?").run(at, id);
    },
    purge: () => {
      const rows = database
        .prepare("delete from connections where removed_at is not null returning id")
        .all();
      return (rows as Row[]).map(({ id }) => String(id));
    },
  };
}

const listed = "select * from connections where removed_at is null order by created_at, id";

const putConnection = `
  insert into connections (id, name, kind, endpoint, sandbox, created_at) values (?, ?, ?, ?, ?, ?)
  on conflict (id) do update set name = excluded.name, kind = excluded.kind, endpoint = excluded.endpoint`;

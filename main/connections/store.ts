import { z } from "zod";
import type { Connection } from "../../preload/contract/connections.ts";
import { dialectName } from "../../preload/contract/dialects.ts";
import { isResourceId } from "../foundry/deployments/arm.ts";
import { parseJson } from "../foundry/json.ts";
import type { Database } from "../storage/database.ts";

/** A connection as it is kept: without what follows from it, or is known about its key. */
export type StoredConnection = Omit<Connection, "key" | "isLocal">;

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

const names = z.array(z.string()).catch([]);
const kind = z.enum(["api_key", "oauth", "none"]).catch("api_key");
/** Connections in the database, oldest first. */
export function openConnections(database: Database): ConnectionStore {
  return {
    list: () => (database.prepare(listed).all() as Row[]).map(connectionOf),
    get: (id) => {
      const row = database.prepare("select * from connections where id = ? and removed_at is null").get(id);
      return row ? connectionOf(row as Row) : null;
    },
    put: (connection) => {
      const { id, name, kind, endpoint, sandbox, createdAt, gateway } = connection;
      const options = [connection.apiVersion, connection.keyHeader, JSON.stringify(connection.extraHeaders)];
      const confirmed = [gateway?.origin ?? null, gateway?.tokens ? 1 : 0];
      const account = [connection.account?.id ?? null, connection.account?.username ?? null];
      const found = [connection.resourceId, connection.dialect ?? null];
      database
        .prepare(putConnection)
        .run(
          ...[id, name, kind, endpoint, sandbox ? 1 : 0, createdAt],
          ...[...options, connection.deployment, ...confirmed, ...account, ...found],
        );
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

function connectionOf(row: Row): StoredConnection {
  const { data: dialect } = dialectName.safeParse(row.dialect);
  return {
    id: String(row.id),
    name: String(row.name),
    kind: kind.parse(row.kind),
    account:
      row.account_id === null ? null : { id: String(row.account_id), username: String(row.account_name) },
    endpoint: String(row.endpoint),
    sandbox: row.sandbox === 1,
    isDefault: row.is_default === 1,
    createdAt: Number(row.created_at),
    apiVersion: textOr(row.api_version),
    keyHeader: textOr(row.key_header),
    extraHeaders: names.parse(parseJson(String(row.extra_headers))),
    deployment: textOr(row.deployment),
    gateway:
      row.gateway_origin === null
        ? null
        : { origin: String(row.gateway_origin), tokens: row.gateway_tokens === 1 },
    resourceId: isResourceId(row.resource_id) ? row.resource_id : null,
    ...(dialect && { dialect }),
  };
}

const textOr = (value: unknown) => (typeof value === "string" ? value : null);

const listed = "select * from connections where removed_at is null order by created_at, id";

const columns =
  "id, name, kind, endpoint, sandbox, created_at, api_version, key_header, extra_headers, deployment, gateway_origin, gateway_tokens, account_id, account_name, resource_id, dialect";

const putConnection = `
  insert into connections (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (id) do update set
    name = excluded.name, kind = excluded.kind, endpoint = excluded.endpoint, api_version = excluded.api_version,
    key_header = excluded.key_header, extra_headers = excluded.extra_headers, deployment = excluded.deployment,
    gateway_origin = excluded.gateway_origin, gateway_tokens = excluded.gateway_tokens,
    account_id = excluded.account_id, account_name = excluded.account_name, resource_id = excluded.resource_id, dialect = excluded.dialect`;

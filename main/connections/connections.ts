import { randomUUID } from "node:crypto";
import type { Connection, UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { DeploymentList } from "../../preload/contract/deployments.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { refusal } from "../foundry/credentials.ts";
import { listDeployments } from "../foundry/deployments.ts";
import { understandEndpoint } from "../foundry/endpoint.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch, Target } from "../foundry/http.ts";
import type { Emit } from "../ipc.ts";
import type { Secrets } from "../storage/secrets.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import type { ConnectionStore, StoredConnection } from "./store.ts";

export interface Connections {
  list(): Connection[];
  /**
   * Tests an endpoint with a key by listing its deployments, and saves both when that works.
   * Throws the diagnosis of what failed, `cancelled` after `cancel`, `storage_failed`.
   */
  connect(input: { endpoint: string; key: string }): Promise<Connection>;
  /** Ends a running `connect`. */
  cancel(): void;
  /** Each of these throws `not_found` or `storage_failed`. */
  rename(id: string, name: string): Connection;
  /** Forgets the key and keeps the endpoint. */
  disconnect(id: string): Connection;
  makeDefault(id: string): Connection;
  /** Takes a connection away; until `purge` it can be restored with its key. */
  remove(id: string): void;
  restore(id: string): Connection;
  /** Deletes what was removed, with its keys. */
  purge(): void;
  /** The sandbox's connection, started and saved. Throws `sandbox_failed`. */
  connectSandbox(): Promise<Connection>;
  /** Whom to ask and with what. Throws `not_found`, `key_missing`, `key_unreadable`, `sandbox_failed`. */
  target(id: string): Promise<Target>;
  /** The last list of deployments, asked again with `refresh` or when there is none. Throws like `target`, or the list's failure. */
  deployments(id: string, refresh: boolean): Promise<DeploymentList>;
}

/** The connections of this profile. */
export function createConnections(parts: {
  store: ConnectionStore;
  secrets: Secrets;
  sandbox: SandboxProcess;
  fetch: Fetch;
  emit: Emit;
}): Connections {
  const { store, secrets, sandbox, fetch, emit } = parts;
  const lists = new Map<string, DeploymentList>();
  let connecting: AbortController | null = null;

  const withKeyState = (connection: StoredConnection): Connection => ({
    ...connection,
    key: connection.sandbox ? "session" : secrets.state(connection.id),
  });
  const list = () => store.list().map(withKeyState);
  const changed = () => emit("connections.changed", list());

  const find = (id: string) => {
    const connection = store.get(id);
    if (!connection) throw problem("not_found");
    return connection;
  };

  const keyOf = async (connection: StoredConnection) => {
    const before = secrets.state(connection.id);
    const key = await secrets.read(connection.id, new URL(connection.endpoint).origin);
    if (secrets.state(connection.id) !== before) changed();
    if (key !== null) return key;
    throw problem(secrets.state(connection.id) === "unreadable" ? "key_unreadable" : "key_missing");
  };

  const target = async (id: string): Promise<Target> => {
    const connection = find(id);
    if (connection.sandbox) return sandboxTarget();
    return targetFor(understood(connection.endpoint), await keyOf(connection), fetch);
  };

  const sandboxTarget = async () => {
    const { projectEndpoint, apiKey } = await sandbox.ensure();
    return targetFor(understood(projectEndpoint), apiKey, fetch);
  };

  const ask = async (id: string, from: Target, signal?: AbortSignal) => {
    const answer = await listDeployments(from, signal);
    const read = { connectionId: id, ...answer, readAt: Date.now() };
    lists.set(id, read);
    return read;
  };

  const save = (connection: StoredConnection) => {
    store.put(connection);
    changed();
    return withKeyState(connection);
  };

  /** Writes a change of a connection that is there, and gives what it is then. */
  const change = (id: string, write: (connection: StoredConnection) => void) => {
    write(find(id));
    changed();
    return withKeyState(find(id));
  };

  return {
    list,
    target,
    rename: (id, name) => change(id, (connection) => keep(() => store.put({ ...connection, name }))),
    disconnect: (id) =>
      change(id, () => {
        keep(() => secrets.forget(id));
        lists.delete(id);
      }),
    makeDefault: (id) => change(id, () => keep(() => store.makeDefault(id))),
    remove: (id) => {
      find(id);
      keep(() => store.setRemoved(id, true));
      changed();
    },
    restore: (id) => {
      keep(() => store.setRemoved(id, false));
      return change(id, () => {});
    },
    purge: () => {
      for (const id of store.purge()) secrets.forget(id);
    },

    cancel: () => connecting?.abort(),

    connect: async ({ endpoint: typed, key }) => {
      connecting?.abort();
      const abort = new AbortController();
      connecting = abort;
      const endpoint = understood(typed);
      const existing = store.list().find((one) => !one.sandbox && one.endpoint === endpoint.endpoint);
      const id = existing?.id ?? randomUUID();
      await ask(id, targetFor(endpoint, key.trim(), fetch), abort.signal);
      try {
        abort.signal.throwIfAborted();
        await secrets.keep(id, key.trim(), new URL(endpoint.endpoint).origin);
        abort.signal.throwIfAborted();
        return save(existing ?? newConnection(id, endpoint));
      } catch (error) {
        if (!existing) secrets.forget(id);
        throw abort.signal.aborted ? problem("cancelled") : problem("storage_failed", {}, error);
      }
    },

    connectSandbox: async () => {
      const { endpoint } = await sandboxTarget();
      const existing = store.list().find((one) => one.sandbox);
      const begun = existing ?? { ...newConnection(randomUUID(), endpoint), name: mainStrings.sandboxName };
      return keep(() => save({ ...begun, endpoint: endpoint.endpoint, sandbox: true }));
    },

    deployments: async (id, refresh) => {
      const known = lists.get(id);
      if (known && !refresh) return known;
      return ask(id, await target(id));
    },
  };
}

/** Does something with the profile's files; what goes wrong there is `storage_failed`. */
function keep<Value>(write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    throw problem("storage_failed", {}, error);
  }
}

function targetFor(endpoint: UnderstoodEndpoint, secret: string, fetch: Fetch): Target {
  const credential = { kind: "api_key", secret } as const;
  const refused = refusal(new URL(endpoint.endpoint), credential);
  if (refused) throw new FoundryError(refused);
  return { endpoint, credential, fetch };
}

function understood(text: string): UnderstoodEndpoint {
  const understanding = understandEndpoint(text);
  if (!understanding.ok) throw new FoundryError(understanding.diagnosis);
  return understanding.endpoint;
}

const newConnection = (id: string, endpoint: UnderstoodEndpoint): StoredConnection => ({
  id,
  name: nameOf(endpoint),
  kind: "api_key",
  endpoint: endpoint.endpoint,
  sandbox: false,
  isDefault: false,
  createdAt: Date.now(),
});

const nameOf = ({ resource, project, endpoint }: UnderstoodEndpoint) => {
  const place = resource ?? new URL(endpoint).host;
  return project === null ? place : `${place} / ${project}`;
};

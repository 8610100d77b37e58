import { randomUUID } from "node:crypto";
import type {
  Connection,
  SecretInfo,
  SecretState,
  UnderstoodEndpoint,
} from "../../preload/contract/connections.ts";
import type { Input } from "../../preload/contract/index.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Management } from "../foundry/deployments/arm.ts";
import type { Managed } from "../foundry/deployments/list.ts";
import { isLoopback } from "../foundry/endpoints/hosts.ts";
import { understandEndpoint } from "../foundry/endpoints/parse.ts";
import { problem } from "../foundry/error.ts";
import type { Fetch, Target } from "../foundry/http/send.ts";
import type { Identity } from "../identity/identity.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import type { Secrets } from "../storage/secrets.ts";
import { createConnecting, type KnownDeployments, type Plan } from "./connecting.ts";
import { endpointOf } from "./endpoint-of.ts";
import { keepAccount, readAccount } from "./keys.ts";
import { newConnection } from "./new-connection.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import type { ConnectionStore, StoredConnection } from "./store.ts";
import { createTargets } from "./targets.ts";

export interface Connections {
  list(): Connection[];
  /** Throws `not_found`. */
  get(id: string): StoredConnection;
  /** Whether a connection is to a server on this computer. */
  isHere(id: string): boolean;
  /**
   * Tests an endpoint with a key by listing its deployments, and saves both when that works. Where nothing is listed, the
   * deployment that is named has to let the key in.
   * Throws the diagnosis of what failed, `cancelled` after `cancel`, `storage_failed`.
   */
  connect(input: Input<"connections.connect">): Promise<Connection>;
  /** The same with an account that is signed in. Throws `sign_in_expired` where it is not. */
  connectAccount(input: Input<"connections.connectAccount">): Promise<Connection>;
  /** Ends a running `connect`. */
  cancel(): void;
  /** Each of these throws `not_found` or `storage_failed`. */
  rename(id: string, name: string): Connection;
  configure(id: string, options: Pick<Connection, "apiVersion" | "keyHeader">): Connection;
  /** Throws `not_found` also for a connection without a gateway. */
  allowTokens(id: string, allowed: boolean): Promise<Connection>;
  /** Forgets the key, or signs the account out wherever it is used, and keeps the endpoint. */
  disconnect(id: string): Promise<Connection>;
  makeDefault(id: string): Connection;
  /** Takes a connection away; until `purge` it can be restored with its key. */
  remove(id: string): void;
  restore(id: string): Connection;
  /** Deletes what was removed, with its keys. */
  purge(): void;
  /** The sandbox's connection, started and saved. Throws `sandbox_failed`. */
  connectSandbox(): Promise<Connection>;
  /** Every kept secret, without the secret. */
  secrets(): SecretInfo[];
  /** Whom to ask and with what. Throws `not_found`, `key_missing`, `key_unreadable`, `sandbox_failed`. */
  target(id: string): Promise<Target>;
  /** Azure Resource Manager, with the tokens of an account in a directory. */
  management(accountId: string, tenantId: string | null): Management;
  /** What a connection asks, or what would be connected. Throws `not_found`. */
  planned(input: Input<"doctor.examine">): Planned;
  /** Calls the listener after every change of the connections. */
  follow(listener: () => void): void;
  /** Where and how a connection's requests go, without its key. Throws `not_found`. */
  address(id: string): Address;
}

/** A connection that is there or would be, as it is looked at without keeping anything. */
export interface Planned {
  /** As it was given. */
  endpoint: string;
  /** What is connected, or would be, and whom that asks. Throws why not. */
  plan(): Promise<Plan>;
  /** Null where Azure Resource Manager does not know the resource. */
  managed(): Promise<Managed | null>;
}

type Address = Pick<Connection, "apiVersion" | "keyHeader" | "extraHeaders"> & {
  endpoint: UnderstoodEndpoint;
  /** False for a server on this computer that asks for none. */
  hasKey?: boolean;
};

/** The connections of this profile. */
export function createConnections(
  parts: KnownDeployments & {
    store: ConnectionStore;
    secrets: Secrets;
    sandbox: SandboxProcess;
    identity: Pick<Identity, "state" | "directory" | "credential" | "signOut" | "cloud" | "resourceManager">;
    fetch: Fetch;
    emit: Emit;
  },
): Connections {
  const { store, secrets, lists, learned, identity, emit } = parts;

  const keyState = ({ id, sandbox, kind, account }: StoredConnection): SecretState => {
    if (sandbox) return "session";
    if (kind === "none") return "none";
    if (kind === "oauth" && !account) return "missing";
    return secrets.state(id);
  };
  const withKeyState = (connection: StoredConnection): Connection => ({
    ...connection,
    key: keyState(connection),
    isLocal: isLocalServer(connection.endpoint),
  });
  const list = () => store.list().map(withKeyState);
  const listeners: (() => void)[] = [];
  const changed = () => {
    emit("connections.changed", list());
    for (const listener of listeners) listener();
  };

  const targets = createTargets({ ...parts, changed });
  const connecting = createConnecting({ ...parts, targets });

  const find = (id: string) => {
    const connection = store.get(id);
    if (!connection) throw problem("not_found");
    return connection;
  };

  /** Tells of a connection that has just been kept. */
  const told = (connection: StoredConnection) => {
    changed();
    return withKeyState(connection);
  };

  /** Writes a change of a connection that is there, and gives what it is then. */
  const change = (id: string, write: (connection: StoredConnection) => void) => {
    write(find(id));
    return told(find(id));
  };

  return {
    list,
    get: find,
    isHere: (id) => {
      const endpoint = store.get(id)?.endpoint;
      return endpoint !== undefined && isLoopback(new URL(endpoint).hostname);
    },
    target: async (id) => targets.of(find(id)),
    connect: async (input) => told(await connecting.withKey(input)),
    connectAccount: async (input) => told(await connecting.withAccount(input)),
    cancel: () => connecting.cancel(),
    rename: (id, name) => change(id, (connection) => keep(() => store.put({ ...connection, name }))),
    configure: (id, { apiVersion, keyHeader }) =>
      change(id, (connection) =>
        keep(() => {
          store.put({ ...connection, apiVersion, keyHeader });
          learned.forgetRoutes(id);
        }),
      ),
    allowTokens: async (id, allowed) => {
      const { gateway, account } = find(id);
      if (!gateway) throw problem("not_found");
      const connection = find(id);
      if (account) {
        await keepAccount(secrets, connection, {
          ...(await readAccount(secrets, connection)),
          tokens: allowed,
        });
      }
      return change(id, (connection) =>
        keep(() => store.put({ ...connection, gateway: { ...gateway, tokens: allowed } })),
      );
    },
    disconnect: async (id) => {
      const { account } = find(id);
      const mine = account ? store.list().filter((other) => other.account?.id === account.id) : [];
      const made = change(id, () => {
        lists.forget(id);
        keep(() => secrets.forget(id));
        for (const one of mine) {
          keep(() => secrets.forget(one.id));
          keep(() => store.put({ ...one, account: null }));
        }
      });
      // Whose tokens could not be forgotten has to know.
      if (account) await identity.signOut(account.id).catch(rethrowAsStorage);
      return made;
    },
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

    connectSandbox: async () => {
      const { endpoint } = await targets.sandbox();
      const existing = store.list().find((one) => one.sandbox);
      const begun = existing ?? { ...newConnection(randomUUID(), endpoint), name: mainStrings.sandboxName };
      const connection = { ...begun, endpoint: endpoint.endpoint, sandbox: true };
      keep(() => store.put(connection));
      return told(connection);
    },

    secrets: () =>
      secrets.list().flatMap(({ id, ...facts }) => {
        const connection = store.get(id);
        if (!connection) return [];
        return [{ connectionId: id, connectionName: connection.name, kind: connection.kind, ...facts }];
      }),

    management: (accountId, tenantId) => targets.management(accountId, tenantId),
    planned: (input) => {
      if (!("connectionId" in input)) {
        return {
          endpoint: input.endpoint,
          plan: () => connecting.plan(input),
          managed: async () => null,
        };
      }
      const connection = find(input.connectionId);
      return {
        endpoint: connection.endpoint,
        plan: async () => ({ connection, target: await targets.of(connection) }),
        managed: () => targets.managedOf(connection),
      };
    },
    follow: (listener) => void listeners.push(listener),

    address: (id) => {
      const connection = find(id);
      const { kind, apiVersion, keyHeader, extraHeaders } = connection;
      const hasKey = kind !== "none";
      return { endpoint: endpointOf(connection), apiVersion, keyHeader, extraHeaders, hasKey };
    },
  };
}

function isLocalServer(endpoint: string): boolean {
  const understanding = understandEndpoint(endpoint);
  return understanding.ok && understanding.endpoint.kind === "local_server";
}

function rethrowAsStorage(error: unknown): never {
  throw problem("storage_failed", {}, error);
}

import { randomUUID } from "node:crypto";
import type {
  Connection,
  SecretInfo,
  SecretState,
  UnderstoodEndpoint,
} from "../../preload/contract/connections.ts";
import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { Discovery } from "../../preload/contract/discovery.ts";
import type { Checkup } from "../../preload/contract/doctor.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { TypedPrice } from "../../preload/contract/prices.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { createLists, type Reading } from "../deployments/lists.ts";
import { createWays, type KnownWays } from "../deployments/ways.ts";
import { discover } from "../discovery/discovery.ts";
import { runDoctor } from "../doctor/doctor.ts";
import type { Examination } from "../doctor/examination.ts";
import { understandEndpoint } from "../foundry/endpoints/parse.ts";
import { problem } from "../foundry/error.ts";
import { addressesOf, shakeHands } from "../foundry/http/reach.ts";
import type { Fetch, Target } from "../foundry/http/send.ts";
import type { Identity } from "../identity/identity.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { typedTokenPrices } from "../prices/store.ts";
import type { Secrets } from "../storage/secrets.ts";
import { createConnecting } from "./connecting.ts";
import { keepAccount, readAccount } from "./keys.ts";
import { newConnection, understood } from "./new-connection.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import type { ConnectionStore, StoredConnection } from "./store.ts";
import { createTargets } from "./targets.ts";

export interface Connections extends KnownWays {
  list(): Connection[];
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
  /** As `KnownWays` says, with a price that the person has typed in the place of the list's. */
  prices: KnownWays["prices"];
  /** The prices that the person has typed. */
  typedPrices(): TypedPrice[];
  /** Throws `not_found`, `storage_failed`. */
  typePrice(price: TypedPrice): void;
  /** Throws `storage_failed`. */
  forgetPrice(connectionId: string, deployment: string): void;
  /** The last list of deployments, asked again with `refresh` or when there is none. Throws like `target`, or the list's failure. */
  deployments(id: string, refresh: boolean): Promise<DeploymentList>;
  /** What is known of its list without asking. */
  reading(id: string): Reading;
  /** Calls the listener after every change of the connections or of what is known of their lists. */
  follow(listener: () => void): void;
  /** What the last list says of a deployment. */
  deployment(id: string, name: string): Deployment | undefined;
  /** Ends the running `deployments` of a connection. */
  cancelDeployments(id: string): void;
  /** What an account can see by Azure Resource Manager. Throws `discover`'s. */
  discover(accountId: string): Promise<Discovery>;
  cancelDiscovery(): void;
  /** Goes through what can be wrong with an endpoint, stage by stage. Throws `not_found` only. */
  examine(input: Input<"doctor.examine">): Promise<Checkup>;
  cancelExamination(): void;
  /** Where and how a connection's requests go, without its key. Throws `not_found`. */
  address(id: string): Address;
}

export type { Reading } from "../deployments/lists.ts";

type Address = Pick<Connection, "apiVersion" | "keyHeader" | "extraHeaders"> & {
  endpoint: UnderstoodEndpoint;
  /** False for a server on this computer that asks for none. */
  hasKey?: boolean;
};

/** The connections of this profile. */
export function createConnections(parts: {
  store: ConnectionStore;
  secrets: Secrets;
  sandbox: SandboxProcess;
  identity: Pick<Identity, "state" | "credential" | "signOut" | "cloud">;
  resourceManager?: string | undefined;
  /** The proxy that the operating system names for an address. */
  proxyFor: (url: string) => Promise<string>;
  fetch: Fetch;
  emit: Emit;
}): Connections {
  const { store, secrets, identity, proxyFor, fetch, emit } = parts;

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
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const changed = () => {
    emit("connections.changed", list());
    tell();
  };

  const targets = createTargets({ ...parts, changed });
  const lists = createLists(tell);
  const connecting = createConnecting({ store, secrets, targets, lists, identity });

  const ways = createWays(store, lists, fetch, (id) => targets.of(find(id)));

  let discovering: AbortController | null = null;
  let examining: AbortController | null = null;

  const find = (id: string) => {
    const connection = store.get(id);
    if (!connection) throw problem("not_found");
    return connection;
  };

  const examinationOf = (input: Input<"doctor.examine">): Examination => {
    const network = { addressesOf, shakeHands, proxyFor, fetch };
    if (!("connectionId" in input)) {
      return {
        endpoint: input.endpoint,
        plan: () => connecting.plan(input),
        managed: async () => null,
        network,
      };
    }
    const connection = find(input.connectionId);
    return {
      endpoint: connection.endpoint,
      plan: async () => ({ connection, target: await targets.of(connection) }),
      managed: () => targets.managedOf(connection),
      network,
    };
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
    ...ways,
    prices: async (id, deployment, region) =>
      typedTokenPrices(store.prices, id, deployment) ?? ways.prices(id, deployment, region),
    list,
    target: async (id) => targets.of(find(id)),
    connect: async (input) => told(await connecting.withKey(input)),
    connectAccount: async (input) => told(await connecting.withAccount(input)),
    cancel: () => connecting.cancel(),
    rename: (id, name) => change(id, (connection) => keep(() => store.put({ ...connection, name }))),
    configure: (id, { apiVersion, keyHeader }) =>
      change(id, (connection) =>
        keep(() => {
          store.put({ ...connection, apiVersion, keyHeader });
          store.forgetRoutes(id);
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

    typedPrices: () => store.prices.list(),
    typePrice: (price) => {
      find(price.connectionId);
      keep(() => store.prices.put(price));
      emit("prices.changed", store.prices.list());
    },
    forgetPrice: (id, deployment) => {
      keep(() => store.prices.forget(id, deployment));
      emit("prices.changed", store.prices.list());
    },

    secrets: () =>
      secrets.list().flatMap(({ id, ...facts }) => {
        const connection = store.get(id);
        if (!connection) return [];
        return [{ connectionId: id, connectionName: connection.name, kind: connection.kind, ...facts }];
      }),

    deployments: async (id, refresh) => {
      const known = refresh ? undefined : (lists.last(id) ?? lists.running(id));
      const asked = async () => {
        const connection = find(id);
        return { target: await targets.of(connection), management: await targets.managedOf(connection) };
      };
      const read = await (known ?? lists.readAgain(id, asked, store.get(id)?.deployment ?? null));
      const routes = store.routes(id);
      return {
        ...read,
        deployments: read.deployments.map((one) => ({ ...one, route: routes.get(one.name) ?? null })),
      };
    },
    discover: async (accountId) => {
      discovering?.abort();
      const abort = new AbortController();
      discovering = abort;
      return discover({
        accountId,
        management: (tenantId) => targets.management(accountId, tenantId),
        tell: (found) => !abort.signal.aborted && emit("discovery.changed", found),
        signal: abort.signal,
      });
    },
    cancelDiscovery: () => discovering?.abort(),
    examine: async (input) => {
      examining?.abort();
      const abort = new AbortController();
      examining = abort;
      const tell = (checkup: Checkup) => !abort.signal.aborted && emit("doctor.changed", checkup);
      return runDoctor(examinationOf(input), tell, abort.signal);
    },
    cancelExamination: () => examining?.abort(),
    reading: (id) => lists.reading(id),
    follow: (listener) => void listeners.push(listener),
    deployment: (id, name) => lists.deployment(id, name),
    cancelDeployments: (id) => lists.cancel(id),

    address: (id) => {
      const { kind, endpoint, apiVersion, keyHeader, extraHeaders } = find(id);
      const hasKey = kind !== "none";
      return { endpoint: understood(endpoint), apiVersion, keyHeader, extraHeaders, hasKey };
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

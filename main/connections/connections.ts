import { randomUUID } from "node:crypto";
import { z } from "zod";
import type {
  Connection,
  Gateway,
  SecretInfo,
  SecretState,
  UnderstoodEndpoint,
} from "../../preload/contract/connections.ts";
import type { ChatRoute, DeploymentList } from "../../preload/contract/deployments.ts";
import type { Input } from "../../preload/contract/index.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { type AdjustmentNote, type Adjustments, noAdjustments, remember } from "../foundry/adjustments.ts";
import { type Credential, refusal } from "../foundry/credentials.ts";
import { listDeployments } from "../foundry/deployments.ts";
import { understandEndpoint } from "../foundry/endpoint.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";
import type { Fetch, Target } from "../foundry/http.ts";
import { parseJson } from "../foundry/json.ts";
import { readMeters } from "../foundry/price-list.ts";
import { pricesIn, type TokenPrices } from "../foundry/prices.ts";
import { probeChat } from "../foundry/probe.ts";
import type { Identity } from "../identity/identity.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import type { Secrets } from "../storage/secrets.ts";
import { type KeptKey, keepKey, readKey } from "./keys.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import type { ConnectionStore, StoredConnection } from "./store.ts";

export interface Connections {
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
  allowTokens(id: string, allowed: boolean): Connection;
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
  /** Every kept secret, without the secret. */
  secrets(): SecretInfo[];
  /** Whom to ask and with what. Throws `not_found`, `key_missing`, `key_unreadable`, `sandbox_failed`. */
  target(id: string): Promise<Target>;
  /** The last list of deployments, asked again with `refresh` or when there is none. Throws like `target`, or the list's failure. */
  deployments(id: string, refresh: boolean): Promise<DeploymentList>;
  /** Ends the running `deployments` of a connection. */
  cancelDeployments(id: string): void;
  /** What is known of asking a deployment: the route that served its chat last, what it refused, and its model. */
  ways(id: string, deployment: string): Ways;
  rememberRoute(id: string, deployment: string, route: ChatRoute): void;
  rememberNote(id: string, deployment: string, note: AdjustmentNote): void;
  /** Where and how a connection's requests go, without its key. Throws `not_found`. */
  address(id: string): Address;
  /** What a deployment's tokens cost by Azure's public price list; null where that is not known. Never throws. */
  prices(id: string, deployment: string, region: string): Promise<TokenPrices | null>;
}

export type Address = Pick<Connection, "apiVersion" | "keyHeader" | "extraHeaders"> & {
  endpoint: UnderstoodEndpoint;
};

export interface Ways {
  route: ChatRoute | undefined;
  adjustments: Adjustments;
  /** Null where no list has been read, or none names it. */
  model: string | null;
}

const adjustmentsKept = z.object({
  renamed: z.record(z.string(), z.string()),
  dropped: z.array(z.string()),
});

/** The connections of this profile. */
export function createConnections(parts: {
  store: ConnectionStore;
  secrets: Secrets;
  sandbox: SandboxProcess;
  identity: Pick<Identity, "state" | "credential" | "signOut">;
  fetch: Fetch;
  emit: Emit;
}): Connections {
  const { store, secrets, sandbox, identity, fetch, emit } = parts;
  const lists = new Map<string, DeploymentList>();
  let connecting: AbortController | null = null;
  /** The price list of each region, read once until the app ends. */
  const metersOf = new Map<string, ReturnType<typeof readMeters>>();
  const listing = new Map<string, AbortController>();

  const withKeyState = (connection: StoredConnection): Connection => ({
    ...connection,
    key: keyState(connection),
  });
  const keyState = ({ id, sandbox, kind, account }: StoredConnection): SecretState => {
    if (sandbox) return "session";
    if (kind === "oauth") return account ? "stored" : "missing";
    return secrets.state(id);
  };
  const list = () => store.list().map(withKeyState);
  const changed = () => emit("connections.changed", list());

  const find = (id: string) => {
    const connection = store.get(id);
    if (!connection) throw problem("not_found");
    return connection;
  };

  /** The key, and word of it when the keyring's answer has changed what is known of it. */
  const keyOf = async (connection: StoredConnection) => {
    const before = secrets.state(connection.id);
    try {
      return await readKey(secrets, connection);
    } finally {
      if (secrets.state(connection.id) !== before) changed();
    }
  };

  const target = async (id: string): Promise<Target> => {
    const connection = find(id);
    if (connection.sandbox) return sandboxTarget(connection);
    if (connection.kind === "oauth") return targetFor(connection, accountOf(connection), fetch);
    return targetFor(connection, withKey(connection, await keyOf(connection)), fetch);
  };

  const sandboxTarget = async (connection?: StoredConnection) => {
    const { projectEndpoint, apiKey } = await sandbox.ensure();
    const begun = connection ?? newConnection(randomUUID(), understood(projectEndpoint));
    const key: Credential = { kind: "api_key", secret: apiKey };
    return targetFor({ ...begun, endpoint: projectEndpoint }, key, fetch);
  };

  const accountOf = ({ account }: StoredConnection) => {
    if (!account) throw problem("sign_in_expired");
    return identity.credential(account.id);
  };

  const ask = async (id: string, from: Target, named: string | null, signal?: AbortSignal) => {
    const answer = await listDeployments(from, { named, ...(signal && { signal }) });
    const diagnosis = answer.deployments.length === 0 ? diagnosisOf("no_deployments") : null;
    const read = { connectionId: id, ...answer, diagnosis, readAt: Date.now() };
    lists.set(id, read);
    return read;
  };

  const adjustmentsOf = (id: string, deployment: string): Adjustments => {
    const kept = adjustmentsKept.safeParse(parseJson(store.adjustments(id, deployment) ?? ""));
    return kept.success ? kept.data : noAdjustments;
  };

  const readAgain = async (id: string) => {
    listing.get(id)?.abort();
    const abort = new AbortController();
    listing.set(id, abort);
    try {
      return await ask(id, await target(id), find(id).deployment, abort.signal);
    } finally {
      if (listing.get(id) === abort) listing.delete(id);
    }
  };

  /** Proves that an endpoint takes a key: by its list, else by the deployment that is named. */
  const prove = async (id: string, from: Target, named: string | null, signal: AbortSignal) => {
    const { routes } = await ask(id, from, named, signal);
    if (named === null || routes.some(({ answered }) => answered)) return null;
    return probeChat(from, named, signal);
  };

  const beginConnecting = () => {
    connecting?.abort();
    const abort = new AbortController();
    connecting = abort;
    return abort;
  };

  const saveConnected = (connection: StoredConnection, route: ChatRoute | null) => {
    keep(() => {
      store.put(connection);
      if (route !== null && connection.deployment !== null)
        store.setRoute(connection.id, connection.deployment, route);
    });
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
    configure: (id, { apiVersion, keyHeader }) =>
      change(id, (connection) =>
        keep(() => {
          store.put({ ...connection, apiVersion, keyHeader });
          store.forgetRoutes(id);
        }),
      ),
    allowTokens: (id, allowed) =>
      change(id, (connection) => {
        if (!connection.gateway) throw problem("not_found");
        const gateway = { ...connection.gateway, tokens: allowed };
        keep(() => store.put({ ...connection, gateway }));
      }),
    disconnect: (id) =>
      change(id, (connection) => {
        lists.delete(id);
        if (connection.kind === "api_key") return keep(() => secrets.forget(id));
        const { account } = connection;
        if (account) void identity.signOut(account.id);
        for (const one of store.list().filter((other) => other.account?.id === account?.id))
          keep(() => store.put({ ...one, account: null }));
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

    connectAccount: async ({ endpoint: typed, accountId, confirmedHost, ...options }) => {
      const abort = beginConnecting();
      const { accounts } = await identity.state();
      const account = accounts.find(({ id }) => id === accountId);
      if (!account) throw problem("sign_in_expired");
      const endpoint = understood(typed);
      const existing = store.list().find((one) => one.kind === "oauth" && one.endpoint === endpoint.endpoint);
      const connection: StoredConnection = {
        ...(existing ?? newConnection(randomUUID(), endpoint)),
        ...options,
        kind: "oauth",
        account: { id: account.id, username: account.username },
        gateway: existing?.gateway ?? confirmed(endpoint, confirmedHost),
      };
      const target = targetFor(connection, identity.credential(account.id), fetch);
      const route = await prove(connection.id, target, connection.deployment, abort.signal);
      if (abort.signal.aborted) throw problem("cancelled");
      return saveConnected(connection, route);
    },

    connect: async ({ endpoint: typed, key, extraHeaders, confirmedHost, ...options }) => {
      const abort = beginConnecting();
      const endpoint = understood(typed);
      const existing = store
        .list()
        .find((one) => !one.sandbox && one.kind === "api_key" && one.endpoint === endpoint.endpoint);
      const id = existing?.id ?? randomUUID();
      const connection: StoredConnection = {
        ...(existing ?? newConnection(id, endpoint)),
        ...options,
        gateway: existing?.gateway ?? confirmed(endpoint, confirmedHost),
        extraHeaders: extraHeaders ? Object.keys(extraHeaders) : (existing?.extraHeaders ?? []),
      };
      const before = extraHeaders || !existing?.extraHeaders.length ? null : await keyOf(existing);
      const kept: KeptKey = { secret: key.trim(), extraHeaders: extraHeaders ?? before?.extraHeaders ?? {} };
      const target = targetFor(connection, withKey(connection, kept), fetch);
      const route = await prove(id, target, connection.deployment, abort.signal);
      try {
        abort.signal.throwIfAborted();
        await keepKey(secrets, id, kept, endpoint.endpoint);
        abort.signal.throwIfAborted();
        return saveConnected(connection, route);
      } catch (error) {
        if (!existing) secrets.forget(id);
        throw abort.signal.aborted ? problem("cancelled") : problem("storage_failed", {}, error);
      }
    },

    connectSandbox: async () => {
      const { endpoint } = await sandboxTarget();
      const existing = store.list().find((one) => one.sandbox);
      const begun = existing ?? { ...newConnection(randomUUID(), endpoint), name: mainStrings.sandboxName };
      const connection = { ...begun, endpoint: endpoint.endpoint, sandbox: true };
      keep(() => store.put(connection));
      changed();
      return withKeyState(connection);
    },

    secrets: () =>
      secrets.list().flatMap(({ id, ...facts }) => {
        const connection = store.get(id);
        if (!connection) return [];
        return [{ connectionId: id, connectionName: connection.name, kind: "api_key" as const, ...facts }];
      }),

    deployments: async (id, refresh) => {
      const known = lists.get(id);
      const read = known && !refresh ? known : await readAgain(id);
      const routes = store.routes(id);
      return {
        ...read,
        deployments: read.deployments.map((one) => ({ ...one, route: routes.get(one.name) ?? null })),
      };
    },

    cancelDeployments: (id) => listing.get(id)?.abort(),
    ways: (id, deployment) => ({
      route: store.routes(id).get(deployment),
      adjustments: adjustmentsOf(id, deployment),
      model: lists.get(id)?.deployments.find(({ name }) => name === deployment)?.model ?? null,
    }),
    address: (id) => {
      const { endpoint, apiVersion, keyHeader, extraHeaders } = find(id);
      return { endpoint: understood(endpoint), apiVersion, keyHeader, extraHeaders };
    },
    prices: async (id, deployment, region) => {
      const found = lists.get(id)?.deployments.find(({ name }) => name === deployment);
      if (!found?.model || !found.sku) return null;
      const { model, version, sku } = found;
      try {
        const meters = metersOf.get(region) ?? readMeters(fetch, region);
        metersOf.set(region, meters);
        return pricesIn(await meters, { model, version, sku });
      } catch {
        metersOf.delete(region);
        return null;
      }
    },
    rememberNote: (id, deployment, note) => {
      try {
        store.setAdjustments(id, deployment, JSON.stringify(remember(adjustmentsOf(id, deployment), note)));
      } catch (error) {
        logFault("What a deployment refused could not be kept", error);
      }
    },
    rememberRoute: (id, deployment, route) => {
      if (store.routes(id).get(deployment) === route) return;
      try {
        store.setRoute(id, deployment, route);
      } catch (error) {
        logFault("A deployment's route could not be kept", error);
      }
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

/** A key with the header that the connection's gateway wants it in. */
const withKey = ({ keyHeader }: StoredConnection, key: KeptKey): Credential => ({
  kind: "api_key",
  header: keyHeader ?? undefined,
  ...key,
});

function targetFor(connection: StoredConnection, credential: Credential, fetch: Fetch): Target {
  const endpoint = understood(connection.endpoint);
  const refused = refusal(new URL(endpoint.endpoint), credential.kind, connection.gateway);
  if (refused) throw new FoundryError(refused);
  return {
    endpoint,
    credential,
    consent: connection.gateway,
    apiVersion: connection.apiVersion,
    fetch,
  };
}

function understood(text: string): UnderstoodEndpoint {
  const understanding = understandEndpoint(text);
  if (!understanding.ok) throw new FoundryError(understanding.diagnosis);
  return understanding.endpoint;
}

/** The gateway that a person confirmed by its name; null for any other host. */
function confirmed({ kind, origin }: UnderstoodEndpoint, host: string | null): Gateway | null {
  return kind === "gateway" && host === new URL(origin).host ? { origin, tokens: false } : null;
}

const newConnection = (id: string, endpoint: UnderstoodEndpoint): StoredConnection => ({
  id,
  name: nameOf(endpoint),
  kind: "api_key",
  account: null,
  endpoint: endpoint.endpoint,
  sandbox: false,
  isDefault: false,
  createdAt: Date.now(),
  apiVersion: null,
  keyHeader: null,
  extraHeaders: [],
  deployment: null,
  gateway: null,
});

const nameOf = ({ resource, project, endpoint }: UnderstoodEndpoint) => {
  const place = resource ?? new URL(endpoint).host;
  return project === null ? place : `${place} / ${project}`;
};

import { randomUUID } from "node:crypto";
import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { ChatRoute, DeploymentList } from "../../preload/contract/deployments.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import type { Input } from "../../preload/contract/index.ts";
import { probeChat } from "../foundry/chat/probe.ts";
import { settled } from "../foundry/deployments/local-servers.ts";
import { dialectOf, spokenBy } from "../foundry/deployments/speaks.ts";
import { understood } from "../foundry/endpoints/parse.ts";
import { problem } from "../foundry/error.ts";
import type { Target } from "../foundry/http/send.ts";
import type { Identity } from "../identity/identity.ts";
import { keep } from "../keep.ts";
import type { Secrets } from "../storage/secrets.ts";
import { type KeptAccount, type KeptKey, keepAccount, keepKey, readAccount } from "./keys.ts";
import { confirmed, newConnection } from "./new-connection.ts";
import type { ConnectionStore, StoredConnection } from "./store.ts";
import type { Targets } from "./targets.ts";

/** Connecting: an endpoint is asked first, and kept only when it has answered. One at a time. */
export interface Connecting {
  /** Throws the diagnosis of what failed, `cancelled` after `cancel`, `storage_failed`. */
  withKey(input: Input<"connections.connect">): Promise<StoredConnection>;
  /** Throws `sign_in_expired` and `directory_not_found` as well. What is kept is left as it was then. */
  withAccount(input: Input<"connections.connectAccount">): Promise<StoredConnection>;
  cancel(): void;
  /** What would be connected, and whom that would ask; nothing is kept, and only what listens at a bare port of this computer is asked. Throws why there is no such thing. */
  plan(input: Input<"connections.connect"> | Input<"connections.connectAccount">): Promise<Plan>;
}

export interface Plan {
  connection: StoredConnection;
  target: Target;
}

/** What connections have to know of deployments, which are a floor above them. */
export interface KnownDeployments {
  lists: {
    /** Throws the list's failure, `cancelled`. */
    read(id: string, target: Target, named: string | null, signal?: AbortSignal): Promise<DeploymentList>;
    forget(id: string): void;
  };
  learned: {
    setRoute(id: string, deployment: string, route: ChatRoute): void;
    setDialect(id: string, deployment: string, said: { dialect: DialectName; by: "answer" }): void;
    forgetRoutes(id: string): void;
  };
}

/** The API that the address is `said` to be of, or is of; one that says nothing leaves what was known. */
const asAddressed = (
  said: DialectName | undefined,
  { dialect }: UnderstoodEndpoint,
  before?: StoredConnection,
): Pick<StoredConnection, "dialect"> => {
  const known = said ?? dialect ?? before?.dialect;
  return known ? { dialect: known } : {};
};

/** Nothing is being connected yet. */
export function createConnecting(
  parts: KnownDeployments & {
    store: ConnectionStore;
    secrets: Secrets;
    targets: Targets;
    identity: Pick<Identity, "state" | "directory">;
  },
): Connecting {
  const { store, secrets, targets, lists, learned, identity } = parts;
  let running: AbortController | null = null;

  const begin = () => {
    running?.abort();
    running = new AbortController();
    return running.signal;
  };

  /** Two accounts may have the same endpoint; one that was signed out takes whoever comes. */
  const existingOf = (kind: StoredConnection["kind"], endpoint: string, accountId?: string) =>
    store
      .list()
      .filter((one) => !one.sandbox && one.kind === kind && one.endpoint === endpoint)
      .filter(({ account }) => account === null || account.id === accountId)
      .sort((a, b) => Number(a.account === null) - Number(b.account === null))[0];

  /** By its list, else by the deployment that is named. Gives the route of the latter. */
  const prove = async (connection: StoredConnection, target: Target, signal: AbortSignal) => {
    if (signal.aborted) throw problem("cancelled");
    const { id, deployment } = connection;
    const { routes } = await lists.read(id, target, deployment, signal);
    if (deployment === null || routes.some(({ answered }) => answered)) return null;
    const spoken = dialectOf(spokenBy({ name: deployment }, target.endpoint)) ?? "chat";
    return { spoken, ...(await probeChat(target, deployment, spoken, signal)) };
  };

  const save = (connection: StoredConnection, proof: Awaited<ReturnType<typeof prove>>) =>
    keep(() => {
      store.put(connection);
      const { id, deployment } = connection;
      if (proof === null || deployment === null) return;
      learned.setRoute(id, deployment, proof.route);
      if (proof.dialect !== proof.spoken)
        learned.setDialect(id, deployment, { dialect: proof.dialect, by: "answer" });
    });

  const planAccount = async (input: Input<"connections.connectAccount">) => {
    const {
      endpoint: typed,
      accountId,
      confirmedHost,
      letTokens = false,
      found,
      directory,
      dialect,
      ...options
    } = input;
    const account = (await identity.state()).accounts.find(({ id }) => id === accountId);
    if (!account) throw problem("sign_in_expired");
    const endpoint = understood(typed);
    const existing = existingOf("oauth", endpoint.endpoint, accountId);
    // What was agreed to may be gone with the keyring; it is agreed to anew here. The database's word is not enough.
    const before = existing?.account ? await readAccount(secrets, existing).catch(() => null) : null;
    const tokens = letTokens || (before?.tokens ?? false);
    const gateway = existing?.gateway ?? confirmed(endpoint, confirmedHost);
    const connection: StoredConnection = {
      ...(existing ?? newConnection(randomUUID(), endpoint)),
      ...options,
      ...asAddressed(dialect, endpoint, existing),
      kind: "oauth",
      account: { id: account.id, username: account.username },
      gateway: gateway && { ...gateway, tokens },
      resourceId: found?.resourceId ?? existing?.resourceId ?? null,
    };
    const chosen = directory === undefined ? null : await identity.directory(directory);
    const tenantId = chosen ?? found?.tenantId ?? before?.tenantId ?? null;
    const kept: KeptAccount = { accountId, tenantId, tokens };
    return { connection, kept, target: targets.withAccount(connection, kept) };
  };

  /** With a key, or without one where a server on this computer asks for none. */
  const targetOf = (connection: StoredConnection, kept: KeptKey | null) =>
    kept === null ? targets.withNothing(connection) : targets.withKey(connection, kept);

  /** The endpoint that is meant: what answers at a bare port of this computer decides. Throws where a key is needed. */
  const endpointFor = async (
    { endpoint: typed, apiVersion, keyHeader }: Input<"connections.connect">,
    given: KeptKey | null,
    signal?: AbortSignal,
  ) => {
    const meant = understood(typed);
    const connection = { ...newConnection("", meant), apiVersion, keyHeader };
    const endpoint = meant.kind === "local" ? await settled(targetOf(connection, given), signal) : meant;
    if (given !== null || endpoint.kind === "local_server") return endpoint;
    const { host } = new URL(endpoint.origin);
    throw endpoint.kind === "local" ? problem("local_server_unknown", { host }) : problem("key_missing");
  };

  const planKey = async (input: Input<"connections.connect">, signal?: AbortSignal) => {
    const { endpoint: _typed, key, extraHeaders, confirmedHost, dialect, ...options } = input;
    const given = key === null ? null : { secret: key.trim(), extraHeaders: extraHeaders ?? {} };
    const endpoint = await endpointFor(input, given, signal);
    const existing = existingOf("api_key", endpoint.endpoint) ?? existingOf("none", endpoint.endpoint);
    const names = extraHeaders ? Object.keys(extraHeaders) : (existing?.extraHeaders ?? []);
    const connection: StoredConnection = {
      ...(existing ?? newConnection(randomUUID(), endpoint)),
      ...options,
      ...asAddressed(dialect, endpoint, existing),
      kind: given ? "api_key" : "none",
      gateway: existing?.gateway ?? confirmed(endpoint, confirmedHost),
      // They are kept with the key, and go nowhere without one.
      extraHeaders: given ? names : [],
    };
    const keepsHeaders = given && !extraHeaders && existing?.extraHeaders.length;
    const before = keepsHeaders ? await targets.key(existing) : null;
    const kept = given && { ...given, extraHeaders: extraHeaders ?? before?.extraHeaders ?? {} };
    return { connection, kept, isNew: !existing, target: targetOf(connection, kept) };
  };

  return {
    cancel: () => running?.abort(),
    plan: (input) => ("key" in input ? planKey(input) : planAccount(input)),

    withAccount: async (input) => {
      const signal = begin();
      const { connection, kept, target } = await planAccount(input);
      const proof = await prove(connection, target, signal);
      if (signal.aborted) throw problem("cancelled");
      await keepAccount(secrets, connection, kept);
      save(connection, proof);
      return connection;
    },

    withKey: async (input) => {
      const signal = begin();
      const { connection, kept, isNew, target } = await planKey(input, signal);
      const { id, endpoint } = connection;
      const proof = await prove(connection, target, signal);
      try {
        signal.throwIfAborted();
        if (kept) await keepKey(secrets, id, kept, endpoint);
        else secrets.forget(id);
        // A key that has taken another's place is not taken back.
        if (isNew) signal.throwIfAborted();
        save(connection, proof);
        return connection;
      } catch (error) {
        if (isNew) secrets.forget(id);
        throw signal.aborted ? problem("cancelled") : problem("storage_failed", {}, error);
      }
    },
  };
}

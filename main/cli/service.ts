import type { ChatRoute } from "../../preload/contract/deployments.ts";
import type { Bundle, BundleRun } from "../bundles/pack.ts";
import { createLists } from "../deployments/lists.ts";
import type { SaidDialect } from "../deployments/store.ts";
import { createWays } from "../deployments/ways.ts";
import { datedVersion, hasDatedVersion } from "../foundry/chat/chat.ts";
import { settled } from "../foundry/deployments/local-servers.ts";
import { isLoopback } from "../foundry/endpoints/hosts.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import { createPublicPrices } from "../prices/public-list.ts";
import type { Asking } from "../runs/questions.ts";
import type { Asked } from "./asked.ts";
import { targetOf } from "./targets.ts";

/** The connections of one run of the command, as long as it lasts. A connection's id is its name in the config. */
export interface Service extends Asking {
  /** Reads what is deployed, for models and their prices. That a server has no list is no reason not to ask it. */
  readLists(): Promise<void>;
  /** What is asked under a name that results have. */
  reached(alias: string): { connectionId: string; deployment: string };
  /** Whether a connection's server runs on this computer. */
  isLocal(connectionId: string): boolean;
  /** The same as a bundle tells it, with what its runs have told of it. */
  about(alias: string, runs: readonly BundleRun[]): Bundle["deployments"][number];
}

/**
 * Opens the connections that are asked, with what the environment's variables hold. Throws a `CommandError` for what is
 * missing, and why an endpoint may not have the credential.
 */
export function openService(
  { deployments }: Pick<Asked, "deployments">,
  variables: Record<string, string | undefined>,
  fetch: Fetch,
): Service {
  const targets = new Map(
    [...deployments.values()].map(({ connectionName, connection }) => [
      connectionName,
      targetOf(connectionName, connection, variables, fetch),
    ]),
  );
  const targetIn = (id: string) => {
    const target = targets.get(id);
    if (!target) throw problem("not_found");
    return target;
  };
  const reached = (alias: string) => {
    const found = deployments.get(alias);
    if (!found) throw problem("not_found");
    return { connectionId: found.connectionName, deployment: found.deployment };
  };
  const isLocal = (id: string) => isLoopback(new URL(targetIn(id).endpoint.origin).hostname);
  const lists = createLists();
  const prices = createPublicPrices(lists.deployment, isLocal, fetch);
  const connections: Service["connections"] = {
    target: async (id) => targetIn(id),
    address: (id) => {
      const { endpoint, apiVersion } = targetIn(id);
      return { endpoint, apiVersion, keyHeader: null, extraHeaders: [] };
    },
  };
  return {
    connections,
    deployments: { ...createWays(inMemory(), lists, connections), find: lists.deployment },
    // What runs on this computer is in no price list, so that need not be asked.
    prices: { of: async (id, ...which) => (isLocal(id) ? null : prices.of(id, ...which)) },
    reached,
    isLocal,
    readLists: async () => {
      for (const [id, target] of targets) targets.set(id, { ...target, endpoint: await settled(target) });
      const reading = [...targets].map(([id, target]) => lists.read(id, target, null));
      for (const result of await Promise.allSettled(reading)) {
        if (result.status === "rejected" && !(result.reason instanceof FoundryError)) throw result.reason;
      }
    },
    about: (alias, runs) => {
      const { connectionId, deployment } = reached(alias);
      const { endpoint, apiVersion } = targetIn(connectionId);
      const known = lists.deployment(connectionId, deployment);
      return {
        alias,
        kind: isLocal(connectionId) ? "local" : "cloud",
        model: known?.model ?? null,
        modelVersion: known?.version ?? null,
        sku: known?.sku ?? null,
        region: runs.find(({ region }) => region !== null)?.region ?? null,
        apiVersion: runs.some(({ route, dialect }) => hasDatedVersion(dialect, route))
          ? (apiVersion ?? datedVersion)
          : null,
        endpoint: new URL(endpoint.origin).host,
      };
    },
  };
}

function inMemory(): Parameters<typeof createWays>[0] {
  const routes = new Map<string, Map<string, ChatRoute>>();
  const adjustments = new Map<string, string>();
  const dialects = new Map<string, Map<string, SaidDialect>>();
  const keyOf = (id: string, deployment: string) => JSON.stringify([id, deployment]);
  return {
    routes: (id) => routes.get(id) ?? new Map(),
    setRoute: (id, deployment, route) => {
      routes.set(id, new Map([...(routes.get(id) ?? []), [deployment, route]]));
    },
    dialects: (id) => dialects.get(id) ?? new Map(),
    setDialect: (id, deployment, said) => {
      const known = new Map(dialects.get(id));
      if (said) known.set(deployment, said);
      else known.delete(deployment);
      dialects.set(id, known);
    },
    adjustments: (id, deployment) => adjustments.get(keyOf(id, deployment)) ?? null,
    setAdjustments: (id, deployment, text) => {
      adjustments.set(keyOf(id, deployment), text);
    },
  };
}

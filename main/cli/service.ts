import type { ChatRoute } from "../../preload/contract/deployments.ts";
import { createLists, type Lists } from "../connections/lists.ts";
import { createWays, type KeptWays, type KnownWays } from "../connections/ways.ts";
import { FoundryError } from "../foundry/error.ts";
import type { Fetch, Target } from "../foundry/http.ts";
import type { Asked } from "./asked.ts";
import { CommandError } from "./failure.ts";
import { targetOf } from "./targets.ts";

/** The connections of one run of the command, as long as it lasts. */
export interface Service
  extends Pick<KnownWays, "ways" | "rememberRoute" | "rememberNote" | "prices">,
    Pick<Lists, "deployment"> {
  /** Throws `CommandError` for a name that no connection has. */
  target(connectionName: string): Target;
  /** Reads what is deployed, for models and their prices. That a server has no list is no reason not to ask it. */
  readLists(): Promise<void>;
}

/**
 * Opens the connections that are asked, with what the environment's variables hold. Throws a `CommandError` for what is
 * missing, and why an endpoint may not have the credential.
 */
export function openService(
  { deployments }: Asked,
  variables: Record<string, string | undefined>,
  fetch: Fetch,
): Service {
  const targets = new Map(
    [...deployments.values()].map(({ connectionName, connection }) => [
      connectionName,
      targetOf(connectionName, connection, variables, fetch),
    ]),
  );
  const target = (name: string) => {
    const found = targets.get(name);
    if (!found) throw new CommandError("connectionMissing", { alias: name, place: "" });
    return found;
  };
  const lists = createLists(() => {});
  return {
    ...createWays(inMemory(), lists, fetch, async (name) => target(name)),
    target,
    deployment: lists.deployment,
    readLists: async () => {
      const reading = [...targets].map(([name, one]) => lists.read(name, one, null));
      for (const { reason } of (await Promise.allSettled(reading)).filter(isRejected)) {
        if (!(reason instanceof FoundryError)) throw reason;
      }
    },
  };
}

const isRejected = (result: PromiseSettledResult<unknown>): result is PromiseRejectedResult =>
  result.status === "rejected";

function inMemory(): KeptWays {
  const routes = new Map<string, Map<string, ChatRoute>>();
  const adjustments = new Map<string, string>();
  const keyOf = (id: string, deployment: string) => JSON.stringify([id, deployment]);
  return {
    routes: (id) => routes.get(id) ?? new Map(),
    setRoute: (id, deployment, route) => {
      routes.set(id, new Map([...(routes.get(id) ?? []), [deployment, route]]));
    },
    adjustments: (id, deployment) => adjustments.get(keyOf(id, deployment)) ?? null,
    setAdjustments: (id, deployment, text) => {
      adjustments.set(keyOf(id, deployment), text);
    },
  };
}

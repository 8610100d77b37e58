import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { Connections } from "../connections/connections.ts";
import type { Lists, Reading } from "./lists.ts";
import type { LearnedStore } from "./store.ts";
import { createWays, type KnownWays } from "./ways.ts";

export type { Reading } from "./lists.ts";

/** What is deployed behind each connection, and what was learned of asking it. */
export interface Deployments extends KnownWays {
  /**
   * The last list of a connection, asked again with `refresh` or when there is none. Throws `not_found`, what
   * `Connections.target` throws, or the list's failure.
   */
  list(connectionId: string, refresh: boolean): Promise<DeploymentList>;
  /** Ends the running `list` of a connection. */
  cancel(connectionId: string): void;
  /** What is known of a connection's list without asking. */
  reading(connectionId: string): Reading;
  /** What the last list says of a deployment. */
  find(connectionId: string, name: string): Deployment | undefined;
  /** Calls the listener after every change of what is known of the lists. */
  follow(listener: () => void): void;
}

/** The deployments of these connections. */
export function createDeployments(parts: {
  lists: Lists;
  learned: LearnedStore;
  connections: Pick<Connections, "list" | "target" | "managed">;
}): Deployments {
  const { lists, learned, connections } = parts;
  return {
    ...createWays(learned, lists, connections.target),
    list: async (id, refresh) => {
      const known = refresh ? undefined : (lists.last(id) ?? lists.running(id));
      const asked = async () => ({
        target: await connections.target(id),
        management: await connections.managed(id),
      });
      const named = connections.list().find((one) => one.id === id)?.deployment ?? null;
      const read = await (known ?? lists.readAgain(id, asked, named));
      const routes = learned.routes(id);
      return {
        ...read,
        deployments: read.deployments.map((one) => ({ ...one, route: routes.get(one.name) ?? null })),
      };
    },
    cancel: (id) => lists.cancel(id),
    reading: (id) => lists.reading(id),
    find: (id, name) => lists.deployment(id, name),
    follow: (listener) => lists.follow(listener),
  };
}

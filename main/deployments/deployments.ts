import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import type { Connections } from "../connections/connections.ts";
import { keep } from "../keep.ts";
import type { Lists, Reading } from "./lists.ts";
import type { LearnedStore } from "./store.ts";
import { createWays, type KnownWays, spoken } from "./ways.ts";

export type { Reading } from "./lists.ts";

/** What is deployed behind each connection, and what was learned of asking it. */
export interface Deployments extends KnownWays {
  /**
   * The last list of a connection, asked again with `refresh` or when there is none. Throws `not_found`, what
   * `Connections.target` throws, or the list's failure.
   */
  list(connectionId: string, refresh: boolean): Promise<DeploymentList>;
  /** Says by which API a deployment is asked; null forgets it. Throws `storage_failed`, and what `list` throws. */
  setDialect(connectionId: string, deployment: string, dialect: DialectName | null): Promise<DeploymentList>;
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
  connections: Pick<Connections, "planned" | "target">;
}): Deployments {
  const { lists, learned, connections } = parts;
  const list = async (id: string, refresh: boolean): Promise<DeploymentList> => {
    const known = refresh ? undefined : (lists.last(id) ?? lists.running(id));
    const asked = async () => {
      const { plan, managed } = connections.planned({ connectionId: id });
      const { connection, target } = await plan();
      return { target, management: await managed(), named: connection.deployment };
    };
    const read = await (known ?? lists.readAgain(id, asked));
    const routes = learned.routes(id);
    const dialects = learned.dialects(id);
    return {
      ...read,
      deployments: read.deployments.map((one) => ({
        ...one,
        route: routes.get(one.name) ?? null,
        speaks: spoken(dialects.get(one.name), one, one.name),
      })),
    };
  };
  return {
    ...createWays(learned, lists, connections.target),
    list,
    setDialect: (id, deployment, dialect) => {
      keep(() => learned.setDialect(id, deployment, dialect && { dialect, by: "person" }));
      return list(id, false);
    },
    cancel: (id) => lists.cancel(id),
    reading: (id) => lists.reading(id),
    find: (id, name) => lists.deployment(id, name),
    follow: (listener) => lists.follow(listener),
  };
}

import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import type { Connections } from "../connections/connections.ts";
import { speaking } from "../foundry/deployments/rows.ts";
import type { Emit } from "../ipc.ts";
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
  connections: Pick<Connections, "planned" | "target" | "address">;
  emit: Emit;
}): Deployments {
  const { lists, learned, connections, emit } = parts;
  const listeners: (() => void)[] = [];

  /** Tells of a connection's deployments, as lists have them, what was learned besides. */
  const learning = (id: string) => {
    const routes = learned.routes(id);
    const dialects = learned.dialects(id);
    return (one: Deployment): Deployment => ({
      ...speaking(one, spoken(dialects.get(one.name), one.speaks)),
      route: routes.get(one.name) ?? null,
    });
  };
  const withLearned = (list: DeploymentList): DeploymentList => ({
    ...list,
    deployments: list.deployments.map(learning(list.connectionId)),
  });
  const lastOf = (id: string) => {
    const list = lists.last(id);
    return list && withLearned(list);
  };
  const told = (id: string) => {
    const list = lastOf(id);
    if (list) emit("deployments.changed", list);
    for (const listener of listeners) listener();
  };
  const list = async (id: string, refresh: boolean): Promise<DeploymentList> => {
    const known = refresh ? undefined : (lists.last(id) ?? lists.running(id));
    const asked = async () => {
      const { plan, managed } = connections.planned({ connectionId: id });
      const { connection, target } = await plan();
      return { target, management: await managed(), named: connection.deployment };
    };
    return withLearned(await (known ?? lists.readAgain(id, asked)));
  };
  return {
    ...createWays(learned, lists, connections, told),
    list,
    setDialect: (id, deployment, dialect) => {
      keep(() => learned.setDialect(id, deployment, dialect && { dialect, by: "person" }));
      told(id);
      return list(id, false);
    },
    cancel: (id) => lists.cancel(id),
    reading: (id) => ({ ...lists.reading(id), list: lastOf(id) ?? null }),
    find: (id, name) => {
      const listed = lists.deployment(id, name);
      return listed && learning(id)(listed);
    },
    follow: (listener) => {
      lists.follow(listener);
      listeners.push(listener);
    },
  };
}

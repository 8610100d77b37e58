import type { Connections } from "../connections/connections.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import { createDeployments, type Deployments } from "./deployments.ts";
import type { Lists } from "./lists.ts";
import type { LearnedStore } from "./store.ts";

/** What is deployed behind the connections. */
export function deploymentsFeature(parts: {
  lists: Lists;
  learned: LearnedStore;
  connections: Connections;
  emit: Emit;
}): Feature<MethodsOf<"deployments">, Deployments> {
  const deployments = createDeployments(parts);
  return {
    service: deployments,
    handlers: {
      "deployments.list": ({ connectionId, refresh }) => deployments.list(connectionId, refresh),
      "deployments.setDialect": ({ connectionId, deployment, dialect }) =>
        deployments.setDialect(connectionId, deployment, dialect),
      "deployments.cancel": ({ connectionId }) => deployments.cancel(connectionId),
    },
  };
}

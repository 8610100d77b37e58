import type { Connections } from "../../connections/connections.ts";
import { createManaged, type ManagedDeployments } from "../../foundry/deployments/managed.ts";
import { canManage } from "../can-manage.ts";
import { homeOf } from "../job-home.ts";

/** Connections by the resource they lead to: one by a key and one by a sign-in may be to the same. */
export interface Resources {
  /** The connections to the resource of one, itself first; none where it is no longer here. */
  connectionsTo(connectionId: string): string[];
  /**
   * The deployments of its resource in Azure, over any connection that has a sign-in; null where there is a key only.
   * Throws why Azure cannot be asked.
   */
  managed(connectionId: string): Promise<ManagedDeployments | null>;
  /** The id of its resource in Azure, by any connection that knows it; null where none does. */
  idOf(connectionId: string): string | null;
  /** Whether there is a connection by which Azure could be asked. */
  hasManagement(connectionId: string): boolean;
}

/** Which connection leads to a resource of Azure, and which of them Azure can be asked by. */
export function createResources(connections: Pick<Connections, "list" | "planned">): Resources {
  const connectionsTo = (connectionId: string) => {
    const all = connections.list();
    const own = all.find(({ id }) => id === connectionId);
    if (!own) return [];
    const { resource } = homeOf(own);
    const others = all.filter((one) => one.id !== own.id && homeOf(one).resource === resource);
    return [own, ...others].map(({ id }) => id);
  };
  return {
    connectionsTo,
    managed: async (connectionId) => {
      for (const id of connectionsTo(connectionId)) {
        const managed = await connections.planned({ connectionId: id }).managed();
        if (managed) return createManaged(managed.asked, managed.resourceId);
      }
      return null;
    },
    idOf: (connectionId) => {
      const ids = connectionsTo(connectionId);
      return connections.list().find((one) => ids.includes(one.id) && one.resourceId)?.resourceId ?? null;
    },
    hasManagement: (connectionId) => {
      const ids = connectionsTo(connectionId);
      return connections.list().some((one) => ids.includes(one.id) && canManage(one));
    },
  };
}

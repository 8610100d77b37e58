import type { ColumnSettings } from "../../preload/contract/comparisons.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { datedVersion, hasDatedVersion } from "../foundry/chat/chat.ts";
import { problem } from "../foundry/error.ts";
import type { SeriesAbout, SeriesTargets } from "./store.ts";

type Snapshot = Pick<SeriesAbout, "deployments" | "columns"> & { targets: SeriesTargets };

/** What has to be known of connections and deployments. */
export interface Known {
  connections: Pick<Connections, "list">;
  deployments: Pick<Deployments, "find" | "ways">;
}

/**
 * Columns as they are now, with their deployments by alias: the deployment's name, and the connection's where two
 * connections have one of that name. Throws `not_found` where a connection is gone.
 */
export function snapshotOf(
  layout: readonly ColumnSettings[],
  { connections, deployments: listed }: Known,
): Snapshot {
  const known = connections.list();
  const connectionsOf = (deployment: string) =>
    new Set(layout.filter((one) => one.deployment === deployment).map(({ connectionId }) => connectionId));
  const aliasOf = ({ connectionId, deployment }: ColumnSettings) => {
    if (connectionsOf(deployment).size < 2) return deployment;
    return `${deployment} (${known.find(({ id }) => id === connectionId)?.name ?? connectionId})`.slice(
      0,
      256,
    );
  };
  const deployments = new Map<string, Snapshot["deployments"][number]>();
  for (const column of layout) {
    const connection = known.find(({ id }) => id === column.connectionId);
    if (!connection) throw problem("not_found");
    const { host } = new URL(connection.endpoint);
    const facts = listed.find(column.connectionId, column.deployment);
    // The dated route is tried first.
    const { dialect, route = "dated" } = listed.ways(column.connectionId, column.deployment);
    deployments.set(aliasOf(column), {
      alias: aliasOf(column),
      kind: connection.sandbox ? "sandbox" : connection.isLocal ? "local" : "cloud",
      model: facts?.model ?? null,
      modelVersion: facts?.version ?? null,
      sku: facts?.sku ?? null,
      region: null,
      apiVersion:
        connection.isLocal || !hasDatedVersion(dialect, route)
          ? null
          : (connection.apiVersion ?? datedVersion),
      endpoint: host,
    });
  }
  return {
    deployments: [...deployments.values()],
    columns: layout.map((column) => ({
      id: column.id,
      alias: aliasOf(column),
      systemPrompt: column.systemPrompt,
      parameters: column.parameters,
    })),
    targets: Object.fromEntries(
      layout.map(({ id, connectionId, deployment }) => [id, { connectionId, deployment }]),
    ),
  };
}

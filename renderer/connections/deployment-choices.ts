import { useEffect } from "react";
import { isBatchType } from "../../preload/batch-types.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import type { Choices } from "../targets/picker.tsx";
import { needsKey, useConnections } from "./state.ts";

/**
 * The deployments that can chat, by connection, and those for batches `withBatches`; lists are read when they are first
 * needed.
 */
export function useDeploymentChoices(withBatches = false): Choices[] {
  const connections = useConnections(({ list }) => list) ?? [];
  const lists = useDeployments(({ lists }) => lists);
  const usable = connections.filter((connection) => !needsKey(connection));
  const ids = usable.map(({ id }) => id).join(" ");
  useEffect(() => {
    for (const id of ids.split(" ").filter(Boolean)) void readDeployments(id);
  }, [ids]);
  return usable.map(({ id, name, isLocal }) => ({
    id,
    name: isLocal ? fill(strings.localServers.here, { name }) : name,
    options: (lists[id]?.list?.deployments ?? [])
      .filter(({ chat }) => chat.usable || (withBatches && chat.reason === "batch"))
      .map(({ name: deployment, sku }) => ({
        choice: { connectionId: id, deployment },
        label: isBatchType(sku) ? fill(strings.models.batch, { name: deployment }) : deployment,
      })),
  }));
}

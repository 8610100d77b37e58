import { useEffect } from "react";
import { isBatchType } from "../../preload/batch-types.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import type { Choices } from "../targets/picker.tsx";
import { needsKey, useConnections } from "./state.ts";

/**
 * The deployments that can chat, by connection; lists are read when they are first needed. `withBatches`: those that run
 * batches, too.
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
      .filter(
        ({ chat, sku }) => chat.usable || (withBatches && isBatchType(sku) && chat.reason === "capability"),
      )
      .map(({ name: deployment, sku }) => ({
        choice: { connectionId: id, deployment },
        label: isBatchType(sku) ? fill(strings.models.batch, { name: deployment }) : deployment,
      })),
  }));
}

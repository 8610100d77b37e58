import { useEffect } from "react";
import { isBatchType } from "../../preload/batch-types.ts";
import type { Deployment } from "../../preload/contract/deployments.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import type { Choices } from "../targets/picker.tsx";
import { needsKey, useConnections } from "./state.ts";

/** The deployments that can chat, by connection, and those for batches `withBatches`. */
export const useDeploymentChoices = (withBatches = false): Choices[] =>
  useDeploymentsThat(({ chat }) => chat.usable || (withBatches && chat.reason === "batch"));

/** The deployments that can do something, by connection; lists are read when they are first needed. */
export function useDeploymentsThat(can: (deployment: Deployment) => boolean): Choices[] {
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
    options: (lists[id]?.list?.deployments ?? []).filter(can).map(({ name: deployment, sku }) => ({
      choice: { connectionId: id, deployment },
      label: isBatchType(sku) ? fill(strings.models.batch, { name: deployment }) : deployment,
    })),
  }));
}

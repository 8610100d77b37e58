import type { Connections } from "../../connections/connections.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import { createBatches } from "../../foundry/batches/batches.ts";
import { mayRunBatches } from "../../foundry/deployments/batch-types.ts";
import { createEvals } from "../../foundry/evals/evals.ts";
import { passed } from "../../runs/pacing.ts";
import type { RemoteServices } from "./ports.ts";

/** Milliseconds between two looks at what takes minutes or hours. */
const lookEvery = 20_000;

/** The services behind connections that do an evaluation by themselves. */
export function remoteServices({
  connections,
  deployments,
  region,
}: {
  connections: Pick<Connections, "target">;
  deployments: Pick<Deployments, "ways" | "list">;
  region: RemoteServices["region"];
}): RemoteServices {
  return {
    region,
    batches: async (connectionId) => createBatches(await connections.target(connectionId)),
    evals: async (connectionId) => createEvals(await connections.target(connectionId)),
    asked: ({ connectionId, deployment, systemPrompt, parameters }) => {
      const { model, adjustments } = deployments.ways(connectionId, deployment);
      return { deployment, model, adjustments, system: systemPrompt, parameters };
    },
    isBatch: async ({ connectionId, deployment }) => {
      const { deployments: all } = await deployments.list(connectionId, false);
      const found = all.find(({ name }) => name === deployment);
      return !found || mayRunBatches(found);
    },
    pause: (signal) => passed(lookEvery, signal),
  };
}

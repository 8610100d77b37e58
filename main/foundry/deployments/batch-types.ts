import { isBatchType } from "../../../preload/batch-types.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";

/**
 * Whether a deployment can be a batch deployment as far as is known: the list that a resource gives for a key names no types.
 * There one that answers by another API than chat is taken for none, since batches are asked by chat completions.
 */
export const mayRunBatches = ({ sku, speaks }: Pick<Deployment, "sku" | "speaks">): boolean =>
  sku ? isBatchType(sku) : speaks.what === "chat";

/** The type whose tokens cost twice as much as a batch type's (Foundry deployment types); null for other types. */
export function typeOfDoublePrice(sku: string): "GlobalStandard" | "DataZoneStandard" | null {
  if (!isBatchType(sku)) return null;
  return /^global/i.test(sku) ? "GlobalStandard" : "DataZoneStandard";
}

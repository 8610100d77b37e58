import { isBatchType } from "../../../preload/batch-types.ts";

/**
 * Whether a deployment can be a batch deployment as far as is known: the list that a resource gives for a key names no types.
 */
export const mayBeBatchType = (sku: string | null | undefined): boolean => !sku || isBatchType(sku);

/** The type whose tokens cost twice as much as a batch type's (Foundry deployment types); null for other types. */
export function typeOfDoublePrice(sku: string): "GlobalStandard" | "DataZoneStandard" | null {
  if (!isBatchType(sku)) return null;
  return /^global/i.test(sku) ? "GlobalStandard" : "DataZoneStandard";
}

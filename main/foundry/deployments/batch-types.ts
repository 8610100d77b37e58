import { isBatchType } from "../../../preload/batch-types.ts";

/** The type whose tokens cost twice as much as a batch type's (Foundry deployment types); null for other types. */
export function typeOfDoublePrice(sku: string): "GlobalStandard" | "DataZoneStandard" | null {
  if (!isBatchType(sku)) return null;
  return /^global/i.test(sku) ? "GlobalStandard" : "DataZoneStandard";
}

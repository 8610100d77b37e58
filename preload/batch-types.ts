/**
 * Whether a deployment of this type runs batches and answers no requests by themselves (Foundry deployment types, August
 * 2026: `GlobalBatch` and `DataZoneBatch`).
 */
export const isBatchType = (sku: string | null | undefined): boolean =>
  /^(?:global|data_?zone)_?batch$/i.test(sku ?? "");

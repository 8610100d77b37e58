/** The deployment type that costs nothing and lasts a day. */
export const developerSku = "DeveloperTier";

/** How Azure Resource Manager may call it (Foundry, test a fine-tuned model; Azure CLI; Azure REST specifications): no source is sure. */
const developerNames = ["developertier", developerSku, "Developer"];

/** Whether a deployment type is the Developer one, however it is written. */
export const isDeveloper = (sku: string | null): boolean => /^developer(tier)?$/i.test(sku ?? "");

/** The names to try for a deployment type, first the one that was accepted before. */
export function skuNames(sku: string, accepted: string | undefined): string[] {
  if (!isDeveloper(sku)) return [sku];
  return [...new Set([...(accepted === undefined ? [] : [accepted]), ...developerNames])];
}

/** A usual capacity: of OpenAI's models as Microsoft's page has it, of open ones as they need it (azure-skills, deployment, 2026-08-21). */
export const capacityOf = (format: string): number => (format === "OpenAI" ? 50 : 100);

import type { DeploymentList } from "../../preload/contract/deployments.ts";
import type { KnownOfModel } from "../../preload/contract/models.ts";

/**
 * What is known of a deployment once a list of it was read; null where the list says nothing new. Another model than
 * before is not taken over: the person decides whether it is meant.
 */
export function learned(
  known: KnownOfModel,
  list: DeploymentList | null,
  deployment: string,
): KnownOfModel | null {
  if (list === null || (known.readAt ?? 0) >= list.readAt) return null;
  const row = list.deployments.find(({ name }) => name === deployment);
  if (!row) return null;
  if (known.model !== null && row.model !== null && known.model !== row.model) return null;
  const version = row.version ?? known.version;
  const sku = row.sku ?? known.sku;
  return {
    model: row.model ?? known.model,
    version,
    publisher: row.publisher ?? known.publisher,
    sku,
    contextTokens: row.traits.contextTokens,
    outputTokens: row.traits.outputTokens,
    capabilities: row.capabilities.length > 0 ? row.capabilities : known.capabilities,
    retiresAt: version === known.version ? known.retiresAt : null,
    price: version === known.version && sku === known.sku ? known.price : null,
    readAt: list.readAt,
  };
}

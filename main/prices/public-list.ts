import type { Deployment } from "../../preload/contract/deployments.ts";
import { readMeters } from "../foundry/deployments/price-list.ts";
import { isPaidByToken, pricesIn, type TokenPrices } from "../foundry/deployments/prices.ts";
import type { Fetch } from "../foundry/http/send.ts";

/** What Azure's public price list says. */
export interface PublicPrices {
  /** What a deployment's tokens cost in a region; null where that is not known. Never throws. */
  of(connectionId: string, deployment: string, region: string | null): Promise<TokenPrices | null>;
}

/** Milliseconds for which a price list that could not be had is not asked for again: each try keeps an answer waiting. */
const priceListPause = 300_000;

/**
 * `deployment` gives what the last list says of one, `isHere` whether a connection is to this computer, where the sandbox
 * and servers of models cost nothing: for those nobody is asked.
 */
export function createPublicPrices(
  deployment: (connectionId: string, name: string) => Deployment | undefined,
  isHere: (connectionId: string) => boolean,
  fetch: Fetch,
): PublicPrices {
  /** The price list of each region, read once until the app ends; null for a while where it could not be had. */
  const metersOf = new Map<string, ReturnType<typeof readMeters> | null>();

  return {
    of: async (connectionId, name, region) => {
      const { model, version, sku } = deployment(connectionId, name) ?? {};
      if (!model || !sku || !isPaidByToken(sku) || region === null || isHere(connectionId)) return null;
      try {
        const known = metersOf.get(region);
        if (known === null) return null;
        const meters = known ?? readMeters(fetch, region);
        metersOf.set(region, meters);
        return pricesIn(await meters, { model, version: version ?? null, sku });
      } catch {
        if (metersOf.get(region) !== null) {
          metersOf.set(region, null);
          setTimeout(() => metersOf.delete(region), priceListPause).unref();
        }
        return null;
      }
    },
  };
}

import { z } from "zod";
import type { ChatRoute } from "../../preload/contract/deployments.ts";
import type { ConnectionStore } from "../connections/store.ts";
import {
  type AdjustmentNote,
  type Adjustments,
  noAdjustments,
  remember,
} from "../foundry/chat/adjustments.ts";
import { readRetirements, retirementOf } from "../foundry/deployments/catalogue.ts";
import { readMeters } from "../foundry/deployments/price-list.ts";
import { pricesIn, type TokenPrices } from "../foundry/deployments/prices.ts";
import type { Fetch, Target } from "../foundry/http/send.ts";
import { parseJson } from "../foundry/json.ts";
import { logFault } from "../log.ts";
import type { Lists } from "./lists.ts";

/** What is known of asking a deployment. */
interface Ways {
  /** The route that served its chat last. */
  route: ChatRoute | undefined;
  /** What it has refused. */
  adjustments: Adjustments;
  /** Null where no list has been read, or none names it. */
  model: string | null;
}

export interface KnownWays {
  ways(id: string, deployment: string): Ways;
  rememberRoute(id: string, deployment: string, route: ChatRoute): void;
  rememberNote(id: string, deployment: string, note: AdjustmentNote): void;
  /** What a deployment's tokens cost by Azure's public price list for a region; null where that is not known. Never throws. */
  prices(id: string, deployment: string, region: string | null): Promise<TokenPrices | null>;
  /** When the model behind a deployment stops answering, in milliseconds since the epoch; null where that is not known. Never throws. */
  retirement(id: string, deployment: string): Promise<number | null>;
}

const kept = z.object({ renamed: z.record(z.string(), z.string()), dropped: z.array(z.string()) });

/** Milliseconds for which a price list that could not be had is not asked for again: each try keeps an answer waiting. */
const priceListPause = 300_000;

/** Where it is kept what a deployment has taught. */
export type KeptWays = Pick<ConnectionStore, "routes" | "setRoute" | "adjustments" | "setAdjustments">;

/** What the deployments of all connections have taught. That it cannot be written down is no reason not to answer. */
export function createWays(
  store: KeptWays,
  lists: Lists,
  fetch: Fetch,
  target: (id: string) => Promise<Target>,
): KnownWays {
  /** The catalogue of each connection, read once until the app ends. */
  const retirementsOf = new Map<string, ReturnType<typeof readRetirements>>();
  /** The price list of each region, read once until the app ends; null for a while where it could not be had. */
  const metersOf = new Map<string, ReturnType<typeof readMeters> | null>();

  const adjustmentsOf = (id: string, deployment: string): Adjustments => {
    const read = kept.safeParse(parseJson(store.adjustments(id, deployment) ?? ""));
    return read.success ? read.data : noAdjustments;
  };
  const write = (what: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      logFault(`${what} could not be kept`, error);
    }
  };

  return {
    ways: (id, deployment) => ({
      route: store.routes(id).get(deployment),
      adjustments: adjustmentsOf(id, deployment),
      model: lists.deployment(id, deployment)?.model ?? null,
    }),
    rememberRoute: (id, deployment, route) => {
      if (store.routes(id).get(deployment) === route) return;
      write("A deployment's route", () => store.setRoute(id, deployment, route));
    },
    rememberNote: (id, deployment, note) =>
      write("What a deployment refused", () => {
        const adjustments = remember(adjustmentsOf(id, deployment), note);
        store.setAdjustments(id, deployment, JSON.stringify(adjustments));
      }),
    prices: async (id, deployment, region) => {
      const { model, version, sku } = lists.deployment(id, deployment) ?? {};
      if (!model || !sku || region === null) return null;
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
    retirement: async (id, deployment) => {
      const { model, version } = lists.deployment(id, deployment) ?? {};
      if (!model) return null;
      try {
        const retirements = retirementsOf.get(id) ?? readRetirements(await target(id));
        retirementsOf.set(id, retirements);
        return retirementOf(await retirements, model, version ?? null);
      } catch {
        retirementsOf.delete(id);
        return null;
      }
    },
  };
}

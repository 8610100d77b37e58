import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import type { Database } from "../storage/database.ts";
import { createPrices, type Prices } from "./prices.ts";
import { createPublicPrices } from "./public-list.ts";
import { openTypedPrices } from "./store.ts";

/** What deployments cost, by Azure's public price list or as the person has typed it. */
export function pricesFeature(parts: {
  database: Database;
  connections: Connections;
  deployments: Deployments;
  fetch: Fetch;
  emit: Emit;
}): Feature<MethodsOf<"prices">, Prices> {
  const { connections, deployments, fetch } = parts;
  const prices = createPrices({
    ...parts,
    store: openTypedPrices(parts.database),
    publicPrices: createPublicPrices(deployments.find, connections.isHere, fetch),
  });
  return {
    service: prices,
    handlers: {
      "prices.list": () => prices.list(),
      "prices.set": (price) => prices.set(price),
      "prices.forget": (deployed) => prices.forget(deployed),
    },
  };
}

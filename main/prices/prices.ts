import type { TypedPrice } from "../../preload/contract/prices.ts";
import type { Connections } from "../connections/connections.ts";
import type { TokenPrices } from "../foundry/deployments/prices.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import type { PublicPrices } from "./public-list.ts";
import { type TypedPrices, typedTokenPrices } from "./store.ts";

/** Of which deployment a price is. */
type Priced = Pick<TypedPrice, "connectionId" | "deployment">;

/** What the tokens of deployments cost. */
export interface Prices {
  /** As it was typed, else by Azure's public price list for a region; null where that is not known. Never throws. */
  of(connectionId: string, deployment: string, region: string | null): Promise<TokenPrices | null>;
  /** The prices that the person has typed. */
  list(): TypedPrice[];
  /** Throws `not_found`, `storage_failed`. */
  set(price: TypedPrice): void;
  /** Throws `storage_failed`. */
  forget(deployed: Priced): void;
  /** Calls the listener after every change of a typed price. */
  follow(listener: (deployed: Priced) => void): void;
}

/** The prices of the deployments behind these connections. */
export function createPrices(parts: {
  store: TypedPrices;
  publicPrices: PublicPrices;
  connections: Pick<Connections, "get">;
  emit: Emit;
}): Prices {
  const { store, publicPrices, connections, emit } = parts;
  const listeners: ((deployed: Priced) => void)[] = [];
  const changed = (deployed: Priced) => {
    emit("prices.changed", store.list());
    for (const listener of listeners) listener(deployed);
  };
  return {
    of: async (connectionId, deployment, region) =>
      typedTokenPrices(store, connectionId, deployment) ?? publicPrices.of(connectionId, deployment, region),
    list: () => store.list(),
    set: (price) => {
      connections.get(price.connectionId);
      keep(() => store.put(price));
      changed(price);
    },
    forget: (deployed) => {
      keep(() => store.forget(deployed.connectionId, deployed.deployment));
      changed(deployed);
    },
    follow: (listener) => void listeners.push(listener),
  };
}

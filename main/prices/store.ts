import type { TypedPrice } from "../../preload/contract/prices.ts";
import type { TokenPrices } from "../foundry/deployments/prices.ts";
import type { Database } from "../storage/database.ts";

/** Prices that the person has typed, one for each deployment. */
export interface TypedPrices {
  list(): TypedPrice[];
  get(connectionId: string, deployment: string): TypedPrice | null;
  /** Adds a price, or replaces the one of the same deployment. */
  put(price: TypedPrice): void;
  forget(connectionId: string, deployment: string): void;
}

type Row = Record<string, unknown>;

/** The prices in the database. */
export function openTypedPrices(database: Database): TypedPrices {
  return {
    list: () => (database.prepare(listed).all() as Row[]).map(priceOf),
    get: (connectionId, deployment) => {
      const row = database
        .prepare("select * from typed_prices where connection_id = ? and deployment = ?")
        .get(connectionId, deployment);
      return row ? priceOf(row as Row) : null;
    },
    put: ({ connectionId, deployment, currency, input, cachedInput, output }) => {
      database
        .prepare("insert or replace into typed_prices values (?, ?, ?, ?, ?, ?)")
        .run(connectionId, deployment, currency, input, cachedInput, output);
    },
    forget: (connectionId, deployment) => {
      database
        .prepare("delete from typed_prices where connection_id = ? and deployment = ?")
        .run(connectionId, deployment);
    },
  };
}

/** What a deployment's tokens cost as it was typed; null where nothing was. */
export function typedTokenPrices(
  prices: TypedPrices,
  connectionId: string,
  deployment: string,
): TokenPrices | null {
  const typed = prices.get(connectionId, deployment);
  if (!typed) return null;
  const { currency, input, cachedInput, output } = typed;
  return { currency, input, cachedInput, output, isTyped: true };
}

const listed = "select * from typed_prices order by connection_id, deployment";

const priceOf = (row: Row): TypedPrice => ({
  connectionId: String(row.connection_id),
  deployment: String(row.deployment),
  currency: String(row.currency),
  input: Number(row.input),
  cachedInput: row.cached_input === null ? null : Number(row.cached_input),
  output: Number(row.output),
});

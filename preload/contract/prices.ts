import { z } from "zod";
import { priceLimit } from "../limits.ts";
import { currency, deploymentName, id } from "./fields.ts";
import { method } from "./method.ts";

/** What a million tokens of a deployment cost, as the person has typed it. */
export interface TypedPrice {
  connectionId: string;
  deployment: string;
  /** By ISO 4217, e.g. `EUR`. */
  currency: string;
  input: number;
  /** Of input that was in the service's cache; null where it costs what other input does. */
  cachedInput: number | null;
  output: number;
}

const deployment = {
  connectionId: id,
  deployment: deploymentName,
};
const amount = z.number().min(0).max(priceLimit);

export const prices = {
  "prices.list": method<TypedPrice[]>()(z.void()),
  /** Types a price, in the place of the public list's. What comparisons have cost is told anew. */
  "prices.set": method<void>()(
    z.strictObject({
      ...deployment,
      currency,
      input: amount,
      cachedInput: amount.nullable(),
      output: amount,
    }),
  ),
  /** Takes a typed price away again: the public list's counts then, where it has one. */
  "prices.forget": method<void>()(z.strictObject(deployment)),
};

export type PriceEvents = {
  "prices.changed": TypedPrice[];
};

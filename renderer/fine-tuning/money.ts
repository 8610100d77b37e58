import type { Price } from "../../preload/contract/tuning-plans.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";

const words = tuningJobs.cost;

/** An amount in its currency; a small one with the digits that a fraction of a cent needs. */
export const moneyText = (amount: number, currency: string): string =>
  amount.toLocaleString(undefined, {
    style: "currency",
    currency,
    ...(Math.abs(amount) < 1 && amount !== 0
      ? { maximumSignificantDigits: 2 }
      : { maximumFractionDigits: 2 }),
  });

/** Where a price is from, with its date. */
export const sourceText = ({ at, from }: Price): string =>
  fill(from === "typed" ? words.typed : words.public, { date: new Date(at).toLocaleDateString() });

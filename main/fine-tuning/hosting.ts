import type { HostingCost, Price } from "../../preload/contract/tuning-plans.ts";

/** Days of a month as it is told: Microsoft's own example has 720 hours (fine-tuning cost management, 2026-03). */
const month = 30;

/** What a deployment costs while it is there, by the price of an hour. */
export function hostingOf(price: Price | null, hasDeveloper: boolean): HostingCost {
  const perDay = price && 24 * price.amount;
  return { price, perDay, perMonth: perDay && month * perDay, hasDeveloper };
}

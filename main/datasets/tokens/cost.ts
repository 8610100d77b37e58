import type { TokenEstimate } from "./sample.ts";

/** What a million trained tokens cost. */
export interface TrainingPrice {
  perMillion: number;
  /** By ISO 4217, e.g. `USD`. */
  currency: string;
  /** The day of the price list it is from (YYYY-MM-DD); null for one that the person has typed. */
  date: string | null;
}

/** What training would cost, with the interval that the number of tokens leaves open. */
export interface TrainingCost {
  amount: number;
  interval: [low: number, high: number];
  price: TrainingPrice;
  /** Passes over the rows; null where the service chooses: the amount is that of one then. */
  epochs: number | null;
}

/**
 * What supervised or preference training costs: tokens of the training file times epochs times the price (cost
 * management page, 2026-10-05; validation rows are free). Null without a price. Reinforcement is paid by the hour.
 */
export function trainingCost(
  { total, interval }: Pick<TokenEstimate, "total" | "interval">,
  epochs: number | null,
  price: TrainingPrice | null,
): TrainingCost | null {
  if (price === null) return null;
  const of = (tokens: number) => (Math.max(0, tokens) * (epochs ?? 1) * price.perMillion) / 1e6;
  return { amount: of(total), interval: [of(interval[0]), of(interval[1])], price, epochs };
}

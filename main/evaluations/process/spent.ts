import type { Database } from "../../storage/database.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import type { Amount } from "../shape.ts";

/** Amounts together, by currency in the order of the alphabet. */
export function together(...amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, number>();
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums]
    .map(([currency, amount]) => ({ amount, currency }))
    .sort((one, other) => one.currency.localeCompare(other.currency));
}

/** What the judges and embeddings of an evaluation have cost. */
export const spentOnGrades = (database: Database): Amount[] =>
  (readFact(database, "spentOnGrades") ?? []) as Amount[];

/** Adds to what they have cost. */
export const spendOnGrades = (database: Database, spent: readonly Amount[]): void =>
  writeFact(database, "spentOnGrades", together(...spentOnGrades(database), ...spent));

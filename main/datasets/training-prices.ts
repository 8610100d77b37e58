import type { OpenDataset, TrainingCost } from "../../preload/contract/datasets.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";

/** What training costs, by the prices that the person has typed: no list that is open to everybody has them. */
export interface TrainingPrices {
  /** Throws `storage_failed`. */
  set(model: string, price: { amount: number; currency: string } | null): void;
  /** Tokens of the part that is trained on, times epochs, times the price (Foundry, fine-tuning cost management, 2026-10-05). */
  cost(asked: {
    rows: number;
    tokens: OpenDataset["tokens"];
    epochs: number | null;
    model: string | null;
    rowsIn: OpenDataset["parts"];
  }): TrainingCost;
}

/** The typed prices, in the database. */
export function createTrainingPrices(database: Database): TrainingPrices {
  const priceOf = (model: string | null): TrainingCost["price"] => {
    const row =
      model === null
        ? undefined
        : database.prepare("select * from training_prices where model = ?").get(model);
    return row === undefined
      ? null
      : { amount: Number(row.amount), currency: String(row.currency), at: Number(row.at) };
  };
  return {
    set: (model, price) =>
      keep(() => {
        database.prepare("delete from training_prices where model = ?").run(model);
        if (price)
          database
            .prepare("insert into training_prices values (?, ?, ?, ?)")
            .run(model, price.amount, price.currency, Date.now());
      }),
    cost: ({ rows, tokens, epochs, model, rowsIn }) => {
      const price = priceOf(model);
      // Rows for validation and test are not trained on; without a split all are.
      const trained = rowsIn.train > 0 ? rowsIn.train : rows;
      const share = rows === 0 ? 0 : trained / rows;
      const learned = tokens && {
        ...tokens,
        tokens: Math.round(tokens.tokens * share),
        error: Math.round(tokens.error * share),
      };
      const total =
        price && learned && epochs !== null ? (learned.tokens * epochs * price.amount) / 1e6 : null;
      return { rows: trained, tokens: learned, epochs, price, total };
    },
  };
}

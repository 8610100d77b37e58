import type { OpenDataset, TrainingCost } from "../../preload/contract/datasets.ts";
import type { TrainingUnit } from "../../preload/contract/tuning-plans.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";

type TypedPrice = NonNullable<TrainingCost["price"]>;

/** What training costs, by the prices that the person has typed: no list that is open to everybody has them. */
export interface TrainingPrices {
  /** The price of a model; where none was typed for it, that of what it was tuned from, or of its name without a version. */
  of(model: string, unit: TrainingUnit): TypedPrice | null;
  /** Throws `storage_failed`. */
  set(model: string, unit: TrainingUnit, price: { amount: number; currency: string } | null): void;
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
  const of = (model: string, unit: TrainingUnit): TypedPrice | null => {
    for (const name of namesOf(model)) {
      const row = database
        .prepare("select * from typed_training_prices where model = ? collate nocase and unit = ?")
        .get(name, unit);
      if (row) return { amount: Number(row.amount), currency: String(row.currency), at: Number(row.at) };
    }
    return null;
  };
  return {
    of,
    set: (model, unit, price) =>
      keep(() => {
        database
          .prepare("delete from typed_training_prices where model = ? collate nocase and unit = ?")
          .run(model, unit);
        if (price)
          database
            .prepare("insert into typed_training_prices values (?, ?, ?, ?, ?)")
            .run(model, unit, price.amount, price.currency, Date.now());
      }),
    cost: ({ rows, tokens, epochs, model, rowsIn }) => {
      const price = model === null ? null : of(model, "tokens");
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

/** A model's names, the most exact first: `gpt-4.1-2025-04-14.ft-…` is of `gpt-4.1-2025-04-14`, and that of `gpt-4.1`. */
function namesOf(model: string): string[] {
  const [base = model] = model.split(/\.ft-/i);
  const family = base.replace(/-\d{4}-\d{2}-\d{2}$/, "");
  return [...new Set([model, base, family])];
}

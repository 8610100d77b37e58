import { expect, it } from "vitest";
import { createTrainingPrices } from "../../../main/datasets/training-prices.ts";
import { openDatabase } from "../../../main/storage/database.ts";

const prices = createTrainingPrices(openDatabase(":memory:"));
const tokens = { tokens: 2_000_000, error: 100_000, counted: 10, seed: 1 };
const unsplit = { train: 0, validation: 0, test: 0, none: 100 };
const asked = { rows: 100, tokens, epochs: 3, model: "gpt-4.1", rowsIn: unsplit };

it("training costs the tokens of the rows that are trained on, times epochs, times the price of a million", () => {
  expect(prices.cost(asked)).toMatchObject({ price: null, total: null });
  prices.set("gpt-4.1", { amount: 25, currency: "USD" });
  expect(prices.cost(asked)).toMatchObject({ rows: 100, tokens, total: 150 });
  const rowsIn = { train: 80, validation: 20, test: 0, none: 0 };
  expect(prices.cost({ ...asked, rowsIn })).toMatchObject({
    rows: 80,
    tokens: { tokens: 1_600_000, error: 80_000 },
    total: 120,
  });
});

it("of what is not known there is no total", () => {
  prices.set("gpt-4.1", { amount: 25, currency: "USD" });
  for (const unknown of [{ epochs: null }, { tokens: null }, { model: null }, { model: "other" }])
    expect(prices.cost({ ...asked, ...unknown }).total).toBeNull();
  expect(prices.cost({ ...asked, rows: 0 })).toMatchObject({ rows: 0, total: 0 });
  prices.set("gpt-4.1", null);
  expect(prices.cost(asked)).toMatchObject({ price: null, total: null });
});

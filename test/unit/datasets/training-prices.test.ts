import { join } from "node:path";
import { expect, it } from "vitest";
import { createTrainingPrices } from "../../../main/datasets/training-prices.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const opened = () => createTrainingPrices(openDatabase(join(profile(), "assay.db")));
const tokens = { tokens: 2_000_000, error: 100_000, counted: 10, seed: 1 };
const unsplit = { train: 0, validation: 0, test: 0, none: 100 };
const asked = { rows: 100, tokens, epochs: 3, model: "gpt-4.1", rowsIn: unsplit };

it("training costs the tokens of the rows that are trained on, times epochs, times the price of a million", () => {
  const prices = opened();
  expect(prices.cost(asked)).toMatchObject({ price: null, total: null });
  prices.set("gpt-4.1", "tokens", { amount: 25, currency: "USD" });
  expect(prices.cost(asked)).toMatchObject({ rows: 100, tokens, total: 150 });
  const rowsIn = { train: 80, validation: 20, test: 0, none: 0 };
  expect(prices.cost({ ...asked, rowsIn })).toMatchObject({
    rows: 80,
    tokens: { tokens: 1_600_000, error: 80_000 },
    total: 120,
  });
});

it("of what is not known there is no total", () => {
  const prices = opened();
  prices.set("gpt-4.1", "tokens", { amount: 25, currency: "USD" });
  for (const unknown of [{ epochs: null }, { tokens: null }, { model: null }, { model: "other" }])
    expect(prices.cost({ ...asked, ...unknown }).total).toBeNull();
  expect(prices.cost({ ...asked, rows: 0 })).toMatchObject({ rows: 0, total: 0 });
  prices.set("gpt-4.1", "tokens", null);
  expect(prices.cost(asked)).toMatchObject({ price: null, total: null });
});

it("each unit has its own price, and a model without one has that of its base or its name without a version", () => {
  const prices = opened();
  prices.set("gpt-4.1", "tokens", { amount: 25, currency: "USD" });
  prices.set("gpt-4.1", "hosting", { amount: 1.7, currency: "USD" });
  expect(prices.of("gpt-4.1", "hour")).toBeNull();
  expect(prices.of("gpt-4.1-2025-04-14.ft-0a1b-support", "hosting")).toMatchObject({ amount: 1.7 });
  prices.set("GPT-4.1-2025-04-14", "hosting", { amount: 2, currency: "USD" });
  expect(prices.of("gpt-4.1-2025-04-14", "hosting")).toMatchObject({ amount: 2 });
  expect(prices.of("gpt-4.1-mini-2025-04-14", "tokens")).toBeNull();
});

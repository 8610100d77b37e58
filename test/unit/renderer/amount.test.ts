import { expect, it } from "vitest";
import { amountIn } from "../../../renderer/prices/state.ts";

it.each([
  ["0", 0],
  ["0.15", 0.15],
  [" 0,15 ", 0.15],
  ["12", 12],
  ["007,50", 7.5],
])("%j is an amount", (text, amount) => {
  expect(amountIn(text)).toBe(amount);
});

it.each([
  "",
  "-1",
  "+1",
  "1.000,5",
  "1,000.5",
  "1 000",
  ".5",
  "5.",
  "1e3",
  "NaN",
  "€5",
  "0x10",
  "1000001",
  "٣",
])("%j is none", (text) => {
  expect(amountIn(text)).toBeNull();
});

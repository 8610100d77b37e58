import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Lists } from "../../../main/deployments/lists.ts";
import { createWays, type KeptWays } from "../../../main/deployments/ways.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const nothingKept: KeptWays = {
  routes: () => new Map(),
  setRoute: () => {},
  adjustments: () => null,
  setAdjustments: () => {},
};
const lists = {
  deployment: () => ({ model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" }),
} as unknown as Lists;

it("asks for a price list that could not be had again after five minutes, not with every answer", async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  const ways = createWays(nothingKept, lists, fetch, () => Promise.reject(new Error("not asked")));
  const price = () => ways.prices("one", "gpt-4.1", "eastus2");
  expect(await Promise.all([price(), price()])).toEqual([null, null]);
  expect(await price()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300_000);
  expect(await price()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(2);
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPublicPrices } from "../../../main/prices/public-list.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const deployment = () => ({ model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" }) as never;

it("asks for a price list that could not be had again after five minutes, not with every answer", async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  const prices = createPublicPrices(deployment, fetch);
  const price = () => prices.of("one", "gpt-4.1", "eastus2");
  expect(await Promise.all([price(), price()])).toEqual([null, null]);
  expect(await price()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300_000);
  expect(await price()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(2);
});

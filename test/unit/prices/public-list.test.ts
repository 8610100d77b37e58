import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPublicPrices } from "../../../main/prices/public-list.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const deployment = () => ({ model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" }) as Deployment;
const elsewhere = () => false;

it("asks for a price list that could not be had again after five minutes, not with every answer", async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  const prices = createPublicPrices(deployment, elsewhere, fetch);
  const price = () => prices.of("one", "gpt-4.1", "eastus2");
  expect(await Promise.all([price(), price()])).toEqual([null, null]);
  expect(await price()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300_000);
  expect(await price()).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(2);
});

it("asks for no list where a deployment is not paid by the token", async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  const provisioned = () => ({ ...deployment(), sku: "ProvisionedManaged" });
  expect(await createPublicPrices(provisioned, elsewhere, fetch).of("one", "gpt-4.1", "eastus2")).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
});

it("asks for no list for what runs on this computer", async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
  const isHere = (connectionId: string) => connectionId === "here";
  const prices = createPublicPrices(deployment, isHere, fetch);
  expect(await prices.of("here", "gpt-4.1", "eastus2")).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
  await prices.of("elsewhere", "gpt-4.1", "eastus2");
  expect(fetch).toHaveBeenCalledTimes(1);
});

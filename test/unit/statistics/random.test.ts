import { describe, expect, it } from "vitest";
import { shuffled } from "../../../main/statistics/random.ts";
import { upTo } from "./up-to.ts";

describe("a random order", () => {
  it("is the same for the same seed, and has the same items", () => {
    const items = upTo(20);
    expect(shuffled(items, 5)).toEqual(shuffled(items, 5));
    expect(shuffled(items, 5)).not.toEqual(shuffled(items, 6));
    expect(shuffled(items, 5).sort((a, b) => a - b)).toEqual(items);
    expect(items).toEqual(upTo(20));
  });

  it("is every order about as often", () => {
    const seen = new Map<string, number>();
    for (const seed of upTo(6000)) {
      const order = shuffled(["a", "b", "c"], seed).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    // 1000 of each expected; chi-squared with 5 degrees of freedom passes 20.5 once in a thousand.
    expect(seen.size).toBe(6);
    expect([...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5);
  });
});

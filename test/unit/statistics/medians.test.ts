import { describe, expect, it } from "vitest";
import { median, medianInterval, quantile } from "../../../main/statistics/medians.ts";
import { shuffled } from "../../../main/statistics/random.ts";
import { upTo } from "./up-to.ts";

describe("quantiles", () => {
  it("are those of numpy.quantile, whatever the order", () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0.1, 0.25, 0.5, 0.95]), numpy 2 with scipy 1.17.1
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect([0.1, 0.25, 0.5].map((q) => quantile(values, q))).toEqual([1, 1.75, 3.5]);
    expect(quantile(values, 0.95)).toBeCloseTo(7.95, 12);
    expect(median([5, 1, 3])).toBe(3);
    expect(median([])).toBeNaN();
  });
});

describe("the interval of a median", () => {
  it("is the one of Nair's table", () => {
    // Nair 1940, cited in Dixon and Massey 1969: N, and the k of the interval from the k-th lowest to the k-th highest.
    const table = {
      6: 1,
      7: 1,
      8: 1,
      9: 2,
      10: 2,
      11: 2,
      12: 3,
      15: 4,
      16: 4,
      17: 5,
      20: 6,
      25: 8,
      30: 10,
      35: 12,
      40: 14,
      50: 18,
      60: 22,
      65: 25,
    };
    for (const [size, rank] of Object.entries(table)) {
      const n = Number(size);
      expect([n, medianInterval(shuffled(upTo(n), 1))]).toEqual([n, { low: rank, high: n + 1 - rank }]);
    }
    // The table's other column, for 99%.
    const strict = { 8: 1, 12: 2, 18: 4, 25: 6, 40: 12, 65: 22 };
    for (const [size, rank] of Object.entries(strict)) {
      expect([size, medianInterval(upTo(Number(size)), { level: 0.99 })?.low]).toEqual([size, rank]);
    }
  });

  it("is not told of too few values", () => {
    expect([0, 1, 2, 3, 4, 5].map((n) => medianInterval(upTo(n)))).toEqual(Array(6).fill(null));
    expect(medianInterval(upTo(7), { level: 0.99 })).toBeNull();
  });

  it("holds for long series too", () => {
    // scipy.stats.binom.ppf(0.025, 5000, 0.5)
    expect(medianInterval(upTo(5000))).toEqual({ low: 2431, high: 2570 });
  });
});

import { describe, expect, it } from "vitest";
import { median } from "../../../main/statistics/medians.ts";
import { measurePairs } from "../../bench/pairs.ts";
import { comparePairs, isReached } from "../../bench/statistics.ts";

const around = (middle: number) => Array.from({ length: 21 }, (_, index) => middle + (index - 10) / 10);

describe("median", () => {
  it("is the middle, or the mean of the two middle values", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it("leaves what it is given as it was", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("comparing pairs", () => {
  it("gives the ratio of the medians inside an interval around it", () => {
    const { value, interval } = comparePairs(around(20), around(10), "ratio");
    expect(value).toBe(2);
    expect(interval[0]).toBeGreaterThan(1.8);
    expect(interval[0]).toBeLessThan(2);
    expect(interval[1]).toBeGreaterThan(2);
    expect(interval[1]).toBeLessThan(2.2);
  });

  it("gives the difference of the medians", () => {
    expect(comparePairs(around(30), around(10), "difference").value).toBe(20);
  });

  it("gives what a value gains over its rounds, of its level", () => {
    const rounds = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
    const rising = rounds.map((round) => 1_000 + (round - 11) * 10);
    expect(comparePairs(rising, rounds, "rise").value).toBeCloseTo(90 / 1_045);
    const level = rounds.map((round) => 1_000 + (round % 2));
    const { value, interval } = comparePairs(level, rounds, "rise");
    expect(Math.abs(value)).toBeLessThan(0.001);
    expect(interval[1]).toBeLessThan(0.01);
  });

  it("has no width where nothing varies", () => {
    expect(comparePairs([6, 6, 6], [3, 3, 3], "ratio")).toEqual({ value: 2, interval: [2, 2] });
  });

  it("is not moved by one outlier", () => {
    const { value } = comparePairs([...around(20), 100_000], [...around(10), 10], "ratio");
    expect(value).toBeCloseTo(2, 1);
  });

  it("gives the same for the same values", () => {
    expect(comparePairs(around(5), around(4), "ratio")).toEqual(comparePairs(around(5), around(4), "ratio"));
  });

  it("refuses what cannot be paired", () => {
    expect(() => comparePairs([1, 2], [1], "ratio")).toThrow();
    expect(() => comparePairs([], [], "ratio")).toThrow();
  });
});

describe("a limit", () => {
  it("is reached only by the whole interval", () => {
    expect(isReached({ value: 1.1, interval: [1, 1.3] }, 1.3)).toBe(true);
    expect(isReached({ value: 1.1, interval: [1, 1.4] }, 1.3)).toBe(false);
    expect(isReached({ value: Number.NaN, interval: [Number.NaN, Number.NaN] }, 1.3)).toBe(false);
  });
});

describe("measuring pairs", () => {
  it("takes both sides in turns, in an order drawn anew, and drops the first turn", async () => {
    const order: string[] = [];
    const side = (name: string) => async () => order.push(name);
    const taken = await measurePairs(40, side("ours"), side("reference"));
    const pairs = order.slice(2).reduce<string[]>((all, name, index) => {
      if (index % 2 === 0) all.push(name);
      else all[all.length - 1] += ` ${name}`;
      return all;
    }, []);
    expect(new Set(pairs)).toEqual(new Set(["ours reference", "reference ours"]));
    expect(taken.ours).toHaveLength(40);
    expect(taken.reference).toHaveLength(40);
    expect(Math.min(...taken.ours, ...taken.reference)).toBeGreaterThan(2);
  });
});

import { describe, expect, it } from "vitest";
import { differingOf, smallestWith, stepsTo } from "../../../../main/evaluations/before/power.ts";

const measured = { rows: 30, differing: 6, square: 0.2, within: 0, repeats: 1 };

describe("the smallest difference that rows can show", () => {
  it("is that of the usual table before anything is known", () => {
    const differing = differingOf(null);
    expect(differing.told).toEqual({ share: 0.2, low: null, high: null, isMeasured: false });
    // Two models that differ on 20% of the rows (C.10: 2.8016 x sqrt(0.2 / n)).
    expect(smallestWith(differing, 100, 1).smallest).toBeCloseTo(12.53, 2);
    expect(smallestWith(differing, 1000, 1).smallest).toBeCloseTo(3.96, 2);
    expect(smallestWith(differing, 100, 1).isPossible).toBe(true);
  });

  it("says where so few rows cannot show what could be", () => {
    expect(smallestWith(differingOf(null), 20, 1).isPossible).toBe(false);
  });

  it("comes from a pilot with its interval", () => {
    const { told } = differingOf(measured);
    expect(told).toMatchObject({ share: 0.2, isMeasured: true });
    // Wilson's interval of 6 of 30.
    expect(told.low).toBeCloseTo(0.0951, 3);
    expect(told.high).toBeCloseTo(0.3731, 3);
  });

  it("gets smaller with repeats by what a pilot has measured inside rows, and by nothing else", () => {
    const steady = differingOf(measured);
    expect(smallestWith(steady, 100, 5).smallest).toBeCloseTo(smallestWith(steady, 100, 1).smallest, 9);
    const noisy = differingOf({ ...measured, within: 0.2, repeats: 2 });
    // 0.2 between and inside at two repeats: 0.1 between rows, 0.2 inside of each.
    expect(noisy.between).toBeCloseTo(0.1, 9);
    expect(smallestWith(noisy, 100, 1).smallest).toBeCloseTo(280.16 * Math.sqrt(0.3 / 100), 2);
    expect(smallestWith(noisy, 100, 4).smallest).toBeCloseTo(280.16 * Math.sqrt(0.15 / 100), 2);
  });

  it("does not promise the world after a pilot without a difference", () => {
    const none = differingOf({ ...measured, differing: 0, square: 0 });
    expect(none.told.share).toBe(0);
    expect(smallestWith(none, 100, 1).smallest).toBeGreaterThan(9);
  });
});

describe("the numbers of rows that are offered", () => {
  it("go up to those that there are, with those that are set", () => {
    expect(stepsTo(250, 120)).toEqual([10, 20, 30, 50, 100, 120, 200, 250]);
    expect(stepsTo(0, 0)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { difference } from "../../../main/statistics/differences.ts";
import { median } from "../../../main/statistics/medians.ts";
import { upTo } from "./up-to.ts";

describe("a difference", () => {
  // Hollander and Wolfe 1973, p. 69: permeability of the human chorioamnion, the example of R's wilcox.test.
  const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const earlier = [1.15, 0.88, 0.9, 0.74, 1.21];

  it("is what R's wilcox.test tells of its own example", () => {
    // wilcox.test(x, y, conf.int = TRUE): W = 35, p-value = 0.2544, interval -0.15 to 0.76, location 0.305
    const told = difference(earlier, atTerm);
    expect(told.pValue).toBeCloseTo(0.2544122544, 9);
    expect(told.shift).toBeCloseTo(0.305, 12);
    expect(told.interval?.low).toBeCloseTo(-0.15, 12);
    expect(told.interval?.high).toBeCloseTo(0.76, 12);
    expect(told.isOne).toBe(false);
    expect({ medianA: median(earlier), medianB: median(atTerm) }).toMatchObject({
      medianA: 0.9,
      medianB: 1.415,
    });
    expect(told.ratio).toBeCloseTo(1.415 / 0.9, 12);
  });

  it("turns its sign with the two sides", () => {
    const [one, other] = [difference(earlier, atTerm), difference(atTerm, earlier)];
    expect(other.shift).toBe(-one.shift);
    expect(other.interval).toEqual({ low: -(one.interval?.high ?? 0), high: -(one.interval?.low ?? 0) });
    expect(other.pValue).toBeCloseTo(one.pValue, 12);
  });

  it("is exact with ties", () => {
    // StatXact 4 manual, p. 221, diastolic blood pressure, as in R's exactRankTests: p-value = 0.0989
    const treated = [94, 108, 110, 90];
    const controls = [80, 94, 85, 90, 90, 90, 108, 94, 78, 105, 88];
    expect(difference(controls, treated).pValue).toBeCloseTo(0.0989010989, 9);
    // Every choice of 7 of the 15 enumerated with Python's itertools, ranks by scipy.stats.rankdata.
    const a = [12, 14, 14, 15, 18, 20, 22];
    const b = [14, 16, 18, 18, 21, 25, 26, 30];
    expect(difference(a, b).pValue).toBeCloseTo(0.1162393162, 9);
  });

  it("has the critical values of the printed Mann-Whitney tables", () => {
    // Two-sided 5%: the largest U that is significant (Mann and Whitney 1947; Siegel 1956, table K).
    const critical: [number, number, number][] = [
      [4, 4, 0],
      [5, 5, 2],
      [6, 6, 5],
      [8, 8, 13],
      [9, 10, 20],
      [10, 10, 23],
      [20, 20, 127],
    ];
    for (const [sizeA, sizeB, u] of critical) {
      // All of a before b, but for one value of a that is moved up past u of b's, or several where u is larger.
      const withU = (wanted: number) => {
        let left = wanted;
        const a = upTo(sizeA)
          .reverse()
          .map((rank) => {
            const past = Math.min(left, sizeB);
            left -= past;
            return past + rank / 100;
          });
        return difference(
          a,
          upTo(sizeB).map((rank) => rank - 0.5 + 0.1),
        );
      };
      expect([sizeA, sizeB, withU(u).isOne, withU(u + 1).isOne]).toEqual([sizeA, sizeB, true, false]);
      expect((withU(u).interval?.low ?? 0) > 0).toBe(true);
      expect((withU(u + 1).interval?.low ?? 0) > 0).toBe(false);
    }
  });

  it("agrees with scipy.stats.mannwhitneyu on long series", () => {
    // numpy.random.default_rng(1).lognormal(6, 0.3, 60) and lognormal(6.15, 0.3, 55), rounded to a tenth; scipy 1.17.1
    const told = difference(slower, slow);
    expect(told.pValue).toBeCloseTo(0.0011647155, 6);
    expect(told.shift).toBeCloseTo(69.2, 9);
    expect(told.isOne).toBe(true);
    // Between the shifts of one side at which scipy's exact test begins to tell the two apart.
    expect(told.interval?.low).toBeCloseTo(27.4, 9);
    expect(told.interval?.high).toBeCloseTo(108.5, 9);
  });

  it("is none between the same values, nor between too few", () => {
    expect(difference([3, 3, 3, 3], [3, 3, 3, 3, 3])).toMatchObject({ shift: 0, pValue: 1, isOne: false });
    const same = Array(60).fill(7);
    expect(difference(same, same)).toMatchObject({ shift: 0, pValue: 1, isOne: false });
    // 3 against 3 can be told apart at one in ten at the most.
    const few = difference([1, 2, 3], [100, 200, 300]);
    expect(few).toMatchObject({ interval: null, isOne: false });
    expect(few.pValue).toBeCloseTo(0.1, 12);
    expect(difference([0, 0, 1], [1, 2, 3]).ratio).toBeNull();
  });
});

const slower = [
  447.5, 516.2, 445.5, 272.9, 529.3, 461.2, 343.4, 480.3, 450.1, 440.6, 406.9, 475.3, 323.5, 384.2, 349.1,
  482.8, 408.3, 369.5, 319.1, 373.5, 404.4, 371.4, 594.8, 545.7, 178.9, 228.9, 382.8, 355.4, 430.1, 430.6,
  761.5, 289.0, 360.2, 744.6, 489.8, 492.2, 345.8, 246.1, 424.2, 416.8, 279.2, 328.7, 394.8, 303.9, 391.7,
  415.2, 407.8, 346.6, 482.1, 527.1, 444.2, 315.6, 502.4, 347.1, 525.2, 292.5, 530.8, 401.0, 277.4, 367.2,
];
const slow = [
  476.4, 508.7, 349.1, 336.2, 497.6, 407.5, 503.0, 588.7, 285.8, 505.9, 676.8, 428.7, 367.5, 587.4, 505.7,
  613.2, 422.6, 300.5, 453.5, 410.0, 591.5, 496.8, 287.4, 327.5, 611.0, 574.7, 386.8, 468.6, 535.8, 539.4,
  609.6, 506.2, 455.6, 433.7, 643.4, 238.6, 449.6, 473.4, 305.6, 517.9, 385.5, 607.1, 451.4, 572.9, 675.6,
  525.8, 360.4, 297.6, 793.2, 453.3, 381.2, 489.4, 442.6, 605.3, 473.5,
];

import { describe, expect, it } from "vitest";
import { bootstrapMean } from "../../../main/statistics/bootstrap.ts";
import { meanInterval } from "../../../main/statistics/means.ts";
import { rowDifferences } from "../../../main/statistics/paired-means.ts";
import { shareInterval } from "../../../main/statistics/proportions.ts";
import { normal, seededRandom } from "../../../main/statistics/random.ts";
import { differenceInterval, scoreInterval, skewnessOf } from "../../../main/statistics/score-interval.ts";
import { example } from "./example.ts";
import { upTo } from "./up-to.ts";

describe("the bootstrap of a mean", () => {
  it("comes near scipy's", () => {
    // scipy 1.17.1: bootstrap((d,), mean, n_resamples=20000, method="percentile" | "BCa")
    const drawn = bootstrapMean(rowDifferences(example.a, example.b), { seed: 1, resamples: 20_000 });
    const near = (value: number | undefined, expected: number) =>
      expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThan(0.002);
    near(drawn?.error, 0.0129);
    near(drawn?.percentile.low, 0.0256);
    near(drawn?.percentile.high, 0.0756);
    near(drawn?.bca.low, 0.0275);
    near(drawn?.bca.high, 0.0775);
  });

  it("is the same for the same seed, and none where nothing varies", () => {
    const values = [1, 2, 3, 4, 10];
    expect(bootstrapMean(values, { seed: 7 })).toEqual(bootstrapMean(values, { seed: 7 }));
    expect(bootstrapMean(values, { seed: 7 })).not.toEqual(bootstrapMean(values, { seed: 8 }));
    expect(bootstrapMean([2, 2, 2], { seed: 1 })).toBeNull();
    expect(bootstrapMean([2], { seed: 1 })).toBeNull();
  });

  it("reaches further to the side of the long tail", () => {
    const values = upTo(30).map((value) => Math.exp(value / 6));
    const mean = values.reduce((sum, value) => sum + value, 0) / 30;
    const drawn = bootstrapMean(values, { seed: 1 });
    for (const { low, high } of [drawn?.bca, drawn?.studentized].map((one) => one ?? { low: 0, high: 0 })) {
      expect(high - mean).toBeGreaterThan(1.1 * (mean - low));
    }
  });
});

describe("the interval of a mean score", () => {
  it("is Wilson's for pass and fail, Student's where values are not skewed, and a bootstrap's where they are", () => {
    const passed = upTo(20).map((row) => (row > 3 ? 1 : 0));
    expect(scoreInterval(passed, { seed: 1 })).toEqual({ method: "wilson", interval: shareInterval(17, 20) });
    const even = upTo(12);
    expect(scoreInterval(even, { seed: 1 })).toEqual({ method: "t", interval: meanInterval(even) });
    const skewed = upTo(40).map((row) => Math.exp(row / 5));
    expect(scoreInterval(skewed, { seed: 1 })).toEqual({
      method: "studentized_bootstrap",
      interval: bootstrapMean(skewed, { seed: 1 })?.studentized,
    });
    expect(scoreInterval([0.5, 0.5, 0.5], { seed: 1 })).toBeNull();
    expect(scoreInterval([0.5], { seed: 1 })).toBeNull();
  });

  it("of differences that are mostly none is never narrower than Student's, which the test of them goes by", () => {
    // Two of forty rows rose: the bootstrap alone would say that the mean did.
    const few = upTo(40).map((row) => (row > 38 ? row / 10 : 0));
    const student = meanInterval(few);
    expect(scoreInterval(few, { seed: 1 })?.interval.low).toBeGreaterThan(0);
    const told = differenceInterval(few, { seed: 1 });
    expect(told).toMatchObject({ method: "wider_of_both", interval: { low: student?.low } });
    expect(told?.interval.low).toBeLessThan(0);
    const even = upTo(12);
    expect(differenceInterval(even, { seed: 1 })).toEqual({ method: "t", interval: meanInterval(even) });
    expect(differenceInterval([0, 1, 0, 1], { seed: 1 })).toBeNull();
  });

  it("is Student's for very many values whatever they are", () => {
    const random = seededRandom(1);
    const values = Float64Array.from({ length: 10_001 }, () => Math.exp(3 * normal(random)));
    expect(scoreInterval(values, { seed: 1 })?.method).toBe("t");
  });

  it("goes by the skewness", () => {
    expect(skewnessOf([1, 2, 3])).toBeCloseTo(0, 12);
    // scipy 1.17.1: stats.skew([1, 2, 3, 10])
    expect(skewnessOf([1, 2, 3, 10])).toBeCloseTo(1.0182337649086284, 9);
  });
});

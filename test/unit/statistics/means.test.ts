import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../../main/statistics/distributions.ts";
import { meanInterval, meanOf } from "../../../main/statistics/means.ts";
import { shareInterval } from "../../../main/statistics/proportions.ts";

describe("the interval of a mean", () => {
  it("is Student's, as scipy has it", () => {
    // scipy 1.17.1: stats.ttest_1samp(d, 0).confidence_interval() of these sixteen differences.
    const a = [0.62, 0.75, 0.4, 1, 0.55, 0.8, 0.31, 0.9, 0.66, 0.47, 0.72, 0.58, 0.85, 0.2, 0.94, 0.69];
    const b = [0.7, 0.74, 0.52, 1, 0.61, 0.78, 0.45, 0.93, 0.71, 0.5, 0.7, 0.66, 0.9, 0.35, 0.97, 0.72];
    const differences = b.map((value, index) => value - (a[index] ?? 0));
    expect(meanOf(differences)).toBeCloseTo(0.05, 12);
    const interval = meanInterval(differences);
    expect(interval?.low).toBeCloseTo(0.02166962233, 9);
    expect(interval?.high).toBeCloseTo(0.07833037767, 9);
  });

  it("is Wilson's of values that are 0 or 1", () => {
    // statsmodels 0.15.0: proportion_confint(k, n, method="wilson")
    const table: [number, number, number, number][] = [
      [0, 20, 0, 0.161125],
      [17, 20, 0.639581, 0.947631],
      [43, 50, 0.738138, 0.930492],
      [180, 200, 0.850594, 0.93433],
    ];
    for (const [count, of, low, high] of table) {
      const values = Array.from({ length: of }, (_, index) => (index < count ? 1 : 0));
      const interval = meanInterval(values);
      expect(interval?.low).toBeCloseTo(low, 6);
      expect(interval?.high).toBeCloseTo(high, 6);
      expect(interval).toEqual(shareInterval(count, of));
    }
    expect(shareInterval(20, 20).high).toBe(1);
    expect(shareInterval(20, 20).low).toBeLessThan(0.9);
  });

  it("needs two values", () => {
    expect(meanInterval([])).toBeNull();
    expect(meanInterval([0.5])).toBeNull();
  });

  it("has the quantiles of Student's t", () => {
    // scipy 1.17.1: stats.t.ppf(0.975, df)
    const table = {
      1: 12.706204736432095,
      2: 4.302652729911275,
      4: 2.7764451051977987,
      15: 2.1314495455597742,
      100: 1.983971518449634,
    };
    for (const [freedom, value] of Object.entries(table)) {
      expect(studentQuantile(0.975, Number(freedom))).toBeCloseTo(value, 9);
      expect(studentQuantile(0.025, Number(freedom))).toBeCloseTo(-value, 9);
    }
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(1.959966, 5);
  });
});

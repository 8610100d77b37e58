import { describe, expect, it } from "vitest";
import { medianDifference } from "../../../main/statistics/median-difference.ts";
import { pairedMeans, welch } from "../../../main/statistics/paired-means.ts";
import { example } from "./example.ts";

describe("the difference of two means", () => {
  it("on the same rows is that of R's t.test(b, a, paired = TRUE)", () => {
    const test = pairedMeans(example.a, example.b);
    expect(test?.difference).toBeCloseTo(0.05, 12);
    expect(test?.deviation).toBeCloseTo(0.05316640543, 11);
    expect(test?.error).toBeCloseTo(0.01329160136, 11);
    expect(test?.t).toBeCloseTo(3.761773969, 9);
    expect(test?.freedom).toBe(15);
    expect(test?.pValue).toBeCloseTo(0.001884987111, 12);
    expect(test?.interval?.low).toBeCloseTo(0.02166962233, 10);
    expect(test?.interval?.high).toBeCloseTo(0.07833037767, 10);
    expect(test?.correlation).toBeCloseTo(0.985105235, 9);
  });

  it("is lost where the same values are compared without their rows", () => {
    // scipy 1.17.1: ttest_ind(B, A, equal_var=False)
    const test = welch(example.a, example.b);
    expect(test?.t).toBeCloseTo(0.6772336872, 10);
    expect(test?.pValue).toBeCloseTo(0.5036288001, 10);
    expect(test?.error).toBeCloseTo(0.0738297591, 10);
    expect(test?.freedom).toBeCloseTo(28.97862275841835, 10);
    expect(test?.interval?.low).toBeCloseTo(-0.10100365043483767, 10);
  });

  it("has no interval where all rows differ by the same, nor where there is one row", () => {
    const same = pairedMeans([0.1, 0.2, 0.3], [0.3, 0.4, 0.5]);
    expect(same?.difference).toBeCloseTo(0.2);
    expect([same?.t, same?.pValue, same?.interval]).toEqual([null, null, null]);
    expect(pairedMeans([1, 1], [1, 1])?.interval).toBeNull();
    expect(pairedMeans([1], [2])).toBeNull();
    expect(pairedMeans([1, 2], [2])).toBeNull();
    expect(welch([1], [2, 3])).toBeNull();
  });

  it("takes typed arrays", () => {
    expect(pairedMeans(Float64Array.from(example.a), Float64Array.from(example.b))).toEqual(
      pairedMeans(example.a, example.b),
    );
  });
});

it("the median of row differences is not moved by one slow answer", () => {
  const a = [100, 110, 120, 130, 140, 150, 160];
  const b = [90, 101, 112, 123, 134, 145, 99_999];
  // Differences -10 -9 -8 -7 -6 -5 and a huge one; of seven, Nair's interval is from the lowest to the highest.
  expect(medianDifference(a, b)).toEqual({ median: -7, interval: { low: -10, high: 99_839 } });
  expect(medianDifference([1, 2], [2, 3])).toEqual({ median: 1, interval: null });
  expect(medianDifference([], [])).toBeNull();
  expect(medianDifference([1], [1, 2])).toBeNull();
});

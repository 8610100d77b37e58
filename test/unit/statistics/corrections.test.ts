import { expect, it } from "vitest";
import { cochranQ } from "../../../main/statistics/cochran-q.ts";
import { type Correction, corrected } from "../../../main/statistics/corrections.ts";

it("corrections are R's p.adjust, in the order given", () => {
  const given = [0.001, 0.008, 0.012, 0.021, 0.034, 0.047, 0.2, 0.51];
  const table: Record<Correction, number[]> = {
    holm: [0.008, 0.056, 0.072, 0.105, 0.136, 0.141, 0.4, 0.51],
    bonferroni: [0.008, 0.064, 0.096, 0.168, 0.272, 0.376, 1, 1],
    benjamini_hochberg: [0.008, 0.032, 0.032, 0.042, 0.0544, 0.0626666667, 0.2285714286, 0.51],
    benjamini_yekutieli: [
      ...[0.0217428571, 0.0869714286, 0.0869714286, 0.11415, 0.1478514286, 0.1703190476, 0.6212244898, 1],
    ],
  };
  for (const [name, expected] of Object.entries(table)) {
    const adjusted = corrected(given, name as Correction);
    const turned = corrected([...given].reverse(), name as Correction).reverse();
    expected.forEach((p, place) => {
      expect(adjusted[place]).toBeCloseTo(p, 10);
      expect(turned[place]).toBeCloseTo(p, 10);
    });
    expect(corrected([], name as Correction)).toEqual([]);
    expect(corrected([0.04], name as Correction)).toEqual([0.04]);
  }
});

it("Cochran's Q is that of statsmodels", () => {
  // statsmodels 0.15.0: cochrans_q(rows); a row is 1, 1, 0 and so on.
  const a = [1, 1, 1, 0, 1, 1, 1, 0, 1, 1];
  const b = [1, 0, 1, 1, 0, 1, 1, 0, 0, 1];
  const c = [0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
  const test = cochranQ([a, b, c]);
  expect(test?.statistic).toBeCloseTo(8, 12);
  expect(test?.freedom).toBe(2);
  expect(test?.pValue).toBeCloseTo(0.018315638888734182, 12);
  expect(cochranQ([a, a])).toBeNull();
  expect(cochranQ([a])).toBeNull();
});

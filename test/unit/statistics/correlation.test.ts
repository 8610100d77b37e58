import { expect, it } from "vitest";
import { correlationInterval, correlationP, pearson } from "../../../main/statistics/correlation.ts";
import { ranksOf } from "../../../main/statistics/ranks.ts";
import { spearman } from "../../../main/statistics/spearman.ts";
import { example } from "./example.ts";

// How much longer one answer is than the other, and what the judge said of it.
const longer = [12, -40, 33, 5, 80, -20, 60, -75, 10, 45];
const verdict = [1, 0, 1, 0, 1, 0, 1, -1, 0, 1];

it("Pearson's correlation, its interval and probability are scipy's", () => {
  // scipy 1.17.1: pearsonr(a, b), .confidence_interval()
  const found = pearson(example.a, example.b) ?? 0;
  expect(found).toBeCloseTo(0.9851052350275296, 12);
  const interval = correlationInterval(found, 16);
  expect(interval?.low).toBeCloseTo(0.9564605559079984, 9);
  expect(interval?.high).toBeCloseTo(0.9949531411778438, 9);
  expect((correlationP(found, 16) ?? 0) / 4.193159727640829e-12).toBeCloseTo(1, 6);
  expect(pearson(longer, verdict)).toBeCloseTo(0.8843079087911251, 12);
});

it("a judge's love of length is seen in ranks", () => {
  // scipy 1.17.1: spearmanr(longer, verdict)
  const found = spearman(longer, verdict) ?? 0;
  expect(found).toBeCloseTo(0.9045340337332909, 12);
  expect(correlationP(found, 10)).toBeCloseTo(0.0003233932218851485, 12);
  const [plain, ofRanks] = [
    correlationInterval(found, 10),
    correlationInterval(found, 10, { ofRanks: true }),
  ];
  expect(ofRanks?.low).toBeLessThan(plain?.low ?? 0);
  expect(ofRanks?.high).toBeGreaterThan(plain?.high ?? 1);
});

it("nothing is said of too few, or of what does not vary", () => {
  expect(pearson([1, 1], [1, 2])).toBeNull();
  expect(pearson([1], [1])).toBeNull();
  expect(pearson([1, 2], [1])).toBeNull();
  expect([correlationInterval(0.5, 3), correlationInterval(1, 9), correlationP(0.5, 2)]).toEqual([
    null,
    null,
    null,
  ]);
  expect(correlationP(1, 9)).toBe(0);
});

it("equal values share the mean of their ranks", () => {
  expect(ranksOf([5, 1, 5, 3])).toEqual({ ranks: Float64Array.from([3.5, 1, 3.5, 2]), ties: 6 });
});

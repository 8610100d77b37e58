import { describe, expect, it } from "vitest";
import { correctedRate } from "../../../main/statistics/corrected-rate.ts";
import { type BothOrders, orderEffect, settledVerdict } from "../../../main/statistics/position-bias.ts";
import { predictionPowered } from "../../../main/statistics/prediction-powered.ts";
import { normal, seededRandom } from "../../../main/statistics/random.ts";
import { selfConsistency } from "../../../main/statistics/self-consistency.ts";

const repeat = (count: number, pair: BothOrders): BothOrders[] => Array.from({ length: count }, () => pair);
/** A is better in both orders; then B. */
const steady = [
  ...repeat(30, { forward: "first", backward: "second" }),
  ...repeat(20, { forward: "second", backward: "first" }),
];

describe("a judge asked in both orders", () => {
  it("has no bias where it says the same", () => {
    const effect = orderEffect(steady);
    expect(effect.flips).toMatchObject({ count: 0, of: 50 });
    expect(effect.bias?.value).toBe(0);
    expect(effect.settled).toEqual({ wins: 20, losses: 30, ties: 0 });
  });

  it("that always takes the first flips every pair, and wins nothing for anybody", () => {
    const effect = orderEffect(repeat(40, { forward: "first", backward: "first" }));
    expect(effect.flips?.share).toBe(1);
    expect(effect.bias?.value).toBe(0.5);
    expect(effect.bias?.interval.low).toBeGreaterThan(0.4);
    expect(effect.settled).toEqual({ wins: 0, losses: 0, ties: 40 });
  });

  it("counts a tie on one side as a flip, on both as none", () => {
    const effect = orderEffect([
      { forward: "tie", backward: "tie" },
      { forward: "tie", backward: "first" },
      { forward: "second", backward: "second" },
    ]);
    expect(effect.flips?.count).toBe(2);
    // P(first wins): a half, three quarters, nothing.
    expect(effect.bias?.value).toBeCloseTo((0.5 + 0.75 + 0) / 3 - 0.5, 12);
    expect(settledVerdict({ forward: "second", backward: "first" })).toBe("b");
    expect(orderEffect([])).toEqual({ flips: null, bias: null, settled: { wins: 0, losses: 0, ties: 0 } });
  });
});

it("self-consistency is of rows that were asked twice", () => {
  const found = selfConsistency([["a", "a"], ["a", "b", "b"], ["a"], [1, 1, 1]]);
  expect(found.same).toMatchObject({ count: 2, of: 3 });
  expect(found.agreement).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
  expect(selfConsistency([["a"]])).toEqual({ same: null, agreement: null });
});

describe("a rate freed of the judge's mistakes", () => {
  const judged = {
    passed: { count: 140, of: 200 },
    sensitivity: { count: 54, of: 60 },
    specificity: { count: 32, of: 40 },
  };

  it("is Rogan and Gladen's, with the interval of Lang and Reiczigel", () => {
    const found = correctedRate(judged);
    expect(found?.rate).toBeCloseTo(0.7142857143, 10);
    // Their formula in numpy.
    expect(found?.interval.low).toBeCloseTo(0.5801735383646425, 10);
    expect(found?.interval.high).toBeCloseTo(0.8527644414452531, 10);
  });

  it("stays between 0 and 1, and is none where the judge is no better than a coin", () => {
    expect(correctedRate({ ...judged, passed: { count: 10, of: 200 } })?.rate).toBe(0);
    expect(correctedRate({ ...judged, passed: { count: 200, of: 200 } })).toMatchObject({
      rate: 1,
      interval: { high: 1 },
    });
    expect(correctedRate({ ...judged, specificity: { count: 4, of: 40 } })).toBeNull();
    expect(correctedRate({ ...judged, sensitivity: { count: 0, of: 0 } })).toBeNull();
  });
});

describe("a prediction-powered mean", () => {
  const random = seededRandom(4);
  const rows = Array.from({ length: 2_000 }, () => normal(random));
  const person = rows.slice(0, 100);

  it("adds up by hand in its plain form", () => {
    const labels = { judge: [0.4, 0.6, 0.9], person: [0.5, 0.5, 1] };
    const found = predictionPowered({ unlabelled: [0.2, 0.4, 0.6, 0.8], ...labels }, { weight: 1 });
    expect(found?.mean).toBeCloseTo(0.5 + 0.1 / 3, 12);
    // Variances 0.0666667 of four and 0.0133333 of three.
    expect(found?.error).toBeCloseTo(Math.sqrt(0.2 / 3 / 4 + 0.04 / 3 / 3), 12);
  });

  it("gains much by a good judge, and loses nothing by one that guesses", () => {
    const good = predictionPowered({ unlabelled: rows.slice(100), judge: person, person });
    expect(good?.weight).toBeGreaterThan(0.9);
    expect(good?.error).toBeLessThan(0.04);
    const guesses = rows.map(() => normal(random));
    const bad = predictionPowered({ unlabelled: guesses.slice(100), judge: guesses.slice(0, 100), person });
    expect(bad?.weight).toBeLessThan(0.3);
    expect(bad?.error).toBeLessThan(0.115);
  });

  it("needs two rows of either kind", () => {
    expect(predictionPowered({ unlabelled: [1], judge: [1, 2], person: [1, 2] })).toBeNull();
    expect(predictionPowered({ unlabelled: [1, 2], judge: [1], person: [1] })).toBeNull();
    expect(predictionPowered({ unlabelled: [1, 2], judge: [1], person: [1, 2] })).toBeNull();
  });
});

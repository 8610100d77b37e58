import { describe, expect, it } from "vitest";
import { ac1 } from "../../../main/statistics/ac1.ts";
import {
  confusionOf,
  constantAgreement,
  labelAgreement,
  rawAgreement,
} from "../../../main/statistics/confusion.ts";
import { kappa } from "../../../main/statistics/kappa.ts";
import { shareInterval } from "../../../main/statistics/proportions.ts";

const two = [
  [20, 5],
  [10, 15],
];
const three = [
  [22, 4, 1],
  [3, 18, 5],
  [0, 6, 21],
];
const skewed = [
  [90, 4],
  [4, 2],
];

describe("agreement beyond chance", () => {
  it("is kappa with the variance of statsmodels, weighted or not", () => {
    // statsmodels 0.15.0: cohens_kappa(table, wt=None | "linear" | "quadratic")
    const table = [
      [two, "none", 0.4, 0.1510922905, 0.6489077095],
      [three, "none", 0.6438612933, 0.5039623876, 0.7837601991],
      [three, "linear", 0.7179125529, 0.5995369078, 0.836288198],
      [three, "quadratic", 0.7924528302, 0.6886154684, 0.896290192],
      [skewed, "none", 0.2907801418, -0.0671674645, 0.6487277481],
    ] as const;
    for (const [counts, weights, value, low, high] of table) {
      const found = kappa(counts, { weights });
      expect(found?.value).toBeCloseTo(value, 10);
      expect(found?.interval.low).toBeCloseTo(low, 9);
      expect(found?.interval.high).toBeCloseTo(high, 9);
    }
    expect(kappa(two)?.variance).toBeCloseTo(0.016128, 12);
  });

  it("is Gwet's AC1, which does not fall where one label is nearly everything", () => {
    // The variances are those of the infinitesimal jackknife of the same formula, by numpy.
    const table = [
      [two, 0.4059405941, 0.01693946960788968],
      [three, 0.6437778299, 0.005085765810269486],
      [skewed, 0.9098286745, 0.0010886389203782175],
    ] as const;
    for (const [counts, value, variance] of table) {
      expect(ac1(counts)?.value).toBeCloseTo(value, 10);
      expect(ac1(counts)?.variance).toBeCloseTo(variance, 8);
    }
    expect(rawAgreement(skewed)?.share).toBe(0.92);
    expect(constantAgreement(skewed)?.share).toBe(0.94);
  });

  it("is not sure of itself where few labels all agree", () => {
    const same = [
      [5, 0],
      [0, 5],
    ];
    for (const { value, interval } of [kappa(same), ac1(same)].flatMap((one) => one ?? [])) {
      expect(value).toBe(1);
      expect(interval).toEqual({ low: (shareInterval(10, 10).low - 0.5) / 0.5, high: 1 });
    }
  });

  it("is none of no rows, nor kappa where both gave one label throughout", () => {
    expect([kappa([]), ac1([]), rawAgreement([]), constantAgreement([])]).toEqual([null, null, null, null]);
    expect(kappa([[7]])).toBeNull();
    expect(
      kappa([
        [7, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(
      ac1([
        [7, 0],
        [0, 0],
      ])?.value,
    ).toBe(1);
  });
});

describe("a table of labels", () => {
  const person = ["good", "bad", "good", "fair", "good"];
  const judge = ["good", "good", "fair", "fair", "good"];

  it("is counted in the order of the scale, others after it", () => {
    expect(confusionOf(person, judge, ["bad", "fair"])).toEqual({
      labels: ["bad", "fair", "good"],
      table: [
        [0, 0, 1],
        [0, 1, 0],
        [0, 1, 2],
      ],
    });
  });

  it("gives each label its recall and precision", () => {
    const [bad, fair, good] = labelAgreement(confusionOf(person, judge));
    expect(bad).toMatchObject({ label: "bad", recall: { count: 0, of: 1 }, precision: null });
    expect(fair).toMatchObject({ label: "fair", recall: { share: 1 }, precision: { count: 1, of: 2 } });
    expect(good?.recall).toEqual({ count: 2, of: 3, share: 2 / 3, interval: shareInterval(2, 3) });
  });
});

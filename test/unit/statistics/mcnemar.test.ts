import { expect, it } from "vitest";
import { mcnemar } from "../../../main/statistics/mcnemar.ts";
import { winRate } from "../../../main/statistics/wins.ts";

it("McNemar's probabilities are those of statsmodels", () => {
  // statsmodels 0.15.0: mcnemar(table, exact=..., correction=...); mid-p after Fagerland, Lydersen and Laake 2013.
  const table = [
    [1, 8, 0.0390625, 0.021484375, 4, 0.0455002639, 5.444444, 0.0196306573],
    [5, 15, 0.0413894653, 0.0266036987, 4.05, 0.0441713449, 5, 0.0253473187],
    [10, 25, 0.0166738478, 0.0113309842, 5.6, 0.0179604775, 6.428571, 0.0112298867],
    [0, 6, 0.03125, 0.015625, 4.166667, 0.0412268333, 6, 0.0143058784],
    [12, 12, 1, 0.8388197422, 0.041667, 0.8382564864, 0, 1],
    [30, 50, 0.0329926184, 0.025654358, 4.5125, 0.0336480259, 5, 0.0253473187],
  ] as const;
  for (const [onlyA, onlyB, exact, midP, corrected, correctedP, plain, plainP] of table) {
    const test = mcnemar({ onlyA, onlyB });
    expect(test?.exact).toBeCloseTo(exact, 10);
    expect(test?.midP).toBeCloseTo(midP, 10);
    expect(test?.corrected.statistic).toBeCloseTo(corrected, 6);
    expect(test?.corrected.pValue).toBeCloseTo(correctedP, 10);
    expect(test?.chiSquared.statistic).toBeCloseTo(plain, 6);
    expect(test?.chiSquared.pValue).toBeCloseTo(plainP, 10);
    expect(mcnemar({ onlyA: onlyB, onlyB: onlyA })).toEqual(test);
  }
  expect(mcnemar({ onlyA: 0, onlyB: 0 })).toBeNull();
});

it("a win rate counts a tie half, and tests only what was decided", () => {
  const rate = winRate({ wins: 15, losses: 5, ties: 20 });
  expect(rate.rate).toBe(0.625);
  expect(rate.decided?.share).toBe(0.75);
  expect(rate.test?.exact).toBeCloseTo(0.0413894653, 10);
  expect(winRate({ wins: 0, losses: 0, ties: 3 })).toEqual({ rate: 0.5, decided: null, test: null });
  expect(winRate({ wins: 0, losses: 0, ties: 0 }).rate).toBeNull();
});

import { describe, expect, it } from "vitest";
import {
  mcnemarRows,
  millerDifference,
  millerRows,
  pairedDifferenceSeen,
  pairedPower,
  pairedRows,
  rowsForDifference,
  smallestDifference,
} from "../../../main/statistics/power.ts";
import { errorWith, varianceParts } from "../../../main/statistics/variance-parts.ts";

const alone = { withinA: 0, withinB: 0, repeatsA: 1, repeatsB: 1 };

describe("power", () => {
  it("is Miller's number of rows", () => {
    const table = [
      [1 / 9, 0.03, 968.9975, 4],
      [1 / 9, 0.05, 348.84, 2],
      [0.25, 0.05, 784.89, 2],
      [0.1, 0.02, 1962.2, 1],
    ] as const;
    for (const [between, difference, rows, digits] of table)
      expect(millerRows({ between, ...alone }, difference)).toBeCloseTo(rows, digits);
    expect(millerRows({ between: 1, ...alone }, 1)).toBeCloseTo(7.848879734, 9);
    const repeated = { between: 0.1, withinA: 0.2, withinB: 0.3, repeatsA: 2, repeatsB: 3 };
    expect(millerRows(repeated, 1)).toBeCloseTo(0.3 * 7.848879734, 9);
    expect(millerDifference(repeated, millerRows(repeated, 0.04))).toBeCloseTo(0.04, 12);
  });

  it("is McNemar's number of rows after Connor", () => {
    const table = [
      [0.15, 0.1, 782.53],
      [0.12, 0.08, 978.75],
      [0.2, 0.1, 233.09],
      [0.06, 0.04, 1959.86],
      [0.08, 0.03, 342.98],
    ] as const;
    for (const [onlyA, onlyB, rows] of table) {
      expect(mcnemarRows(onlyA, onlyB)).toBeCloseTo(rows, 2);
      expect(mcnemarRows(onlyB, onlyA)).toBeCloseTo(rows, 2);
    }
    expect(mcnemarRows(0.1, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });

  it("is the smallest difference that so many rows show", () => {
    const table = [
      [50, 12.5, 17.7, 21.7],
      [100, 8.9, 12.5, 15.3],
      [200, 6.3, 8.9, 10.9],
      [500, 4, 5.6, 6.9],
      [1_000, 2.8, 4, 4.9],
      [2_000, 2, 2.8, 3.4],
    ] as const;
    for (const [rows, ...points] of table) {
      const seen = [0.1, 0.2, 0.3].map((share) => smallestDifference(rows, share).difference * 100);
      seen.forEach((point, at) => {
        expect(point).toBeCloseTo(points[at] ?? 0, 1);
      });
    }
    // Two that differ on a tenth of the rows cannot be 12.5 points apart.
    expect(smallestDifference(50, 0.1).isPossible).toBe(false);
    expect(smallestDifference(100, 0.1).isPossible).toBe(true);
    expect(rowsForDifference(smallestDifference(321, 0.25).difference, 0.25)).toBeCloseTo(321, 9);
    expect(smallestDifference(100, 0.2, { power: 0.9 }).difference).toBeGreaterThan(0.14);
  });

  it("is that of a paired t test by statsmodels", () => {
    // statsmodels 0.15.0: TTestPower().solve_power(effect_size=..., power=0.8, alpha=0.05)
    const rows = { 0.2: 198.150820955562, 0.3: 89.14936472045834, 0.5: 33.36713118421779 };
    for (const [effect, expected] of Object.entries(rows))
      expect(pairedRows(Number(effect) * 0.4, 0.4)).toBeCloseTo(expected, 4);
    const effects = { 10: 0.9960019107624178, 30: 0.5292357045238948, 100: 0.2829117119690806 };
    for (const [size, effect] of Object.entries(effects))
      expect(pairedDifferenceSeen(Number(size), 2)).toBeCloseTo(2 * effect, 5);
    expect(pairedPower(0, 30)).toBeCloseTo(0.05, 6);
    expect(pairedDifferenceSeen(2, 1)).toBeGreaterThan(5);
  });
});

describe("where the spread comes from", () => {
  // Row means 1, 3, 5; within each row a variance of 2.
  const scores = [
    [0, 2],
    [2, 4],
    [4, 6],
  ];

  it("is between rows and within them", () => {
    expect(varianceParts(scores)).toEqual({ between: 4 - 2 / 2, within: 2, rows: 3, repeats: 2 });
    expect(varianceParts([[1], [2, 2, 5], []])).toMatchObject({ within: 3, rows: 2, repeats: 1.5 });
    expect(
      varianceParts([
        [0, 4],
        [1, 3],
      ])?.between,
    ).toBe(0);
    expect(varianceParts([[1], [2]])).toBeNull();
    expect(varianceParts([[1, 2]])).toBeNull();
  });

  it("says what more repeats give: less and less", () => {
    const parts = { between: 3, within: 2 };
    expect(errorWith(parts, { rows: 100, repeats: 1 })).toBeCloseTo(Math.sqrt(0.05), 12);
    expect(errorWith(parts, { rows: 100, repeats: 4 })).toBeCloseTo(Math.sqrt(0.035), 12);
    expect(errorWith(parts, { rows: 100, repeats: Number.POSITIVE_INFINITY })).toBeCloseTo(
      Math.sqrt(0.03),
      12,
    );
  });
});

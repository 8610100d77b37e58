import { describe, expect, it } from "vitest";
import { rowDifferences } from "../../../main/statistics/paired-means.ts";
import { normal, seededRandom } from "../../../main/statistics/random.ts";
import { signFlip } from "../../../main/statistics/sign-flip.ts";
import { example } from "./example.ts";

describe("the sign-flip test", () => {
  it("counts every way of few rows", () => {
    const test = signFlip(rowDifferences(example.a, example.b), { seed: 1 });
    expect(test).toEqual({ pValue: 104 / 65_536, isExact: true });
    // One way of eight has this sum, and one its opposite.
    expect(signFlip([1, 2, 4, 0, 0], { seed: 1 })?.pValue).toBe(2 / 8);
    expect(signFlip([1, -1], { seed: 1 })?.pValue).toBe(1);
    expect(signFlip([0, 0], { seed: 1 })).toBeNull();
  });

  it("draws ways of many rows, the same ones for the same seed, and comes near the exact probability", () => {
    // Thirty differences of 1, twenty of them up: the binomial test, 2 · P(at most 10 of 30 heads).
    const differences = Array.from({ length: 30 }, (_, row) => (row < 20 ? 1 : -1));
    const test = signFlip(differences, { seed: 3 });
    expect(test?.isExact).toBe(false);
    expect(Math.abs((test?.pValue ?? 0) - 0.0987)).toBeLessThan(0.01);
    expect(signFlip(differences, { seed: 3 })).toEqual(test);
    expect(signFlip(differences, { seed: 4 })).not.toEqual(test);
  });

  it("treats the smaller of very many differences as one normal number", () => {
    const random = seededRandom(5);
    const differences = Array.from({ length: 20_000 }, () => normal(random));
    const squares = differences.reduce((sum, one) => sum + one * one, 0);
    const sum = differences.reduce((all, one) => all + one, 0);
    // Shifted so that the sum lies two standard deviations from 0: 4.55% are as far.
    const shift = (2 * Math.sqrt(squares) - sum) / differences.length;
    const test = signFlip(
      differences.map((one) => one + shift),
      { seed: 1 },
    );
    expect(Math.abs((test?.pValue ?? 0) - 0.0455)).toBeLessThan(0.008);
  });
});

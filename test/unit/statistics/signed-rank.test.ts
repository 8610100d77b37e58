import { describe, expect, it } from "vitest";
import { rowDifferences } from "../../../main/statistics/paired-means.ts";
import { signedRank } from "../../../main/statistics/signed-rank.ts";
import { example } from "./example.ts";

describe("Wilcoxon's signed ranks", () => {
  it("are scipy's normal approximation, zeros dropped or Pratt's", () => {
    // scipy 1.17.1: wilcoxon(d, zero_method=..., method="asymptotic", correction=False)
    const differences = rowDifferences(example.a, example.b);
    const dropped = signedRank(differences, { zeros: "drop", isExact: false });
    expect(dropped?.statistic).toBe(6);
    expect(dropped?.pValue).toBeCloseTo(0.00211338, 8);
    const pratt = signedRank(differences, { isExact: false });
    expect(pratt?.statistic).toBe(9);
    expect(pratt?.pValue).toBeCloseTo(0.0024329671337832166, 12);
  });

  it("are counted for few, ties and zeros too", () => {
    // scipy 1.17.1: wilcoxon([...], method="exact")
    expect(signedRank([1.2, -0.5, 2.3, 3.1, -0.7, 4.4, 0.9, 5])).toEqual({
      ...{ statistic: 3, pValue: 0.0390625, isExact: true },
    });
    // All 2^15 ways to give the tied ranks signs, counted with numpy.
    const differences = rowDifferences(example.a, example.b).map((one) => Math.round(one * 100));
    expect(signedRank(differences, { zeros: "drop" })?.pValue).toBe(0.000732421875);
    expect(signedRank(differences)?.pValue).toBe(0.0009765625);
  });

  it("say nothing where nothing differs", () => {
    expect(signedRank([0, 0, 0])).toBeNull();
    expect(signedRank([])).toBeNull();
    expect(signedRank([1, -1, 2, -2])?.pValue).toBe(1);
  });
});

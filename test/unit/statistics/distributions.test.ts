import { describe, expect, it } from "vitest";
import {
  betaQuantile,
  binomialUpTo,
  chiSquaredAbove,
  normalBelow,
  normalBeyond,
  normalQuantile,
  rootOf,
  studentBeyond,
} from "../../../main/statistics/distributions.ts";

// scipy 1.17.1 throughout.
describe("distributions", () => {
  it("have the normal one in both directions", () => {
    const below = {
      "-3": 0.0013498980316300933,
      "-1.3": 0.09680048458561036,
      "0.5": 0.6914624612740131,
      "2.5": 0.9937903346742238,
    };
    for (const [z, p] of Object.entries(below)) expect(normalBelow(Number(z))).toBeCloseTo(p, 13);
    expect(normalBelow(-6) / 9.865876450376946e-10).toBeCloseTo(1, 9);
    expect(normalBeyond(-1.959963984540054)).toBeCloseTo(0.05, 13);
    const quantiles = {
      0.01: -2.3263478740408408,
      0.025: -1.9599639845400545,
      0.4: -0.2533471031357997,
      0.8: 0.8416212335729143,
    };
    for (const [p, z] of Object.entries(quantiles)) expect(normalQuantile(Number(p))).toBeCloseTo(z, 12);
    expect(normalQuantile(1e-8)).toBeCloseTo(-5.612001244174789, 9);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it("have chi squared, Student's t, beta and the binomial one", () => {
    expect(chiSquaredAbove(3.84, 1)).toBeCloseTo(0.05004352124870519, 13);
    expect(chiSquaredAbove(0.5, 3)).toBeCloseTo(0.9188914116546758, 13);
    expect(chiSquaredAbove(12.3, 4)).toBeCloseTo(0.015254394655769615, 13);
    expect(chiSquaredAbove(40, 10)).toBeCloseTo(1.694474393006737e-5, 15);
    expect(studentBeyond(2.5, 7)).toBeCloseTo(0.04099221858575289, 13);
    expect(studentBeyond(-0.3, 120)).toBeCloseTo(0.7646962111751864, 12);
    expect(betaQuantile(0.025, 0.5, 20.5)).toBeCloseTo(2.4246478459242733e-5, 15);
    expect(betaQuantile(0.5, 2, 3)).toBeCloseTo(0.3857275681323895, 12);
    expect(binomialUpTo(3, 10, 0.3)).toBeCloseTo(0.6496107184, 12);
    expect(binomialUpTo(49_600, 100_000)).toBeCloseTo(0.00575746274511451, 9);
    expect([binomialUpTo(-1, 5), binomialUpTo(5, 5)]).toEqual([0, 1]);
  });

  it("find where a rising function is 0, and stay between the two places", () => {
    expect(rootOf((x) => x ** 3 - 2, 0, 100)).toBeCloseTo(Math.cbrt(2), 13);
    expect(rootOf((x) => x + 1, 0, 1)).toBe(0);
    expect(rootOf((x) => x - 2, 0, 1)).toBe(1);
  });
});

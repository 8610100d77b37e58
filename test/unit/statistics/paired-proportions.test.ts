import { describe, expect, it } from "vitest";
import {
  agrestiMinInterval,
  boundedInterval,
  newcombeInterval,
  pairedCounts,
  pairedDifference,
  pairedError,
} from "../../../main/statistics/paired-proportions.ts";

// The reference has 12 rows that only its first passed: b here, since differences are b less a.
const counts = { both: 43, onlyA: 5, onlyB: 12, neither: 40 };

describe("the difference of two shares on the same rows", () => {
  it("has the reference's intervals", () => {
    expect(pairedDifference(counts)).toBeCloseTo(0.07, 12);
    expect(pairedError(counts)).toBeCloseTo(0.0406324993, 10);
    const newcombe = newcombeInterval(counts);
    expect(newcombe.low).toBeCloseTo(-0.011580514, 10);
    expect(newcombe.high).toBeCloseTo(0.1494160858, 10);
    const agrestiMin = agrestiMinInterval(counts);
    expect((agrestiMin.low + agrestiMin.high) / 2).toBeCloseTo(0.068627451, 10);
    expect(agrestiMin.low).toBeCloseTo(-0.011801075037, 12);
    expect(agrestiMin.high).toBeCloseTo(0.149055977, 10);
  });

  it("turns around with the sides", () => {
    const turned = newcombeInterval({ ...counts, onlyA: 12, onlyB: 5 });
    expect(turned.low).toBeCloseTo(-0.1494160858, 10);
    expect(turned.high).toBeCloseTo(0.011580514, 10);
  });

  it("has a width also where both passed every row", () => {
    const same = { both: 20, onlyA: 0, onlyB: 0, neither: 0 };
    for (const interval of [newcombeInterval(same), agrestiMinInterval(same)]) {
      expect(interval.low).toBeLessThan(-0.08);
      expect(interval.high).toBeGreaterThan(0.08);
    }
  });

  it("is counted from rows", () => {
    expect(pairedCounts([1, 1, 0, 0, 1], [1, 0, 1, 0, 1])).toEqual({
      both: 2,
      onlyA: 1,
      onlyB: 1,
      neither: 1,
    });
  });

  it("of averaged repeats is Agresti and Min's where there is one repeat, and never beyond 1", () => {
    expect(boundedInterval({ rows: 100, sum: 7, squares: 17 })).toEqual(agrestiMinInterval(counts));
    expect(boundedInterval({ rows: 3, sum: 3, squares: 3 }).high).toBe(1);
  });
});

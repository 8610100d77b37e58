import { describe, expect, it } from "vitest";
import { createLengthCounts, standsOut } from "../../../../../main/datasets/rules/contents/lengths.ts";
import { normal, seededRandom } from "../../../../../main/statistics/random.ts";

function countedOf(lengths: Iterable<number>) {
  const counts = createLengthCounts();
  for (const length of lengths) counts.add(length);
  return counts.counted();
}

describe("the lengths of rows", () => {
  it("have a median within half a percent", () => {
    expect(countedOf([1_000_000, 900, 1_000, 1_100, 1]).median).toBeGreaterThanOrEqual(995);
    expect(countedOf([1_000_000, 900, 1_000, 1_100, 1]).median).toBeLessThanOrEqual(1_005);
    expect(countedOf([0]).median).toBe(0);
    expect(countedOf([])).toEqual({ rows: 0, median: 0, usual: null });
  });

  it("stand out by 3.5 deviations of their logarithms", () => {
    const random = seededRandom(2);
    const lengths = countedOf(Array.from({ length: 20_000 }, () => 500 * Math.exp(0.5 * normal(random))));
    // Of a log-normal length the limits are 500 · exp(± 3.5 · 0.5).
    expect((lengths.usual?.low ?? 0) / (500 * Math.exp(-1.75))).toBeCloseTo(1, 1);
    expect((lengths.usual?.high ?? 0) / (500 * Math.exp(1.75))).toBeCloseTo(1, 1);
    expect([50, 400, 600, 5_000].map((length) => standsOut(length, lengths))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("of rows of one length do not make the next one stand out", () => {
    const lengths = countedOf(Array.from({ length: 100 }, () => 100));
    expect([99, 101, 150, 60].some((length) => standsOut(length, lengths))).toBe(false);
    expect([1, 10_000].every((length) => standsOut(length, lengths))).toBe(true);
  });

  it("of few rows do not stand out", () => {
    expect(standsOut(1_000_000, countedOf([1, 2, 3]))).toBe(false);
  });

  it("may be as large as they come", () => {
    const lengths = countedOf([...Array.from({ length: 50 }, () => 10), 2 ** 40, -1]);
    expect(lengths.rows).toBe(52);
    expect(lengths.median).toBe(10);
  });
});

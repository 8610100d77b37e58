import { describe, expect, it } from "vitest";
import { apportioned } from "../../../../main/datasets/splits/apportioned.ts";
import { sampleOf } from "../../../../main/datasets/splits/sample.ts";

const rows = Int32Array.from({ length: 200 }, (_, row) => 3 * row);

describe("a sample", () => {
  it("has different rows in their order, the same for the same seed", () => {
    const sample = sampleOf(rows, 50, 4);
    expect(new Set(sample).size).toBe(50);
    expect([...sample]).toEqual([...sample].sort((one, other) => one - other));
    expect([...sample].every((row) => rows.includes(row))).toBe(true);
    expect(sampleOf(rows, 50, 4)).toEqual(sample);
    expect(sampleOf(rows, 50, 5)).not.toEqual(sample);
  });

  it("is all rows where no more are there, and none of none", () => {
    expect(sampleOf(rows, 1_000, 1)).toEqual(rows);
    expect(sampleOf(rows, 0, 1)).toHaveLength(0);
    expect(sampleOf(new Int32Array(), 5, 1)).toHaveLength(0);
  });

  it("has each row as likely as any other", () => {
    const drawn = new Map<number, number>();
    for (let seed = 0; seed < 1_000; seed += 1) {
      for (const row of sampleOf(rows, 20, seed)) drawn.set(row, (drawn.get(row) ?? 0) + 1);
    }
    const ofTwo = Array.from({ length: 1_000 }, (_, seed) => sampleOf(rows.subarray(0, 2), 1, seed)[0]);
    expect(Math.abs(ofTwo.filter((row) => row === 0).length - 500)).toBeLessThan(80);
    for (const row of rows) expect(Math.abs((drawn.get(row) ?? 0) - 100)).toBeLessThan(48);
  });

  it("has each stratum's share", () => {
    const strata = Uint8Array.from(rows, (_, at) => (at < 150 ? 1 : at < 190 ? 2 : 3));
    const sample = sampleOf(rows, 20, 8, strata);
    const count = (stratum: number) =>
      [...sample].filter((row) => strata[rows.indexOf(row)] === stratum).length;
    expect([count(1), count(2), count(3)]).toEqual([15, 4, 1]);
  });
});

describe("shares in whole numbers", () => {
  it("sum up to the total, the largest remainders first", () => {
    expect(apportioned(10, [1, 1, 1])).toEqual([4, 3, 3]);
    // Hamilton's method on a textbook's example: quotas 4.16, 6.32 and 9.52.
    expect(apportioned(20, [104, 158, 238])).toEqual([4, 6, 10]);
    expect(apportioned(5, [0, 0])).toEqual([0, 0]);
  });
});

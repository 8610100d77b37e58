import { describe, expect, it } from "vitest";
import { split } from "../../../../main/datasets/splits/split.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";
import { partNames } from "../../../../preload/parts.ts";

const rowsTo = (count: number) => Int32Array.from({ length: count }, (_, row) => 10 * row);
const sizes = (found: ReturnType<typeof split>) => partNames.map((part) => found[part].length);
const usual = { train: 80, validation: 10, test: 10 };

describe("a split", () => {
  it("has exactly the shares where rows stand alone, and each row once", () => {
    const found = split(rowsTo(1_001), [], usual, 1);
    expect(sizes(found)).toEqual([801, 100, 100]);
    const all = partNames.flatMap((part) => [...found[part]]);
    expect(all.sort((one, other) => one - other)).toEqual([...rowsTo(1_001)]);
  });

  it("is the same for the same seed, another for another, and every row is as likely", () => {
    const rows = rowsTo(100);
    expect(split(rows, [], usual, 5)).toEqual(split(rows, [], usual, 5));
    expect(split(rows, [], usual, 5).test).not.toEqual(split(rows, [], usual, 6).test);
    const tested = new Map<number, number>();
    for (let seed = 0; seed < 1_000; seed += 1) {
      for (const row of split(rows, [], usual, seed).test) tested.set(row, (tested.get(row) ?? 0) + 1);
    }
    // A hundred each are to be expected; five standard deviations are 47.
    for (const row of rows) expect(Math.abs((tested.get(row) ?? 0) - 100)).toBeLessThan(48);
  });

  it("keeps rows together that a group names, also where groups overlap or name what is no row", () => {
    const random = seededRandom(3);
    const groups = Array.from({ length: 40 }, () =>
      Array.from({ length: 2 + Math.floor(random() * 5) }, () => 10 * Math.floor(random() * 400)),
    );
    const found = split(rowsTo(350), groups, usual, 9);
    const of = new Map(partNames.flatMap((part) => [...found[part]].map((row) => [row, part] as const)));
    for (const group of groups) {
      expect(new Set(group.flatMap((row) => of.get(row) ?? [])).size).toBeLessThanOrEqual(1);
    }
    expect(sizes(found)).toEqual([280, 35, 35]);
  });

  it("has a part that is larger than its share where a group is", () => {
    const rows = rowsTo(10);
    const found = split(rows, [rows.subarray(0, 9)], { train: 50, validation: 0, test: 50 }, 1);
    expect(sizes(found)).toEqual([9, 0, 1]);
  });

  it("places larger groups first, and shares out what they leave", () => {
    const rows = rowsTo(8);
    const groups = [rows.subarray(0, 2), rows.subarray(2, 4), rows.subarray(4, 8)];
    const half = split(rows, groups, { train: 1, validation: 0, test: 1 }, 1);
    expect(sizes(half)).toEqual([4, 0, 4]);
    const large = split(rowsTo(13), [rowsTo(9)], { train: 50, validation: 25, test: 25 }, 1);
    expect(sizes(large)).toEqual([9, 2, 2]);
  });

  it("of no rows, and of groups only, has no more than there is", () => {
    expect(sizes(split(rowsTo(0), [], usual, 1))).toEqual([0, 0, 0]);
    const pairs = Array.from({ length: 50 }, (_, at) => [20 * at, 20 * at + 10]);
    expect(sizes(split(rowsTo(100), pairs, usual, 1))).toEqual([80, 10, 10]);
  });
});

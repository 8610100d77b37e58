import { describe, expect, it } from "vitest";
import { clusteredMean, clusteredShareInterval } from "../../../main/statistics/clusters.ts";
import { pairedMeans, rowDifferences } from "../../../main/statistics/paired-means.ts";
import { shareInterval } from "../../../main/statistics/proportions.ts";
import { example } from "./example.ts";
import { upTo } from "./up-to.ts";

describe("a mean of rows in groups", () => {
  it("has the clustered error of statsmodels, and Student's t with C - 1", () => {
    const mean = clusteredMean(rowDifferences(example.a, example.b), example.cluster);
    expect(mean?.difference).toBeCloseTo(0.05, 12);
    expect(mean?.error).toBeCloseTo(0.01122392812, 11);
    // Miller's error, without the factor C/(C-1).
    expect((mean?.error ?? 0) * Math.sqrt(4 / 5)).toBeCloseTo(0.0100389865, 10);
    expect(mean?.freedom).toBe(4);
    expect(mean?.interval?.low).toBeCloseTo(0.0188373797, 10);
    expect(mean?.interval?.high).toBeCloseTo(0.0811626203, 10);
    expect(mean?.pValue).toBeCloseTo(0.01120541, 8);
    expect(mean?.designEffect).toBeCloseTo(0.5704599, 7);
    expect([mean?.clusters, mean?.isFew, mean?.isUnequal]).toEqual([5, true, false]);
  });

  it("is the paired t where each row is a group of its own, numbered or named", () => {
    const rows = example.a.map((_, row) => `row ${row}`);
    const mean = clusteredMean(rowDifferences(example.a, example.b), rows);
    const plain = pairedMeans(example.a, example.b);
    expect(mean?.error).toBeCloseTo(plain?.error ?? 0, 12);
    expect(mean?.interval?.low).toBeCloseTo(plain?.interval?.low ?? 0, 12);
    expect(mean?.isFew).toBe(false);
  });

  it("leaves out unequal groups in turn", () => {
    // The means without each group, by hand.
    const values = [1, 3, 5, 5, 0, 0, 0, 0];
    const clusters = [0, 1, 2, 2, 3, 3, 3, 3];
    const without = [13 / 7, 11 / 7, 4 / 6, 14 / 4];
    const squared = (3 / 4) * without.reduce((sum, one) => sum + (one - 14 / 8) ** 2, 0);
    const mean = clusteredMean(values, clusters);
    expect(mean?.isUnequal).toBe(true);
    expect(mean?.error).toBeCloseTo(Math.sqrt(squared), 12);
    expect(mean?.freedom).toBeLessThan(3);
  });

  it("needs two groups", () => {
    expect(clusteredMean([1, 2], [7, 7])).toBeNull();
    expect(clusteredShareInterval([1, 0], ["a", "a"])).toBeNull();
  });
});

describe("a share of rows in groups", () => {
  it("counts a group as one row where all rows pass", () => {
    const clusters = upTo(30).map((row) => row % 10);
    expect(
      clusteredShareInterval(
        clusters.map(() => 1),
        clusters,
      ),
    ).toEqual(shareInterval(10, 10));
  });

  it("counts no more rows than there are where every group is half and half", () => {
    const clusters = upTo(40).map((row) => row % 20);
    const interval = clusteredShareInterval(
      upTo(40).map((row) => (row <= 20 ? 1 : 0)),
      clusters,
    );
    const rows = shareInterval(20, 40);
    expect(interval?.low).toBeLessThan(rows.low);
    expect(interval?.low).toBeGreaterThan(rows.low - 0.02);
  });

  it("is as wide as one row a group where groups pass or fail as a whole", () => {
    const clusters = upTo(400).map((row) => row % 40);
    const interval = clusteredShareInterval(
      clusters.map((cluster) => (cluster < 20 ? 1 : 0)),
      clusters,
    );
    const rows = shareInterval(20, 40);
    expect(interval?.low).toBeCloseTo(rows.low, 1);
    expect(interval?.low).toBeLessThan(shareInterval(200, 400).low - 0.05);
  });
});

import { expect, it } from "vitest";
import {
  exactShareInterval,
  jeffreysInterval,
  shareInterval,
  shareOf,
} from "../../../main/statistics/proportions.ts";

it("intervals of a share are those of statsmodels", () => {
  // statsmodels 0.15.0: proportion_confint(k, n, method="wilson" | "beta" | "jeffreys")
  const table: [number, number, ...[number, number][]][] = [
    [0, 20, [0, 0.161125], [0, 0.168433], [0.000024, 0.116639]],
    [17, 20, [0.639581, 0.947631], [0.621073, 0.967929], [0.651422, 0.955869]],
    [43, 50, [0.738138, 0.930492], [0.732604, 0.941808], [0.744675, 0.935128]],
    [180, 200, [0.850594, 0.93433], [0.849787, 0.937841], [0.852701, 0.935834]],
  ];
  for (const [count, of, ...expected] of table) {
    const given = [shareInterval, exactShareInterval, jeffreysInterval].map((interval) =>
      interval(count, of),
    );
    expected.forEach(([low, high], method) => {
      expect(given[method]?.low).toBeCloseTo(low, 6);
      expect(given[method]?.high).toBeCloseTo(high, 6);
    });
  }
});

it("twenty of twenty are 1 at the high end, and not at the low one", () => {
  for (const interval of [shareInterval, exactShareInterval]) {
    expect(interval(20, 20).high).toBe(1);
    expect(interval(20, 20).low).toBeCloseTo(1 - interval(0, 20).high, 12);
  }
});

it("a share of nothing is none", () => {
  expect(shareOf(0, 0)).toBeNull();
  expect(shareOf(1, 4)).toEqual({ count: 1, of: 4, share: 0.25, interval: shareInterval(1, 4) });
});

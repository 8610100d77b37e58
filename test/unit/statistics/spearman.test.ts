import { expect, it } from "vitest";
import { spearman } from "../../../main/statistics/spearman.ts";

it("is what R's cor(method = 'spearman') gives", () => {
  // Wikipedia's example of IQ and hours of television.
  const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
  const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
  expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 12);
  // With ties: cor(rank(a), rank(b)).
  expect(spearman([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(0.9486832980505138, 12);
});

it("is 1 or -1 for the same or the opposite order, and nothing where there is none", () => {
  expect(spearman([1, 2, 30], [0.1, 0.2, 0.9])).toBeCloseTo(1);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
  expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(spearman([1], [1])).toBeNull();
  expect(spearman([], [])).toBeNull();
});

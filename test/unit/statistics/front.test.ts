import { expect, it } from "vitest";
import { unbeaten } from "../../../main/statistics/front.ts";

const at = (quality: number | null, cost: number | null, latency: number | null) => ({
  quality,
  cost,
  latency,
});

it("the front is of those that nobody beats in all", () => {
  const candidates = [at(0.9, 5, 2), at(0.8, 1, 2), at(0.8, 2, 2), at(0.7, 3, 1), at(0.6, 6, 3)];
  expect(unbeaten(candidates)).toEqual([0, 1, 3]);
  expect(unbeaten(candidates, ["quality", "cost"])).toEqual([0, 1]);
  expect(unbeaten(candidates, ["latency"])).toEqual([3]);
});

it("equal ones beat neither each other nor are beaten by what is not known", () => {
  expect(unbeaten([at(0.9, 1, 1), at(0.9, 1, 1)])).toEqual([0, 1]);
  expect(unbeaten([at(0.9, null, 1), at(0.5, 1, 2)])).toEqual([0, 1]);
  expect(unbeaten([at(0.9, null, 1), at(0.5, 1, 2)], ["quality", "latency"])).toEqual([0]);
  expect(unbeaten([])).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { quantiles } from "../../../preload/quantiles.ts";
import { apart } from "../../../renderer/charts/apart.ts";
import { scaleOf } from "../../../renderer/charts/scale.ts";

describe("quantiles", () => {
  it("are those of R's quantile and of NumPy's default", () => {
    // R: quantile(c(15, 20, 35, 40, 50), c(0, .05, .25, .4, .5, .95, 1))
    expect(quantiles([50, 15, 40, 20, 35], [0, 0.05, 0.25, 0.4, 0.5, 0.95, 1])).toEqual([
      15, 16, 20, 29, 35, 48, 50,
    ]);
  });

  it("of one value are that value, of none there are none", () => {
    expect(quantiles([7], [0, 0.5, 1])).toEqual([7, 7, 7]);
    expect(quantiles([], [0, 0.5, 1])).toEqual([]);
  });
});

describe("labels", () => {
  it("stay where they are while there is room", () => {
    expect(apart([50, 10, 90], 12, 0, 100)).toEqual([50, 10, 90]);
  });

  it("move apart and stay inside, in their order", () => {
    expect(apart([98, 97, 99], 12, 0, 100)).toEqual([88, 76, 100]);
    expect(apart([0, 0, 0], 12, 0, 100)).toEqual([0, 12, 24]);
  });
});

it("a scale ends where it ended when asked for its own end", () => {
  for (const highest of [0.3, 1, 7, 99, 100, 101, 4999, 123456]) {
    const end = scaleOf([highest]).ticks.at(-1) ?? 0;
    expect(end).toBeGreaterThanOrEqual(highest);
    expect(scaleOf([end]).ticks.at(-1)).toBe(end);
  }
});

import { expect, it } from "vitest";
import type { Run } from "../../../preload/contract/comparisons.ts";
import { metersOf } from "../../../renderer/comparisons/readings.ts";
import { begun } from "../comparisons/begun.ts";

const run = (changes: Partial<Run>, firstToken: number | null, speed: number | null): Run => ({
  ...begun,
  prompt: "",
  state: "ended",
  attempts: 1,
  end: "stop",
  measured: {
    firstToken,
    gapMedian: null,
    gap95: null,
    total: 1,
    tokensPerSecond: speed,
    tokensPerSecondWithReasoning: null,
    tokens: null,
    late: 0,
  },
  ...changes,
});

it("shows each value beside the highest, and marks the best of those that answered to the end", () => {
  const runs = {
    a: run({}, 400, 50),
    b: run({}, 200, 100),
    // Quicker than both, but it broke off.
    c: run({ end: "connection_lost" }, 100, 500),
    d: run({ state: "running", end: null }, 50, null),
  };
  const meters = metersOf(runs);
  expect(meters.a?.firstToken).toEqual({ value: 400, share: 1, isBest: false });
  expect(meters.b?.firstToken).toEqual({ value: 200, share: 0.5, isBest: true });
  expect(meters.b?.speed).toEqual({ value: 100, share: 0.2, isBest: true });
  expect(meters.c?.speed).toEqual({ value: 500, share: 1, isBest: false });
  expect(meters.d?.firstToken.isBest).toBe(false);
  expect(meters.d?.speed.share).toBe(null);
  expect(metersOf({ a: runs.a }).a?.firstToken).toEqual({ value: 400, share: null, isBest: false });
});

it("compares costs of one currency only, and marks none where all are alike", () => {
  const cost = (amount: number, currency: string) => run({ cost: { amount, currency } }, 100, 10);
  const meters = metersOf({ a: cost(2, "EUR"), b: cost(1, "USD"), c: cost(4, "USD") });
  expect(meters.a?.cost).toEqual({ value: 2, share: null, isBest: false });
  expect(meters.b?.cost).toEqual({ value: 1, share: 0.25, isBest: true });
  expect(meters.c?.firstToken).toEqual({ value: 100, share: 1, isBest: false });
});

it("gives the same meters while only text is new", () => {
  const one = run({}, 100, 10);
  const before = metersOf({ a: one });
  expect(metersOf({ a: { ...one, text: "more" } })).toBe(before);
  expect(metersOf({ a: { ...one, state: "running" } })).not.toBe(before);
});

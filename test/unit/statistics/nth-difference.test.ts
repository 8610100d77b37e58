import { expect, it } from "vitest";
import { nthDifference } from "../../../main/statistics/nth-difference.ts";
import { seededRandom } from "../../../main/statistics/random.ts";

const inOrder = (values: number[]) => Float64Array.from(values).sort();

it.each([
  ["of any size", (random: () => number) => (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6)],
  ["that are often equal", (random: () => number) => Math.floor(random() * 4)],
  ["all the same", () => 0.1],
  ["next to each other", (random: () => number) => 1 + Math.floor(random() * 3) * Number.EPSILON],
])("finds the same pair as putting all of them in order: values %s", (_, value) => {
  const random = seededRandom(3);
  for (let round = 0; round < 60; round++) {
    const side = () => inOrder(Array.from({ length: 1 + Math.floor(random() * 9) }, () => value(random)));
    const [a, b] = [side(), side()];
    const all = inOrder([...b].flatMap((one) => [...a].map((other) => one - other)));
    expect([...all].map((_, index) => nthDifference(a, b, index))).toEqual([...all]);
  }
});

it("takes ten thousand values of each side", () => {
  const random = seededRandom(5);
  const side = (more: number) => inOrder(Array.from({ length: 10_000 }, () => random() + more));
  const [a, b] = [side(0), side(0.25)];
  const began = performance.now();
  expect(nthDifference(a, b, 50_000_000)).toBeCloseTo(0.25, 1);
  expect(performance.now() - began).toBeLessThan(500);
});

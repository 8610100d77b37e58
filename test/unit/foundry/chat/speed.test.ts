import { describe, expect, it } from "vitest";
import { startArrivals } from "../../../../main/foundry/chat/speed.ts";

/** The rate of so many tokens that arrived as `[milliseconds, characters]`. */
function rateOf(tokens: number | null, arrivals: readonly (readonly [number, number])[]) {
  const flow = startArrivals();
  for (const [at, characters] of arrivals) flow.take(at, characters);
  return flow.rate(tokens);
}

/** So many arrivals of so many characters each, one every `gap` milliseconds. */
const steady = (count: number, gap: number, characters = 4, from = 500) =>
  Array.from({ length: count }, (_, index) => [from + index * gap, characters] as const);

describe("tokens a second", () => {
  it("are those after the first one, where they came one by one", () => {
    expect(rateOf(101, steady(101, 10))).toBeCloseTo(100, 6);
    expect(rateOf(2001, steady(2001, 1))).toBeCloseTo(1000, 6);
  });

  it("are told of an answer that a filter let out in many pieces, without what the first one brought", () => {
    // 50 tokens a second, in pieces of 50 tokens each.
    expect(rateOf(500, steady(10, 1000, 200))).toBeCloseTo(50, 6);
  });

  it("are told of a short answer whose tokens came one by one, however uneven the network is", () => {
    expect(rateOf(16, steady(16, 8))).toBeCloseTo(125, 6);
    const uneven = [0, 8, 9, 24, 32, 41, 42, 56, 64, 75, 80, 88, 97, 104, 112, 120];
    expect(
      rateOf(
        16,
        uneven.map((at) => [at, 4] as const),
      ),
    ).toBeCloseTo(125, 6);
  });

  const lumps: [string, (readonly [number, number])[]][] = [
    ["nothing", []],
    ["one lump", [[9000, 800]]],
    [
      "two",
      [
        [200, 400],
        [9000, 400],
      ],
    ],
    ["three", steady(3, 1000, 300)],
    ["five", steady(5, 1000, 160)],
    ["one lump cut by the network", steady(40, 0.4, 20)],
    ["two lumps cut by the network", [...steady(20, 0.5, 20), ...steady(20, 0.5, 20, 4000)]],
    ["a first token, then all the rest", [[300, 4], ...steady(30, 0.3, 30, 9000)]],
    [
      "token by token, with most of it in one lump",
      [...steady(40, 20), [2000, 400], ...steady(40, 20, 4, 2020)],
    ],
    ["token by token, with all that came first held back", [[2000, 200], ...steady(50, 20, 4, 2020)]],
    [
      "seven, the network having cut them",
      Array.from({ length: 70 }, (_, index) => [Math.floor(index / 10) * 300 + (index % 10), 9] as const),
    ],
    ["all that was held back, over a slow line", steady(90, 1, 9, 9000)],
    ["too little to tell", steady(4, 10)],
  ];
  it.each(lumps)("are not told of %s", (_name, arrivals) => {
    expect(rateOf(200, arrivals)).toBe(null);
  });

  it("are not told where nobody counted tokens", () => {
    expect(rateOf(null, steady(101, 10))).toBe(null);
    expect(rateOf(0, steady(101, 10))).toBe(null);
  });
});

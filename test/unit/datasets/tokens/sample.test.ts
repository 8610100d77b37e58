import { expect, it } from "vitest";
import { learnsFromImages, tokenLimitOf } from "../../../../main/datasets/tokens/limits.ts";
import { estimateTokens, planSample } from "../../../../main/datasets/tokens/sample.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";

/** Rows of 100 to some 10,000 bytes, with about a token for four of them. */
function dataset(seed: number) {
  const random = seededRandom(seed);
  const lengths = Uint32Array.from({ length: 20_000 }, () => Math.round(100 * 100 ** random()));
  const tokens = Float64Array.from(lengths, (length) => Math.round(length / (3 + 2 * random())));
  return { lengths, tokens, total: tokens.reduce((sum, one) => sum + one, 0) };
}

it("a sample tells the total within its interval, nineteen times of twenty", () => {
  const { lengths, tokens, total } = dataset(1);
  let [within, widest] = [0, 0];
  for (let seed = 0; seed < 100; seed += 1) {
    const plan = planSample(lengths, { seed, size: 400 });
    const estimate = estimateTokens(plan, (row) => tokens[row] ?? 0);
    expect(estimate.counted).toBeLessThan(440);
    if (Math.abs(estimate.total - total) <= estimate.error) within += 1;
    widest = Math.max(widest, estimate.error / total);
  }
  expect(within).toBeGreaterThanOrEqual(88);
  expect(widest).toBeLessThan(0.04);
});

it("a sample is the same for the same seed", () => {
  const { lengths } = dataset(2);
  const plan = planSample(lengths, { seed: 5, size: 300 });
  expect(planSample(lengths, { seed: 5, size: 300 }).rows).toEqual(plan.rows);
  expect(planSample(lengths, { seed: 6, size: 300 }).rows).not.toEqual(plan.rows);
});

it("few rows are all counted: nothing is left open", () => {
  const plan = planSample([10, 20, 30], { seed: 1 });
  expect(plan.rows).toEqual([0, 1, 2]);
  expect(estimateTokens(plan, (row) => row + 1)).toEqual({ total: 6, error: 0, counted: 3 });
  expect(estimateTokens(planSample([], { seed: 1 }), () => 0).total).toBe(0);
});

it("the limits of models are those of their family", () => {
  expect(tokenLimitOf("gpt-4.1-nano-2025-04-14")).toEqual({ tokens: 32_768, isKnown: true });
  expect(tokenLimitOf("gpt-4.1-2025-04-14.ft-0123456789abcdef-support")).toEqual({
    tokens: 65_536,
    isKnown: true,
  });
  expect(tokenLimitOf("gpt-4o-mini").tokens).toBe(65_536);
  expect(tokenLimitOf("gpt-4.10").isKnown).toBe(false);
  expect(tokenLimitOf("o4-mini").isKnown).toBe(false);
  expect(tokenLimitOf(undefined).isKnown).toBe(false);
  expect(learnsFromImages("gpt-4o-2024-08-06")).toBe(true);
  expect(learnsFromImages("gpt-4.1-mini-2025-04-14")).toBe(false);
  expect(learnsFromImages("Qwen3-32B")).toBeNull();
});

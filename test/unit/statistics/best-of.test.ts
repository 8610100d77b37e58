import { describe, expect, it } from "vitest";
import { bestOf } from "../../../main/statistics/best-of.ts";
import { meanOf } from "../../../main/statistics/means.ts";
import { type Random, seededRandom } from "../../../main/statistics/random.ts";

/** Scores of candidates on the same rows: a row is as hard for all of them, and each passes it with its own probability. */
function drawn(chances: readonly number[], rows: number, random: Random): number[][] {
  const hardness = Array.from({ length: rows }, () => random() - 0.5);
  return chances.map((chance) => hardness.map((hard) => (random() < chance + 0.4 * hard ? 1 : 0)));
}

/** What many trials come to: the best's mean as it looks, and as it is corrected. */
function many(chances: readonly number[], rows: number, trials: number) {
  const random = seededRandom(7);
  const found = Array.from({ length: trials }, (_, seed) => {
    const best = bestOf(drawn(chances, rows, random), { seed });
    if (!best) throw new Error("no best");
    return best;
  });
  const corrected = found.map((one) => one.corrected);
  const spread = Math.sqrt(meanOf(corrected.map((value) => (value - meanOf(corrected)) ** 2)));
  return {
    apparent: meanOf(found.map(({ mean }) => mean)),
    corrected: meanOf(corrected),
    error: spread / Math.sqrt(trials),
    chosen: found.map(({ best }) => best),
  };
}

describe("the best of several", () => {
  it("is flattered where all are equal, and what is left after the correction is their common mean", () => {
    const { apparent, corrected, error } = many([0.5, 0.5, 0.5, 0.5, 0.5], 40, 300);
    expect(apparent - 0.5).toBeGreaterThan(0.06);
    expect(Math.abs(corrected - 0.5)).toBeLessThan(3 * error);
    // The correction has to be seen: three errors are far less than what it takes back.
    expect(3 * error).toBeLessThan(0.02);
  });

  it("is hardly corrected where one is clearly best", () => {
    const { apparent, corrected, chosen } = many([0.3, 0.3, 0.8], 60, 60);
    expect(new Set(chosen)).toEqual(new Set([2]));
    expect(apparent - corrected).toBeLessThan(0.002);
    expect(Math.abs(apparent - 0.8)).toBeLessThan(0.03);
  });

  it("takes back no more than the lead of one that is a little better", () => {
    const { apparent, corrected } = many([0.5, 0.5, 0.5, 0.58], 60, 200);
    expect(apparent).toBeGreaterThan(corrected);
    expect(corrected).toBeGreaterThan(0.5);
    expect(corrected).toBeLessThan(0.59);
  });

  it("is the same for the same seed, and nothing of too little", () => {
    const scores = drawn([0.5, 0.5, 0.6], 30, seededRandom(1));
    expect(bestOf(scores, { seed: 3 })).toEqual(bestOf(scores, { seed: 3 }));
    expect(bestOf(scores.slice(0, 1), { seed: 3 })).toBeNull();
    expect(
      bestOf(
        scores.map((own) => own.slice(0, 9)),
        { seed: 3 },
      ),
    ).toBeNull();
    expect(bestOf([], { seed: 3 })).toBeNull();
  });

  it("of equal ones is the first", () => {
    const same = Array.from({ length: 12 }, (_, row) => row % 2);
    expect(bestOf([same, same, same], { seed: 0 })).toEqual({ best: 0, mean: 0.5, corrected: 0.5 });
  });
});

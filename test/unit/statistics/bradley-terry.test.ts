import { describe, expect, it } from "vitest";
import { withPauses } from "../../../main/pauses.ts";
import { fewestVotes, strengths, type Vote } from "../../../main/statistics/bradley-terry.ts";
import { fitDavidson, type PairCounts } from "../../../main/statistics/davidson.ts";

const noPrior = { centres: [], precision: 0 };
const pair = ([a, b, aWins, bWins, ties = 0]: number[]): PairCounts => ({
  a: a ?? 0,
  b: b ?? 0,
  aWins: aWins ?? 0,
  bWins: bWins ?? 0,
  ties,
});
const beats = (better: string, worse: string, times: number): Vote[] =>
  Array.from({ length: times }, () => ({ shown: [worse, better], outcome: "better", better }));
const strengthsWithPauses = (votes: readonly Vote[], options: { seed: number }) =>
  withPauses(strengths(votes, options));

const of = (told: Awaited<ReturnType<typeof strengthsWithPauses>>, name: string) => {
  const found = told.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};

/**
 * Citations between Biometrika, Communications in Statistics, JASA and JRSS-B (Stigler 1994; Agresti 2002, p. 448), the
 * first example of R's BradleyTerry2: cited by the row, citing the column.
 */
const citations = [
  [0, 1, 730, 33],
  [0, 2, 498, 320],
  [0, 3, 221, 284],
  [1, 2, 68, 813],
  [1, 3, 17, 276],
  [2, 3, 142, 325],
];

/** Chocolate puddings (Davidson 1970, example 2): pair, preferences for each, ties; as in R's PlackettLuce. */
const puddings = [
  [1, 2, 19, 22, 16],
  [1, 3, 16, 19, 12],
  [2, 3, 19, 19, 10],
  [1, 4, 18, 23, 13],
  [2, 4, 23, 19, 9],
  [3, 4, 19, 20, 15],
  [1, 5, 13, 19, 18],
  [2, 5, 16, 20, 12],
  [3, 5, 16, 15, 17],
  [4, 5, 17, 14, 16],
  [1, 6, 18, 21, 12],
  [2, 6, 22, 20, 12],
  [3, 6, 13, 18, 10],
  [4, 6, 14, 19, 18],
  [5, 6, 11, 21, 12],
].map(([a = 0, b = 0, ...counts]) => [a - 1, b - 1, ...counts]);

describe("the model", () => {
  it("has the coefficients of R's BradleyTerry2 for the journals", () => {
    const { strengths: fitted, tie } = fitDavidson(4, citations.map(pair), noPrior);
    // BTm: Comm Statist -2.9491, JASA -0.4796, JRSS-B 0.2690 against Biometrika; the further digits by scipy's BFGS.
    const against = fitted.slice(1).map((one) => one - (fitted[0] ?? 0));
    [-2.949072, -0.47957, 0.268954].forEach((coefficient, index) => {
      expect(against[index]).toBeCloseTo(coefficient, 5);
    });
    expect(tie).toBe(0);
  });

  it("has Davidson's strengths and ties for the puddings", () => {
    const { strengths: fitted, tie } = fitDavidson(6, puddings.map(pair), noPrior);
    const sum = fitted.reduce((all, one) => all + Math.exp(one), 0);
    // scipy.optimize.minimize of the same likelihood, BFGS, gradient below 1e-9.
    [0.13880337, 0.17300151, 0.16174744, 0.16537296, 0.15868538, 0.20238935].forEach((worth, index) => {
      expect(Math.exp(fitted[index] ?? 0) / sum).toBeCloseTo(worth, 7);
    });
    expect(tie).toBeCloseTo(0.746823, 5);
    // The vignette of R's PlackettLuce, after Davidson 1970, p. 324: it stops after seven rounds, as the paper did.
    [0.1388005, 0.1729985, 0.161742, 0.165393, 0.1586805, 0.2023855].forEach((worth, index) => {
      expect(Math.exp(fitted[index] ?? 0) / sum).toBeCloseTo(worth, 4);
    });
    expect(tie).toBeCloseTo(0.7468147, 4);
  });
});

describe("the strengths", () => {
  it("are those of the model where votes are many", async () => {
    const names = ["Biometrika", "Comm Statist", "JASA", "JRSS-B"];
    const votes = citations.flatMap(([a = 0, b = 0, aWins = 0, bWins = 0]) => [
      ...beats(names[a] ?? "", names[b] ?? "", aWins),
      ...beats(names[b] ?? "", names[a] ?? "", bWins),
    ]);
    const told = await strengthsWithPauses(votes, { seed: 1 });
    expect(told.map(({ name }) => name)).toEqual(["JRSS-B", "Biometrika", "JASA", "Comm Statist"]);
    const apart = of(told, "JASA").rating - of(told, "Biometrika").rating;
    expect(Math.abs(apart - (-0.47957 * 400) / Math.LN10)).toBeLessThan(0.5);
    expect(told.reduce((sum, { rating }) => sum + rating, 0) / 4).toBeCloseTo(1000, 9);
    const two = await strengthsWithPauses([...beats("a", "b", 60), ...beats("b", "a", 40)], { seed: 2 });
    const { interval } = of(two, "a");
    // Half of log(60 / 40) with a standard error of half of sqrt(1 / 60 + 1 / 40), in Elo points.
    const [centre, error] = [Math.log(1.5) / 2, Math.sqrt(1 / 60 + 1 / 40) / 2].map(
      (one) => (one * 400) / Math.LN10,
    );
    expect(Math.abs((interval?.low ?? 0) - (1000 + (centre ?? 0) - 1.96 * (error ?? 0)))).toBeLessThan(8);
    expect(Math.abs((interval?.high ?? 0) - (1000 + (centre ?? 0) + 1.96 * (error ?? 0)))).toBeLessThan(8);
  }, 20_000);

  it("say that votes are too few", async () => {
    const few = await strengthsWithPauses(beats("a", "b", fewestVotes - 1), { seed: 1 });
    expect(few.map(({ interval }) => interval)).toEqual([null, null]);
    expect(of(few, "a")).toMatchObject({ wins: 9, losses: 0 });
    expect(await strengthsWithPauses([], { seed: 1 })).toEqual([]);
  });

  it("stay finite, and uncertain, for one who won everything", async () => {
    const told = await strengthsWithPauses(beats("a", "b", 30), { seed: 1 });
    const { rating, interval } = of(told, "a");
    expect(rating).toBeGreaterThan(1100);
    expect(rating).toBeLessThan(2000);
    expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeGreaterThan(100);
    expect(interval?.low).toBeGreaterThan(1000);
  });

  it("say little of groups that were never compared", async () => {
    const votes = [
      ...beats("a", "b", 20),
      ...beats("b", "a", 20),
      ...beats("c", "d", 20),
      ...beats("d", "c", 20),
    ];
    const apart = await strengthsWithPauses(votes, { seed: 3 });
    for (const { rating, interval } of apart) {
      expect(rating).toBeCloseTo(1000, 6);
      expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeGreaterThan(400);
    }
  });

  it("count a tie and two bad answers alike, and both apart", async () => {
    const votes = [...beats("a", "b", 12), ...beats("b", "a", 6)];
    const even = (outcome: "tie" | "both_bad"): Vote[] => Array(9).fill({ shown: ["a", "b"], outcome });
    const [tied, bad] = [
      await strengthsWithPauses([...votes, ...even("tie")], { seed: 1 }),
      await strengthsWithPauses([...votes, ...even("both_bad")], { seed: 1 }),
    ];
    expect(of(bad, "a").rating).toBe(of(tied, "a").rating);
    expect([of(tied, "a").bothBad, of(bad, "a").bothBad]).toEqual([0, 9]);
    expect(of(bad, "b")).toMatchObject({ wins: 6, losses: 12, ties: 9 });
    // Twice as many wins as losses, whatever the ties: log(2) of strength, were there no prior.
    const apart = of(tied, "a").rating - of(tied, "b").rating;
    expect(apart).toBeGreaterThan(105);
    expect(apart).toBeLessThan((Math.log(2) * 400) / Math.LN10);
  });

  it("take a vote among more than two as wins of the better one only", async () => {
    const votes: Vote[] = Array(12).fill({ shown: ["a", "b", "c"], outcome: "better", better: "b" });
    const told = await strengthsWithPauses(votes, { seed: 1 });
    expect(told[0]?.name).toBe("b");
    expect(of(told, "a").rating).toBeCloseTo(of(told, "c").rating, 6);
    const alone = await strengthsWithPauses([{ shown: ["a", "a"], outcome: "better", better: "a" }], {
      seed: 1,
    });
    expect(alone).toMatchObject([{ name: "a", rating: 1000, wins: 0, interval: null }]);
  });

  it("are the same for the same seed", async () => {
    const votes = [...beats("a", "b", 12), ...beats("b", "a", 6)];
    const told = await strengthsWithPauses(votes, { seed: 4 });
    expect(told).toEqual(await strengthsWithPauses(votes, { seed: 4 }));
    expect(told).not.toEqual(await strengthsWithPauses(votes, { seed: 5 }));
  });
});

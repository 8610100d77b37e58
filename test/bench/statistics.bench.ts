import { clusteredMean } from "../../main/statistics/clusters.ts";
import { cochranQ } from "../../main/statistics/cochran-q.ts";
import { confusionOf } from "../../main/statistics/confusion.ts";
import { corrected } from "../../main/statistics/corrections.ts";
import { kappa } from "../../main/statistics/kappa.ts";
import { mcnemar } from "../../main/statistics/mcnemar.ts";
import { medianDifference } from "../../main/statistics/median-difference.ts";
import { pairedMeans, rowDifferences } from "../../main/statistics/paired-means.ts";
import { newcombeInterval, pairedCounts } from "../../main/statistics/paired-proportions.ts";
import { orderEffect } from "../../main/statistics/position-bias.ts";
import { predictionPowered } from "../../main/statistics/prediction-powered.ts";
import { normal, seededRandom } from "../../main/statistics/random.ts";
import { scoreInterval } from "../../main/statistics/score-interval.ts";
import { signFlip } from "../../main/statistics/sign-flip.ts";
import { signedRank } from "../../main/statistics/signed-rank.ts";
import { spearman } from "../../main/statistics/spearman.ts";
import { varianceParts } from "../../main/statistics/variance-parts.ts";
import type { Comparison, Setting } from "./bench.ts";

export const name = "statistics";

const [few, many] = [10_000, 100_000];
/** Ten times the rows cost at most 12.5 times as much, as n log n does; half as much again for memory that is farther away. */
export const limit = 1.5 * ((many * Math.log(many)) / (few * Math.log(few)));

const rowsOf = (size: number) => {
  const random = seededRandom(size);
  const list = (value: (index: number) => number) => Array.from({ length: size }, (_, index) => value(index));
  const a = list(() => Math.exp(normal(random)));
  const b = a.map((value) => value + 0.2 * normal(random));
  const passedA = list(() => (random() < 0.7 ? 1 : 0));
  return {
    ...{ a, b, passedA, passedB: passedA.map((passed) => (random() < 0.2 ? 1 - passed : passed)) },
    clusters: list((row) => Math.floor(row / 7)),
    labels: passedA.map((passed) => (passed === 1 ? "good" : "bad")),
    pValues: list(() => random()),
    repeats: a.map((value) => [value, value + random()]),
    pairs: passedA.map(
      (passed) => ({ forward: passed === 1 ? "first" : "tie", backward: "second" }) as const,
    ),
  };
};

type Rows = ReturnType<typeof rowsOf>;

const seed = 1;
const work: Record<string, (rows: Rows) => unknown> = {
  "shares: counts, Newcombe, McNemar": ({ passedA, passedB }) => {
    const counts = pairedCounts(passedA, passedB);
    return [newcombeInterval(counts), mcnemar(counts)];
  },
  "paired t": ({ a, b }) => pairedMeans(a, b),
  "sign flips": ({ a, b }) => signFlip(rowDifferences(a, b), { seed }),
  "signed ranks": ({ a, b }) => signedRank(rowDifferences(a, b)),
  "groups of rows": ({ a, clusters }) => clusteredMean(a, clusters),
  "interval of a mean, skewed": ({ a }) => scoreInterval(a, { seed }),
  "median difference": ({ a, b }) => medianDifference(a, b),
  "rank correlation": ({ a, b }) => spearman(a, b),
  "Cochran's Q": ({ passedA, passedB }) => cochranQ([passedA, passedB]),
  "kappa from labels": ({ labels }) => kappa(confusionOf(labels, labels.toReversed()).table),
  corrections: ({ pValues }) => corrected(pValues, "benjamini_hochberg"),
  "rows and repeats": ({ repeats }) => varianceParts(repeats),
  "prediction-powered mean": ({ a, b }) => predictionPowered({ unlabelled: a, judge: a, person: b }),
  "both orders": ({ pairs }) => orderEffect(pairs),
};

/** What each statistic costs over 100,000 rows, against 10,000. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const [short, long] = [rowsOf(few), rowsOf(many)];
  return Object.entries(work).map(([what, compute]) => {
    for (let round = 0; round < 3; round += 1) [short, long].map(compute);
    const pairs = Array.from({ length: setting.pairs }, () => ({
      long: millisecondsOf(() => compute(long)),
      // As long a look at both: ten times the smaller one, and its mean.
      short: millisecondsOf(() => Array.from({ length: 10 }, () => compute(short))) / 10,
    }));
    return {
      ...{ what: `${what}, 100,000 rows to 10,000`, unit: "ms", compared: "ratio" },
      ...{ ours: pairs.map((pair) => pair.long), reference: pairs.map((pair) => pair.short) },
    };
  });
}

/** The fastest of three: what else the machine does only ever adds. */
function millisecondsOf(compute: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const begun = performance.now();
    compute();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

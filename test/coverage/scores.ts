import { bootstrapMean } from "../../main/statistics/bootstrap.ts";
import { clusteredMean } from "../../main/statistics/clusters.ts";
import { correlationInterval, pearson } from "../../main/statistics/correlation.ts";
import { meanInterval } from "../../main/statistics/means.ts";
import { medianDifference } from "../../main/statistics/median-difference.ts";
import { pairedMeans, welch } from "../../main/statistics/paired-means.ts";
import { normal, type Random } from "../../main/statistics/random.ts";
import { differenceInterval, scoreInterval } from "../../main/statistics/score-interval.ts";
import { spearman } from "../../main/statistics/spearman.ts";
import type { Design } from "./design.ts";
import { between, exponential, many, score } from "./draws.ts";

interface Source {
  name: string;
  mean: number;
  draw(random: Random): number;
}

const sources = {
  normal: { name: "normal", mean: 0, draw: normal },
  uniform: { name: "uniform", mean: 0.5, draw: (random) => random() },
  skewed: { name: "skewness 2 (exponential)", mean: 1, draw: exponential },
  // The square of a chi with one degree of freedom: skewness 2.8.
  long: { name: "skewness 2.8 (chi squared)", mean: 1, draw: (random) => normal(random) ** 2 },
} satisfies Record<string, Source>;

const intervals = {
  t: (values: number[]) => meanInterval(values),
  BCa: (values: number[], seed: number) => bootstrapMean(values, { seed, resamples: 1_000 })?.bca ?? null,
  percentile: (values: number[], seed: number) =>
    bootstrapMean(values, { seed, resamples: 1_000 })?.percentile ?? null,
  "studentized bootstrap": (values: number[], seed: number) =>
    bootstrapMean(values, { seed, resamples: 1_000 })?.studentized ?? null,
  "the one chosen": (values: number[], seed: number) => scoreInterval(values, { seed })?.interval ?? null,
};

const mean = (method: keyof typeof intervals, source: Source, size: number, isPromised: boolean): Design => ({
  method,
  drawn: `${size} values, ${source.name}`,
  isPromised,
  trial: (random) => {
    const values = many(size, () => source.draw(random));
    const seed = Math.floor(random() * 2 ** 32);
    return { truth: source.mean, interval: intervals[method](values, seed) };
  },
});

/** Scores from 0 to 1 of two models on the same rows, b harder pressed by as much as a: no difference. */
const paired = (size: number, isPromised: boolean): Design => ({
  method: "paired t",
  drawn: `${size} rows, scores 0–1 cut at both ends`,
  isPromised,
  trial: (random) => {
    const hardness = many(size, () => 0.2 * normal(random));
    const side = () => hardness.map((one) => score(random, one));
    return { truth: 0, interval: pairedMeans(side(), side())?.interval ?? null };
  },
});

const unpaired = (size: number, isPromised: boolean): Design => ({
  method: "Welch",
  drawn: `${size} and ${2 * size} values, variances 1 and 4`,
  isPromised,
  trial: (random) => {
    const a = many(size, () => normal(random));
    const b = many(2 * size, () => 2 * normal(random));
    return { truth: 0, interval: welch(a, b)?.interval ?? null };
  },
});

const clustered = (groups: number, sizes: readonly number[], isPromised: boolean): Design => ({
  method: "clustered t",
  drawn: `${groups} groups of ${sizes.join(", ")} rows, half the variance between groups`,
  isPromised,
  trial: (random) => {
    const values: number[] = [];
    const clusters: number[] = [];
    for (let group = 0; group < groups; group += 1) {
      const own = normal(random);
      for (let row = 0; row < (sizes[group % sizes.length] ?? 1); row += 1) {
        values.push(own + normal(random));
        clusters.push(group);
      }
    }
    return { truth: 0, interval: clusteredMean(values, clusters)?.interval ?? null };
  },
});

/** Pairs of normal numbers; the correlation of their ranks is 6/π · asin(correlation / 2). */
const together = (ofRanks: boolean, size: number, isPromised: boolean): Design => ({
  method: ofRanks ? "Spearman, Bonett–Wright" : "Pearson, Fisher z",
  drawn: `${size} pairs, correlation -0.8 to 0.8`,
  isPromised,
  trial: (random) => {
    const correlation = between(random, -0.8, 0.8);
    const a = many(size, () => normal(random));
    const b = a.map((one) => correlation * one + Math.sqrt(1 - correlation ** 2) * normal(random));
    const found = (ofRanks ? spearman(a, b) : pearson(a, b)) ?? 0;
    const truth = ofRanks ? (6 / Math.PI) * Math.asin(correlation / 2) : correlation;
    return { truth, interval: correlationInterval(found, size, { ofRanks }) };
  },
});

/** Differences of scores: so large a share of the rows differ, so many of them upward, by an exponential amount. */
const differences = (size: number, differing: number, upward: number, isPromised: boolean): Design => ({
  method: "differences of scores",
  drawn: `${size} rows, ${100 * differing}% of them differ, ${100 * upward}% of these upward`,
  isPromised,
  trial: (random) => {
    const one = () => (random() < differing ? (random() < upward ? 1 : -1) * exponential(random) : 0);
    const values = many(size, one);
    const seed = Math.floor(random() * 2 ** 32);
    const interval = differenceInterval(values, { seed })?.interval ?? null;
    return { truth: differing * (2 * upward - 1), interval };
  },
});

/** Latencies of two models: skewed, the same typical value. */
const latencies = (size: number, isPromised: boolean): Design => ({
  method: "median difference",
  drawn: `${size} rows, latencies (lognormal)`,
  isPromised,
  trial: (random) => {
    const side = () => many(size, () => Math.exp(0.7 * normal(random)));
    return { truth: 0, interval: medianDifference(side(), side())?.interval ?? null };
  },
});

/** Scores, latencies, lengths. */
export const scores: Design[] = [
  ...[5, 10, 20, 30].map((size) => mean("t", sources.normal, size, true)),
  ...[10, 30].map((size) => mean("t", sources.uniform, size, true)),
  ...[30, 100, 200, 500].map((size) => mean("t", sources.skewed, size, size >= 200)),
  ...[100, 200, 500, 1000].map((size) => mean("t", sources.long, size, size >= 500)),
  ...[20, 30, 50, 100].map((size) => mean("BCa", sources.normal, size, size >= 100)),
  ...[50, 100, 200].map((size) => mean("BCa", sources.skewed, size, size >= 200)),
  ...[100, 200, 500].map((size) => mean("BCa", sources.long, size, size >= 500)),
  ...[10, 30, 100].map((size) => mean("studentized bootstrap", sources.normal, size, true)),
  ...[20, 30, 100].map((size) => mean("studentized bootstrap", sources.skewed, size, true)),
  ...[30, 100].map((size) => mean("studentized bootstrap", sources.long, size, true)),
  ...[10, 30].map((size) => mean("the one chosen", sources.normal, size, true)),
  ...[20, 30, 50, 100].map((size) => mean("the one chosen", sources.skewed, size, true)),
  ...[50, 100].map((size) => mean("the one chosen", sources.long, size, true)),
  ...[40, 100].map((size) => differences(size, 0.1, 0.85, false)),
  ...[40, 100, 200].map((size) => differences(size, 0.3, 0.85, true)),
  ...[100, 200].map((size) => differences(size, 0.3, 0.5, true)),
  differences(100, 0.3, 0.95, false),
  ...[50].map((size) => mean("percentile", sources.skewed, size, false)),
  ...[10, 20, 50, 200].map((size) => paired(size, true)),
  ...[10, 30, 100].map((size) => unpaired(size, true)),
  ...[5, 10, 20, 50].map((groups) => clustered(groups, [4], groups >= 10)),
  ...[10, 20, 30, 50].map((groups) => clustered(groups, [1, 2, 3, 6, 10], groups >= 20)),
  ...[20, 50, 200].map((size) => together(false, size, true)),
  ...[20, 50, 200].map((size) => together(true, size, true)),
  ...[20, 50, 200, 1000].map((size) => latencies(size, false)),
];

import { clusteredMean, clusteredShareInterval } from "../../main/statistics/clusters.ts";
import { meanInterval } from "../../main/statistics/means.ts";
import {
  agrestiMinInterval,
  boundedInterval,
  newcombeInterval,
  pairedCounts,
} from "../../main/statistics/paired-proportions.ts";
import { exactShareInterval, jeffreysInterval, shareInterval } from "../../main/statistics/proportions.ts";
import type { Random } from "../../main/statistics/random.ts";
import type { Design } from "./design.ts";
import { between, drawnPlace, happened, many } from "./draws.ts";

const single = (
  method: string,
  interval: typeof shareInterval,
  size: number,
  isPromised: boolean,
): Design => ({
  method,
  drawn: `${size} rows, share 5–95%`,
  isPromised,
  trial: (random) => {
    const truth = between(random, 0.05, 0.95);
    return { truth, interval: interval(happened(random, size, truth), size) };
  },
});

/** Two on the same rows: they differ on 10 to 40% of them. */
function pairOf(random: Random, size: number) {
  const differing = between(random, 0.1, 0.4);
  const onlyB = differing * between(random, 0.2, 0.8);
  const both = (1 - differing) * between(random, 0.3, 0.9);
  const shares = [both, differing - onlyB, onlyB, 1 - differing - both];
  const rows = many(size, () => drawnPlace(random, shares));
  const a = rows.map((cell) => (cell < 2 ? 1 : 0));
  const b = rows.map((cell) => (cell === 0 || cell === 2 ? 1 : 0));
  return { a, b, truth: 2 * onlyB - differing };
}

const paired = (
  method: string,
  interval: typeof newcombeInterval,
  size: number,
  isPromised: boolean,
): Design => ({
  method,
  drawn: `${size} rows, 10–40% of them differ`,
  isPromised,
  trial: (random) => {
    const { a, b, truth } = pairOf(random, size);
    return { truth, interval: interval(pairedCounts(a, b)) };
  },
});

/** Rows asked three times: what a row passes by lies anywhere between never and always. */
const repeated = (method: string, size: number, isPromised: boolean): Design => ({
  method,
  drawn: `${size} rows, three repeats, averaged`,
  isPromised,
  trial: (random) => {
    const gain = between(random, -0.2, 0.2);
    const differences = many(size, () => {
      const hard = random() < 0.5 ? between(random, 0.2, 0.8) : 0.8;
      return (happened(random, 3, hard + gain) - happened(random, 3, hard)) / 3;
    });
    const sum = differences.reduce((all, one) => all + one, 0);
    const squares = differences.reduce((all, one) => all + one * one, 0);
    const interval =
      method === "Agresti–Min, averaged"
        ? boundedInterval({ rows: size, sum, squares })
        : meanInterval(differences);
    return { truth: gain, interval };
  },
});

/** Groups of rows that pass or fail together, in part. */
function grouped(random: Random, groups: number, rowsOf: () => number) {
  const share = between(random, 0.3, 0.7);
  const values: number[] = [];
  const clusters: number[] = [];
  for (let group = 0; group < groups; group += 1) {
    const own = share + (random() < 0.5 ? 0.25 : -0.25);
    const size = rowsOf();
    for (let row = 0; row < size; row += 1) {
      values.push(random() < own ? 1 : 0);
      clusters.push(group);
    }
  }
  return { values, clusters, truth: share };
}

const clustered = (method: string, groups: number, most: number, isPromised: boolean): Design => ({
  method,
  drawn: `${groups} groups of ${most === 5 ? "5" : `1–${most}`} rows`,
  isPromised,
  trial: (random) => {
    const size = () => (most === 5 ? 5 : 1 + Math.floor(random() * most));
    const { values, clusters, truth } = grouped(random, groups, size);
    const interval =
      method === "Wilson, clustered"
        ? clusteredShareInterval(values, clusters)
        : (clusteredMean(values, clusters)?.interval ?? null);
    return { truth, interval };
  },
});

/** The row differences of two that pass or fail, in groups. */
const clusteredPair = (groups: number, isPromised: boolean): Design => ({
  method: "clustered t, differences of pass and fail",
  drawn: `${groups} groups of 1–8 rows`,
  isPromised,
  trial: (random) => {
    const gain = between(random, -0.15, 0.15);
    const values: number[] = [];
    const clusters: number[] = [];
    for (let group = 0; group < groups; group += 1) {
      const own = gain + (random() < 0.5 ? 0.1 : -0.1);
      const size = 1 + Math.floor(random() * 8);
      for (let row = 0; row < size; row += 1) {
        values.push([-1, 0, 1][drawnPlace(random, [0.15 - own / 2, 0.7, 0.15 + own / 2])] ?? 0);
        clusters.push(group);
      }
    }
    return { truth: gain, interval: clusteredMean(values, clusters)?.interval ?? null };
  },
});

/** Pass and fail. */
export const shares: Design[] = [
  ...[10, 20, 50, 200, 1000].map((size) => single("Wilson", shareInterval, size, true)),
  ...[20, 200].map((size) => single("Clopper–Pearson", exactShareInterval, size, false)),
  ...[20, 200].map((size) => single("Jeffreys", jeffreysInterval, size, true)),
  ...[20, 30, 50, 100, 200, 500].map((size) => paired("Newcombe 10", newcombeInterval, size, size >= 30)),
  ...[20, 30, 50, 100, 200, 500].map((size) => paired("Agresti–Min", agrestiMinInterval, size, size >= 30)),
  ...[20, 50, 200].map((size) => repeated("Agresti–Min, averaged", size, size >= 50)),
  ...[20, 50, 200].map((size) => repeated("paired t, averaged", size, true)),
  ...[10, 20, 30, 50].flatMap((groups) => [
    clustered("Wilson, clustered", groups, 5, groups >= 20),
    clustered("clustered t, pass and fail", groups, 5, groups >= 20),
    clustered("Wilson, clustered", groups, 8, groups >= 20),
    clustered("clustered t, pass and fail", groups, 8, groups >= 20),
    clusteredPair(groups, groups >= 20),
  ]),
];

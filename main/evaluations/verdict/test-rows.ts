import type { Estimate, ScoreUnit } from "../../../preload/contract/evaluation-verdicts.ts";
import { clusteredMean } from "../../statistics/clusters.ts";
import { mcnemar } from "../../statistics/mcnemar.ts";
import { isPassFail, meanOf } from "../../statistics/means.ts";
import type { Interval } from "../../statistics/medians.ts";
import { pairedMeans, rowDifferences } from "../../statistics/paired-means.ts";
import { boundedInterval, newcombeInterval, pairedCounts } from "../../statistics/paired-proportions.ts";
import {
  millerDifference,
  pairedDifferenceSeen,
  type Sureness,
  smallestDifference,
} from "../../statistics/power.ts";
import { differenceInterval } from "../../statistics/score-interval.ts";
import { signFlip } from "../../statistics/sign-flip.ts";
import { signedRank } from "../../statistics/signed-rank.ts";
import type { FoundClusters } from "./clusters.ts";

/** What rows say about the difference of two sides. */
export interface RowTest {
  effect: Estimate;
  p: number;
  /** Names in `strings.evaluationVerdicts.methods`. */
  method: { interval: string | null; test: string };
  check: { method: string; p: number } | null;
  /** The smallest difference that would have been seen, as sure as that; null where nothing is known of the spread. */
  smallest(sureness: Sureness): number | null;
}

/** Rows on which the two differ, below which McNemar's test is exact. */
const fewDiffering = 10;

/** The seed of what is drawn: the same rows say the same every time. */
const seed = 1;

/**
 * Tests whether the model is better or worse than the baseline on the same rows; takes lists of one length, of one row or
 * more. Pass and fail, asked once: Newcombe and McNemar. Wins and losses: the sign test. Scores, and shares of repeats: the
 * paired t test, checked by ranks where scores are whole steps of a scale, else by giving the differences other signs.
 * Rows in groups: errors between the groups. (docs/statistics.md)
 */
export function testRows(
  model: Float64Array,
  baseline: Float64Array,
  unit: ScoreUnit,
  clusters: FoundClusters | null,
): RowTest {
  const differences = rowDifferences(baseline, model);
  if (clusters) return inGroups(differences, clusters, model, baseline, unit);
  if (unit === "share" && isPassFail(model) && isPassFail(baseline)) return passOrFail(model, baseline);
  if (unit === "wins" && differences.every((one) => one === 0 || Math.abs(one) === 1))
    return winOrLose(differences);
  return scores(model, baseline, differences, unit);
}

function passOrFail(model: Float64Array, baseline: Float64Array): RowTest {
  const counts = pairedCounts(baseline, model);
  const { onlyA, onlyB } = counts;
  const differing = onlyA + onlyB;
  return {
    effect: { value: (onlyB - onlyA) / model.length, ...newcombeInterval(counts) },
    ...bySign({ worse: onlyA, better: onlyB }, "mcnemar"),
    method: {
      interval: "newcombe",
      test: differing < fewDiffering ? "mcnemar_exact" : "mcnemar_mid_p",
    },
    smallest: smallestShare(model.length, differing / model.length),
  };
}

/** The test of what differs, as much for McNemar's as for the sign test: they are the same. */
function bySign(
  { worse, better }: { worse: number; better: number },
  kind: "mcnemar" | "sign",
): Pick<RowTest, "p" | "check"> {
  const test = mcnemar({ onlyA: worse, onlyB: better });
  if (!test) return { p: 1, check: null };
  const isFew = worse + better < fewDiffering;
  return {
    p: isFew ? test.exact : test.midP,
    check: isFew ? null : { method: `${kind}_exact`, p: test.exact },
  };
}

function winOrLose(differences: Float64Array): RowTest {
  const better = differences.filter((one) => one > 0).length;
  const worse = differences.filter((one) => one < 0).length;
  return {
    effect: { value: meanOf(differences), ...boundedInterval(sumsOf(differences)) },
    ...bySign({ worse, better }, "sign"),
    method: {
      interval: "bounded",
      test: better + worse < fewDiffering ? "sign_exact" : "sign_mid_p",
    },
    smallest: smallestShare(differences.length, (better + worse) / differences.length),
  };
}

const sumsOf = (differences: Float64Array) => ({
  rows: differences.length,
  sum: differences.reduce((sum, one) => sum + one, 0),
  squares: differences.reduce((sum, one) => sum + one ** 2, 0),
});

/** There is no difference without as many rows that differ: where too few do, all of them would have had to, one way. */
const smallestShare =
  (rows: number, differing: number) =>
  (sureness: Sureness): number => {
    const { difference } = smallestDifference(rows, differing, sureness);
    return difference > 0 && difference <= differing
      ? difference
      : smallestDifference(rows, 1, sureness).difference ** 2;
  };

function scores(
  model: Float64Array,
  baseline: Float64Array,
  differences: Float64Array,
  unit: ScoreUnit,
): RowTest {
  const test = pairedMeans(baseline, model);
  const flipped = signFlip(differences, { seed });
  const isScale = unit === "score" && model.every(Number.isInteger) && baseline.every(Number.isInteger);
  const ranked = isScale ? signedRank(differences) : null;
  const check = ranked ? { method: "signed_rank", p: ranked.pValue } : null;
  const { interval, method } = intervalOf(differences, unit, test?.interval ?? null);
  return {
    effect: { value: meanOf(differences), low: interval?.low ?? null, high: interval?.high ?? null },
    // Where all differ by as much, Student's t knows no spread; where none differs, nothing is found.
    p: test?.pValue ?? flipped?.pValue ?? 1,
    method: { interval: method, test: test?.t == null ? "sign_flip" : "paired_t" },
    check: check ?? (flipped && test?.t != null ? { method: "sign_flip", p: flipped.pValue } : null),
    smallest: smallestScore(differences.length, test?.deviation ?? 0, unit),
  };
}

const smallestScore =
  (rows: number, deviation: number, unit: ScoreUnit) =>
  (sureness: Sureness): number | null => {
    if (deviation > 0) return pairedDifferenceSeen(rows, deviation, sureness);
    return unit === "score" ? null : smallestShare(rows, 0)(sureness);
  };

function intervalOf(
  differences: Float64Array,
  unit: ScoreUnit,
  byStudent: Interval | null,
): { interval: Interval | null; method: string | null } {
  if (unit !== "score")
    return byStudent
      ? { interval: { low: Math.max(-1, byStudent.low), high: Math.min(1, byStudent.high) }, method: "t" }
      : { interval: boundedInterval(sumsOf(differences)), method: "bounded" };
  // Differences of 0 and 1 are no shares: they might as well have been below 0.
  const drawn = isPassFail(differences.map(Math.abs)) ? null : differenceInterval(differences, { seed });
  return drawn ?? { interval: byStudent, method: byStudent && "t" };
}

/** Errors between groups. Where groups have no spread, each counts as one row. */
function inGroups(
  differences: Float64Array,
  clusters: FoundClusters,
  model: Float64Array,
  baseline: Float64Array,
  unit: ScoreUnit,
): RowTest {
  const value = meanOf(differences);
  const test = clusteredMean(differences, clusters.of);
  if (test?.interval == null || test.pValue === null) {
    const each = testRows(meansIn(model, clusters), meansIn(baseline, clusters), unit, null);
    return { ...each, effect: { ...each.effect, value } };
  }
  const within = (end: number) => (unit === "score" ? end : Math.min(1, Math.max(-1, end)));
  const flipped = signFlip(sumsIn(differences, clusters), { seed });
  return {
    effect: { value, low: within(test.interval.low), high: within(test.interval.high) },
    p: test.pValue,
    method: { interval: "clustered_t", test: "clustered_t" },
    check: flipped && { method: "sign_flip_groups", p: flipped.pValue },
    smallest: smallestByError(test.error),
  };
}

const smallestByError =
  (error: number) =>
  (sureness: Sureness): number =>
    millerDifference({ between: error ** 2, withinA: 0, withinB: 0, repeatsA: 1, repeatsB: 1 }, 1, sureness);

/** The sum of each group's values. */
function sumsIn(values: Float64Array, { of, count }: FoundClusters): Float64Array {
  const sums = new Float64Array(count);
  for (let place = 0; place < values.length; place += 1) {
    const group = of[place] ?? 0;
    sums[group] = (sums[group] ?? 0) + (values[place] ?? 0);
  }
  return sums;
}

function meansIn(values: Float64Array, clusters: FoundClusters): Float64Array {
  const sizes = sumsIn(new Float64Array(values.length).fill(1), clusters);
  return sumsIn(values, clusters).map((sum, group) => sum / (sizes[group] ?? 1));
}

import type { ScoreDifference, ScoreUnit, TooLittle } from "../../../preload/contract/evaluation-verdicts.ts";
import { fewestClusters } from "../../statistics/clusters.ts";
import { type Correction, corrected } from "../../statistics/corrections.ts";
import { meanOf } from "../../statistics/means.ts";
import { usualLevel } from "../../statistics/medians.ts";
import type { RowScores } from "../process/scores.ts";
import { clustersAmong } from "./clusters.ts";
import { type Pairs, pairsOf } from "./pairs.ts";
import { type RowTest, testRows } from "./test-rows.ts";

/** Two models and a grader, by their ids, with what their rows came to. */
export interface Comparison {
  modelId: string;
  baselineId: string;
  graderId: string;
  unit: ScoreUnit;
  model: RowScores;
  baseline: RowScores;
}

/** A comparison that has not been corrected for others yet; without its rows, which may be many. */
export type Compared = Omit<ScoreDifference, "word" | "adjusted" | "correction" | "smallest"> &
  Pick<RowTest, "smallest">;

/** Fewest pairs of which something is said. */
const fewestPairs = 10;
/** By how much the shares of what could not be graded may differ. */
const uneven = 0.05;
/** The share of what both have answered that has to be graded. */
const enough = 0.5;
/** Scores that differ by less are the same: they were summed up. */
const same = 1e-9;

/** Compares two models on all rows, or on some of them. `clusterOf` has by row the number of its group, negative for none. */
export function compare(
  { modelId, baselineId, graderId, unit, model, baseline }: Comparison,
  clusterOf: Int32Array,
  some: Int32Array | null = null,
): Compared {
  const pairs = pairsOf(model, baseline, some);
  const { rows, left, answered, ungraded } = pairs;
  const found = clustersAmong(rows, clusterOf);
  const test = rows.length === 0 ? null : testRows(pairs.model, pairs.baseline, unit, found);
  const clusters = found && {
    count: found.count,
    largest: found.largest,
    isFew: found.count < fewestClusters,
  };
  const share = (count: number) => (answered === 0 ? 0 : count / answered);
  return {
    ...{ modelId, baselineId, graderId, unit, left, clusters },
    why: tooLittle(pairs, clusters),
    rows: rows.length,
    ungraded: { model: share(ungraded.model), baseline: share(ungraded.baseline) },
    means: test && { model: meanOf(pairs.model), baseline: meanOf(pairs.baseline) },
    effect: test?.effect ?? null,
    p: test?.p ?? null,
    method: test?.method ?? { interval: null, test: null },
    check: test?.check ?? null,
    better: count(pairs, (difference) => difference > same),
    worse: count(pairs, (difference) => difference < -same),
    smallest: test?.smallest ?? (() => null),
  };
}

/**
 * What comparisons that were made together say, corrected for how many they are: `holm` for those that were planned,
 * `benjamini_hochberg` for what is looked through.
 */
export function differencesOf(
  all: readonly Compared[],
  method: Extract<Correction, "holm" | "benjamini_hochberg">,
): ScoreDifference[] {
  const tested = all.filter(({ p }) => p !== null);
  const adjusted = corrected(
    tested.map(({ p }) => p ?? 1),
    method,
  );
  const correction = { count: tested.length, method };
  const adjustedOf = new Map(tested.map((one, place) => [one, adjusted[place] ?? 1]));
  return all.map((one) => told(one, adjustedOf.get(one) ?? null, correction));
}

/**
 * Comparisons that were made one by one and are looked at together: those by the lead grader are corrected for each other
 * by Holm, the others by Benjamini and Hochberg.
 */
export function correctedTogether(all: readonly ScoreDifference[], leadId: string): ScoreDifference[] {
  const some = (isLead: boolean) =>
    all
      .filter(({ graderId }) => (graderId === leadId) === isLead)
      .map((one) => ({ ...one, smallest: () => one.smallest }));
  return [...differencesOf(some(true), "holm"), ...differencesOf(some(false), "benjamini_hochberg")];
}

function told(
  compared: Compared,
  adjusted: number | null,
  correction: ScoreDifference["correction"],
): ScoreDifference {
  const { why, effect, smallest } = compared;
  const isFound =
    effect !== null &&
    (adjusted ?? 1) <= 1 - usualLevel &&
    (effect.low === null || effect.high === null || effect.low > 0 || effect.high < 0);
  const level = 1 - (1 - usualLevel) / Math.max(1, correction.count);
  return {
    ...{ ...compared, adjusted, correction },
    word: why !== null ? "too_little" : !isFound ? "none" : effect.value > 0 ? "better" : "worse",
    smallest: why === null ? atMost(mostOf(compared), smallest({ level })) : null,
  };
}

/** The largest difference that there can be: shares and wins go from 0 to 1. */
const mostOf = ({ unit }: Compared): number => (unit === "score" ? Number.POSITIVE_INFINITY : 1);

const atMost = (most: number, value: number | null): number | null => value && Math.min(most, value);

function tooLittle(
  { rows, answered, ungraded }: Pairs,
  clusters: ScoreDifference["clusters"],
): TooLittle | null {
  if (rows.length < fewestPairs) return "few_rows";
  if (rows.length < enough * answered) return "half_graded";
  if (Math.abs(ungraded.model - ungraded.baseline) > uneven * answered) return "uneven";
  return clusters?.isFew ? "few_groups" : null;
}

function count({ model, baseline }: Pairs, isOne: (difference: number) => boolean): number {
  let found = 0;
  for (let place = 0; place < model.length; place += 1)
    if (isOne((model[place] ?? 0) - (baseline[place] ?? 0))) found += 1;
  return found;
}

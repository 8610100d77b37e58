import type { ModelScore, ScoreUnit } from "../../../preload/contract/evaluation-verdicts.ts";
import { varianceOf } from "../../statistics/means.ts";
import { winRate } from "../../statistics/wins.ts";
import type { RowScores } from "../process/scores.ts";
import { clustersAmong, type FoundClusters } from "./clusters.ts";
import { scoreEstimate, shareEstimate } from "./estimates.ts";
import { isAnswered } from "./pairs.ts";
import { everyRow, valuesAt } from "./rows.ts";

/** Why rows have no score: by row, the place of the reason among `codes` plus one; 0 for a row that has a score. */
export interface Reasons {
  codes: readonly string[];
  of: Uint8Array;
}

/** What is known of a model's scores by a grader. */
export interface Scored {
  modelId: string;
  graderId: string;
  unit: ScoreUnit;
  scores: RowScores;
  reasons: Reasons;
}

/** Scores that differ by less are the same: they were summed up. */
const same = 1e-9;

/**
 * What the scores of a grader are: a grader that compares gives wins; one of which every score is its share of passes
 * gives shares; every other one gives scores.
 */
export function unitOf(isPair: boolean, scores: readonly RowScores[]): ScoreUnit {
  if (isPair) return "wins";
  let hasAny = false;
  for (const { means, passed } of scores)
    for (let row = 0; row < means.length; row += 1) {
      const mean = means[row] ?? Number.NaN;
      if (Number.isNaN(mean)) continue;
      if (!(Math.abs(mean - (passed[row] ?? Number.NaN)) < same)) return "score";
      hasAny = true;
    }
  return hasAny ? "share" : "score";
}

/** What a model came to by a grader on all rows, or on some of them. */
export function modelScore(
  { modelId, graderId, unit, scores, reasons }: Scored,
  clusterOf: Int32Array,
  some: Int32Array | null = null,
): ModelScore {
  const among = some ?? everyRow(scores.means.length);
  const rows = among.filter((row) => !Number.isNaN(scores.means[row] ?? Number.NaN));
  let answered = 0;
  for (const row of among) answered += Number(isAnswered(scores, row));
  const values = valuesAt(scores.means, rows);
  const clusters = clustersAmong(rows, clusterOf);
  const mean = (unit === "score" ? scoreEstimate : shareEstimate)(values, clusters);
  return {
    ...{ modelId, graderId, unit },
    rows: rows.length,
    ungraded: answered - rows.length,
    reasons: reasonsAmong(reasons, among),
    passed: passedOf(unit, scores, rows, clusters, values),
    mean: mean?.estimate ?? null,
    method: mean?.method ?? null,
    spread: spreadOf(scores, rows, values),
  };
}

/** Why some rows have no score, the most frequent reason first. */
function reasonsAmong({ codes, of }: Reasons, among: Int32Array): ModelScore["reasons"] {
  if (codes.length === 0) return [];
  const counts = codes.map((code) => ({ code, rows: 0 }));
  for (const row of among) {
    const count = counts[(of[row] ?? 0) - 1];
    if (count) count.rows += 1;
  }
  return counts
    .filter(({ rows }) => rows > 0)
    .sort((one, other) => other.rows - one.rows || (one.code < other.code ? -1 : 1));
}

function passedOf(
  unit: ScoreUnit,
  { passed }: RowScores,
  rows: Int32Array,
  clusters: FoundClusters | null,
  values: Float64Array,
): ModelScore["passed"] {
  if (unit === "wins") {
    const won = values.filter((value) => value > 0.5 + same).length;
    const lost = values.filter((value) => value < 0.5 - same).length;
    const { decided } = winRate({ wins: won, losses: lost, ties: values.length - won - lost });
    return decided && { value: decided.share, ...decided.interval };
  }
  const shares = valuesAt(passed, rows);
  return shares.some(Number.isNaN) ? null : (shareEstimate(shares, clusters)?.estimate ?? null);
}

/** Where the spread of the scores comes from: rows, and repeats inside a row (analysis of variance). */
function spreadOf(
  { within, graded }: RowScores,
  rows: Int32Array,
  values: Float64Array,
): ModelScore["spread"] {
  let [squares, freedom, shares] = [0, 0, 0];
  for (const row of rows) {
    const repeats = graded[row] ?? 1;
    shares += 1 / repeats;
    if (repeats < 2) continue;
    squares += (within[row] ?? 0) * (repeats - 1);
    freedom += repeats - 1;
  }
  const inside = freedom === 0 ? null : squares / freedom;
  const all = varianceOf(values);
  const between = Math.max(0, all - ((inside ?? 0) * shares) / rows.length);
  return {
    between: Number.isNaN(all) ? null : Math.sqrt(between),
    within: inside === null ? null : Math.sqrt(inside),
  };
}

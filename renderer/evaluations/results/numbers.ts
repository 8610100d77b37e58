import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { Estimate, ModelScore, ScoreUnit } from "../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults as words } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";

/** The lowest and highest score that a grader is made to give. */
export function rangeOf(grader: EvaluationGrader): [low: number, high: number] {
  if (grader.kind === "judge" && grader.verdict.form === "score") return grader.verdict.range;
  if (grader.kind === "foundry" && grader.grader.type === "score_model") return grader.grader.range ?? [0, 1];
  if (grader.kind === "evaluator" && grader.range && !grader.isLessBetter) return grader.range;
  return [0, 1];
}

/** What the scores of a grader are. */
export const unitOf = (graderId: string, scores: readonly ModelScore[]): ScoreUnit =>
  scores.find((score) => score.graderId === graderId)?.unit ?? "score";

const digits = (value: number): string => value.toLocaleString(undefined, { maximumSignificantDigits: 3 });

/** A share as people read it, `83.3%`, or a score as it is. */
export const valueText = (value: number, unit: ScoreUnit): string =>
  unit !== "score"
    ? value.toLocaleString(undefined, { style: "percent", maximumFractionDigits: 1 })
    : digits(value);

const signed = { signDisplay: "exceptZero" } as const;

/** A difference with its sign: points of a hundred of shares, `+4.2 points`, or as it is. */
export const differenceText = (value: number, unit: ScoreUnit): string =>
  unit !== "score"
    ? fill(words.points, {
        value: (100 * value).toLocaleString(undefined, { ...signed, maximumFractionDigits: 1 }),
      })
    : value.toLocaleString(undefined, { ...signed, maximumSignificantDigits: 3 });

/** The same without a sign: a size. */
export const sizeText = (value: number, unit: ScoreUnit): string =>
  unit !== "score"
    ? fill(words.points, { value: (100 * value).toLocaleString(undefined, { maximumFractionDigits: 1 }) })
    : digits(value);

/** From where to where an estimate may lie; null where there is no interval. */
export const betweenText = ({ low, high }: Estimate, shown: (value: number) => string): string | null =>
  low === null || high === null ? null : fill(words.scores.between, { low: shown(low), high: shown(high) });

/** A p-value to three digits, as `p = 0.012`; below 0.001 only that it is. */
export const pText = (p: number | null): string =>
  p === null
    ? words.notGiven
    : p < 0.001
      ? words.verdict.pSmall
      : fill(words.verdict.p, { p: p.toLocaleString(undefined, { maximumFractionDigits: 3 }) });

/** A score of one answer, to three digits. */
export const scoreText = (score: number): string => digits(score);

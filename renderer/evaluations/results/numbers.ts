import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type {
  Estimate,
  ModelScore,
  ScoreDifference,
  ScoreUnit,
} from "../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults as words } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { digitsOf } from "../../../preload/strings/verdict-sentence.ts";
import { unbroken } from "../../figures/unbroken.ts";

/** The lowest and highest score that a grader is made to give. */
export function rangeOf(grader: EvaluationGrader): [low: number, high: number] {
  if (grader.kind === "judge" && grader.verdict.form === "score") return grader.verdict.range;
  if (grader.kind === "foundry" && grader.grader.type === "score_model") return grader.grader.range ?? [0, 1];
  if (grader.kind === "evaluator" && grader.range && !grader.isLessBetter) return grader.range;
  return [0, 1];
}

/** Whether a grader holds an answer against the baseline's. */
export const isPair = (grader: EvaluationGrader): boolean =>
  grader.kind === "judge" && grader.verdict.form === "pair";

/** What the scores of a grader are. */
export const unitOf = (graderId: string, scores: readonly ModelScore[]): ScoreUnit =>
  scores.find((score) => score.graderId === graderId)?.unit ?? "score";

const threeDigits = (value: number): string =>
  value.toLocaleString(undefined, { maximumSignificantDigits: 3 }).replace("-", "−");

/**
 * Digits after the point that differences and the numbers beside them are told with, so that they agree: in points of a hundred
 * of shares, else of the score. None where there is no difference: each number then has its usual ones.
 */
export function digitsFor(differences: readonly ScoreDifference[]): number | undefined {
  const known = differences.filter(({ effect }) => effect !== null);
  return known.length === 0 ? undefined : digitsOf(known);
}

/** A share as people read it, `83.3%`, or a score as it is. */
export function valueText(value: number, unit: ScoreUnit, digits?: number): string {
  if (unit !== "score")
    return value.toLocaleString(undefined, { style: "percent", maximumFractionDigits: digits ?? 1 });
  return digits === undefined
    ? threeDigits(value)
    : value.toLocaleString(undefined, { maximumFractionDigits: digits }).replace("-", "−");
}

/** A difference with its sign, as a bare number: in points of a hundred of shares, else as it is. */
const signedText = (value: number, unit: ScoreUnit, digits?: number): string =>
  (unit === "score" ? value : 100 * value)
    .toLocaleString(undefined, {
      signDisplay: "exceptZero",
      ...(unit === "score" && digits === undefined
        ? { maximumSignificantDigits: 3 }
        : { maximumFractionDigits: digits ?? 1 }),
    })
    .replace("-", "−");

/** A difference with its sign: points of a hundred of shares, `+4.2 points`, or as it is. */
export function differenceText(value: number, unit: ScoreUnit, digits?: number): string {
  const text = signedText(value, unit, digits);
  return unit === "score" ? text : fill(words.points, { value: text });
}

/** From where to where a difference may lie, in the unit that is told with it; null where there is no interval. */
export const differenceBetween = (effect: Estimate, unit: ScoreUnit, digits?: number): string | null =>
  betweenText(effect, (value) => signedText(value, unit, digits));

/** A difference and from where to where it may lie: `−4.2 points (−9 to +0.6)`. */
export function effectText(effect: Estimate, unit: ScoreUnit, digits?: number): string {
  const value = differenceText(effect.value, unit, digits);
  const between = differenceBetween(effect, unit, digits);
  return between === null ? value : fill(words.verdict.effect, { value, between });
}

/** The same without a sign: a size. */
export const sizeText = (value: number, unit: ScoreUnit): string =>
  unit !== "score"
    ? fill(words.points, { value: (100 * value).toLocaleString(undefined, { maximumFractionDigits: 1 }) })
    : threeDigits(value);

/** From where to where an estimate may lie; null where there is no interval. */
export const betweenText = ({ low, high }: Estimate, shown: (value: number) => string): string | null =>
  low === null || high === null ? null : fill(words.scores.between, { low: shown(low), high: shown(high) });

/** A p-value to three digits, as `p = 0.012`; below 0.001 only that it is. */
export const pText = (p: number | null): string =>
  p === null
    ? words.notGiven
    : unbroken(p < smallestP ? words.verdict.pSmall : fill(words.verdict.p, { p: pDigits(p) }));

/** The same in a column that says what it is: `0.012`. */
export const pFigure = (p: number | null): string =>
  p === null
    ? words.notGiven
    : p < smallestP
      ? unbroken(fill(words.verdict.below, { p: smallestP }))
      : pDigits(p);

const smallestP = 0.001;

const pDigits = (p: number): string => p.toLocaleString(undefined, { maximumFractionDigits: 3 });

/** A score of one answer, to three digits. */
export const scoreText = (score: number): string => threeDigits(score);

import { z } from "zod";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { EvaluationVerdict, ModelScore } from "../../preload/contract/evaluation-verdicts.ts";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { ThresholdResult } from "../evaluations/files/exports/report.ts";

const words = evaluateCommand.thresholds;

/** What a threshold looks at. `total` is the time to the end of an answer. */
const measures = {
  score: "score",
  "pass rate": "passRate",
  difference: "difference",
  cost: "cost",
  "cost per answer": "perAnswer",
  "first token": "firstToken",
  latency: "total",
  total: "total",
  failed: "failed",
  ungraded: "ungraded",
} as const;
type Measure = (typeof measures)[keyof typeof measures];

/** What an evaluation has to reach. */
export interface EvaluationThreshold {
  /** As it is written. */
  text: string;
  measure: Measure;
  isAtLeast: boolean;
  limit: number;
  /** Whether the end of the 95% interval has to reach it, not only the value. A difference always has to. */
  isWithInterval: boolean;
  /** Of the limit, where it is an amount. */
  currency: string | null;
  /** The name or id of a grader and of a model; the lead grader, and all models, where null. */
  grader: string | null;
  model: string | null;
}

const sentence =
  /^(score|pass rate|difference|cost per answer|cost|first token|latency|total|failed|ungraded)\s*(>=|<=|≥|≤)\s*([+-]?\d+(?:\.\d+)?)\s*(%|points?|ms|s|[A-Z]{3})?(?:,?\s+with\s+95\s?%)?$/i;
const notWorse =
  /^not worse than (?:the )?baseline by more than (\d+(?:\.\d+)?)\s*(%|points?)?(?:,?\s+with\s+95\s?%)?$/i;

const written = z.union([
  z.string().max(256),
  z.strictObject({
    that: z.string().max(200),
    grader: z.string().min(1).max(80).optional(),
    model: z.string().min(1).max(120).optional(),
  }),
]);

/** The schema of a threshold: a sentence such as `score >= 0.8`, or one under `that` with the grader or model it is about. */
export const evaluationThreshold = written.transform((said, context): EvaluationThreshold => {
  const { that, grader = null, model = null } = typeof said === "string" ? { that: said } : said;
  const found = inSentence(that.trim());
  if (found) return { ...found, text: that.trim(), grader, model };
  context.addIssue({ code: "custom", message: words.unknown });
  return z.NEVER;
});

/** A threshold as a report keeps it, which `evaluationThreshold` reads once it is parsed where it is JSON. */
export const writtenThreshold = ({ text, grader, model }: EvaluationThreshold): string =>
  grader === null && model === null
    ? text
    : JSON.stringify({ that: text, ...(grader !== null && { grader }), ...(model !== null && { model }) });

type Found = Omit<EvaluationThreshold, "text" | "grader" | "model">;

function inSentence(that: string): Found | null {
  const [, most, mostUnit] = notWorse.exec(that) ?? [];
  if (most !== undefined) {
    const limit = -scaled(Number(most), mostUnit ?? "points");
    return { measure: "difference", isAtLeast: true, limit, isWithInterval: true, currency: null };
  }
  const [, name = "", sign, number, unit = ""] = sentence.exec(that) ?? [];
  if (number === undefined) return null;
  const measure = measures[name.toLowerCase() as keyof typeof measures];
  if (!fits(measure, unit)) return null;
  return {
    measure,
    isAtLeast: sign === ">=" || sign === "≥",
    limit: scaled(Number(number), unit),
    isWithInterval: measure === "difference" || /with\s+95/i.test(that),
    currency: /^[A-Z]{3}$/.test(unit) ? unit : null,
  };
}

/** A percentage and points are hundredths, and a second has 1000 ms. */
const scaled = (value: number, unit: string): number =>
  /^(%|points?)$/i.test(unit) ? value / 100 : unit.toLowerCase() === "s" ? value * 1000 : value;

function fits(measure: Measure, unit: string): boolean {
  if (measure === "cost" || measure === "perAnswer") return unit === "" || /^[A-Z]{3}$/.test(unit);
  if (measure === "firstToken" || measure === "total") return /^(|ms|s)$/i.test(unit);
  return measure === "failed" ? unit === "" : /^(|%|points?)$/i.test(unit);
}

/** What a verdict is held against, of which only names count. */
type Named = Pick<EvaluationSettings, "models" | "graders" | "lead">;

/**
 * Whether a verdict reaches each threshold: a result for every model that a threshold is about. What was not measured
 * misses it.
 */
export function metBy(
  thresholds: readonly EvaluationThreshold[],
  verdict: EvaluationVerdict,
  settings: Named,
): ThresholdResult[] {
  return thresholds.flatMap((threshold) => {
    const grader =
      settings.graders.find(({ id, name }) => [id, name].includes(threshold.grader ?? settings.lead ?? "")) ??
      (threshold.grader === null ? settings.graders[0] : undefined);
    const models = settings.models.filter(
      ({ id, name }) =>
        (threshold.model === null || [id, name].includes(threshold.model)) &&
        !(threshold.measure === "difference" && id === verdict.baselineId),
    );
    const isOfGrader = ["score", "passRate", "difference", "ungraded"].includes(threshold.measure);
    if (isOfGrader && !grader) {
      const value = fill(words.unknownGrader, { name: threshold.grader ?? "" });
      return [told(threshold, threshold.grader ?? "", value, false)];
    }
    if (models.length === 0) return [told(threshold, threshold.model ?? "", words.notMeasured, false)];
    return models.map((model) => {
      const who =
        isOfGrader && grader ? fill(words.ofGrader, { model: model.name, grader: grader.name }) : model.name;
      return resultOf(threshold, verdict, who, model.id, grader?.id ?? "");
    });
  });
}

function resultOf(
  threshold: EvaluationThreshold,
  verdict: EvaluationVerdict,
  who: string,
  modelId: string,
  graderId: string,
): ThresholdResult {
  const { value, said } = measuredBy(threshold, verdict, modelId, graderId);
  const { isAtLeast, limit } = threshold;
  const passed = value !== null && (isAtLeast ? value >= limit : value <= limit);
  return told(threshold, who, said ?? (value === null ? words.notMeasured : shown(value)), passed);
}

const told = (
  { text }: EvaluationThreshold,
  who: string,
  value: string,
  passed: boolean,
): ThresholdResult => ({
  text: fill(words.result, { who, threshold: text, value }),
  passed,
});

const shown = (value: number): string => String(Number(value.toPrecision(4)));

/** What is held against the limit; null where it was not measured. `said` is told in its place. */
function measuredBy(
  { measure, isAtLeast, isWithInterval, currency }: EvaluationThreshold,
  { scores, differences, measured }: EvaluationVerdict,
  modelId: string,
  graderId: string,
): { value: number | null; said?: string } {
  const bound = (estimate: { value: number; low: number | null; high: number | null } | null | undefined) => {
    if (!estimate) return { value: null };
    if (!isWithInterval) return { value: estimate.value };
    return { value: isAtLeast ? estimate.low : estimate.high };
  };
  const score = scores.find((one) => one.modelId === modelId && one.graderId === graderId);
  const own = measured.find((one) => one.modelId === modelId);
  switch (measure) {
    case "score":
      return bound(score?.mean);
    case "passRate":
      return bound(score?.passed);
    case "ungraded":
      return { value: ungradedShare(score) };
    case "difference": {
      const found = differences.find((one) => one.modelId === modelId && one.graderId === graderId);
      const isKnown = found !== undefined && found.word !== "too_little";
      return isKnown ? bound(found.effect) : { value: null, said: words.noBaseline };
    }
    case "cost":
    case "perAnswer": {
      const cost = (measure === "cost" ? own?.cost.total : own?.cost.perAnswer) ?? null;
      if (cost === null) return { value: null };
      const said = `${shown(cost.amount)} ${cost.currency}`;
      if (currency !== null && currency !== cost.currency)
        return { value: null, said: fill(words.otherCurrency, { value: said }) };
      return { value: cost.amount, said };
    }
    case "failed":
      return { value: own && own.answers > 0 ? own.failed : null };
    default:
      return bound(own?.[measure]);
  }
}

/** Of all rows, those without a score. */
function ungradedShare(score: ModelScore | undefined): number | null {
  const rows = (score?.rows ?? 0) + (score?.ungraded ?? 0);
  return score === undefined || rows === 0 ? null : score.ungraded / rows;
}

/** How the command ends: 0 where all was reached, 1 where a threshold was missed, 2 where it failed, told as null. */
export function exitCodeOf(results: readonly ThresholdResult[] | null): 0 | 1 | 2 {
  if (results === null) return 2;
  return results.every(({ passed }) => passed) ? 0 : 1;
}

import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";

/** A judge among the graders of an evaluation. */
export type Judge = GraderOf<"judge">;

/** What was said of an answer: a score, and of a judge of labels the label where that is known. */
export interface Said {
  score: number;
  label: string | null;
}

/** One step of the scale on which a judge and a person are compared. */
export interface Step {
  /** A number, a label of the judge, or a name in `strings.judgeCertificates.verdicts`. */
  label: string;
  score: number;
}

/** The most steps of whole numbers that a scale is compared on as it is. */
const mostSteps = 10;
/** Steps of any other scale. */
const usualSteps = 5;

/** The steps of a judge's scale, from low to high; labels in their order. */
export function stepsOf({ verdict }: Judge): Step[] {
  if (verdict.form === "label")
    return verdict.labels.map((label) => ({ label, score: Number(verdict.passing.includes(label)) }));
  if (verdict.form === "pair")
    return [
      { label: "baseline", score: 0 },
      { label: "tie", score: 0.5 },
      { label: "own", score: 1 },
    ];
  const [low, high] = verdict.range;
  const apart = high - low;
  const isWhole = Number.isInteger(low) && Number.isInteger(high) && apart > 1 && apart < mostSteps;
  const count = isWhole ? apart + 1 : usualSteps;
  return Array.from({ length: count }, (_, step) => {
    const score = Number((low + (apart * step) / (count - 1)).toPrecision(6));
    return { label: String(score), score };
  });
}

/** What a judge and a person said, as steps of one scale. */
export interface Scale {
  /** The names of its steps in their order. */
  labels: string[];
  /** The name of the step of what was said. */
  at(said: Said): string;
  /** The same of two about one answer. Where one label is not known, both are told by whether they pass. */
  both(one: Said, other: Said): readonly [string, string];
}

/** The scale of a judge. */
export function scaleOf(judge: Judge): Scale {
  const steps = stepsOf(judge);
  const isLabelled = judge.verdict.form === "label";
  const labelled = ({ score, label }: Said): string | null => {
    if (label !== null && steps.some((step) => step.label === label)) return label;
    const [only, ...others] = steps.filter((step) => step.score === score);
    return only && others.length === 0 ? only.label : null;
  };
  const stepIn = (said: Said) => (isLabelled ? labelled(said) : nearest(steps, said.score));
  const passing = ({ score }: Said) => judgeCertificates.passing[score >= 1 ? "pass" : "fail"];
  return {
    labels: steps.map(({ label }) => label),
    at: (said) => stepIn(said) ?? passing(said),
    both: (one, other) => {
      const [first, second] = [stepIn(one), stepIn(other)];
      return first === null || second === null ? [passing(one), passing(other)] : [first, second];
    },
  };
}

/** The label of the step that is nearest to a score. */
function nearest(steps: readonly Step[], score: number): string | null {
  const found = steps.reduce<Step | null>(
    (best, step) => (best && Math.abs(best.score - score) <= Math.abs(step.score - score) ? best : step),
    null,
  );
  return found?.label ?? null;
}

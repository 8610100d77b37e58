import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";

/** A judge among the graders of an evaluation. */
export type Judge = GraderOf<"judge">;

/** One step of the scale on which a judge and a person are compared. */
export interface Step {
  /** A number, or a name in `strings.judgeCertificates.verdicts`. */
  label: string;
  score: number;
}

/** The most steps of whole numbers that a scale is compared on as it is. */
const mostSteps = 10;
/** Steps of any other scale. */
const usualSteps = 5;

/** The steps of a judge's scale, from low to high. */
export function stepsOf({ verdict }: Judge): Step[] {
  if (verdict.form === "label")
    return [
      { label: "fail", score: 0 },
      { label: "pass", score: 1 },
    ];
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

/** The label of the step that is nearest to a score. */
export function stepAt(steps: readonly Step[], score: number): string {
  const nearest = steps.reduce<Step | null>(
    (best, step) => (best && Math.abs(best.score - score) <= Math.abs(step.score - score) ? best : step),
    null,
  );
  return nearest?.label ?? "";
}

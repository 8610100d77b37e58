import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { against, ungraded, verdict } from "./graded.ts";

/** A grader that others are made of, by its id, with what it gave. */
export interface PartGrade {
  id: string;
  name: string;
  grade: Grade;
}

const partsOf = (parts: readonly PartGrade[]): Grade["parts"] =>
  Object.fromEntries(parts.map(({ id, grade }) => [id, grade.score]));

/** The first part without a grade leaves the whole without one; where there is no answer, that is why. */
function missing(parts: readonly PartGrade[]): Grade | null {
  const part = parts.find(({ grade }) => grade.score === null);
  if (!part) return null;
  const isMissing = part.grade.error === "answer_missing";
  const whole = isMissing ? ungraded("answer_missing") : ungraded("part_ungraded", part.name);
  return { ...whole, parts: partsOf(parts) };
}

/** Passes where all parts do. One that only gives a score cannot, and leaves the whole without a grade. */
export function gradeAll(parts: readonly PartGrade[]): Grade {
  const lost = missing(parts);
  if (lost) return lost;
  const unsure = parts.find(({ grade }) => grade.passed === null);
  const whole = unsure
    ? ungraded("part_without_threshold", unsure.name)
    : verdict(parts.every(({ grade }) => grade.passed === true));
  return { ...whole, parts: partsOf(parts) };
}

/** The mean of the parts' scores by their weights, which need not add up to 1. */
export function gradeWeighted({ of, passAt }: GraderOf<"weighted">, parts: readonly PartGrade[]): Grade {
  const lost = missing(parts);
  if (lost) return lost;
  const scores = new Map(parts.map(({ id, grade }) => [id, grade.score ?? 0]));
  const all = of.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return { ...ungraded("no_weight"), parts: partsOf(parts) };
  const score = of.reduce((sum, { id, weight }) => sum + (weight / all) * (scores.get(id) ?? 0), 0);
  return { ...against(score, passAt), parts: partsOf(parts) };
}

import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";

/** The ids of the graders that one is composed of, itself. */
export function partsOfGrader(grader: EvaluationGrader): string[] {
  if (grader.kind === "all") return grader.of;
  return grader.kind === "weighted" ? grader.of.map(({ id }) => id) : [];
}

import type { EvaluationGrader } from "./contract/evaluation-graders.ts";

/** Whether a grader can pass or fail an answer, not only score it. */
export function canPass(grader: EvaluationGrader): boolean {
  if (grader.kind === "judge")
    return (
      grader.verdict.form === "label" || (grader.verdict.form === "score" && grader.verdict.passAt !== null)
    );
  if (grader.kind === "foundry")
    return (
      grader.passAt !== null || grader.grader.type === "string_check" || "pass_threshold" in grader.grader
    );
  return grader.kind === "script" || !("passAt" in grader) || grader.passAt !== null;
}

import type { EvaluationGrader } from "../../preload/contract/evaluation-graders.ts";

/** Whether a grader holds an answer against the baseline's. */
export const isPair = (grader: EvaluationGrader | undefined): boolean =>
  grader?.kind === "judge" && grader.verdict.form === "pair";

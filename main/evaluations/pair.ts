import type { EvaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";

/** Whether a grader holds an answer against the baseline's. */
export const isPair = (grader: EvaluationGrader | undefined): boolean =>
  grader?.kind === "judge" && grader.verdict.form === "pair";

/** The place of the baseline among the models; -1 where there is none. */
export const baselinePlace = ({
  models,
  baseline,
}: Pick<EvaluationSettings, "models" | "baseline">): number => models.findIndex(({ id }) => id === baseline);

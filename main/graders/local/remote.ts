import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { Grader } from "../../../preload/contract/graders.ts";

/** Whether a grader has to ask a model: a judge, embeddings, or a model of the service's kind. */
export function isRemote(grader: EvaluationGrader): boolean {
  switch (grader.kind) {
    case "judge":
      return true;
    case "similarity":
      return grader.metric === "cosine";
    case "foundry":
      return asksModel(grader.grader);
    default:
      return false;
  }
}

/** Whether a grader grades at the service only: an evaluator of Foundry, or code in Python. */
export function isOnlyThere(grader: EvaluationGrader): boolean {
  if (grader.kind === "evaluator") return true;
  return grader.kind === "foundry" && runsPython(grader.grader);
}

const runsPython = (grader: Grader): boolean =>
  grader.type === "multi"
    ? Object.values(grader.graders).some(({ type }) => type === "python")
    : grader.type === "python";

const asksModel = (grader: Grader): boolean =>
  grader.type === "multi"
    ? Object.values(grader.graders).some(({ type }) => type === "score_model")
    : grader.type === "score_model";

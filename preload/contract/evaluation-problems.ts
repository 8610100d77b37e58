/** Why what was asked of an evaluation could not be done. The words are in `strings/evaluation-problems.ts`. */
export type EvaluationProblem =
  | "evaluation_not_ready"
  | "evaluation_started"
  | "evaluation_busy"
  | "evaluation_leaks"
  | "evaluation_stopped"
  | "evaluation_failed"
  | "evaluation_damaged"
  | "evaluation_graders_differ"
  | "evaluation_failed_elsewhere";

/** What helps with it. */
export type EvaluationRemedy =
  | "complete_evaluation"
  | "choose_held_out"
  | "duplicate_evaluation"
  | "run_evaluation_again"
  | "look_at_differing_grades"
  | "go_on_anyway";

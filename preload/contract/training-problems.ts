/** Why something about fine-tuning could not be done. */
export type TrainingProblem =
  | "plan_incomplete"
  | "plan_busy"
  | "training_not_here"
  | "file_too_large"
  | "upload_expired"
  | "training_not_found"
  | "file_refused"
  | "job_not_possible"
  | "training_type_refused"
  | "trial_overlaps"
  | "deploy_in_portal"
  | "deployment_not_ready";

/** What helps with it. */
export type TrainingRemedy = "complete_plan" | "use_global" | "wait_until_ready" | "open_portal_deployments";

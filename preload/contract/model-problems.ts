/** What can be wrong with a model's deployment. The words are in `strings/model-problems.ts`. */
export type ModelProblem =
  | "deployment_gone"
  | "deployment_failed"
  | "deployment_moved"
  | "deployment_replaced"
  | "connection_gone";

/** What helps then; each has a button of its own. */
export type ModelRemedy = "point_elsewhere" | "keep_deployment" | "connect_endpoint";

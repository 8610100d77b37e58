import type { ModelProblem, ModelRemedy } from "../contract/model-problems.ts";

/** What is wrong with a registered model's deployment: what happened, and why. */
export const modelProblems: Record<ModelProblem, { title: string; cause: string }> = {
  deployment_gone: {
    title: "The deployment {deployment} is no longer there",
    cause: "The list of {connection} does not have it: it was deleted, or has another name now.",
  },
  deployment_failed: {
    title: "The deployment {deployment} does not answer",
    cause:
      "It is still listed by {connection}, but its status is {status}, and only one that succeeded answers.",
  },
  deployment_moved: {
    title: "The deployment {deployment} has moved",
    cause: "{connection} no longer has it, but {other} has one of the same name and model.",
  },
  deployment_replaced: {
    title: "Another model stands behind {deployment}",
    cause: "This was {before} when it was registered, and is {now} now. It answers, but not as it did.",
  },
  connection_gone: {
    title: "Its connection is not here",
    cause: "The model was made with {connection} at {endpoint}, and nothing connected here leads there.",
  },
};

/** What to do about it: one sentence each, and the button that begins it. */
export const modelRemedies: { [Remedy in ModelRemedy]: { text: string; action: Remedy } } = {
  point_elsewhere: {
    text: "Point the model at another deployment: its prompt, parameters and conversations stay.",
    action: "point_elsewhere",
  },
  keep_deployment: {
    text: "Keep the deployment, if the other model is meant.",
    action: "keep_deployment",
  },
  connect_endpoint: {
    text: "Connect that endpoint: the model finds it by itself then.",
    action: "connect_endpoint",
  },
};

/** What the buttons are called. */
export const modelActions: Record<ModelRemedy, string> = {
  point_elsewhere: "Point elsewhere",
  keep_deployment: "Keep this deployment",
  connect_endpoint: "Connect the endpoint",
};

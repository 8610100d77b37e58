import type { RemedyCode } from "../contract/diagnosis.ts";
import type { TrainingProblem, TrainingRemedy } from "../contract/training-problems.ts";

/** What went wrong with fine-tuning, and why. */
export const trainingProblems: Record<TrainingProblem, { title: string; cause: string }> = {
  plan_incomplete: { title: "This job can't start yet", cause: "{what}" },
  plan_busy: {
    title: "This job is already being sent",
    cause: "Its data is on the way. Wait until it has started, or stop it.",
  },
  training_not_here: {
    title: "{place} can't train",
    cause: "{why}",
  },
  file_too_large: {
    title: "{file} is too large to send",
    cause: "It is {size} MB. The service takes files of up to {most} MB. Train on a sample of it.",
  },
  upload_expired: {
    title: "The upload is too old to go on",
    cause: "The service keeps the parts of an upload for an hour. Nothing was lost here.",
  },
  training_not_found: {
    title: "This is no longer at the service",
    cause:
      "The resource answered, but has nothing of this name. It was deleted, or belongs to another resource.",
  },
  file_refused: {
    title: "The service refused the file",
    cause: "It checked {file} and says: {details}",
  },
  job_not_possible: {
    title: "The job can't do that now",
    cause: "It is {state}.",
  },
  training_type_refused: {
    title: "This model can't be tuned with this training type",
    cause: "The service refused {type} for {model}.",
  },
  trial_overlaps: {
    title: "These rows were trained on",
    cause:
      "{count} rows of {dataset} are in the data that the model, or one that it was tuned from, learned.",
  },
  deploy_in_portal: {
    title: "This can only be deployed in the Foundry portal",
    cause: "{why}",
  },
  deployment_not_ready: {
    title: "{deployment} is there, but doesn't answer yet",
    cause: "Azure says that it succeeded. It may take some minutes until the model is loaded.",
  },
};

/** What helps with it. */
export const trainingRemedies: Record<TrainingRemedy, { text: string; action: null }> = {
  complete_plan: { text: "Fill in what is missing.", action: null },
  use_global: { text: "Choose Global as the training type.", action: null },
  wait_until_ready: { text: "Wait some minutes, then try again.", action: null },
  open_portal_deployments: { text: "Deploy it in the Foundry portal.", action: null },
};

/** Which remedies, most likely first, and whether the same may succeed later. */
export const trainingAdvice: Record<TrainingProblem, { remedies: RemedyCode[]; retryable: boolean }> = {
  plan_incomplete: { remedies: ["complete_plan"], retryable: false },
  plan_busy: { remedies: ["retry"], retryable: true },
  training_not_here: { remedies: ["complete_plan"], retryable: false },
  file_too_large: { remedies: ["check_data"], retryable: false },
  upload_expired: { remedies: ["retry"], retryable: true },
  training_not_found: { remedies: ["check_endpoint"], retryable: false },
  file_refused: { remedies: ["check_data"], retryable: false },
  job_not_possible: { remedies: ["retry"], retryable: true },
  training_type_refused: { remedies: ["use_global"], retryable: false },
  trial_overlaps: { remedies: ["check_data"], retryable: false },
  deploy_in_portal: { remedies: ["open_portal_deployments"], retryable: false },
  deployment_not_ready: { remedies: ["wait_until_ready", "retry"], retryable: true },
};

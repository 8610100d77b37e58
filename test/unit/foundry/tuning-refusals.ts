import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";

/** What was asked when it was refused; of a job that failed nobody had asked anything. */
export type Asked =
  | "create job"
  | "job"
  | "cancel"
  | "pause"
  | "resume"
  | "remove job"
  | "copy"
  | "send file"
  | "file"
  | "remove file"
  | "begin upload"
  | "part"
  | "grader"
  | "deploy"
  | "deployment"
  | "failed job";

/** A refusal as the service writes it, with other sentences that mean the same, and what it means. */
export interface Refusal {
  asked: Asked;
  status: number;
  code: string;
  says: readonly string[];
  param?: string;
  meant: DiagnosisCode;
  /** What is known of the first sentence. */
  knows?: Readonly<Record<string, string>>;
  retryable?: true;
}

const notFineTuned = "The specified base model does not support fine-tuning";
const harmful =
  "The provided training data failed RAI checks for harm types: [hate_fairness, self_harm, violence]. Please fix the data and try again.";
const blocked =
  "This model is unable to be deployed. Model evaluation identified that this fine tuned model scores above acceptable thresholds for [Violence, Self Harm]. Please review your training data set and resubmit the job.";
const noLine = "Validation of jsonl file failed: No valid json line found in file 'data.jsonl'.";
const aToken =
  "The job failed due to a file format error in the training file. Invalid file format. Example 6174 message contains an invalid token: <|fim_suffix|>.";
const scope = "over scope '/subscriptions/s/resourceGroups/g' or the scope is invalid.";

/** What is said of jobs that are created. */
const ofNewJobs: readonly Refusal[] = [
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "training_type_refused" },
    says: [
      `${notFineTuned} with Standard TrainingType.`,
      "Qwen3-32B does not support fine-tuning with 'Standard' trainingType.",
      "The model does not support finetuning with training type 'Standard'.",
    ],
    knows: { type: "Standard" },
  },
  {
    ...{ asked: "create job", status: 400, code: "", meant: "training_type_refused" },
    says: [
      notFineTuned,
      "The specified base model doesn't support fine-tuning.",
      "Fine-tuning is not supported for the specified base model 'gpt-4.1'.",
    ],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", param: "trainingType" },
    ...{ meant: "training_type_refused", says: ["The value is not one of those that are known."] },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "method_refused" },
    says: [
      `${notFineTuned} with method dpo.`,
      "The model gpt-4o-mini does not support the method dpo.",
      "Method 'dpo' is not supported for gpt-4o-mini-2024-07-18.",
      "Preference fine-tuning (dpo) is not available for this model.",
    ],
    knows: { method: "dpo" },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", param: "method.type" },
    ...{ meant: "method_refused", says: ["The value is not valid."] },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "training_ended" },
    says: [
      "Fine-tuning of this model is deprecated and no longer available.",
      "The model gpt-35-turbo is deprecated.",
      "The model gpt-4o-2024-08-06 has been retired for fine-tuning.",
    ],
  },
  {
    ...{ asked: "create job", status: 410, code: "ModelDeprecated", meant: "training_ended" },
    says: ["The model has been retired.", ""],
  },
  {
    ...{ asked: "create job", status: 403, code: "forbidden", meant: "training_by_invitation" },
    says: [
      "Fine-tuning of gpt-5-2025-08-07 is available by invitation only.",
      "Please request access to fine-tune gpt-5.",
      "The subscription is not enabled for fine-tuning gpt-5.",
    ],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "job_value_refused" },
    says: ["The value is not valid."],
    param: "method.supervised.hyperparameters.n_epochs",
    knows: { parameter: "n_epochs" },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "job_value_refused" },
    says: [
      "batch_size must be a number; 'auto' is not supported for this model.",
      "Invalid value for hyperparameters.batch_size: auto",
      "The hyperparameter `batch_size` doesn't accept auto.",
    ],
    knows: { parameter: "batch_size" },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", param: "suffix" },
    ...{ meant: "job_value_refused", knows: { parameter: "suffix" } },
    says: ["A suffix has up to 40 letters, digits, hyphens and underscores.", "It is too long."],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", param: "validation_file" },
    ...{ meant: "job_value_refused", knows: { parameter: "validation_file" } },
    says: ["Reinforcement fine-tuning requires a validation file."],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "grader_refused" },
    says: [
      "The grader is invalid: unknown operation 'almost'.",
      "Invalid grader: {{item.x}} has no value in example 3 of the training file.",
      "Graders of type python are not supported for this model.",
    ],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", says: ["Bad template."] },
    ...{ param: "method.reinforcement.grader.input", meant: "grader_refused" },
    knows: { details: "Bad template." },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "wandb_refused" },
    says: [
      "The wandb integration is not configured for this resource.",
      "Weights & Biases is not enabled here.",
    ],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "job_too_large" },
    says: [
      "The number of tokens times epochs exceeds the maximum of 2 billion.",
      "The training file has too many tokens (3000000000).",
    ],
  },
  {
    ...{ asked: "create job", status: 400, code: "quotaExceeded", meant: "job_limit_reached" },
    says: [
      "The limit of 3 running jobs is reached.",
      "Maximum number of fine tuning jobs reached (100).",
      "",
    ],
  },
  {
    ...{ asked: "create job", status: 429, code: "quotaExceeded", meant: "job_limit_reached" },
    says: ["The resource has the most fine-tuning jobs it may have.", "Too many jobs are queued.", ""],
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "file_not_ready" },
    says: [
      "The file 'file-1' is not in the state processed, but pending.",
      "The file file-9a8b is pending: it is still being processed.",
    ],
    knows: { state: "pending" },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", param: "training_file" },
    ...{ meant: "file_refused", says: ["The file 'file-1' is not in the state processed, but error."] },
  },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "training_not_found" },
    says: ["The file 'file-1' was not found.", "Training file file-9a8b does not exist."],
  },
  {
    ...{ asked: "create job", status: 404, code: "notFound", meant: "training_not_found" },
    says: ["The file 'file-1' was not found.", "The specified entity was not found.", ""],
  },
  {
    ...{ asked: "create job", status: 400, code: "contentFilter", meant: "training_data_harmful" },
    says: [
      harmful,
      "The training data failed RAI checks for harm types：【hate_fairness、self_harm、violence】。",
    ],
    knows: { categories: "hate fairness, self harm, violence" },
  },
  {
    ...{ asked: "create job", status: 401, code: "401", meant: "key_refused" },
    says: [
      "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
    ],
  },
  { asked: "create job", status: 401, code: "unauthorized", meant: "key_refused", says: [""] },
  {
    ...{ asked: "create job", status: 401, code: "PermissionDenied", meant: "role_missing" },
    says: [
      "The principal `00000000-1111-4000-8000-000000000001` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/write` to perform `POST /openai/fine_tuning/jobs` operation.",
      "Principal does not have access to API/Operation.",
    ],
    knows: { action: "Microsoft.CognitiveServices/accounts/OpenAI/fine-tunes/write" },
  },
  {
    ...{ asked: "create job", status: 403, code: "403", meant: "firewall" },
    says: ["Access denied due to Virtual Network/Firewall rules."],
  },
  {
    ...{
      asked: "create job",
      status: 403,
      code: "AuthenticationTypeDisabled",
      meant: "key_sign_in_disabled",
    },
    says: ["Key based authentication is disabled for this resource."],
  },
  {
    ...{ asked: "create job", status: 403, code: "", meant: "resource_blocked" },
    says: ["Your resource has been temporarily blocked because of how it was used."],
  },
  { asked: "create job", status: 403, code: "forbidden", meant: "access_refused", says: [""] },
  {
    ...{ asked: "create job", status: 429, code: "429", meant: "rate_limited" },
    says: [
      "Requests to the FineTuningJobs_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 9 seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
    ],
    knows: { seconds: "9" },
  },
  {
    asked: "create job",
    status: 429,
    code: "tooManyRequests",
    meant: "rate_limited",
    says: ["Slow down.", ""],
  },
  {
    asked: "create job",
    status: 500,
    code: "internalFailure",
    meant: "service_failed",
    says: ["", "Error."],
  },
  { asked: "create job", status: 503, code: "serviceUnavailable", meant: "service_failed", says: [""] },
  {
    ...{ asked: "create job", status: 400, code: "invalidPayload", meant: "request_refused" },
    says: ["Something is odd."],
  },
];

/** What is said of jobs that are there, or are not. */
const ofJobs: readonly Refusal[] = [
  {
    ...{ asked: "job", status: 404, code: "notFound", meant: "training_not_found" },
    says: ["The fine-tuning job 'ftjob-1' was not found.", "Could not find fine tune: ftjob-1", ""],
  },
  { asked: "pause", status: 404, code: "404", meant: "route_not_found", says: ["Resource not found"] },
  {
    ...{ asked: "pause", status: 400, code: "BadRequest", meant: "route_not_found" },
    says: ["The api-version query parameter is not supported."],
  },
  { asked: "pause", status: 405, code: "", meant: "route_not_found", says: ["Method Not Allowed"] },
  {
    ...{ asked: "cancel", status: 409, code: "unexpectedEntityState", meant: "job_not_possible" },
    says: [
      "The fine-tuning job 'ftjob-1' is succeeded.",
      "Job ft-9a8b is already succeeded.",
      "Der Auftrag ist beendet.",
      "",
    ],
    knows: { state: "succeeded" },
  },
  {
    ...{ asked: "pause", status: 400, code: "invalidPayload", meant: "job_not_possible" },
    says: [
      "Pause is not supported for this model.",
      "This model doesn't support pausing.",
      "The job can’t be paused before its first step.",
    ],
    knows: { state: "" },
  },
  {
    ...{ asked: "resume", status: 409, code: "conflict", meant: "job_not_possible" },
    says: ["The job is running.", ""],
    knows: { state: "running" },
  },
  {
    ...{ asked: "remove job", status: 409, code: "conflict", meant: "job_not_possible" },
    says: ["The operation conflicts with the state of the job: running.", ""],
  },
  {
    ...{ asked: "remove job", status: 409, code: "conflict", meant: "tuned_model_in_use" },
    says: [
      "The model has a deployment. Delete the deployment first.",
      "The fine-tuned model 'gpt-4.1.ft-1' is used by the deployment 'tuned'.",
      "The model has active deployments.",
    ],
  },
  {
    ...{ asked: "copy", status: 403, code: "forbidden", meant: "copy_refused" },
    says: ["The identity has no access to the destination."],
    knows: { details: "The identity has no access to the destination." },
  },
  {
    ...{ asked: "copy", status: 400, code: "invalidPayload", meant: "copy_refused" },
    says: ["The destination needs at least one fine-tuning job.", ""],
  },
  { asked: "copy", status: 404, code: "404", meant: "route_not_found", says: ["Resource not found"] },
  {
    ...{ asked: "grader", status: 400, code: "invalidPayload", meant: "grader_refused" },
    says: [
      "Bad template.",
      "Line 4: item.file was not found.",
      "The model gpt-4o does not support fine-tuning.",
    ],
    knows: { details: "Bad template." },
  },
];

/** What is said of files and uploads. */
const ofFiles: readonly Refusal[] = [
  {
    ...{ asked: "send file", status: 400, code: "jsonlValidationFailed", meant: "training_data_refused" },
    says: [noLine, "La validation a échoué : « aucune ligne ».", ""],
    knows: { example: "" },
  },
  {
    ...{ asked: "send file", status: 400, code: "", meant: "training_data_refused" },
    says: [
      'Line 12 is not a dictionary (HINT: line starts with: "[...").',
      "Expected file to have JSONL format, where every line is a JSON dictionary. Line 12 is not a dictionary.",
    ],
    knows: { example: "12" },
  },
  {
    ...{ asked: "send file", status: 400, code: "fileImportFailed", meant: "file_refused" },
    says: ["The URL could not be read.", ""],
    knows: { details: "The URL could not be read." },
  },
  {
    ...{ asked: "send file", status: 400, code: "contentFilter", meant: "training_data_harmful" },
    says: ["The file was filtered.", "Inhalt gefiltert.", ""],
    knows: { categories: "" },
  },
  {
    ...{ asked: "send file", status: 429, code: "quotaExceeded", meant: "file_limit_reached" },
    says: ["The resource has the most files it may have.", ""],
  },
  {
    ...{ asked: "send file", status: 400, code: "quotaExceeded", meant: "file_limit_reached" },
    says: ["The total size of files exceeds the limit of 1 GB.", "The number of files exceeds 100.", ""],
  },
  {
    ...{ asked: "begin upload", status: 400, code: "invalidPayload", meant: "file_limit_reached" },
    says: ["The maximum storage of 1 GB for files is reached."],
  },
  {
    ...{ asked: "send file", status: 429, code: "tooManyRequests", meant: "rate_limited" },
    says: ["The limit of 30 requests per second for files was exceeded.", ""],
  },
  {
    ...{ asked: "send file", status: 413, code: "", meant: "upload_too_large" },
    says: ["Request Entity Too Large"],
  },
  {
    ...{ asked: "send file", status: 400, code: "invalidPayload", meant: "upload_too_large" },
    says: [
      "The file exceeds the maximum size of 512 MB.",
      "The file size exceeds the limit of 536870912 bytes.",
      "The file is too large.",
    ],
  },
  { asked: "send file", status: 500, code: "", meant: "service_failed", says: [""] },
  {
    ...{ asked: "send file", status: 409, code: "itemDoesAlreadyExist", meant: "job_not_possible" },
    says: ["The item does already exist."],
  },
  {
    ...{ asked: "file", status: 404, code: "", meant: "training_not_found" },
    says: ["No such File object: file-1", "The file was not found."],
  },
  {
    ...{ asked: "remove file", status: 409, code: "conflict", meant: "file_in_use" },
    says: ["The file is in use by a fine-tuning job.", "It is being used by ftjob-9a8b.", ""],
  },
  {
    ...{ asked: "part", status: 404, code: "notFound", meant: "upload_expired" },
    says: ["The upload was not found.", ""],
  },
  {
    ...{ asked: "part", status: 409, code: "unexpectedEntityState", meant: "upload_expired" },
    says: ["The upload 'upload_1' is expired.", ""],
  },
  {
    ...{ asked: "part", status: 400, code: "invalidPayload", meant: "upload_expired" },
    says: ["The upload has expired.", "Upload was cancelled.", "Upload upload_9a8b is completed."],
  },
];

/** What Azure says of deployments. */
const ofDeployments: readonly Refusal[] = [
  { asked: "deploy", status: 500, code: "", meant: "deploy_format_wrong", says: [""] },
  {
    ...{ asked: "deploy", status: 500, code: "InternalServerError", meant: "service_failed" },
    says: ["Something broke."],
  },
  {
    ...{ asked: "deploy", status: 403, code: "AuthorizationFailed", meant: "deploy_role_missing" },
    says: [
      `The client 'x' does not have authorization to perform action 'Microsoft.CognitiveServices/accounts/deployments/write' ${scope}`,
      "",
    ],
    knows: { action: "Microsoft.CognitiveServices/accounts/deployments/write" },
  },
  {
    ...{ asked: "deploy", status: 400, code: "InsufficientQuota", meant: "deploy_quota_missing" },
    says: [
      "This operation require 50 new capacity in quota Tokens Per Minute (thousands), which is bigger than the current available capacity 0.",
      "",
    ],
  },
  {
    ...{ asked: "deploy", status: 429, code: "quotaExceeded", meant: "deploy_quota_missing" },
    says: ["The quota of this model in this region is used up.", ""],
  },
  {
    ...{ asked: "deploy", status: 429, code: "TooManyRequests", meant: "rate_limited" },
    says: ["Too many requests.", ""],
  },
  {
    ...{ asked: "deploy", status: 400, code: "DeploymentLimitReached", meant: "deploy_limit_reached" },
    says: ["The maximum number of fine-tuned deployments is reached.", ""],
  },
  {
    ...{ asked: "deploy", status: 409, code: "RequestConflict", meant: "deploy_busy", retryable: true },
    says: [
      "Another operation is being performed on the parent resource. Please retry.",
      "The resource entity provisioning state is not terminal.",
      "",
    ],
  },
  {
    ...{ asked: "deploy", status: 400, code: "InvalidResourceProperties", meant: "deploy_type_refused" },
    says: [
      "The specified SKU 'DeveloperTier' of account deployment is not supported by the model.",
      "The SKU name 'DeveloperTier' is invalid.",
    ],
    knows: { sku: "DeveloperTier" },
  },
  {
    ...{ asked: "deploy", status: 400, code: "DeploymentModelNotSupported", meant: "deploy_model_refused" },
    says: [
      "The model 'Format: OpenAI, Name: gpt-4.1.ft-1, Version: 1' of account deployment is not supported.",
      "The model 'Format:Meta,Name:Llama.ft-9,Version:1' doesn't exist.",
      "",
    ],
  },
  {
    ...{ asked: "deploy", status: 400, code: "ServiceModelDeprecated", meant: "deploy_model_retired" },
    says: [
      "The model 'Format: OpenAI, Name: gpt-4o.ft-1, Version: 1' has been deprecated since 10/01/2027.",
      "",
    ],
  },
  {
    ...{ asked: "deploy", status: 400, code: "BadRequest", meant: "tuned_model_blocked" },
    says: [blocked],
    knows: { categories: "Violence, Self Harm" },
  },
  {
    ...{ asked: "deploy", status: 403, code: "RequestDisallowedByPolicy", meant: "azure_forbids" },
    says: ["Resource 'tuned' was disallowed by policy.", ""],
  },
  {
    ...{ asked: "deploy", status: 409, code: "ScopeLocked", meant: "azure_forbids" },
    says: ["The scope cannot perform write operation because it is locked.", ""],
  },
  {
    ...{ asked: "deploy", status: 404, code: "ResourceNotFound", meant: "azure_resource_gone" },
    says: [
      "The Resource 'Microsoft.CognitiveServices/accounts/a' under resource group 'g' was not found.",
      "",
    ],
  },
  {
    ...{ asked: "deployment", status: 404, code: "ResourceGroupNotFound", meant: "azure_resource_gone" },
    says: ["Resource group 'g' could not be found.", ""],
  },
  {
    ...{ asked: "deployment", status: 404, code: "ResourceNotFound", meant: "deployment_not_found" },
    says: [
      "The Resource 'Microsoft.CognitiveServices/accounts/a/deployments/tuned' under resource group 'g' was not found.",
      "",
    ],
    knows: { deployment: "tuned" },
  },
];

/** What jobs say that have failed, which is no refusal and has no status. */
const ofFailures: readonly Refusal[] = [
  {
    ...{ asked: "failed job", status: 0, code: "invalid_file_format", meant: "training_token_refused" },
    says: [
      aToken,
      "Example 12 contains the invalid token “<|endoftext|>”.",
      "Example 7: message contains disallowed special token <|im_end|>",
    ],
    knows: { example: "6174", token: "<|fim_suffix|>" },
  },
  {
    ...{ asked: "failed job", status: 0, code: "invalidPayload", meant: "training_data_harmful" },
    says: [harmful],
    knows: { categories: "hate fairness, self harm, violence" },
  },
  { asked: "failed job", status: 0, code: "contentFilter", meant: "training_data_harmful", says: [""] },
  {
    ...{ asked: "failed job", status: 0, code: "contentFilter", meant: "tuned_model_blocked" },
    says: [blocked],
    knows: { categories: "Violence, Self Harm" },
  },
  {
    ...{ asked: "failed job", status: 0, code: "jsonlValidationFailed", meant: "training_data_refused" },
    says: ["Validation of jsonl file failed: Example 12 has no assistant message.", noLine, ""],
    knows: { example: "12" },
  },
  {
    ...{ asked: "failed job", status: 0, code: "invalid_training_file", meant: "training_data_refused" },
    says: ["Training file has 5 example(s), but must have at least 10 examples."],
  },
  {
    ...{ asked: "failed job", status: 0, code: "internalFailure", meant: "training_service_failed" },
    ...{ says: ["Internal server error (500).", ""], retryable: true },
  },
  {
    asked: "failed job",
    status: 0,
    code: "serviceUnavailable",
    meant: "training_service_failed",
    says: [""],
  },
  {
    ...{ asked: "failed job", status: 0, code: "", meant: "job_time_limit" },
    says: ["The job exceeded the time limit of 720 hours.", "The job timed out."],
  },
  {
    ...{ asked: "failed job", status: 0, code: "notFound", meant: "training_not_found" },
    says: ["A file of the job was deleted.", ""],
  },
  {
    ...{ asked: "failed job", status: 0, code: "", meant: "grader_refused" },
    says: ["The grader failed for every sample.", "Python grader, line 4: division by zero."],
  },
  {
    asked: "failed job",
    status: 0,
    code: "quotaExceeded",
    meant: "job_limit_reached",
    says: ["Too many jobs.", ""],
  },
  { asked: "failed job", status: 0, code: "fileImportFailed", meant: "file_refused", says: [""] },
  {
    ...{ asked: "failed job", status: 0, code: "odd", meant: "job_failed" },
    says: ["A reason of its own.", "Step 500 of 720 was lost."],
    knows: { details: "A reason of its own." },
  },
];

/** Every refusal of fine-tuning that is known, in the words of those who send them. */
export const tuningRefusals = [...ofNewJobs, ...ofJobs, ...ofFiles, ...ofDeployments, ...ofFailures];

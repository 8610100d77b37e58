import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";

/** What was asked when it was refused; of what failed nobody had asked anything. */
export type RemoteAsked =
  | "embed"
  | "send file"
  | "create batch"
  | "batch"
  | "cancel batch"
  | "failed batch"
  | "create eval"
  | "eval"
  | "start run"
  | "cancel run"
  | "failed run";

/** A refusal as the service writes it, with other sentences that mean the same, and what it means. */
export interface RemoteRefusal {
  asked: RemoteAsked;
  status: number;
  code: string;
  says: readonly string[];
  param?: string;
  meant: DiagnosisCode;
  /** What is known of the first sentence. */
  knows?: Readonly<Record<string, string>>;
  retryable?: true;
}

const noSuchDeployment =
  "The provided model deployment 'mini' does not exist in the AOAI resource. Valid deployments are 'gpt-4o-mini-bt, gpt-4o-bt'. Learn more: https://aka.ms/aoai_batch/errors.";
const tooManyTokens =
  "The number of enqueued tokens has surpassed the configured limit of 30K for the deployment 'gpt-4.1-batch'. Please either increase the limit or try again once the current jobs have finished.";
const tooManyTokensAtOpenAI =
  "Enqueued token limit reached for gpt-4o-mini in organization org-1. Limit: 2,000,000 enqueued tokens. Please try again once some in_progress batches have been completed.";

/** Of embeddings. */
const ofEmbeddings: readonly RemoteRefusal[] = [
  {
    ...{ asked: "embed", status: 400, code: "OperationNotSupported", meant: "not_an_embeddings_model" },
    says: [
      "The embeddings operation does not work with the specified model, gpt-4o. Please choose different model and try again.",
    ],
    knows: { deployment: "d" },
  },
  {
    ...{ asked: "embed", status: 400, code: "", meant: "embedding_text_too_long" },
    says: [
      "This model's maximum context length is 8192 tokens, however you requested 10000 tokens (10000 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.",
    ],
    knows: { limit: "8192" },
  },
  {
    ...{ asked: "embed", status: 422, code: "unprocessable_entity", meant: "embedding_dimensions_refused" },
    says: ["The model does not support the dimensions 100.", "Invalid dimensions."],
  },
  {
    ...{ asked: "embed", status: 400, code: "", meant: "embedding_text_empty" },
    says: ["'$.input' is invalid: input cannot be an empty string."],
  },
  {
    ...{ asked: "embed", status: 404, code: "DeploymentNotFound", meant: "deployment_not_found" },
    says: ["The API deployment for this resource does not exist."],
  },
  {
    ...{ asked: "embed", status: 429, code: "429", meant: "rate_limited", retryable: true },
    says: [
      "Requests to the Embeddings_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 7 seconds.",
    ],
    knows: { seconds: "7" },
  },
];

/** Of batches. */
const ofBatches: readonly RemoteRefusal[] = [
  {
    ...{ asked: "create batch", status: 400, code: "model_not_found", meant: "batch_deployment_refused" },
    says: [noSuchDeployment],
    knows: { deployment: "mini", valid: "gpt-4o-mini-bt, gpt-4o-bt" },
  },
  {
    ...{ asked: "create batch", status: 400, code: "token_limit_exceeded", meant: "batch_tokens_enqueued" },
    says: [tooManyTokens, tooManyTokensAtOpenAI],
    knows: { limit: "30K" },
    retryable: true,
  },
  {
    ...{ asked: "create batch", status: 429, code: "token_limit_exceeded", meant: "batch_tokens_enqueued" },
    says: [tooManyTokensAtOpenAI],
    knows: { limit: "2,000,000" },
    retryable: true,
  },
  {
    ...{ asked: "create batch", status: 400, code: "url_mismatch", meant: "batch_url_refused" },
    says: ["The url '/v1/chat/completions' does not match the batch's endpoint."],
  },
  {
    ...{
      asked: "create batch",
      status: 400,
      code: "quotaExceeded",
      meant: "batch_limit_reached",
      retryable: true,
    },
    says: ["Quota exceeded.", "The quota of batches is used up."],
  },
  {
    ...{ asked: "create batch", status: 404, code: "notFound", meant: "batch_not_found" },
    says: ["The file 'file-1' was not found."],
  },
  {
    ...{
      asked: "send file",
      status: 400,
      code: "quotaExceeded",
      meant: "batch_limit_reached",
      retryable: true,
    },
    says: ["The resource has reached the maximum number of files of the purpose batch: 500."],
  },
  { ...{ asked: "send file", status: 413, code: "" }, meant: "upload_too_large", says: ["Too large."] },
  {
    ...{ asked: "batch", status: 404, code: "notFound", meant: "batch_not_found" },
    says: ["The batch 'batch_1' was not found."],
  },
  {
    ...{ asked: "batch", status: 404, code: "404", meant: "route_not_found" },
    says: ["Resource not found"],
  },
  {
    ...{ asked: "batch", status: 429, code: "tooManyRequests", meant: "rate_limited", retryable: true },
    says: ["Too many requests. Please retry after 20 seconds."],
    knows: { seconds: "20" },
  },
  {
    ...{ asked: "cancel batch", status: 409, code: "unexpectedEntityState", meant: "batch_ended" },
    says: ["The batch is completed.", "A batch that has expired cannot be cancelled."],
    knows: { state: "completed" },
  },
  {
    ...{ asked: "failed batch", status: 0, code: "invalid_request", meant: "batch_deployment_refused" },
    says: [
      "The deployment 'gpt-4.1' is of the type GlobalStandard, which does not support batch.",
      "The SKU of the deployment is not a batch SKU.",
    ],
  },
  {
    ...{ asked: "failed batch", status: 0, code: "invalid_json_line", meant: "batch_line_refused" },
    says: ["This line is not parseable as valid JSON."],
    knows: { line: "7" },
  },
  {
    ...{ asked: "failed batch", status: 0, code: "invalid_request", meant: "batch_line_refused" },
    says: ["Missing required field: messages."],
    knows: { line: "7" },
  },
  {
    ...{
      asked: "failed batch",
      status: 0,
      code: "too_many_tasks",
      meant: "batch_file_refused",
      retryable: true,
    },
    says: ["The number of requests in the batch file exceeds the maximum of 100000."],
  },
  {
    ...{ asked: "failed batch", status: 0, code: "something_new", meant: "batch_failed", retryable: true },
    says: ["Nobody knows this sentence."],
    knows: { details: "Nobody knows this sentence." },
  },
];

/** Of evaluations. */
const ofEvals: readonly RemoteRefusal[] = [
  {
    ...{ asked: "create eval", status: 403, code: "forbidden", meant: "evals_not_here" },
    says: [
      "Evaluations are not available in the region of this resource.",
      "Graders are not supported in this region.",
    ],
  },
  {
    ...{ asked: "create eval", status: 404, code: "notFound", meant: "evals_not_here" },
    says: ["Evaluation is not supported in the region eastus."],
  },
  {
    ...{
      asked: "create eval",
      status: 401,
      code: "PermissionDenied",
      meant: "evals_role_missing",
      retryable: true,
    },
    says: ["Principal does not have access to API/Operation."],
  },
  {
    ...{ asked: "create eval", status: 403, code: "AuthorizationFailed", meant: "evals_role_missing" },
    says: ["The principal lacks the required data action to perform the operation."],
    retryable: true,
  },
  {
    ...{ asked: "create eval", status: 404, code: "notFound", meant: "eval_evaluator_missing" },
    says: ["The evaluator 'builtin.wisdom' was not found in the project.", "The grader was not found."],
    knows: { evaluator: "builtin.wisdom" },
  },
  {
    ...{
      asked: "create eval",
      status: 400,
      code: "invalidPayload",
      param: "testing_criteria.pass_threshold",
    },
    ...{ meant: "eval_criterion_refused", says: ["The value is missing."] },
  },
  {
    ...{ asked: "create eval", status: 400, code: "invalidPayload", meant: "eval_criterion_refused" },
    says: ["The grader type 'azure_ai_evaluator' is not supported."],
  },
  {
    ...{ asked: "eval", status: 404, code: "notFound", meant: "eval_not_found" },
    says: ["The evaluation 'eval_1' was not found."],
  },
  {
    ...{ asked: "eval", status: 404, code: "404", meant: "route_not_found" },
    says: ["Resource not found"],
  },
  {
    ...{ asked: "start run", status: 400, code: "invalidPayload", meant: "eval_parameter_refused" },
    says: ["Unknown parameter: 'data_source.sampling_params.top_k'."],
    param: "data_source.sampling_params.top_k",
    knows: { parameter: "top_k" },
  },
  {
    ...{ asked: "start run", status: 400, code: "invalidPayload", meant: "eval_data_refused" },
    says: ["The items do not match the item_schema.", "Row 3 of the source has no item."],
  },
  {
    ...{ asked: "start run", status: 429, code: "tooManyRequests", meant: "rate_limited", retryable: true },
    says: ["Too many evaluation runs in this project. Please retry after 30 seconds."],
    knows: { seconds: "30" },
  },
  {
    ...{ asked: "cancel run", status: 409, code: "unexpectedEntityState", meant: "eval_ended" },
    says: ["The evaluation run 'evalrun_1' is completed."],
    knows: { state: "completed" },
  },
  {
    ...{ asked: "failed run", status: 0, code: "internalFailure", meant: "eval_run_failed", retryable: true },
    says: ["Something went wrong."],
    knows: { details: "Something went wrong." },
  },
  {
    ...{ asked: "failed run", status: 0, code: "", meant: "evals_not_here" },
    says: ["Graders are not supported in this region."],
  },
];

/** Every refusal of embeddings, batches and evaluations that is known or guessed. */
export const remoteRefusals: readonly RemoteRefusal[] = [...ofEmbeddings, ...ofBatches, ...ofEvals];

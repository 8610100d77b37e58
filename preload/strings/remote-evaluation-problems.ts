import type { RemedyCode } from "../contract/diagnosis.ts";
import type {
  RemoteEvaluationProblem,
  RemoteEvaluationRemedy,
} from "../contract/remote-evaluation-problems.ts";
import type { Addition } from "./article.ts";

interface Words {
  title: string;
  cause: string;
  unnamedTitle?: string;
  unnamed?: string;
}

/** What went wrong with embeddings, batches and evaluations at the service, and why. */
export const remoteEvaluationProblems: Record<RemoteEvaluationProblem, Words> = {
  not_an_embeddings_model: {
    title: "{deployment} makes no embeddings",
    unnamedTitle: "This deployment makes no embeddings",
    cause: "The model behind it does other work, such as chat.",
  },
  embedding_text_empty: {
    title: "A text is empty",
    cause: "Text {place} has nothing in it, and the service makes no embedding of nothing.",
    unnamed: "The service makes no embedding of a text that has nothing in it.",
  },
  embedding_text_too_long: {
    title: "A text is too long for this model",
    cause: "An embeddings model reads up to {limit} tokens of a text.",
    unnamed: "It has more tokens than the embeddings model reads at once.",
  },
  embedding_dimensions_refused: {
    title: "The model doesn't make vectors of this length",
    cause: "Only some models let you choose the number of dimensions, each within limits of its own.",
  },
  batch_deployment_refused: {
    title: "{deployment} doesn't run batches",
    unnamedTitle: "This deployment doesn't run batches",
    cause:
      "A batch needs a deployment of the type Global Batch or Data Zone Batch. This resource has: {valid}.",
    unnamed: "A batch needs a deployment of the type Global Batch or Data Zone Batch in the same resource.",
  },
  batch_file_refused: {
    title: "The service refused the batch's file",
    cause: "It checked the file and says: {details}",
    unnamed: "It checked the file and found that it can't be run.",
  },
  batch_line_refused: {
    title: "The service refused line {line} of the batch",
    unnamedTitle: "The service refused a line of the batch",
    cause: "A batch runs only if every line is valid. {details}",
    unnamed: "A batch runs only if every line is valid.",
  },
  batch_line_too_long: {
    title: "Line {line} is too long for a batch",
    unnamedTitle: "A line is too long for a batch",
    cause: "It's larger than a whole file of a batch may be, which is 200 MB.",
  },
  batch_url_refused: {
    title: "The batch's lines name another address",
    cause: "The address in the lines isn't the one the batch was created for, or the service doesn't run it.",
  },
  batch_tokens_enqueued: {
    title: "Too many tokens are waiting in batches",
    cause: "The deployment lets {limit} tokens wait at a time, those of unfinished batches included.",
    unnamed:
      "A deployment lets only so many tokens wait at a time, and those of unfinished batches count, too.",
  },
  batch_limit_reached: {
    title: "The resource has no room for more batches",
    cause:
      "A resource can have up to 500 batch files that don't expire, 10,000 that do, and a limited number of batches.",
  },
  batch_not_found: {
    title: "The service no longer has this batch",
    cause:
      "The resource answered, but it has no such batch or file. It was deleted or belongs to another resource.",
  },
  batch_ended: {
    title: "The batch can't be canceled now",
    cause: "It is {state}.",
    unnamed: "It has already ended or is being canceled.",
  },
  batch_expired: {
    title: "The batch has expired",
    cause: "It didn't finish in time. The answers it has so far can be collected.",
  },
  batch_failed: {
    title: "The batch failed",
    cause: "The service says: {details}",
    unnamed: "The service doesn't say why.",
  },
  evals_not_here: {
    title: "The service doesn't evaluate in this region",
    cause:
      "Some regions have no evaluations, and some have them without graders of Azure OpenAI or without Python.",
  },
  evals_role_missing: {
    title: "Your account may not evaluate here",
    cause:
      "Evaluations need the Foundry User role, on the resource and not only on the project, because they call its models.",
  },
  evals_need_project: {
    title: "This evaluator needs a project",
    cause:
      "Evaluators whose names begin with “builtin.” run in a Foundry project, and this connection is to a resource.",
  },
  eval_not_found: {
    title: "The service no longer has this evaluation",
    cause:
      "It answered, but it has no such evaluation, run or file. It was deleted or belongs to another resource or project.",
  },
  eval_ended: {
    title: "The run can't be canceled now",
    cause: "It is {state}.",
    unnamed: "It has already ended.",
  },
  eval_criterion_refused: {
    title: "The service refused a grader",
    cause: "It says: {details}",
    unnamed: "It doesn't accept the type of a grader, or one of its settings.",
  },
  eval_evaluator_missing: {
    title: "There is no evaluator {evaluator}",
    unnamedTitle: "There is no such evaluator",
    cause: "The project has no evaluator of this name, or no access to it.",
  },
  eval_parameter_refused: {
    title: "The service refused {parameter}",
    unnamedTitle: "The service refused a setting of the run",
    cause: "The model or the evaluation doesn't accept {parameter}, or calls it something else.",
    unnamed: "The model or the evaluation doesn't accept one of the settings, or calls it something else.",
  },
  eval_data_refused: {
    title: "The service refused the rows",
    cause: "It says: {details}",
    unnamed: "They don't have the form that the evaluation was created for.",
  },
  eval_run_failed: {
    title: "The run failed",
    cause: "The service says: {details}",
    unnamed: "The service doesn't say why.",
  },
};

/** What helps with it. */
export const remoteEvaluationRemedies: Record<RemoteEvaluationRemedy, { text: string; action: null }> = {
  choose_embeddings_deployment: {
    text: "Choose a deployment of an embeddings model, such as text-embedding-3-small.",
    action: null,
  },
  fill_text: { text: "Leave empty texts out, or fill them in.", action: null },
  shorten_text: { text: "Shorten the text, or compare a part of it.", action: null },
  choose_dimensions: {
    text: "Leave the number of dimensions empty, or choose one that the model offers.",
    action: null,
  },
  choose_batch_deployment: {
    text: "Choose a batch deployment, or deploy the model with the type Global Batch or Data Zone Batch.",
    action: null,
  },
  fix_batch_lines: {
    text: "Fix the rows that these lines were made from, then send them again.",
    action: null,
  },
  send_batch_again: { text: "Send the batch again.", action: null },
  wait_for_batches: { text: "Wait until other batches have ended, then send it again.", action: null },
  fewer_rows_in_batch: { text: "Send fewer rows at a time.", action: null },
  delete_batch_files: {
    text: "Delete batch files that you no longer need, or let them expire.",
    action: null,
  },
  collect_partial: { text: "Collect the answers that there are, then send the rest again.", action: null },
  choose_other_region: { text: "Use a resource or project in another region.", action: null },
  ask_account_role: {
    text: "Ask an owner for the Foundry User role on the resource, and sign in with Microsoft instead of a key.",
    action: null,
  },
  connect_project: { text: "Connect to the project's endpoint.", action: null },
  start_eval_again: { text: "Start the run again.", action: null },
  change_criterion: { text: "Change the grader, or leave it out.", action: null },
  choose_evaluator: { text: "Choose an evaluator from the project's list.", action: null },
  leave_parameter_out: { text: "Leave this setting empty.", action: null },
  fix_eval_rows: { text: "Fix the rows in the dataset, then start again.", action: null },
  run_here: { text: "Duplicate the evaluation, and run the copy on this computer.", action: null },
};

/** Which remedies, most likely first, and whether the same may succeed later. */
export const remoteEvaluationAdvice: Record<
  RemoteEvaluationProblem,
  { remedies: RemedyCode[]; retryable: boolean }
> = {
  not_an_embeddings_model: { remedies: ["choose_embeddings_deployment"], retryable: false },
  embedding_text_empty: { remedies: ["fill_text"], retryable: false },
  embedding_text_too_long: { remedies: ["shorten_text", "choose_embeddings_deployment"], retryable: false },
  embedding_dimensions_refused: {
    remedies: ["choose_dimensions", "choose_embeddings_deployment"],
    retryable: false,
  },
  batch_deployment_refused: { remedies: ["choose_batch_deployment"], retryable: false },
  batch_file_refused: { remedies: ["send_batch_again", "run_here"], retryable: true },
  batch_line_refused: { remedies: ["fix_batch_lines"], retryable: false },
  batch_line_too_long: { remedies: ["fix_batch_lines"], retryable: false },
  batch_url_refused: { remedies: ["send_batch_again", "run_here"], retryable: true },
  batch_tokens_enqueued: {
    remedies: ["wait_for_batches", "fewer_rows_in_batch", "ask_quota"],
    retryable: true,
  },
  batch_limit_reached: { remedies: ["delete_batch_files", "wait_for_batches"], retryable: true },
  batch_not_found: { remedies: ["check_resource", "check_endpoint"], retryable: false },
  batch_ended: { remedies: ["collect_partial"], retryable: false },
  batch_expired: { remedies: ["collect_partial", "fewer_rows_in_batch"], retryable: true },
  batch_failed: { remedies: ["send_batch_again", "check_status", "report"], retryable: true },
  evals_not_here: { remedies: ["choose_other_region", "run_here"], retryable: false },
  evals_role_missing: { remedies: ["ask_account_role", "wait_for_role"], retryable: true },
  evals_need_project: { remedies: ["connect_project", "run_here"], retryable: false },
  eval_not_found: { remedies: ["check_resource", "check_endpoint"], retryable: false },
  eval_ended: { remedies: ["start_eval_again"], retryable: false },
  eval_criterion_refused: { remedies: ["change_criterion", "run_here"], retryable: false },
  eval_evaluator_missing: { remedies: ["choose_evaluator"], retryable: false },
  eval_parameter_refused: { remedies: ["leave_parameter_out", "run_here"], retryable: false },
  eval_data_refused: { remedies: ["fix_eval_rows"], retryable: false },
  eval_run_failed: { remedies: ["start_eval_again", "check_status", "report"], retryable: true },
};

/** What a person should know besides what the diagnosis says itself. */
export const remoteEvaluationAdditions: Partial<Record<RemoteEvaluationProblem, Addition>> = {
  not_an_embeddings_model: { said: "400, OperationNotSupported", related: ["not_a_chat_model"] },
  embedding_text_too_long: {
    said: "400",
    more: "The models text-embedding-3 and text-embedding-ada-002 read 8,192 tokens, Cohere's fewer.",
  },
  embedding_dimensions_refused: {
    said: "400 or 422",
    more: "Vectors of different models or lengths can't be compared with each other.",
  },
  batch_deployment_refused: {
    said: "model_not_found or invalid_request",
    more: "Batches run models of OpenAI only, no embeddings and no fine-tuned models. Microsoft's page also says that they need an endpoint ending in openai.azure.com.",
    related: ["deployment_not_found", "not_a_chat_model"],
  },
  batch_file_refused: {
    said: "empty_file, too_many_tasks, input_modified or input_no_permissions",
    more: "A file has up to 100,000 lines and 200 MB, and no byte order mark. Assay cuts longer ones.",
  },
  batch_line_refused: {
    said: "invalid_json_line, duplicate_custom_id, model_mismatch or invalid_request",
    more: "All lines of a file name the same deployment and the same address, each with an id of its own.",
  },
  batch_url_refused: { said: "url_mismatch", related: ["batch_line_refused"] },
  batch_tokens_enqueued: {
    said: "token_limit_exceeded",
    more: "Some regions refuse the batch at once, others accept it and let it fail after a look at the file.",
  },
  batch_limit_reached: { said: "400, quotaExceeded", related: ["file_limit_reached"] },
  batch_not_found: { said: "404, notFound" },
  batch_ended: { said: "409, conflict or unexpectedEntityState" },
  batch_expired: {
    said: "status expired",
    more: "Azure aims at 24 hours and lets a batch go on after that, until it's canceled. Finished answers are billed.",
  },
  evals_not_here: {
    more: "Microsoft's page of February 2026 names Canada East, Central India, East Asia, East US, North Europe and South India as regions without graders of Azure OpenAI. Azure Government has no evaluations.",
  },
  evals_role_missing: {
    said: "401 or 403",
    more: "Microsoft's examples for projects all use a sign-in. Whether a key is accepted depends on the route.",
    related: ["role_missing"],
  },
  eval_not_found: { said: "404, notFound" },
  eval_evaluator_missing: { said: "404 or 400", related: ["evals_need_project"] },
  eval_parameter_refused: {
    said: "400, invalidPayload or unknown_parameter",
    more: "The service spells the longest answer in two ways. Assay tries the other one before it gives up.",
  },
  eval_run_failed: {
    said: "status failed",
    more: "Runs that don't end usually have too little capacity: the model and the grader share their deployments' limits with everything else.",
  },
};

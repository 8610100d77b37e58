import type { RemedyCode } from "../contract/diagnosis.ts";
import type { TrainingProblem, TrainingRemedy } from "../contract/training-problems.ts";

interface Words {
  title: string;
  cause: string;
  unnamedTitle?: string;
  unnamed?: string;
}

/** What went wrong with fine-tuning, and why. */
export const trainingProblems: Record<TrainingProblem, Words> = {
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
    cause: "It's {size} MB. The service accepts files of up to {most} MB. Train on a sample of it.",
  },
  upload_expired: {
    title: "The upload has expired",
    cause: "The service keeps uploaded parts for an hour. Nothing was lost on this computer.",
  },
  upload_too_large: {
    title: "The file is too large for the service",
    cause: "The service accepts files of up to 512 MB, and less in a single request.",
  },
  training_not_found: {
    title: "The service no longer has this",
    cause:
      "The resource answered, but it has no such file, job or checkpoint. It was deleted or belongs to another resource.",
  },
  file_refused: {
    title: "The service refused the file",
    cause: "It checked {file} and says: {details}",
    unnamed: "It checked the file and found that it can't be trained on.",
  },
  file_not_ready: {
    title: "The file is still being checked",
    cause: "The service checks a file before a job can use it. This one is {state}.",
    unnamed: "The service checks a file before a job can use it, and this check isn't done yet.",
  },
  file_in_use: {
    title: "A job is using this file",
    cause: "A file can't be deleted while an unfinished job needs it.",
  },
  file_limit_reached: {
    title: "The resource has no room for more files",
    cause: "A resource can have up to 100 fine-tuning files, 1 GB in total.",
  },
  job_limit_reached: {
    title: "The resource can't take more jobs now",
    cause:
      "A resource can have up to 100 jobs. Three run at a time (five of the Developer type), and 20 can wait.",
  },
  job_too_large: {
    title: "The job is too large",
    cause: "Training tokens times epochs can be two billion at most.",
  },
  job_time_limit: {
    title: "The job ran too long",
    cause: "The service ends a job after 720 hours.",
  },
  job_not_possible: {
    title: "The job can't do that now",
    cause: "It is {state}.",
    unnamed: "Its current state doesn't allow it, or its model and method don't support it.",
  },
  job_value_refused: {
    title: "The service refused {parameter}",
    cause: "This model and method don't accept the value sent for {parameter}.",
    unnamedTitle: "The service refused a setting of the job",
    unnamed: "This model and method don't accept one of the values that were sent.",
  },
  job_failed: {
    title: "The job failed",
    cause: "The service says: {details}",
    unnamed: "The service doesn't say why.",
  },
  training_type_refused: {
    title: "This model can't be tuned with this training type",
    cause:
      "The service refused {type} for {model}. It may say that the model can't be tuned at all when only the training type doesn't fit.",
    unnamed:
      "The service refused it. It may say that the model can't be tuned at all when only the training type is missing or doesn't fit.",
  },
  method_refused: {
    title: "This model can't be tuned with this method",
    cause: "The service doesn't offer {method} for this model.",
    unnamed: "The service doesn't offer the method for this model.",
  },
  training_ended: {
    title: "This model can no longer be tuned",
    cause: "Microsoft has ended training for it. Models already tuned from it work until their own date.",
  },
  training_by_invitation: {
    title: "This model can be tuned by invitation only",
    cause: "Microsoft grants access to subscriptions that request it.",
  },
  training_data_refused: {
    title: "The service can't read the training data",
    cause: "Something is wrong at example {example}.",
    unnamed: "The file isn't in the format this method needs.",
  },
  training_token_refused: {
    title: "The training data has a token that isn't allowed",
    cause: "Example {example} contains {token}. Such tokens mean something special to the model.",
    unnamed: "A row contains text that means something special to the model, such as <|fim_suffix|>.",
  },
  training_data_harmful: {
    title: "The training data didn't pass the safety check",
    cause: "The service found {categories} in it. A job that fails like this isn't billed.",
    unnamed: "The service found harmful content in it. A job that fails like this isn't billed.",
  },
  training_service_failed: {
    title: "The service failed during the job",
    cause:
      "The problem is on the service's side. Uploading a file above 150 MB in one request can also cause it. A failed job isn't billed.",
  },
  tuned_model_blocked: {
    title: "The tuned model didn't pass the safety check",
    cause:
      "After training, the service found {categories} in its answers, so it can't be deployed. The job isn't billed.",
    unnamed:
      "After training, the service found harmful content in its answers, so it can't be deployed. The job isn't billed.",
  },
  tuned_model_in_use: {
    title: "This model is still deployed",
    cause: "The service only deletes a tuned model that no deployment uses.",
  },
  grader_refused: {
    title: "The service refused the grader",
    cause: "It says: {details}",
    unnamed: "It can't be used as it is.",
  },
  wandb_refused: {
    title: "Weights & Biases isn't set up here",
    cause: "The resource needs a Weights & Biases API key before jobs can report there.",
  },
  copy_refused: {
    title: "The checkpoint couldn't be copied",
    cause: "The service says: {details}",
    unnamed: "The other resource isn't ready for it.",
  },
  trial_overlaps: {
    title: "These rows were trained on",
    cause: "{count} rows of {dataset} were used to train this model or one it was tuned from.",
  },
  deploy_in_portal: {
    title: "This can only be deployed in the Foundry portal",
    cause: "{why}",
  },
  deploy_role_missing: {
    title: "You aren't allowed to deploy here",
    cause: "You're signed in, but deploying needs an additional role. Missing permission: {action}.",
    unnamed: "You're signed in, but deploying needs an additional role.",
  },
  deploy_format_wrong: {
    title: "Azure failed without saying why",
    cause:
      "This happens when the model's provider is misspelled. Case matters: OpenAI, Microsoft, Meta, Mistral AI or Alibaba.",
  },
  deploy_type_refused: {
    title: "This model doesn't support this deployment type",
    cause: "Azure refused {sku} for it in this region.",
    unnamed: "Azure refused the deployment type for it in this region.",
  },
  deploy_model_refused: {
    title: "Azure doesn't know this model here",
    cause: "The name, version or provider is wrong, or the model was tuned in another resource.",
  },
  deploy_quota_missing: {
    title: "There isn't enough quota for this deployment",
    cause:
      "All deployments of a model in a region share its capacity. After you delete one, it takes a few seconds for its capacity to be released.",
  },
  deploy_model_retired: {
    title: "Azure no longer deploys this model",
    cause: "The model it was tuned from is retired, or is so soon that nothing new is deployed of it.",
  },
  deploy_capacity_missing: {
    title: "The region is out of capacity",
    cause: "Your quota allows the deployment, but there is no room for this model and type at the moment.",
  },
  deploy_limit_reached: {
    title: "The resource has reached its deployment limit",
    cause: "A resource can have up to 10 deployments of tuned models, and 32 in total.",
  },
  deploy_busy: {
    title: "Azure is still busy with the resource",
    cause: "Another change to it or its deployments is still in progress.",
  },
  azure_forbids: {
    title: "Your organization doesn't allow this",
    cause: "An Azure policy or lock prevents this change to the resource.",
  },
  azure_resource_gone: {
    title: "Azure can't find the resource",
    cause: "It was deleted or moved to another resource group, or your account can't see it.",
  },
  deployment_not_ready: {
    title: "{deployment} exists but doesn't answer yet",
    cause: "Azure reports success, but loading the model can take a few more minutes.",
    unnamedTitle: "The deployment exists but doesn't answer yet",
  },
  adapter_not_loaded: {
    title: "{deployment} couldn't load its tuned weights",
    cause:
      "The service failed to load the tuned part of the model. This happens occasionally with open models.",
    unnamedTitle: "The deployment couldn't load its tuned weights",
  },
  deployment_not_made: {
    title: "Azure couldn't deploy {deployment}",
    cause:
      "Azure accepted the request, but the deployment ended as {status}. Often the region is short of capacity.",
    unnamed: "Azure accepted the request, but the deployment failed. Often the region is short of capacity.",
    unnamedTitle: "Azure couldn't make the deployment",
  },
  trial_busy: {
    title: "This trial isn't finished",
    cause: "It's still running, or deployments that it made still exist.",
  },
  trial_not_possible: { title: "This trial can't start", cause: "{why}" },
  deployment_name_taken: {
    title: "There is already a deployment named {deployment}",
    cause: "It serves {model}. Assay never replaces a deployment of another model.",
  },
  row_without_prompt: {
    title: "This row can't be sent",
    cause:
      "It has no user message, or it has a part that can't be sent, such as an image that isn't embedded in the row.",
  },
};

/** What helps with it. */
export const trainingRemedies: Record<TrainingRemedy, { text: string; action: null }> = {
  complete_plan: { text: "Fill in what is missing.", action: null },
  use_global: { text: "Choose Global as the training type.", action: null },
  choose_tunable_model: { text: "Choose another base model.", action: null },
  choose_method: { text: "Choose a method that this model supports.", action: null },
  ask_invitation_to_train: { text: "Ask Microsoft for access in the Foundry portal.", action: null },
  set_value: { text: "Set this value yourself instead of leaving it to the service.", action: null },
  fix_rows: { text: "Fix these rows in the dataset, then start the job again.", action: null },
  remove_token: {
    text: "Remove the token from the rows, or write it differently, then start the job again.",
    action: null,
  },
  review_rows: {
    text: "Find and remove such content, then start the job again. Large amounts of personal data can also be flagged.",
    action: null,
  },
  start_job_again: { text: "Start the job again.", action: null },
  send_in_parts: { text: "Upload the file again. Large files are sent in parts.", action: null },
  wait_for_file: { text: "Wait until the check is done, then try again.", action: null },
  clean_up_files: {
    text: "Go to Fine-tuning > Resources and delete files that you no longer need.",
    action: null,
  },
  clean_up_jobs: {
    text: "Wait until a job has ended, or delete jobs that you no longer need.",
    action: null,
  },
  fewer_tokens: { text: "Use fewer rows or fewer epochs.", action: null },
  smaller_file: { text: "Use fewer rows.", action: null },
  change_grader: { text: "Change the grader, then check it again.", action: null },
  set_up_wandb: {
    text: "Add the API key to the resource in the Foundry portal, or start the job without Weights & Biases.",
    action: null,
  },
  prepare_copy: {
    text: "Check the other resource: same directory, public network access, at least one earlier fine-tuning job, and the Foundry User role for an identity of this resource.",
    action: null,
  },
  delete_deployment_first: { text: "Delete the deployment first.", action: null },
  wait_until_ready: { text: "Wait a few minutes, then try again.", action: null },
  deploy_again: {
    text: "If it still doesn't answer, delete the deployment, deploy again, and wait five minutes.",
    action: null,
  },
  open_portal_deployments: { text: "Deploy it in the Foundry portal.", action: null },
  stop_trial: { text: "Stop it or clean up first: both delete its deployments.", action: null },
  change_trial: { text: "Change the candidates, the rows or the deployment type.", action: null },
  choose_deployment_name: { text: "Choose another name for the deployment.", action: null },
  ask_deploy_role: {
    text: "Ask an owner of the resource for the Foundry Owner role (formerly Azure AI Owner) to train and deploy, or Foundry Account Owner (formerly Azure AI Account Owner) to deploy only.",
    action: null,
  },
  check_provider: { text: "Check the provider of the model, then deploy again.", action: null },
  choose_deployment_type: { text: "Choose another deployment type.", action: null },
  lower_capacity: { text: "Request less capacity, or choose another deployment type.", action: null },
  wait_for_quota: {
    text: "If you've just deleted a deployment, wait 20 seconds, then try again.",
    action: null,
  },
  free_deployment: { text: "Delete a deployment that you no longer need.", action: null },
  ask_azure_administrator: {
    text: "Ask your Azure administrator to allow it.",
    action: null,
  },
  check_resource: {
    text: "Check that this is the resource it was created in.",
    action: null,
  },
};

/** Which remedies, most likely first, and whether the same may succeed later. */
export const trainingAdvice: Record<TrainingProblem, { remedies: RemedyCode[]; retryable: boolean }> = {
  plan_incomplete: { remedies: ["complete_plan"], retryable: false },
  plan_busy: { remedies: ["retry"], retryable: true },
  training_not_here: { remedies: ["complete_plan"], retryable: false },
  file_too_large: { remedies: ["check_data"], retryable: false },
  upload_expired: { remedies: ["retry"], retryable: true },
  upload_too_large: { remedies: ["send_in_parts", "smaller_file"], retryable: false },
  training_not_found: { remedies: ["check_resource", "check_endpoint"], retryable: false },
  file_refused: { remedies: ["check_data"], retryable: false },
  file_not_ready: { remedies: ["wait_for_file", "retry"], retryable: true },
  file_in_use: { remedies: ["clean_up_jobs", "retry"], retryable: true },
  file_limit_reached: { remedies: ["clean_up_files", "retry"], retryable: true },
  job_limit_reached: { remedies: ["clean_up_jobs", "retry"], retryable: true },
  job_too_large: { remedies: ["fewer_tokens"], retryable: false },
  job_time_limit: { remedies: ["fewer_tokens", "start_job_again"], retryable: false },
  job_not_possible: { remedies: ["retry"], retryable: true },
  job_value_refused: { remedies: ["set_value", "report"], retryable: false },
  job_failed: { remedies: ["start_job_again", "check_status", "report"], retryable: true },
  training_type_refused: { remedies: ["use_global", "choose_tunable_model"], retryable: false },
  method_refused: { remedies: ["choose_method", "choose_tunable_model"], retryable: false },
  training_ended: { remedies: ["choose_tunable_model"], retryable: false },
  training_by_invitation: {
    remedies: ["ask_invitation_to_train", "choose_tunable_model"],
    retryable: false,
  },
  training_data_refused: { remedies: ["fix_rows", "check_data"], retryable: false },
  training_token_refused: { remedies: ["remove_token"], retryable: false },
  training_data_harmful: { remedies: ["review_rows"], retryable: false },
  training_service_failed: {
    remedies: ["start_job_again", "send_in_parts", "check_status"],
    retryable: true,
  },
  tuned_model_blocked: { remedies: ["review_rows"], retryable: false },
  tuned_model_in_use: { remedies: ["delete_deployment_first"], retryable: false },
  grader_refused: { remedies: ["change_grader"], retryable: false },
  wandb_refused: { remedies: ["set_up_wandb"], retryable: false },
  copy_refused: { remedies: ["prepare_copy", "retry"], retryable: true },
  trial_overlaps: { remedies: ["check_data"], retryable: false },
  deploy_in_portal: { remedies: ["open_portal_deployments"], retryable: false },
  deployment_not_made: { remedies: ["retry", "ask_quota"], retryable: true },
  trial_busy: { remedies: ["stop_trial"], retryable: true },
  trial_not_possible: { remedies: ["change_trial"], retryable: false },
  deployment_name_taken: { remedies: ["choose_deployment_name"], retryable: false },
  deploy_role_missing: { remedies: ["ask_deploy_role", "wait_for_role"], retryable: true },
  deploy_format_wrong: { remedies: ["check_provider", "retry"], retryable: true },
  deploy_type_refused: { remedies: ["choose_deployment_type"], retryable: false },
  deploy_model_refused: { remedies: ["check_provider", "check_resource"], retryable: false },
  deploy_quota_missing: { remedies: ["wait_for_quota", "lower_capacity", "ask_quota"], retryable: true },
  deploy_model_retired: { remedies: ["choose_tunable_model"], retryable: false },
  deploy_capacity_missing: { remedies: ["lower_capacity", "wait_until_ready"], retryable: true },
  deploy_limit_reached: { remedies: ["free_deployment"], retryable: false },
  deploy_busy: { remedies: ["wait_until_ready", "retry"], retryable: true },
  azure_forbids: { remedies: ["ask_azure_administrator"], retryable: false },
  azure_resource_gone: { remedies: ["check_resource", "check_endpoint"], retryable: false },
  deployment_not_ready: { remedies: ["wait_until_ready", "deploy_again", "retry"], retryable: true },
  adapter_not_loaded: { remedies: ["wait_until_ready", "deploy_again", "retry"], retryable: true },
  row_without_prompt: { remedies: ["check_data"], retryable: false },
};

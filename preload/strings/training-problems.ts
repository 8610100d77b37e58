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
    cause: "It is {size} MB. The service takes files of up to {most} MB. Train on a sample of it.",
  },
  upload_expired: {
    title: "The upload is too old to go on",
    cause: "The service keeps the parts of an upload for an hour. Nothing was lost here.",
  },
  upload_too_large: {
    title: "The file is too large for the service",
    cause: "The service takes files of up to 512 MB, and fewer in one request.",
  },
  training_not_found: {
    title: "This is no longer at the service",
    cause:
      "The resource answered, but it has no such file, job or checkpoint. It was deleted, or it belongs to another resource.",
  },
  file_refused: {
    title: "The service refused the file",
    cause: "It checked {file} and says: {details}",
    unnamed: "It checked the file and found that it can't be trained on.",
  },
  file_not_ready: {
    title: "The file is still being checked",
    cause: "The service looks at a file before a job can use it. This one is {state}.",
    unnamed: "The service looks at a file before a job can use it, and isn't done with this one.",
  },
  file_in_use: {
    title: "A job is using this file",
    cause: "The service keeps a file as long as a job that hasn't ended needs it.",
  },
  file_limit_reached: {
    title: "The resource has no room for more files",
    cause: "A resource holds up to 100 files for fine-tuning, and 1 GB in all.",
  },
  job_limit_reached: {
    title: "The resource takes no more jobs now",
    cause:
      "A resource keeps up to 100 jobs. Three of them run at a time, or five of the Developer type, and 20 can wait.",
  },
  job_too_large: {
    title: "The job is too large",
    cause: "The tokens of the training file times the epochs may be two billion at most.",
  },
  job_time_limit: {
    title: "The job ran too long",
    cause: "The service ends a job after 720 hours.",
  },
  job_not_possible: {
    title: "The job can't do that now",
    cause: "It is {state}.",
    unnamed: "Its state doesn't allow it, or this model and method don't.",
  },
  job_value_refused: {
    title: "The service refused {parameter}",
    cause: "This model and method don't take the value that was sent for {parameter}.",
    unnamedTitle: "The service refused a setting of the job",
    unnamed: "This model and method don't take one of the values that were sent.",
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
    title: "This model can't be tuned any more",
    cause: "Microsoft has ended training for it. Models that were tuned from it go on until their own date.",
  },
  training_by_invitation: {
    title: "This model can be tuned by invitation only",
    cause: "Microsoft opens it to subscriptions that have asked for it.",
  },
  training_data_refused: {
    title: "The service can't read the training data",
    cause: "Something is wrong at example {example}.",
    unnamed: "The file isn't written the way this method needs it.",
  },
  training_token_refused: {
    title: "The training data has a token that isn't allowed",
    cause: "Example {example} contains {token}. Such tokens mean something special to the model.",
    unnamed: "A row contains text that means something special to the model, such as <|fim_suffix|>.",
  },
  training_data_harmful: {
    title: "The training data didn't pass the safety check",
    cause: "The service found {categories} in it. A job that fails like this isn't charged.",
    unnamed: "The service found harmful content in it. A job that fails like this isn't charged.",
  },
  training_service_failed: {
    title: "The service failed during the job",
    cause:
      "The fault is on the service's side. A file above 150 MB that was uploaded in one request leads to this, too. A job that fails isn't charged.",
  },
  tuned_model_blocked: {
    title: "The tuned model didn't pass the safety check",
    cause:
      "After training, the service found {categories} in its answers, so it can't be deployed. The job isn't charged.",
    unnamed:
      "After training, the service found harmful content in its answers, so it can't be deployed. The job isn't charged.",
  },
  tuned_model_in_use: {
    title: "This model is still deployed",
    cause: "The service deletes a tuned model only when no deployment uses it.",
  },
  grader_refused: {
    title: "The service refused the grader",
    cause: "It says: {details}",
    unnamed: "It can't be used as it is.",
  },
  wandb_refused: {
    title: "Weights & Biases isn't set up here",
    cause: "The resource needs an API key of Weights & Biases before a job can report to it.",
  },
  copy_refused: {
    title: "The checkpoint couldn't be copied",
    cause: "The service says: {details}",
    unnamed: "The other resource isn't ready for it.",
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
  deploy_role_missing: {
    title: "You aren't allowed to deploy here",
    cause: "You're signed in, but deploying takes a role of its own. The missing permission: {action}.",
    unnamed: "You're signed in, but deploying takes a role of its own.",
  },
  deploy_format_wrong: {
    title: "Azure failed without saying why",
    cause:
      "It does this when the provider of the model is misspelled, which counts upper and lower case: OpenAI, Microsoft, Meta, Mistral AI or Alibaba.",
  },
  deploy_type_refused: {
    title: "This model doesn't take this deployment type",
    cause: "Azure refused {sku} for it in this region.",
    unnamed: "Azure refused the deployment type for it in this region.",
  },
  deploy_model_refused: {
    title: "Azure doesn't know this model here",
    cause: "The name, the version or the provider is wrong, or the model was tuned on another resource.",
  },
  deploy_quota_missing: {
    title: "There isn't enough quota for this deployment",
    cause:
      "Capacity is shared by all deployments of a model in a region. After you delete a deployment, it takes some seconds until its capacity is free.",
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
    title: "The resource has as many deployments as it may have",
    cause: "A resource takes up to 10 deployments of tuned models, and 32 in all.",
  },
  deploy_busy: {
    title: "Azure is still busy with the resource",
    cause: "Another change to it or to its deployments hasn't ended yet.",
  },
  azure_forbids: {
    title: "A rule of your organization forbids this",
    cause: "A policy or a lock in Azure keeps the resource from being changed like this.",
  },
  azure_resource_gone: {
    title: "Azure doesn't find the resource",
    cause: "It was deleted or moved to another resource group, or your account can't see it.",
  },
  deployment_not_ready: {
    title: "{deployment} is there, but doesn't answer yet",
    cause: "Azure says that it succeeded. It may take some minutes until the model is loaded.",
    unnamedTitle: "The deployment is there, but doesn't answer yet",
  },
  adapter_not_loaded: {
    title: "{deployment} couldn't load what it learned",
    cause:
      "The service failed to load the tuned part of the model. It happens now and then with open models.",
    unnamedTitle: "The deployment couldn't load what it learned",
  },
  deployment_not_made: {
    title: "Azure couldn't deploy {deployment}",
    cause:
      "Azure accepted the request, and then gave up: the deployment ended as {status}. Often the region is short of capacity.",
    unnamed: "Azure accepted the request, and then gave up. Often the region is short of capacity.",
    unnamedTitle: "Azure couldn't make the deployment",
  },
  trial_busy: {
    title: "This trial is still at work",
    cause: "It's running, or deployments that it made are still there.",
  },
  trial_not_possible: { title: "This trial can't start", cause: "{why}" },
  deployment_name_taken: {
    title: "There is already a deployment named {deployment}",
    cause: "It serves {model}. Assay never replaces a deployment that serves another model.",
  },
  row_without_prompt: {
    title: "This row can't be sent",
    cause:
      "It has no user message, or a part that can't be sent as it is, such as an image that isn't in the row itself.",
  },
};

/** What helps with it. */
export const trainingRemedies: Record<TrainingRemedy, { text: string; action: null }> = {
  complete_plan: { text: "Fill in what is missing.", action: null },
  use_global: { text: "Choose Global as the training type.", action: null },
  choose_tunable_model: { text: "Choose another base model.", action: null },
  choose_method: { text: "Choose a method that this model has.", action: null },
  ask_invitation_to_train: { text: "Ask Microsoft for access in the Foundry portal.", action: null },
  set_value: { text: "Set this value yourself instead of leaving it to the service.", action: null },
  fix_rows: { text: "Fix these rows in the dataset, then start the job again.", action: null },
  remove_token: {
    text: "Remove the token from the rows, or write it differently, then start the job again.",
    action: null,
  },
  review_rows: {
    text: "Look through the rows for such content and remove it, then start the job again. Personal data in large amounts can be taken for it.",
    action: null,
  },
  start_job_again: { text: "Start the job again.", action: null },
  send_in_parts: { text: "Upload the file again. Large files are sent in parts.", action: null },
  wait_for_file: { text: "Wait until the file has been checked, then try again.", action: null },
  clean_up_files: { text: "Delete files that you no longer need under Fine-tuning, Limits.", action: null },
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
    text: "Check the other resource: same directory, public network access, at least one fine-tuning job before, and the role Foundry User for an identity of this resource.",
    action: null,
  },
  delete_deployment_first: { text: "Delete the deployment first.", action: null },
  wait_until_ready: { text: "Wait some minutes, then try again.", action: null },
  deploy_again: {
    text: "If it still doesn't answer, delete the deployment, deploy again and wait five minutes.",
    action: null,
  },
  open_portal_deployments: { text: "Deploy it in the Foundry portal.", action: null },
  stop_trial: { text: "Stop it or clean up first: both delete its deployments.", action: null },
  change_trial: { text: "Change the candidates, the rows or the deployment type.", action: null },
  choose_deployment_name: { text: "Choose another name for the deployment.", action: null },
  ask_deploy_role: {
    text: "Ask an owner of the resource for the role Foundry Owner (formerly Azure AI Owner), which trains and deploys, or Foundry Account Owner (formerly Azure AI Account Owner), which deploys only.",
    action: null,
  },
  check_provider: { text: "Check the provider of the model, then deploy again.", action: null },
  choose_deployment_type: { text: "Choose another deployment type.", action: null },
  lower_capacity: { text: "Ask for less capacity, or choose another deployment type.", action: null },
  wait_for_quota: { text: "If you just deleted a deployment, wait 20 seconds and try again.", action: null },
  free_deployment: { text: "Delete a deployment that you no longer need.", action: null },
  ask_azure_administrator: {
    text: "Ask whoever manages your organization's Azure to allow it.",
    action: null,
  },
  check_resource: {
    text: "Check that this is the resource it was made on.",
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

import type { TrainingProblem } from "../contract/training-problems.ts";
import type { Addition } from "./article.ts";

/** What a person should know of problems with fine-tuning besides what the diagnosis says itself. */
export const trainingAdditions: Partial<Record<TrainingProblem, Addition>> = {
  plan_incomplete: {
    cause: "A model, a method, a training type and data have to be chosen before a job can be sent.",
    more: "The card beside the plan names what is missing, and goes to it.",
  },
  training_not_here: {
    cause:
      "Jobs run at a Microsoft Foundry resource or project that you're connected to with a key or a sign-in.",
    more: "Azure Machine Learning endpoints, gateways, and servers on this computer pass on questions to models. They have no routes for files and jobs.",
  },
  file_too_large: {
    more: "It was measured before it was sent. The number is from Microsoft's page on quotas and limits of February 2026.",
    related: ["upload_too_large"],
  },
  upload_expired: {
    more: "An upload in parts goes on after the network or the app was gone, as long as its parts are valid. After that, the file is sent anew from its beginning.",
    related: ["upload_too_large"],
  },
  upload_too_large: {
    said: "413",
    more: "The portal takes 200 MB. Files above 100 MB are sent in parts where the resource offers that.",
    related: ["file_limit_reached", "training_service_failed"],
  },
  training_not_found: {
    said: "404, notFound",
    more: "Files, jobs and tuned models belong to one resource. A job that was sent to another resource succeeds there and doesn't show in this one.",
  },
  file_refused: {
    said: "status error, jsonlValidationFailed or fileImportFailed",
    more: "Opening the dataset shows the rows that break a rule of its method.",
    related: ["training_data_refused"],
  },
  file_not_ready: {
    more: "A file goes from pending to running to processed, which takes seconds to minutes.",
  },
  file_in_use: { said: "409, conflict", related: ["file_limit_reached"] },
  file_limit_reached: {
    said: "429, quotaExceeded",
    more: "Results that the service writes for jobs are files, too. The numbers are from Microsoft's page on quotas and limits of February 2026.",
    related: ["job_limit_reached"],
  },
  job_limit_reached: {
    said: "429, quotaExceeded",
    more: "Jobs that ended long ago count as well. The numbers are from Microsoft's page on quotas and limits of February 2026.",
    related: ["file_limit_reached"],
  },
  job_too_large: { related: ["job_limit_reached"] },
  job_time_limit: { more: "Checkpoints that it made until then can be deployed." },
  job_not_possible: {
    said: "409, conflict or unexpectedEntityState",
    more: "A job can be paused while it runs and has done at least one step, and not with every model and method. What has ended can't be canceled.",
  },
  job_value_refused: {
    said: "400, invalidPayload",
    more: "Some models don't take “auto”: then a number has to be set. A suffix has up to 40 letters, digits, hyphens and underscores. Reinforcement needs a validation file.",
  },
  job_failed: {
    more: "The events of the job may say more. A job that fails at the service isn't charged.",
    related: ["training_data_refused", "training_service_failed"],
  },
  training_type_refused: {
    said: "400, The specified base model does not support fine-tuning",
    more: "Open models can be tuned with Global only, some of them with Data zone or Developer, too.",
    related: ["method_refused", "training_ended"],
  },
  method_refused: { related: ["training_type_refused"] },
  training_ended: {
    said: "400 or 410",
    more: "Training ends before the deployments of tuned models do, for most models by half a year.",
    related: ["model_retired"],
  },
  training_by_invitation: { said: "403, forbidden", related: ["training_type_refused"] },
  training_data_refused: {
    said: "jsonlValidationFailed; Invalid file format",
    more: "A job names an example by its number in the file. Where the data is from here, the job's page leads to that row.",
    related: ["training_token_refused", "file_refused"],
  },
  training_token_refused: {
    said: "Example N message contains an invalid token",
    related: ["training_data_refused"],
  },
  training_data_harmful: {
    said: "The provided training data failed RAI checks for harm types",
    related: ["tuned_model_blocked"],
  },
  training_service_failed: {
    said: "500, internalFailure",
    related: ["upload_too_large", "service_failed"],
  },
  tuned_model_blocked: {
    said: "This model is unable to be deployed",
    related: ["training_data_harmful"],
  },
  tuned_model_in_use: {
    said: "409, conflict",
    more: "Canceling or deleting a job deletes no deployment and stops no charge.",
  },
  grader_refused: {
    said: "400",
    more: "Names in templates, such as item.answer and sample.output_text, stand in double braces without spaces inside them. A grader in Python may have 256 KB and two minutes.",
  },
  copy_refused: {
    more: "A copied checkpoint is in no list of the other resource, so its name is kept here.",
    related: ["role_missing"],
  },
  trial_overlaps: {
    cause:
      "Rows to measure with are in the data that the model, or one that it was tuned from, learned. It would be measured on what it knows by heart.",
    more: "Choose a part of the dataset that was held out, or another dataset.",
  },
  deploy_in_portal: {
    cause:
      "Some models can only be deployed on managed compute or on other hardware, which the portal sets up.",
    more: "With a key only, Azure can't be asked to deploy either. The deployment is noticed here when it appears.",
    related: ["deploy_role_missing", "deploy-model"],
  },
  deploy_role_missing: {
    said: "403, AuthorizationFailed",
    more: "Foundry User trains, but doesn't deploy. Cognitive Services OpenAI Contributor and Cognitive Services Contributor deploy, too, and so do Owner and Contributor of the resource. To see quotas takes Cognitive Services Usages Reader on the subscription.",
    related: ["roles", "role_missing"],
  },
  deploy_format_wrong: {
    said: "500, with nothing in it",
    more: "The provider of gpt-oss is Microsoft, of Ministral Mistral AI, of Llama Meta, and of Qwen Alibaba.",
    related: ["deploy_model_refused"],
  },
  deploy_type_refused: {
    said: "400, InvalidResourceProperties",
    more: "Developer deployments last 24 hours and aren't offered for every model.",
    related: ["deploy_quota_missing"],
  },
  deploy_model_refused: { said: "400, DeploymentModelNotSupported", related: ["deploy_format_wrong"] },
  deploy_quota_missing: {
    said: "429 or 400, InsufficientQuota",
    related: ["deploy_limit_reached", "rate_limited"],
  },
  deploy_model_retired: {
    said: "400, ServiceModelDeprecated",
    more: "The tuned model itself stays in the list. To go on, tune a newer base model with the same data.",
    related: ["training_ended", "model_retired"],
  },
  deploy_capacity_missing: {
    more: "Global Standard draws on every region, so it has room most often. Deployments that exist keep running.",
    related: ["deploy_quota_missing", "deploy_type_refused"],
  },
  deploy_limit_reached: { related: ["deploy_quota_missing"] },
  deploy_busy: { said: "409, Conflict or RequestConflict" },
  azure_forbids: { said: "403, RequestDisallowedByPolicy; 409, ScopeLocked" },
  azure_resource_gone: { said: "404, ResourceNotFound" },
  deployment_not_ready: {
    title: "The deployment is there, but doesn't answer yet",
    said: "DeploymentNotReady",
    related: ["adapter_not_loaded", "service_busy"],
  },
  adapter_not_loaded: {
    title: "The deployment couldn't load what it learned",
    said: "Failed to load LoRA",
    more: "More capacity, 100 or above, makes it rarer.",
    related: ["deployment_not_ready"],
  },
};

import type { TrainingProblem } from "../contract/training-problems.ts";
import type { Addition } from "./article.ts";

/** What a person should know of problems with fine-tuning besides what the diagnosis says itself. */
export const trainingAdditions: Partial<Record<TrainingProblem, Addition>> = {
  plan_incomplete: {
    cause: "A job needs a model, a method, a training type and data before it can be sent.",
    more: "“Before you start”, beside the draft, lists what is missing. Select an item to go to it.",
  },
  training_not_here: {
    cause:
      "Jobs run in a Microsoft Foundry resource or project that you're connected to with a key or a sign-in.",
    more: "Azure Machine Learning endpoints, gateways and local servers only answer requests to models. They have no routes for files and jobs.",
  },
  file_too_large: {
    more: "Assay measured it before sending it. The limit is from Microsoft's page on quotas and limits of February 2026.",
    related: ["upload_too_large"],
  },
  upload_expired: {
    more: "An upload in parts resumes after a lost network or a restart as long as its parts are valid. After that, the whole file is sent again.",
    related: ["upload_too_large"],
  },
  upload_too_large: {
    said: "413",
    more: "The portal accepts 200 MB. Assay sends files above 100 MB in parts where the resource supports it.",
    related: ["file_limit_reached", "training_service_failed"],
  },
  training_not_found: {
    said: "404, notFound",
    more: "Files, jobs and tuned models belong to one resource. A job sent to another resource doesn't show up in this one.",
  },
  file_refused: {
    said: "status error, jsonlValidationFailed or fileImportFailed",
    more: "Open the dataset to see the rows that break its method's rules.",
    related: ["training_data_refused"],
  },
  file_not_ready: {
    more: "A file goes from pending to running to processed within seconds or minutes.",
  },
  file_in_use: { said: "409, conflict", related: ["file_limit_reached"] },
  file_limit_reached: {
    said: "429, quotaExceeded",
    more: "Result files that the service writes for jobs count, too. The limits are from Microsoft's page on quotas and limits of February 2026.",
    related: ["job_limit_reached"],
  },
  job_limit_reached: {
    said: "429, quotaExceeded",
    more: "Old jobs count, too. The limits are from Microsoft's page on quotas and limits of February 2026.",
    related: ["file_limit_reached"],
  },
  job_too_large: { related: ["job_limit_reached"] },
  job_time_limit: { more: "Checkpoints it saved before that can be deployed." },
  job_not_possible: {
    said: "409, conflict or unexpectedEntityState",
    more: "A job can be paused while it runs, once it has finished at least one step, but not with every model and method. A job that has ended can't be canceled.",
  },
  job_value_refused: {
    said: "400, invalidPayload",
    more: "Some models don't accept “auto” and need a number. A suffix has up to 40 letters, digits, hyphens and underscores. Reinforcement needs a validation file.",
  },
  job_failed: {
    more: "The events of the job may say more. A failed job isn't billed.",
    related: ["training_data_refused", "training_service_failed"],
  },
  training_type_refused: {
    said: "400, The specified base model does not support fine-tuning",
    more: "Most open models can be tuned with Global only, some also with Data zone or Developer.",
    related: ["method_refused", "training_ended"],
  },
  method_refused: { related: ["training_type_refused"] },
  training_ended: {
    said: "400 or 410",
    more: "Training ends before deployments of tuned models do, usually half a year earlier.",
    related: ["model_retired"],
  },
  training_by_invitation: { said: "403, forbidden", related: ["training_type_refused"] },
  training_data_refused: {
    said: "jsonlValidationFailed; Invalid file format",
    more: "The service names an example by its number in the file. If the data is from a dataset here, the job's page links to that row.",
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
    more: "Canceling or deleting a job doesn't delete its deployments or stop their charges.",
  },
  grader_refused: {
    said: "400",
    more: "In templates, put names such as item.answer and sample.output_text in double braces. A Python grader is limited to 256 KB and two minutes.",
  },
  copy_refused: {
    more: "No list in the other resource shows a copied checkpoint, so Assay saves its name.",
    related: ["role_missing"],
  },
  trial_overlaps: {
    cause:
      "Some of these rows were used to train the model or one it was tuned from, so the score would measure memory.",
    more: "Choose a held-out part of the dataset, or another dataset.",
  },
  deploy_in_portal: {
    cause:
      "Some models can only be deployed on managed compute or other hardware, which is set up in the portal.",
    more: "A key alone can't deploy, either. Assay shows the deployment when it appears.",
    related: ["deploy_role_missing", "deploy-model"],
  },
  deploy_role_missing: {
    said: "403, AuthorizationFailed",
    more: "Foundry User can train but not deploy. Cognitive Services OpenAI Contributor, Cognitive Services Contributor, and Owner or Contributor of the resource can also deploy. Viewing quotas needs Cognitive Services Usages Reader on the subscription.",
    related: ["roles", "role_missing"],
  },
  deploy_format_wrong: {
    said: "500, with nothing in it",
    more: "Providers: Microsoft for gpt-oss, Mistral AI for Ministral, Meta for Llama, Alibaba for Qwen.",
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
    title: "The deployment exists but doesn't answer yet",
    said: "DeploymentNotReady",
    related: ["adapter_not_loaded", "service_busy"],
  },
  adapter_not_loaded: {
    title: "The deployment couldn't load its tuned weights",
    said: "Failed to load LoRA",
    more: "It happens less often with a capacity of 100 or more.",
    related: ["deployment_not_ready"],
  },
};

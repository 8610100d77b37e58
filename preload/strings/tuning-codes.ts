import type { CannotTrain, CardCode, NotThis } from "../contract/tuning-codes.ts";

/** Why a connection can't train. */
export const cannotTrain: Record<CannotTrain, string> = {
  machine_learning:
    "This is an Azure Machine Learning endpoint. It serves one model and can't train. Connect a Foundry resource or project.",
  gateway: "A gateway forwards requests to models, not training jobs. Connect the resource behind it.",
  local_server: "A server on this computer can't train. Connect a Foundry resource or project.",
  key_missing: "The key is missing. Enter it under Integrations.",
  key_unreadable: "The key can't be read. Enter it again under Integrations.",
  signed_out: "You're signed out. Sign in again under Integrations.",
};

/** Why a model can't be chosen. */
export const notThis: Record<NotThis, string> = {
  method: "Doesn't support this method",
  training_ended: "Can no longer be tuned",
  retired: "Retired",
  open_model_again: "Only tuned OpenAI models can be tuned again",
};

/** What is told of a plan before it is started. */
export const cardNotes: Record<CardCode, string> = {
  no_connection: "Choose where to train.",
  cannot_train: "{why}",
  no_model: "Choose a base model.",
  model_unreadable: "The models that can be tuned here couldn't be loaded.",
  model_not_here: "{model} isn't among the models that can be tuned here.",
  model_cannot: "{model} can't be chosen: {why}.",
  model_ended: "Training of {model} ended on {date}.",
  no_method: "Choose a method.",
  no_training_type: "Choose a training type. The service refuses jobs without one.",
  type_not_offered: "This training type isn't available for {model}.",
  region_not_offered: "This training type isn't available for {model} in {region}.",
  no_data: "Choose the training data.",
  data_gone: "The dataset was deleted.",
  data_not_ready: "{name} isn't ready. Wait until all its rows have been read.",
  data_empty: "{name} has no rows in this part.",
  data_method: "{name} isn't made for this method.",
  data_unchecked: "{name} hasn't been checked. Check it first, so that the service doesn't refuse it.",
  data_check_old: "{name} has changed since it was checked. Check it again.",
  data_check_other: "{name} was checked for {model}. Check it for this model.",
  data_blocks: "{count} rows of {name} would make the service refuse the file or fail the job.",
  data_whole: "The service would refuse {name} as a whole. Open it to see why.",
  too_few_rows: "{name} has {count} rows. The service needs at least {least}.",
  images_not_learned: "{name} has images, and {model} doesn't learn from images.",
  file_too_large: "{name} is {size} MB. The service accepts files of up to {most} MB.",
  too_many_tokens: "Tokens times epochs come to {count}. A job can have at most {most}.",
  validation_missing: "Reinforcement needs validation data.",
  suffix_wrong: "The suffix can have letters, digits, hyphens and underscores, and no more than 40 of them.",
  hyperparameter_wrong: "{name} can't be {value}.",
  hyperparameter_needed: "The service doesn't choose {name} for {model}. Set it.",
  grader_missing: "Reinforcement needs a grader.",
  grader_faulty: "The grader doesn't work. {why}",
  response_format_wrong: "The response format isn't a JSON schema.",
  wandb_incomplete: "Weights & Biases needs the name of a project.",
  files_full: "The resource has {used} of {most} files. Delete some.",
  bytes_full: "The resource's files would take {used} MB of {most} MB. Delete some.",
  jobs_full: "The resource has {used} of {most} jobs. Delete some.",
  queue_full: "{used} of {most} jobs are in the queue. Wait until one has started.",
  running_full: "{used} of {most} jobs are running. This one will wait its turn.",
  deployments_full:
    "{used} of {most} tuned models are deployed. To deploy another one, delete a deployment first.",
  grader_doubtful: "The grader may not score what you mean. {why}",
  quota_full:
    "The quota of {region} for a tuned {model} is used up. To deploy what comes of this job, ask Azure for more or delete a deployment.",
  hyperparameter_unused: "{name} isn't sent: it doesn't belong to this method.",
  same_rows: "Training and validation are the same rows, so validation can't show overfitting.",
  no_validation: "Without validation data, you can't see overfitting.",
  deploy_in_portal:
    "A tuned {model} can only be deployed in the Foundry portal, on managed compute or provisioned throughput.",
  deploy_unknown: "It isn't known whether a tuned {model} can be deployed.",
  no_developer_deployment: "A tuned {model} can't be deployed as Developer, so trying it out costs hosting.",
  key_cannot_deploy: "With a key, a tuned model can't be deployed from here. Sign in, or use the portal.",
  training_ends_soon: "Training of {model} ends on {date}.",
  deployments_end: "Deployments of a tuned {model} end on {date}.",
  by_invitation: "{model} can be tuned by invitation only.",
  preview: "{model} is in preview.",
  only_listed: "Microsoft's list of {date} says {model} can be tuned. The resource doesn't say so.",
  only_flagged: "The resource says {model} can be tuned. Microsoft's list of {date} doesn't include it.",
  region_unknown: "With a key, Assay can't see the region. This training type is available in {regions}.",
  other_place: "{name} was last sent to {last}. This job goes to {place}.",
};

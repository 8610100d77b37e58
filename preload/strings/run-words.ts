import type { FindingCode, MetricAlias } from "../contract/run-codes.ts";
import type { HyperparameterName } from "../contract/tuning-plans.ts";

/** What the hyperparameters of a run are called. */
export const hyperparameterWords: Record<HyperparameterName, string> = {
  n_epochs: "Epochs",
  batch_size: "Batch size",
  learning_rate_multiplier: "Learning rate multiplier",
  prompt_loss_weight: "Prompt loss weight",
  beta: "Beta",
  l2_multiplier: "L2 multiplier",
  compute_multiplier: "Compute multiplier",
  eval_interval: "Evaluation interval",
  eval_samples: "Evaluation samples",
  reasoning_effort: "Reasoning effort",
};

/** What the columns of a run's metrics are called. */
export const metricWords: Record<MetricAlias, string> = {
  trainLoss: "Training loss",
  validLoss: "Validation loss",
  fullValidLoss: "Validation loss, all rows",
  trainAccuracy: "Training token accuracy",
  validAccuracy: "Validation token accuracy",
  fullValidAccuracy: "Validation token accuracy, all rows",
  trainReward: "Training reward",
  validReward: "Validation reward",
  trainReasoningTokens: "Reasoning tokens in training",
  validReasoningTokens: "Reasoning tokens in validation",
  completionTokens: "Tokens per answer",
  unresponsive: "Answers without a reward",
  parseErrors: "Answers that couldn't be parsed",
  otherErrors: "Other errors",
  learningRate: "Learning rate",
};

/** What was found about a run; `{name}` is filled from the finding's parameters. */
export const findingWords: Record<FindingCode, string> = {
  validation_rising:
    "Validation loss was lowest around step {step} and has risen by {rise} since, more than noise would explain. The model has probably been memorizing the rows from there on, so an earlier checkpoint may be better.",
  validation_above_training:
    "Validation loss is {ratio} times the training loss. Microsoft's fine-tuning skill calls that {band} overfitting, but the ratio is only a rough measure.",
  loss_not_a_number:
    "The loss is no longer a number, so nothing useful is being learned. Try a lower learning rate multiplier.",
  loss_diverged:
    "The training loss has risen from {before} to {now}, above where it started. A lower learning rate multiplier may help.",
  reward_gap:
    "The training reward is {gap} above the validation reward. Microsoft's fine-tuning skill advises stopping above {limit}: the model may be learning to please the grader instead of doing the task.",
  tokens_growing:
    "Answers take {times} times as many tokens as at the start ({before} to {now}). That makes every training step more expensive, and every answer later on.",
  parse_errors: "{count} answers couldn't be parsed in the last {steps} steps.",
  grader_errors: "The grader failed {count} times in the last {steps} steps ({names}).",
  unresponsive:
    "{share} of the answers got no reward in the last steps: the model or its grader didn't respond.",
  time_limit_near:
    "The job has trained for {hours} of the {limit} hours it may take. Pause it now to keep a checkpoint that you can deploy.",
  cost_limit_near:
    "The job has cost about {total} so far. As of {date}, the service pauses a reinforcement job once, at {limit}. Pause it now to keep a checkpoint that you can deploy.",
};

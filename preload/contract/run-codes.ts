/** A column of a run's metrics, whatever the service calls it. The words are in `strings/run-words.ts`, as those of all codes here. */
export type MetricAlias =
  | "trainLoss"
  | "validLoss"
  | "fullValidLoss"
  | "trainAccuracy"
  | "validAccuracy"
  | "fullValidAccuracy"
  | "trainReward"
  | "validReward"
  | "trainReasoningTokens"
  | "validReasoningTokens"
  | "completionTokens"
  | "unresponsive"
  | "parseErrors"
  | "otherErrors"
  | "learningRate";

/** Something about a run that a person should see. */
export type FindingCode =
  | "validation_rising"
  | "validation_above_training"
  | "loss_not_a_number"
  | "loss_diverged"
  | "reward_gap"
  | "tokens_growing"
  | "parse_errors"
  | "grader_errors"
  | "unresponsive"
  | "time_limit_near"
  | "cost_limit_near";

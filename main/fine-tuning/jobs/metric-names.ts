import type { MetricAlias } from "../../../preload/contract/run-codes.ts";

/**
 * What columns are called in events, checkpoints and results files, which differ in places (Foundry, fine-tuning pages;
 * openai-node; for reinforcement two sets of names, one of the pages and one that was seen).
 */
const names: Record<MetricAlias, readonly string[]> = {
  trainLoss: ["train_loss", "training_loss"],
  validLoss: ["valid_loss", "validation_loss"],
  fullValidLoss: ["full_valid_loss", "full_validation_loss"],
  trainAccuracy: ["train_mean_token_accuracy", "training_mean_token_accuracy", "train_accuracy"],
  validAccuracy: ["valid_mean_token_accuracy", "validation_mean_token_accuracy", "valid_accuracy"],
  fullValidAccuracy: ["full_valid_mean_token_accuracy", "full_validation_mean_token_accuracy"],
  trainReward: ["train_reward_mean", "train_mean_reward"],
  validReward: ["valid_reward_mean", "valid_mean_reward", "full_valid_mean_reward", "full_valid_reward_mean"],
  trainReasoningTokens: ["train_reasoning_tokens_mean", "reasoning_tokens_mean"],
  validReasoningTokens: ["valid_reasoning_tokens_mean"],
  completionTokens: ["completion_tokens_mean", "train_completion_tokens_mean"],
  unresponsive: ["mean_unresponsive_rewards"],
  parseErrors: ["train_sample_parse_error_count", "sample_parse_error_count"],
  otherErrors: ["train_other_error_count", "other_error_count"],
  learningRate: ["learning_rate"],
};

const aliases = new Map(
  Object.entries(names).flatMap(([alias, all]) => all.map((name) => [name, alias as MetricAlias])),
);

/** What a column is; null for one that nobody here knows. */
export const aliasOf = (name: string): MetricAlias | null => aliases.get(name.toLowerCase()) ?? null;

/** Numbers of an event that tell where it is, and are no column. */
export const placeNames: ReadonlySet<string> = new Set(["step", "total_steps", "step_number"]);

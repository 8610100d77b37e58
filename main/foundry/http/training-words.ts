import type { TrainingProblem } from "../../../preload/contract/training-problems.ts";
import { phrases } from "./phrases.ts";

interface WordRule {
  says: RegExp;
  code: TrainingProblem;
}

/**
 * What is said about data, models and jobs in the same words wherever it is said: in a refusal, by a file that was checked
 * or by a job that failed. First match wins. Words: the dated API's codes, the guides to data safety (October 2026),
 * BerriAI/litellm#24687, microsoft/azure-skills, johny-b/llmcomp#59, MicrosoftDocs/azure-docs#107548,
 * OkGoDoIt/OpenAI-API-dotnet#59.
 */
const trainingWords: readonly WordRule[] = [
  {
    says: phrases`
      model is unable to be deployed
      model evaluation identified
      scores above acceptable thresholds
    `,
    code: "tuned_model_blocked",
  },
  {
    says: phrases`
      failed RAI checks
      \bharm types?\b
      \bcontent_?filter\b
      training data.{0,60}(?:harmful|safety)
    `,
    code: "training_data_harmful",
  },
  {
    says: /(?:contains?|has|with) an? (?:invalid|special|disallowed) token|(?:special|disallowed) token/i,
    code: "training_token_refused",
  },
  { says: /by invitation|request access|not enabled for your subscription/i, code: "training_by_invitation" },
  { says: /wandb|weights ?(?:&|and) ?biases/i, code: "wandb_refused" },
  { says: /with (?:the )?method\b|method \S{0,40} is not supported/i, code: "method_refused" },
  { says: /does not support fine-?tuning|training ?type/i, code: "training_type_refused" },
  {
    says: /fine-?tun\w*.{0,80}(?:deprecated|retired|no longer)|(?:deprecated|retired|no longer).{0,80}(?:fine-?tun|train)/i,
    code: "training_ended",
  },
  {
    says: phrases`
      jsonlValidationFailed
      validation of jsonl
      valid json line
      invalid file format
      file format error
      \bline \d+
      \bexample \d+
      (?:at least|minimum of) \d+ (?:training )?examples
    `,
    code: "training_data_refused",
  },
  {
    says: /tokens?\b.{0,80}(?:exceeds?|maximum|limit|more than|too (?:many|large))|too many tokens|exceeds?.{0,40}\btokens\b/i,
    code: "job_too_large",
  },
  { says: /fileImportFailed/i, code: "file_refused" },
];

/** What words about training mean; null where they mean nothing that is known. */
export const meantInTraining = (words: string): TrainingProblem | null =>
  trainingWords.find(({ says }) => says.test(words))?.code ?? null;

/** What the words of a diagnosis are filled with, as far as the message says it; empty texts for the rest. */
export function trainingDetails(code: string, message: string): Record<string, string> {
  const [, categories = ""] =
    /(?:harm types?:?|thresholds for|flagged for):?\s*\[([^\]]*)\]/i.exec(message) ?? [];
  const [, example = ""] = /\b(?:example|line)\s+#?(\d+)/i.exec(message) ?? [];
  const [, token = ""] =
    /(?:invalid|special|disallowed) token:?\s*["'`]?(<[^<>\s]{1,60}>|[^\s"'`]{1,60}?)["'`]?(?:[.,;]|\s|$)/i.exec(
      message,
    ) ?? [];
  const [, type = ""] = /with (\S{1,40}) TrainingType/i.exec(message) ?? [];
  const [, method = ""] = /with (?:the )?method ["'`]?(\w{1,40})/i.exec(message) ?? [];
  switch (code) {
    case "training_data_harmful":
    case "tuned_model_blocked":
      return { categories: categories.replaceAll("_", " ") };
    case "training_token_refused":
      return { example, token };
    case "training_data_refused":
      return { example };
    case "training_type_refused":
      return { type, model: "" };
    case "method_refused":
      return { method };
    default:
      return { details: message };
  }
}

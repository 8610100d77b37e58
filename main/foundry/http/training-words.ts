import type { TrainingProblem } from "../../../preload/contract/training-problems.ts";
import { phrases } from "./phrases.ts";
import { plainWords } from "./plain-words.ts";

interface WordRule {
  says: RegExp;
  code: TrainingProblem;
}

const methods = String.raw`\b(?:method|supervised|preference|dpo|reinforcement)\b`;
const unsupported = String.raw`(?:(?:does|is|are) not (?:currently )?(?:supported|support|available|offered))\b`;
const trained = String.raw`\b(?:models?|fine-? ?tun\w*|train\w*)\b`;
const ended = String.raw`\b(?:deprecated|retired|no longer)\b`;

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
    says: /(?:contains?|has|with) (?:an?|the) (?:invalid|special|disallowed) token|(?:special|disallowed) token/i,
    code: "training_token_refused",
  },
  {
    says: phrases`
      by invitation
      request access
      \bsubscription\b.{0,60}not (?:enabled|approved|allow-?listed)
      not (?:enabled|approved|allow-?listed).{0,60}\bsubscription\b
    `,
    code: "training_by_invitation",
  },
  { says: /wandb|weights ?(?:&|and) ?biases/i, code: "wandb_refused" },
  {
    says: phrases`
      with (?:the )?method\b
      ${methods}.{0,60}${unsupported}
      ${unsupported}.{0,40}${methods}
    `,
    code: "method_refused",
  },
  {
    says: phrases`
      ${unsupported}.{0,20}fine-? ?tun
      fine-? ?tun\w* (?:is |of .{1,80} is )?${unsupported}
      training ?type
    `,
    code: "training_type_refused",
  },
  {
    // But not a field that has another name now.
    says: phrases`
      ^(?!.*\b(?:fields?|parameters?|propert(?:y|ies)|hyperparameters)\b).*(?:${trained}.{0,120}${ended}|${ended}.{0,80}${trained})
    `,
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
  trainingWords.find(({ says }) => says.test(plainWords(words)))?.code ?? null;

/** What the words of a diagnosis are filled with, as far as the message says it; empty texts for the rest. */
export function trainingDetails(code: string, message: string): Record<string, string> {
  const words = plainWords(message);
  const [, listed, named] =
    /(?:harm (?:types?|categories)|thresholds for|flagged for):?\s*(?:\[([^\]]*)\]|(\w+(?:, \w+)*))/i.exec(
      words,
    ) ?? [];
  const categories = listed ?? named ?? "";
  const [, example = ""] = /\b(?:example|line|row)s?\s+#?(\d+)/i.exec(words) ?? [];
  const [, token = ""] =
    /(?:invalid|special|disallowed) token:?\s*["'`]?(<[^<>\s]{1,60}>|[^\s"'`]{1,60}?)["'`]?(?:[.,;]|\s|$)/i.exec(
      words,
    ) ?? [];
  const [, type = ""] =
    /with ["'`]?(\S{1,40}?)["'`]? Training ?Type/i.exec(words) ??
    /training ?type ["'`]?(?!is\b|of\b|for\b)([a-z]\w{1,39})/i.exec(words) ??
    [];
  const [, method = ""] =
    /\bmethod:? ["'`]?(?!is\b|of\b|for\b)(\w{1,40})/i.exec(words) ??
    /\b(dpo|supervised|preference|reinforcement)\b/i.exec(words) ??
    [];
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
      // Of a body that has only a code all of it is the message.
      return { details: /^[{[]/.test(message) ? "" : message };
  }
}

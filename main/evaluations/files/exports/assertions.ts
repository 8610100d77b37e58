import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import { parseJson } from "../../../foundry/json.ts";
import { inPromptfoo } from "../../../markup.ts";
import { answerPlace } from "../format/plain-graders.ts";

/** An assertion of promptfoo (expected-outputs). */
export type Assertion = Record<string, unknown> & { type: string };

/** What promptfoo calls the likenesses that both know. */
const likenesses: Record<string, string> = {
  rouge_1: "rouge-n",
  bleu_nltk: "bleu",
  gleu: "gleu",
  cosine: "similar",
};

/** Our templates as promptfoo's: fields of the row are variables there. Other text in it does nothing. */
export const theirTemplate = (template: string): string =>
  template
    .split(/(\{\{\s*[^{}\s][^{}]{0,199}?\s*\}\})/)
    .map((part, index) => (index % 2 === 0 ? inPromptfoo(part) : `{{${variable(part.slice(2, -2).trim())}}}`))
    .join("");

/** A place of a template as a variable of promptfoo. */
const variable = (place: string): string =>
  place === "sample.output_text" ? "output" : place.replace(/^item\./, "");

/** What does the same as a grader in promptfoo; null where nothing does. */
export function assertionOf(grader: EvaluationGrader): Assertion | null {
  const metric = inPromptfoo(grader.name);
  const found = bare(grader);
  return found && { ...found, metric };
}

function bare(grader: EvaluationGrader): Assertion | null {
  if ("input" in grader && grader.input !== answerPlace) return null;
  switch (grader.kind) {
    case "text": {
      const { operation, ignoreCase, ignoreBlanks, isNegated, expected } = grader;
      const types = { equals: "equals", contains: "contains", starts_with: "starts-with", ends_with: null };
      const type = types[operation];
      if (type === null || ignoreBlanks || (ignoreCase && operation !== "contains")) return null;
      const value = theirTemplate(expected);
      return { type: `${isNegated ? "not-" : ""}${ignoreCase ? "i" : ""}${type}`, value };
    }
    case "regex":
      return grader.flags === ""
        ? { type: grader.isNegated ? "not-regex" : "regex", value: inPromptfoo(grader.pattern) }
        : null;
    case "json": {
      const type = grader.isInText ? "contains-json" : "is-json";
      return grader.schema === null ? { type } : { type, value: parseJson(inPromptfoo(grader.schema)) };
    }
    case "similarity": {
      const type = likenesses[grader.metric];
      if (type === undefined) return null;
      const threshold = grader.passAt === null ? {} : { threshold: grader.passAt };
      const { embeddings } = grader;
      // Else promptfoo would ask OpenAI.
      const provider = embeddings && { provider: `azure:embedding:${inPromptfoo(embeddings.deployment)}` };
      return { type, value: theirTemplate(grader.reference), ...threshold, ...provider };
    }
    case "latency":
      return grader.of === "total" ? { type: "latency", threshold: grader.most } : null;
    case "cost":
      return { type: "cost", threshold: grader.most };
    case "length":
      return grader.unit === "words"
        ? {
            type: "word-count",
            value: {
              ...(grader.least !== null && { min: grader.least }),
              ...(grader.most !== null && { max: grader.most }),
            },
          }
        : null;
    case "judge":
      return grader.verdict.form === "score" && grader.rubric !== ""
        ? {
            type: "llm-rubric",
            value: theirTemplate(grader.rubric),
            provider: `azure:chat:${inPromptfoo(grader.judge.deployment)}`,
            ...(grader.verdict.passAt !== null &&
              isUnit(grader.verdict.range) && { threshold: grader.verdict.passAt }),
          }
        : null;
    default:
      return null;
  }
}

const isUnit = ([low, high]: readonly [number, number]): boolean => low === 0 && high === 1;

import type { EvaluationGrader, GraderOf, likenessNames } from "../../preload/contract/evaluation-graders.ts";
import type { similarityNames } from "../../preload/contract/graders.ts";
import type { graderTranslation } from "../../preload/strings/grader-translation.ts";
import { judgeWords } from "../../preload/strings/judges.ts";
import { fillTemplate } from "../template.ts";
import type { Criterion } from "./criterion.ts";
import { type EvaluatorKnown, evaluatorCriterion } from "./evaluator.ts";
import { unfillable, withoutSpaces } from "./template.ts";

/** Why a grader has no twin: a name in `graderTranslation.reasons`. */
export interface NoTwin {
  reason: keyof typeof graderTranslation.reasons;
  parameters: Record<string, string>;
}

/** A translated grader, with what may differ: names in `graderTranslation.notes`. */
export interface Twin<Translated> {
  twin: Translated;
  notes: (keyof typeof graderTranslation.notes)[];
}

/** What a translation to the service has to know. */
export interface TranslationContext {
  /** The field of an item that holds the reference, such as `item.reference`; null where there is none. */
  referencePlace: string | null;
  /** The field of an item that holds what a row asks; null where there is none. */
  questionPlace: string | null;
  /** The name by which the service knows the model that grades; null where it knows none. */
  model: string | null;
  /** What is known of Foundry's evaluators, by their names. */
  evaluators: ReadonlyMap<string, EvaluatorKnown>;
}

type Similarity = (typeof similarityNames)[number];

/** The likenesses that the service has under a name of its own. */
export const similarityTwins: Partial<Record<(typeof likenessNames)[number], Similarity>> = {
  indel: "fuzzy_match",
  bleu_nltk: "bleu",
  gleu: "gleu",
  rouge_1: "rouge_1",
  rouge_2: "rouge_2",
  rouge_3: "rouge_3",
  rouge_l: "rouge_l",
  cosine: "cosine",
};

class Untranslatable extends Error {
  readonly why: NoTwin;
  constructor(reason: NoTwin["reason"], parameters: Record<string, string> = {}) {
    super(reason);
    this.why = { reason, parameters };
  }
}

/** A grader of an evaluation as a testing criterion of the service's evals, or why it has none there. */
export function toCriterion(grader: EvaluationGrader, context: TranslationContext): Twin<Criterion> | NoTwin {
  try {
    return translated(grader, context);
  } catch (error) {
    if (error instanceof Untranslatable) return error.why;
    throw error;
  }
}

function translated(grader: EvaluationGrader, context: TranslationContext): Twin<Criterion> {
  const place = (template: string) => placed(template, context);
  switch (grader.kind) {
    case "text":
      return textTwin(grader, place);
    case "similarity": {
      const metric = similarityTwins[grader.metric];
      if (metric === undefined) throw new Untranslatable("no_twin");
      // Evals need one (openai-node, `TextSimilarityGrader` of evals).
      if (grader.passAt === null) throw new Untranslatable("needs_threshold");
      const twin: Criterion = {
        ...{
          type: "text_similarity",
          name: grader.name,
          evaluation_metric: metric,
          pass_threshold: grader.passAt,
        },
        ...{ input: place(grader.input), reference: place(grader.reference) },
      };
      const isUnsure = metric === "fuzzy_match" || metric === "cosine";
      return { twin, notes: isUnsure ? [metric === "cosine" ? "own_embeddings" : "fuzzy_unsure"] : [] };
    }
    case "judge":
      return judgeTwin(grader, place, context.model);
    case "foundry":
      if (grader.grader.type === "multi") throw new Untranslatable("composed");
      // One name: the one that a person gave it here.
      return {
        twin: { ...grader.grader, name: grader.name },
        notes: grader.grader.type === "python" ? ["own_sandbox"] : [],
      };
    case "evaluator": {
      if (grader.judge !== null && context.model === null) throw new Untranslatable("no_model");
      const known = context.evaluators.get(grader.evaluator) ?? null;
      return { twin: evaluatorCriterion(grader, place, context.model, known), notes: [] };
    }
    case "all":
    case "weighted":
      throw new Untranslatable("composed");
    default:
      throw new Untranslatable("no_twin");
  }
}

/** A template as the service takes it, the reference and the question at the places where items have them. */
function placed(template: string, { referencePlace, questionPlace }: TranslationContext): string {
  const named = withoutSpaces(template);
  if (named.includes("{{reference}}") && referencePlace === null) throw new Untranslatable("no_reference");
  const places = new Map([["reference", `{{${referencePlace}}}`]]);
  if (questionPlace !== null) places.set("question", `{{${questionPlace}}}`);
  const text = fillTemplate(named, places);
  const [wrong] = unfillable(text, null);
  if (wrong) throw new Untranslatable("place", { place: wrong.place });
  return text;
}

function textTwin(grader: GraderOf<"text">, place: (template: string) => string): Twin<Criterion> {
  const { operation, ignoreBlanks, ignoreCase, isNegated } = grader;
  if (operation !== "equals" && operation !== "contains") throw new Untranslatable("operation");
  if (ignoreBlanks || (operation === "equals" && ignoreCase)) throw new Untranslatable("options");
  if (operation === "contains" && isNegated) throw new Untranslatable("negated");
  const check = operation === "equals" ? (isNegated ? "ne" : "eq") : ignoreCase ? "ilike" : "like";
  const twin: Criterion = {
    ...{ type: "string_check", name: grader.name, operation: check },
    ...{ input: place(grader.input), reference: place(grader.expected) },
  };
  return { twin, notes: operation === "contains" ? ["like_ambiguous"] : [] };
}

function judgeTwin(
  { name, verdict, rubric, messages, temperature, maxTokens }: GraderOf<"judge">,
  place: (template: string) => string,
  model: string | null,
): Twin<Criterion> {
  if (verdict.form === "pair") throw new Untranslatable("pair");
  if (model === null) throw new Untranslatable("no_model");
  const told = { role: "system" as const, content: place(`${judgeWords.role}\n\n${rubric}`) };
  const input = [told, ...messages.map(({ role, content }) => ({ role, content: place(content) }))];
  if (verdict.form === "label") {
    const { labels, passing: passing_labels } = verdict;
    const isSet = temperature !== null || maxTokens !== null;
    const notes: Twin<Criterion>["notes"] = isSet ? ["own_prompt", "sampling_dropped"] : ["own_prompt"];
    return { twin: { type: "label_model", name, model, input, labels, passing_labels }, notes };
  }
  const sampling_params = {
    ...(temperature !== null && { temperature }),
    ...(maxTokens !== null && { max_completions_tokens: maxTokens }),
  };
  const twin: Criterion = {
    ...{ type: "score_model", name, model, input, range: verdict.range },
    ...(verdict.passAt !== null && { pass_threshold: verdict.passAt }),
    ...(Object.keys(sampling_params).length > 0 && { sampling_params }),
  };
  return { twin, notes: ["own_prompt"] };
}

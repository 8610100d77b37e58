import type { SandboxDeployment } from "../deployments.ts";
import { type Exchange, sendJson } from "../exchange.ts";
import { filled, type Sample, Ungraded } from "../graders/template.ts";
import { isObject, type Json } from "../json.ts";
import { refusedTraining } from "../training-refusals.ts";
import { scores } from "./measures.ts";
import type { EvalResult } from "./result.ts";

/** An evaluator of Foundry: what it reads, what its scores are, and from when on they pass. */
interface Evaluator {
  name: string;
  category: "quality" | "safety";
  description: string;
  needs: string[];
  /** Whether a deployment judges. */
  asks: boolean;
  range: [least: number, most: number];
  threshold: number;
  isMoreBetter: boolean;
}

const judge = (name: string, needs: string[], description: string): Evaluator => ({
  ...{ name, needs, description, category: "quality", asks: true },
  ...{ range: [1, 5], threshold: 3, isMoreBetter: true },
});
const measure = (name: string, description: string): Evaluator => ({
  ...{ name, description, needs: ["response", "ground_truth"], category: "quality", asks: false },
  ...{ range: [0, 1], threshold: 0.5, isMoreBetter: true },
});
const safety = (name: string, description: string): Evaluator => ({
  ...{ name, description, needs: ["query", "response"], category: "safety", asks: false },
  ...{ range: [0, 7], threshold: 3, isMoreBetter: false },
});

/**
 * Those that the sandbox has. The families are those of Microsoft's page on built-in evaluators (September 2026), where
 * `coherence`, `violence` and `f1_score` stand under these names; how the others are spelled is guessed.
 */
const evaluators: readonly Evaluator[] = [
  judge("coherence", ["query", "response"], "How well the response hangs together."),
  judge("fluency", ["response"], "How well the response is written."),
  judge("relevance", ["query", "response"], "How much the response is about the query."),
  judge("groundedness", ["response", "context"], "Whether what the response says is in the context."),
  judge("response_completeness", ["response", "ground_truth"], "Whether nothing of the truth is missing."),
  judge("similarity", ["query", "response", "ground_truth"], "How close the response is to the truth."),
  measure("f1_score", "The words that the response and the truth share."),
  measure("bleu_score", "BLEU of the response against the truth."),
  measure("gleu_score", "GLEU of the response against the truth."),
  measure("rouge_score", "ROUGE of the response against the truth."),
  safety("violence", "Violent content, from 0 to 7."),
  safety("sexual", "Sexual content, from 0 to 7."),
  safety("self_harm", "Content about self-harm, from 0 to 7."),
  safety("hate_unfairness", "Hateful content, from 0 to 7."),
];

const named = (name: unknown): Evaluator | undefined =>
  evaluators.find((one) => `builtin.${one.name}` === name);

const schema = (required: readonly string[], optional: readonly string[] = []) => ({
  type: "object",
  properties: Object.fromEntries([...required, ...optional].map((name) => [name, { type: "string" }])),
  required,
});

const told = (one: Evaluator) => ({
  id: `azureai://built-in/evaluators/${one.name}`,
  name: `builtin.${one.name}`,
  version: "1",
  display_name: one.name.charAt(0).toUpperCase() + one.name.slice(1).replaceAll("_", " "),
  description: one.description,
  evaluator_type: "builtin",
  categories: [one.category],
  definition: {
    type: one.asks ? "prompt" : one.category === "safety" ? "service" : "code",
    init_parameters: schema(one.asks ? ["deployment_name"] : [], ["threshold"]),
    data_schema: schema(one.needs),
    metrics: {
      [one.name]: {
        type: one.asks ? "ordinal" : "continuous",
        desirable_direction: one.isMoreBetter ? "increase" : "decrease",
        ...{ min_value: one.range[0], max_value: one.range[1], threshold: one.threshold, is_primary: true },
      },
    },
  },
});

/** Small, so that whoever reads the list has to follow `nextLink`. */
const pageSize = 5;

/** `GET {project}/evaluators` (Foundry REST reference): by pages, of one type where one is named. */
export function listEvaluators(exchange: Exchange): void {
  const query = exchange.url.searchParams;
  const rows = query.get("type") === "custom" ? [] : evaluators.map(told);
  const from = Number(query.get("skip") ?? 0) || 0;
  const next = new URL(exchange.url);
  next.searchParams.set("skip", String(from + pageSize));
  sendJson(exchange, 200, {
    value: rows.slice(from, from + pageSize),
    ...(from + pageSize < rows.length && { nextLink: next.href }),
  });
}

const invalid = (message: string, param: string) =>
  refusedTraining("invalidPayload", message, `testing_criteria.${param}`);
const objectOr = (value: unknown): Json => (isObject(value) ? value : {});

/** Throws `Refused` for one that there is not, or that lacks what it needs. */
export function checkEvaluator(criterion: Json): void {
  if (typeof criterion.name !== "string") throw invalid("name is a text.", "name");
  const found = named(criterion.evaluator_name);
  if (!found)
    throw refusedTraining(
      "notFound",
      `The evaluator '${String(criterion.evaluator_name)}' was not found in the project.`,
    );
  const mapping = objectOr(criterion.data_mapping);
  const missing = found.needs.find((field) => typeof mapping[field] !== "string");
  if (missing !== undefined)
    throw invalid(`The evaluator '${found.name}' needs data_mapping.${missing}.`, "data_mapping");
  if (found.asks && deploymentOf(criterion) === null)
    throw invalid(
      `The evaluator '${found.name}' needs initialization_parameters.deployment_name.`,
      "initialization_parameters",
    );
}

/** The deployment that judges: the name is told in two ways. */
function deploymentOf({ initialization_parameters: given }: Json): string | null {
  const { deployment_name: deployment, model } = objectOr(given);
  const name = deployment ?? model;
  return typeof name === "string" && name !== "" ? name : null;
}

/** What an evaluator says of an answer. Never throws. */
export function gradeByEvaluator(
  criterion: Json,
  sample: Sample,
  deployments: readonly SandboxDeployment[],
): Omit<EvalResult, "name" | "type"> {
  const ungraded = (error: string) => ({ score: null, passed: false, error });
  const found = named(criterion.evaluator_name);
  const score = found && scores[found.name];
  if (!found || !score) return ungraded("other_error");
  const judge = deployments.find(({ name }) => name === deploymentOf(criterion));
  if (found.asks && judge?.status !== "succeeded") return ungraded("model_grader_server_error");
  try {
    const mapping = Object.entries(objectOr(criterion.data_mapping));
    const value = score(
      Object.fromEntries(mapping.map(([field, template]) => [field, filled(String(template), sample)])),
    );
    const { threshold: wanted } = objectOr(criterion.initialization_parameters);
    const threshold = typeof wanted === "number" ? wanted : found.threshold;
    const passed = found.isMoreBetter ? value >= threshold : value <= threshold;
    return {
      ...{ score: value, passed, error: null, metric: found.name, threshold },
      label: passed ? "pass" : "fail",
      reason: `The sandbox counted words: ${found.description}`,
    };
  } catch (error) {
    if (error instanceof Ungraded) return ungraded(error.error);
    throw error;
  }
}

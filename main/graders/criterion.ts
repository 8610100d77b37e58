import { z } from "zod";
import { graderSchema } from "../../preload/contract/graders.ts";
import { asList, asObject, asText } from "../foundry/json.ts";

const name = z.string().trim().min(1).max(80);

/** A model that gives one of some labels; evals have it, training does not (openai-node `resources/graders`). */
const labelModel = z.object({
  type: z.literal("label_model"),
  name,
  model: z.string().min(1).max(256),
  input: z
    .array(
      z.object({
        role: z.enum(["system", "developer", "user", "assistant"]),
        content: z.string().max(200_000),
      }),
    )
    .min(1)
    .max(20),
  labels: z.array(z.string().min(1)).min(1),
  passing_labels: z.array(z.string().min(1)).min(1),
});

/** An evaluator of Foundry, which a project's evals have (Foundry cloud evaluation, September 2026). */
const foundryEvaluator = z.object({
  type: z.literal("azure_ai_evaluator"),
  name,
  evaluator_name: z.string().trim().min(1).max(256),
  initialization_parameters: z.record(z.string(), z.unknown()).optional(),
  data_mapping: z.record(z.string(), z.string().max(200_000)).optional(),
});

/** What an eval of the service grades by: the graders of training, a model that gives labels, and evaluators of Foundry. */
export type Criterion =
  | z.infer<typeof graderSchema>
  | z.infer<typeof labelModel>
  | z.infer<typeof foundryEvaluator>;

/** Fields of graders, by type; what else a service or an export writes beside them is dropped. */
const known: Record<string, readonly string[]> = {
  string_check: ["type", "name", "input", "reference", "operation"],
  text_similarity: ["type", "name", "input", "reference", "evaluation_metric", "pass_threshold"],
  score_model: ["type", "name", "model", "input", "range", "pass_threshold", "sampling_params"],
  label_model: ["type", "name", "model", "input", "labels", "passing_labels"],
  python: ["type", "name", "source", "image_tag"],
  multi: ["type", "name", "graders", "calculate_output"],
  azure_ai_evaluator: ["type", "name", "evaluator_name", "initialization_parameters", "data_mapping"],
};

/** Fields of sampling, with the ways that services write them. */
const sampling: Record<string, string> = {
  temperature: "temperature",
  top_p: "top_p",
  seed: "seed",
  reasoning_effort: "reasoning_effort",
  max_completion_tokens: "max_completions_tokens",
  max_completions_tokens: "max_completions_tokens",
};

/** A criterion as a service or an export writes it, read tolerantly; null for what is none that is known here. */
export function criterionIn(value: unknown): Criterion | null {
  const object = asObject(value);
  const fields = Object.hasOwn(known, asText(object?.type)) ? known[asText(object?.type)] : undefined;
  if (object === null || fields === undefined) return null;
  const kept = Object.fromEntries(
    fields.map((field) => [field, object[field] ?? undefined]).filter(([, one]) => one !== undefined),
  );
  if (Array.isArray(kept.input)) kept.input = kept.input.map(messageIn);
  if (asObject(kept.sampling_params)) kept.sampling_params = samplingIn(kept.sampling_params);
  if (asObject(kept.graders))
    kept.graders = Object.fromEntries(
      Object.entries(asObject(kept.graders) ?? {}).map(([part, one]) => [part, criterionIn(one)]),
    );
  const read = z.union([graderSchema, labelModel, foundryEvaluator]).safeParse(kept);
  return read.success ? read.data : null;
}

/** Texts stand plain, as `{text}`, or as parts of a list (Azure's v1 specification). */
function messageIn(value: unknown): unknown {
  const message = asObject(value);
  const { content } = message ?? {};
  const parts = Array.isArray(content) ? content : [content];
  const texts = parts.map((part) => (typeof part === "string" ? part : asText(asObject(part)?.text)));
  return { role: message?.role, content: texts.join("\n") };
}

const samplingIn = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(asObject(value) ?? {}).flatMap(([field, one]) => {
      const own = Object.hasOwn(sampling, field) ? sampling[field] : undefined;
      return own === undefined || one === null ? [] : [[own, one]];
    }),
  );

/** The criteria of an eval as the service writes it; what is not known is null at its place. */
export const criteriaIn = (value: unknown): (Criterion | null)[] => asList(value).map(criterionIn);

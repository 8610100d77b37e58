import { z } from "zod";
import { promptLimit } from "../limits.ts";
import { type Part, partNames } from "../parts.ts";
import { chatParameters } from "./conversations.ts";
import { evaluationGrader } from "./evaluation-graders.ts";
import { deploymentName, id, keptText, systemPrompt, title } from "./fields.ts";

/** Models, graders and repeats of one evaluation at most. */
export const evaluationLimits = { models: 12, graders: 50, repeats: 20, atOnce: 12 };

const seed = z.number().int().min(0).max(4_294_967_295);

/** The rows that are asked: of a dataset as it is when the evaluation starts, sealed from then on. */
const data = z.strictObject({
  datasetId: id,
  part: z.enum(partNames).nullable() satisfies z.ZodType<Part | null>,
  /** How many are drawn; null for all. */
  rows: z.number().int().min(1).max(1_000_000).nullable(),
  seed,
});

/** A model that is asked: a deployment, with what a registered model adds to it. */
const model = z.strictObject({
  /** Unique in its evaluation. */
  id,
  name: keptText.trim().min(1).max(120),
  connectionId: id,
  deployment: deploymentName,
  /** The registered model it was taken from; null for a deployment as it is. */
  modelId: id.nullable(),
  systemPrompt,
  parameters: chatParameters,
});

/** What is asked: what a row asks by itself, or a text that is filled with its fields. */
const prompt = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("row") }),
  z.strictObject({
    kind: z.literal("template"),
    messages: z
      .array(
        z.strictObject({
          role: z.enum(["system", "user", "assistant"]),
          content: keptText.max(promptLimit),
        }),
      )
      .min(1)
      .max(20),
  }),
]);

/** Where it runs: asked one by one from here, by the Batch API of batch deployments, or as an evals run of the service. */
const place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("here") }),
  z.strictObject({ kind: z.literal("batch") }),
  z.strictObject({ kind: z.literal("foundry"), connectionId: id }),
]);

/** Rows that belong together, which are not independent of each other. */
const clusters = z.discriminatedUnion("kind", [
  /** By their origin (document, conversation) and near-duplicates. */
  z.strictObject({ kind: z.literal("found") }),
  z.strictObject({ kind: z.literal("field"), field: keptText.min(1).max(200) }),
  z.strictObject({ kind: z.literal("none") }),
]);

/** All that an evaluation is to do. */
export const evaluationSettings = z.strictObject({
  name: title,
  /** Null until a dataset was chosen. */
  data: data.nullable(),
  models: z.array(model).max(evaluationLimits.models),
  /** The model that others are held against; null for none. */
  baseline: id.nullable(),
  prompt,
  graders: z.array(evaluationGrader).max(evaluationLimits.graders),
  /** The grader that the verdict is about; null for the first. */
  lead: id.nullable(),
  /** How often each row is asked of each model. */
  repeats: z.number().int().min(1).max(evaluationLimits.repeats),
  atOnce: z.number().int().min(1).max(evaluationLimits.atOnce),
  place,
  clusters,
});

export type EvaluationSettings = z.infer<typeof evaluationSettings>;
export type EvaluationModel = EvaluationSettings["models"][number];
export type EvaluationData = NonNullable<EvaluationSettings["data"]>;
export type EvaluationPrompt = EvaluationSettings["prompt"];

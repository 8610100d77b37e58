import { z } from "zod";
import type { EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";
import { id } from "../../../../preload/contract/fields.ts";
import { cost, count, estimate, name } from "./fields.ts";

const number = z.number().nullable();

const unit = z.enum(["share", "score", "wins"]);

const score = z.strictObject({
  modelId: id,
  graderId: id,
  rows: count,
  ungraded: count,
  reasons: z.array(z.strictObject({ code: name, rows: count })).max(1000),
  unit,
  passed: estimate.nullable(),
  mean: estimate.nullable(),
  method: name.nullable(),
  spread: z.strictObject({ between: number, within: number }),
});

const difference = z.strictObject({
  modelId: id,
  baselineId: id,
  graderId: id,
  word: z.enum(["better", "worse", "none", "too_little"]),
  why: z.enum(["few_rows", "half_graded", "uneven", "few_groups"]).nullable(),
  unit,
  rows: count,
  left: count,
  ungraded: z.strictObject({ model: z.number(), baseline: z.number() }),
  means: z.strictObject({ model: z.number(), baseline: z.number() }).nullable(),
  effect: estimate.nullable(),
  p: number,
  adjusted: number,
  correction: z.strictObject({ count, method: z.enum(["holm", "benjamini_hochberg"]) }),
  method: z.strictObject({ interval: name.nullable(), test: name.nullable() }),
  check: z.strictObject({ method: name, p: z.number() }).nullable(),
  clusters: z.strictObject({ count, largest: count, isFew: z.boolean() }).nullable(),
  better: count,
  worse: count,
  smallest: number,
});

const measured = z.strictObject({
  modelId: id,
  cost: z.strictObject({ total: cost.nullable(), perAnswer: cost.nullable() }),
  firstToken: estimate.nullable(),
  total: estimate.nullable(),
  tokens: z.strictObject({ question: z.number(), answer: z.number() }).nullable(),
  answers: count,
  failed: count,
  against: z
    .strictObject({ firstToken: estimate.nullable(), total: estimate.nullable(), cost: estimate.nullable() })
    .nullable(),
});

/** The schema of `EvaluationVerdict`. */
export const evaluationVerdict = z.strictObject({
  stamp: z.number(),
  baselineId: id.nullable(),
  leadId: id.nullable(),
  scores: z.array(score).max(1000),
  differences: z.array(difference).max(1000),
  measured: z.array(measured).max(1000),
  front: z.array(z.strictObject({ graderId: id, modelIds: z.array(id).max(1000) })).max(1000),
  isPartial: z.boolean(),
}) satisfies z.ZodType<EvaluationVerdict>;

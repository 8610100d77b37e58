import { z } from "zod";
import type { EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";
import { id } from "../../../../preload/contract/fields.ts";
import { cost, count, estimate, name } from "./fields.ts";

const number = z.number().nullable();

const score = z.strictObject({
  modelId: id,
  graderId: id,
  rows: count,
  ungraded: count,
  reasons: z.array(z.strictObject({ code: name, rows: count })).max(1000),
  passed: estimate.nullable(),
  mean: estimate.nullable(),
  method: name,
  spread: z.strictObject({ between: number, within: number }),
  bins: z.array(z.number()).max(100),
});

const difference = z.strictObject({
  modelId: id,
  baselineId: id,
  graderId: id,
  word: z.enum(["better", "worse", "none", "too_little"]),
  rows: count,
  left: count,
  effect: estimate,
  p: number,
  adjusted: number,
  correction: z.strictObject({ count, method: name }),
  method: name,
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
  failed: count,
});

/** The schema of `EvaluationVerdict`. */
export const evaluationVerdict = z.strictObject({
  stamp: z.number(),
  baselineId: id.nullable(),
  scores: z.array(score).max(1000),
  differences: z.array(difference).max(1000),
  measured: z.array(measured).max(1000),
  front: z.array(z.strictObject({ graderId: id, modelIds: z.array(id).max(1000) })).max(1000),
  isPartial: z.boolean(),
}) satisfies z.ZodType<EvaluationVerdict>;

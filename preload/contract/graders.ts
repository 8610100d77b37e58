import { z } from "zod";
import { type Part, partNames } from "../parts.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { deploymentName, id } from "./fields.ts";
import { method } from "./method.ts";

/** The similarities that the service knows (Azure OpenAI v1 specification; `cosine` by the Foundry page on graders). */
export const similarityNames = [
  "fuzzy_match",
  "bleu",
  "gleu",
  "meteor",
  "rouge_1",
  "rouge_2",
  "rouge_3",
  "rouge_4",
  "rouge_5",
  "rouge_l",
  "cosine",
] as const;

const name = z.string().trim().min(1).max(80);
/** A text with `{{item.field}}` and `{{sample.output_text}}` in it. */
const template = z.string().max(200_000);
const threshold = z.number().min(-1e9).max(1e9);

const stringCheck = z.strictObject({
  type: z.literal("string_check"),
  name,
  input: template,
  reference: template,
  operation: z.enum(["eq", "ne", "like", "ilike"]),
});
const textSimilarity = z.strictObject({
  type: z.literal("text_similarity"),
  name,
  input: template,
  reference: template,
  evaluation_metric: z.enum(similarityNames),
  pass_threshold: threshold.optional(),
});
const scoreModel = z.strictObject({
  type: z.literal("score_model"),
  name,
  model: z.string().min(1).max(256),
  input: z
    .array(z.strictObject({ role: z.enum(["system", "developer", "user", "assistant"]), content: template }))
    .min(1)
    .max(20),
  range: z.tuple([threshold, threshold]).optional(),
  pass_threshold: threshold.optional(),
  sampling_params: z
    .strictObject({
      temperature: z.number().min(0).max(2).optional(),
      top_p: z.number().min(0).max(1).optional(),
      max_completions_tokens: z.number().int().min(1).max(1_000_000).optional(),
      seed: z.number().int().optional(),
      reasoning_effort: z.string().max(20).optional(),
    })
    .optional(),
});
const python = z.strictObject({
  type: z.literal("python"),
  name,
  /** With a function `grade(sample, item)`; at most 256 KB (Foundry, reinforcement fine-tuning). */
  source: z.string().max(262_144),
  image_tag: z.string().max(80).optional(),
});
const single = z.discriminatedUnion("type", [stringCheck, textSimilarity, scoreModel, python]);
const multi = z.strictObject({
  type: z.literal("multi"),
  name,
  graders: z.record(z.string().regex(/^[A-Za-z_]\w{0,39}$/), single),
  /** Arithmetic over the names of `graders`. */
  calculate_output: z.string().max(2000),
});

/** A grader as the service writes it (openai-node `resources/graders`, Foundry reinforcement fine-tuning). */
export const graderSchema = z.discriminatedUnion("type", [...single.options, multi]);
export type Grader = z.infer<typeof graderSchema>;
export type SingleGrader = z.infer<typeof single>;

/** What a grader said of one answer, at one place. */
export interface Grade {
  /** Null where it could not be graded: never taken for 0. */
  score: number | null;
  /** Null where the grader has no threshold, or the answer could not be graded. */
  passed: boolean | null;
  /** Of a multi grader: the score of each of its graders. */
  parts: Record<string, number | null>;
  /** Why it could not be graded: a name in `strings.graders.errors`. */
  error: string | null;
  /** What was said about it, such as the model's reason or the service's message. */
  said: string | null;
  /** The label that a judge of labels gave; missing for other graders, and where it is not known. */
  label?: string;
}

/** An answer to one row, graded here and by the service. */
export interface BenchRow {
  key: number;
  /** The beginning of what was asked. */
  asked: string;
  answer: string | null;
  /** Why there is no answer. */
  diagnosis: Diagnosis | null;
  /** Null while it is being worked out. */
  here: Grade | null;
  there: Grade | null;
  /** The score where a name of the grader is read in another way, by names in `strings.graders.readings`. */
  readings: Record<string, number | null>;
}

/** Some rows through a grader, here and at the service. */
export interface GraderBench {
  id: string;
  /** The plan it belongs to. */
  planId: string;
  grader: Grader;
  /** With what it was started. */
  asked: BenchAsked;
  state: "running" | "done" | "stopped" | "interrupted";
  /** Whether the service takes the grader; null as long as it has not been asked. */
  isValid: boolean | null;
  /** Why the service does not take the grader, or could not be asked. */
  diagnosis: Diagnosis | null;
  rows: BenchRow[];
  /** Answers that did not pass, of those that were graded; null without a threshold. */
  failing: { here: Share | null; there: Share | null };
  /**
   * Readings of the grader that give the service's score for every row, where the rows tell them apart; `usual` is the one
   * that is graded by here.
   */
  fits: string[];
  /** Rows with a score at both places: how many of them are the same, and how alike they rank (Spearman). */
  agreement: { both: number; same: number; spearman: number | null; largest: number | null };
  /** Milliseconds since the epoch. */
  startedAt: number;
}

/** `of` answers, `count` of which. */
export interface Share {
  count: number;
  of: number;
}

const deployed = z.strictObject({ connectionId: id, deployment: deploymentName });
const benchAsked = z.strictObject({
  datasetId: id,
  part: z.enum(partNames).nullable() satisfies z.ZodType<Part | null>,
  rows: z.number().int().min(1).max(100),
  seed: z.number().int().min(0).max(4_294_967_295),
  /** Whose answers are graded. */
  answers: deployed,
  /** What a grader that is a model is asked here through; null where there is none. */
  judge: deployed.nullable(),
  /** The connection whose service grades; null for none. */
  service: id.nullable(),
  /** The score from which on an answer passes, where the grader itself has no threshold; null for none. */
  passAt: threshold.nullable(),
});
export type BenchAsked = z.infer<typeof benchAsked>;

/** Something that is wrong with a grader. `code` is a name in `strings.graders.faults`. */
export interface GraderFault {
  /** Names and numbers that lead to the field. */
  path: (string | number)[];
  code: string;
  parameters: Record<string, string>;
  /** `blocks`: it cannot grade. `warns`: it can, but hardly as it is meant. */
  severity: "blocks" | "warns";
}

/** A grader that was written as JSON. */
export interface GraderCheck {
  /** As the service takes it; null where it is none. */
  grader: Grader | null;
  faults: GraderFault[];
}

export const graders = {
  /** Reads a grader; `fields` are those that the rows it will grade have, null where that is not known. */
  "graders.check": method<GraderCheck>()(
    z.strictObject({
      text: z.string().max(4_000_000),
      fields: z.array(z.string().max(1000)).max(1000).nullable(),
    }),
  ),
  /** The fields of a dataset's rows, as far as its first ones show. */
  "graders.fields": method<string[]>()(z.strictObject({ datasetId: id })),
  /** The last bench of a plan; null for none. */
  "graders.bench": method<GraderBench | null>()(z.strictObject({ planId: id })),
  /** Asks a deployment some rows of a dataset, and grades the answers here and at the service. */
  "graders.startBench": method<GraderBench>()(benchAsked.extend({ planId: id, grader: graderSchema })),
  "graders.stopBench": method<void>()(z.strictObject({ planId: id })),
};

export type GraderEvents = {
  "graders.changed": GraderBench;
};

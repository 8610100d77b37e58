import { z } from "zod";
import { deploymentName, id } from "./fields.ts";
import { graderSchema } from "./graders.ts";

/**
 * A text with `{{item.field}}`, `{{reference}}`, `{{sample.output_text}}` and `{{sample.output_json.field}}` in it, with or
 * without spaces inside the braces. Those of judges have `{{question}}`, too: what the row asks.
 */
const template = z.string().max(200_000);
const threshold = z.number().min(-1e9).max(1e9);
const patternText = z.string().min(1).max(10_000);

/** What every grader has. `id` is unique in its evaluation, and what composed graders name. */
const base = { id, name: z.string().trim().min(1).max(80) };

/** A deployment of a connection. */
export const deployed = z.strictObject({ connectionId: id, deployment: deploymentName });

/** How a text is held against what is expected. */
const textOperations = ["equals", "contains", "starts_with", "ends_with"] as const;

const text = z.strictObject({
  ...base,
  kind: z.literal("text"),
  operation: z.enum(textOperations),
  /** What is looked at; usually the answer. */
  input: template,
  expected: template,
  ignoreCase: z.boolean(),
  /** Blanks at both ends do not count, and several count as one. */
  ignoreBlanks: z.boolean(),
  /** Passes where it would not, and the other way around. */
  isNegated: z.boolean(),
});

const regex = z.strictObject({
  ...base,
  kind: z.literal("regex"),
  input: template,
  /** A pattern of JavaScript, without slashes. */
  pattern: patternText,
  flags: z.string().regex(/^(?!.*(.).*\1)[imsu]{0,4}$/),
  isNegated: z.boolean(),
});

/** Which number of a text is meant. */
const numberChoices = ["only", "first", "last"] as const;

const numeric = z.strictObject({
  ...base,
  kind: z.literal("numeric"),
  input: template,
  expected: template,
  which: z.enum(numberChoices),
  tolerance: z.number().min(0).max(1e12),
  /** Whether the tolerance is a share of what is expected, not an amount. */
  isRelative: z.boolean(),
});

const json = z.strictObject({
  ...base,
  kind: z.literal("json"),
  input: template,
  /** A JSON Schema as text; null where being JSON is enough. */
  schema: z.string().max(500_000).nullable(),
  /** Whether JSON in a fenced block, or with a text around it, is looked at too. */
  isInText: z.boolean(),
});

/** How the arguments of a call are compared. */
const argumentChoices = ["ignored", "subset", "equal"] as const;

const toolCall = z.strictObject({
  ...base,
  kind: z.literal("tool_call"),
  /**
   * The calls that are expected: JSON, a call `{name, arguments}` or a list of them, as this app or as the service writes
   * them. Empty for those in the row's own answer.
   */
  expected: template,
  arguments: z.enum(argumentChoices),
  /** Whether calls may come in any order. */
  anyOrder: z.boolean(),
  /** Whether calls besides the expected ones are let pass. */
  allowsMore: z.boolean(),
});

/** The likenesses that are worked out here, each by the name of the function that it follows; `cosine` asks a deployment. */
export const likenessNames = [
  "indel",
  "weighted_ratio",
  "levenshtein",
  "bleu_nltk",
  "sacre_bleu",
  "gleu",
  "rouge_1",
  "rouge_2",
  "rouge_3",
  "rouge_l",
  "unicode_rouge_1",
  "unicode_rouge_2",
  "unicode_rouge_l",
  "cosine",
] as const;

const similarity = z.strictObject({
  ...base,
  kind: z.literal("similarity"),
  metric: z.enum(likenessNames),
  input: template,
  reference: template,
  passAt: threshold.nullable(),
  /** The embeddings deployment that `cosine` asks; null for every other. */
  embeddings: deployed.nullable(),
});

/** What a length is counted in. */
const lengthUnits = ["characters", "words", "lines", "tokens"] as const;

const length = z.strictObject({
  ...base,
  kind: z.literal("length"),
  unit: z.enum(lengthUnits),
  least: z.number().int().min(0).nullable(),
  most: z.number().int().min(0).nullable(),
});

const latency = z.strictObject({
  ...base,
  kind: z.literal("latency"),
  of: z.enum(["first_token", "total"]),
  /** Milliseconds. */
  most: z.number().min(0).max(86_400_000),
});

const cost = z.strictObject({
  ...base,
  kind: z.literal("cost"),
  /** In the currency that the answer's cost is told in. */
  most: z.number().min(0).max(1_000_000),
});

const judgeMessage = z.strictObject({ role: z.enum(["system", "user"]), content: template });

/** A label that a judge can give. */
export const judgeLabel = z.string().trim().min(1).max(80);

/** What a judge gives: a score on a scale, one of some labels, or which of two answers is better. */
const verdict = z.discriminatedUnion("form", [
  z.strictObject({
    form: z.literal("score"),
    range: z.tuple([threshold, threshold]),
    passAt: threshold.nullable(),
  }),
  z.strictObject({
    form: z.literal("label"),
    labels: z.array(judgeLabel).min(2).max(20),
    passing: z.array(judgeLabel).min(1).max(20),
  }),
  /** Against the answer of the evaluation's baseline to the same row; both orders are asked, and a flip is a tie. */
  z.strictObject({ form: z.literal("pair") }),
]);

const judge = z.strictObject({
  ...base,
  kind: z.literal("judge"),
  judge: deployed,
  verdict,
  /** What the judge is told to look at. */
  rubric: template,
  /** What it is shown: the question, the answer, the reference. With `{{answer_a}}` and `{{answer_b}}` where two are compared. */
  messages: z.array(judgeMessage).min(1).max(20),
  temperature: z.number().min(0).max(2).nullable(),
  maxTokens: z.number().int().min(1).max(1_000_000).nullable(),
});

const script = z.strictObject({
  ...base,
  kind: z.literal("script"),
  /**
   * JavaScript with a function `grade({ item, reference, answer, calls, times, cost })`, which returns a number, whether the
   * answer passes, or `{ score, passed, said }`.
   */
  source: z.string().min(1).max(262_144),
  passAt: threshold.nullable(),
});

/** A grader as the service and training have it. */
const foundry = z.strictObject({
  ...base,
  kind: z.literal("foundry"),
  grader: graderSchema,
  /** What a grader that is a model is asked through; null where there is none. */
  judge: deployed.nullable(),
  passAt: threshold.nullable(),
});

/** A field that an evaluator reads, such as `ground_truth`. */
const mappedField = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/);

/** An evaluator of Foundry. It grades only in an evaluation that a project runs. */
const evaluator = z.strictObject({
  ...base,
  kind: z.literal("evaluator"),
  /** What the project calls it, such as `builtin.coherence`. */
  evaluator: z.string().trim().min(1).max(256),
  /** The deployment that it grades by, on the connection where the evaluation runs; null for one that asks no model. */
  judge: deployed.nullable(),
  /** What its fields are filled with. The places are the service's, and `{{reference}}`; `{{item.query}}` is what a row asks. */
  mapping: z.record(mappedField, template).refine((mapping) => Object.keys(mapping).length <= 50),
  /** The score that decides, on the evaluator's own scale; null for its own. */
  threshold: threshold.nullable(),
  /** The lowest and the highest score that it gives; null where it does not say. */
  range: z.tuple([threshold, threshold]).nullable(),
  /** Whether it passes what is at most at the threshold, as for harm. Its grade is then whether an answer passes. */
  isLessBetter: z.boolean(),
});

const all = z.strictObject({
  ...base,
  kind: z.literal("all"),
  /** Ids of other graders that have to pass. */
  of: z.array(id).min(1).max(50),
});

const weighted = z.strictObject({
  ...base,
  kind: z.literal("weighted"),
  of: z
    .array(z.strictObject({ id, weight: z.number().min(0).max(1000) }))
    .min(1)
    .max(50),
  passAt: threshold.nullable(),
});

/** A grader of an evaluation: what gives an answer a score, or passes it. */
export const evaluationGrader = z.discriminatedUnion("kind", [
  text,
  regex,
  numeric,
  json,
  toolCall,
  similarity,
  length,
  latency,
  cost,
  judge,
  script,
  foundry,
  evaluator,
  all,
  weighted,
]);
export type EvaluationGrader = z.infer<typeof evaluationGrader>;
export type GraderKind = EvaluationGrader["kind"];
export type GraderOf<Kind extends GraderKind> = Extract<EvaluationGrader, { kind: Kind }>;
export type JudgeVerdict = z.infer<typeof verdict>;

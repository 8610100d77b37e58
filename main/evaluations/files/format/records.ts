import { z } from "zod";
import { messageEnd, requestNote } from "../../../../preload/contract/conversations.ts";
import type { DiagnosisCode } from "../../../../preload/contract/diagnosis.ts";
import { id } from "../../../../preload/contract/fields.ts";
import { diagnoses } from "../../../../preload/strings/diagnoses.ts";
import { cost, count, duration, estimate, moment, name, sha256, text } from "./fields.ts";
import { evaluationVerdict } from "./verdict.ts";

const row = count;

const knownCode = (code: string): DiagnosisCode =>
  Object.hasOwn(diagnoses, code) ? (code as DiagnosisCode) : "unexpected";
const answerPlace = { row, modelId: id, repeat: count };

/** A row of the data, and what it asked. */
const rowRecord = z.strictObject({
  kind: z.literal("row"),
  /** Its place in the evaluation, from 0. */
  row,
  /** What the dataset knows it by. */
  key: count,
  /** The row as the dataset has it, as JSON. */
  text,
  messages: z.array(z.strictObject({ role: name, content: text })).max(1000),
  reference: text.nullable(),
  tags: z.array(name).max(1000),
  /** The rows it belongs together with. */
  cluster: name.nullable(),
});

/** An answer of a model. */
const answerRecord = z.strictObject({
  kind: z.literal("answer"),
  ...answerPlace,
  text,
  calls: z.array(z.strictObject({ name, arguments: text })).max(1000),
  end: messageEnd,
  /** The code of the diagnosis; one that this version has no words for is unexpected. */
  diagnosis: name.transform(knownCode).nullable(),
  /** What was said about why there is no answer. */
  said: text.nullable(),
  firstToken: duration.nullable(),
  total: duration.nullable(),
  tokens: z.strictObject({ prompt: count, completion: count, reasoning: count }).nullable(),
  cost: cost.nullable(),
  startedAt: moment.nullable(),
  requestId: name.nullable(),
  /** How the request differed from what was set. */
  notes: z.array(requestNote).max(100),
});

/** What a grader says of an answer. */
const gradeRecord = z.strictObject({
  kind: z.literal("grade"),
  ...answerPlace,
  graderId: id,
  /** Null where it is not graded, which is not 0. */
  score: z.number().nullable(),
  passed: z.boolean().nullable(),
  /** Why there is no score: a name in `strings.graders.errors`. */
  error: name.nullable(),
  said: text.nullable(),
  parts: z.record(name, z.number().nullable()),
  isFlip: z.boolean(),
  /** Of a judge that labels. */
  label: name.exactOptional(),
});

/** The person's own grade of an answer. */
const markRecord = z.strictObject({
  kind: z.literal("mark"),
  ...answerPlace,
  graderId: id,
  score: z.number().nullable(),
  /** Of a judge that labels. */
  label: name.nullable().default(null),
  /** Whether the person did not see whose answer it was, nor what graders said. */
  isBlind: z.boolean(),
  /** What was given blind, in order, where that is not this one alone. */
  blind: z
    .array(z.strictObject({ score: z.number(), label: name.nullable() }))
    .max(1000)
    .default([]),
});

/** What the person noted about a row. */
const noteRecord = z.strictObject({ kind: z.literal("note"), row, note: text, label: name.nullable() });

const shown = z.strictObject({ modelId: id, repeat: count });

/** The person's vote about two answers to a row. */
const voteRecord = z.strictObject({
  kind: z.literal("vote"),
  row,
  shown: z.tuple([shown, shown]),
  /** The place of the better one; null for a tie. */
  better: z.int().min(0).max(1).nullable(),
  isBlind: z.boolean(),
  at: moment.nullable(),
});

/** How far a judge agrees with the person, bound to what it was when that was measured. */
const certificateRecord = z.strictObject({
  kind: z.literal("certificate"),
  graderId: id,
  hash: sha256,
  at: moment,
  counts: z.record(name, count),
  estimates: z.record(name, estimate),
  /** Whether it was of the judge as it is here; else the judge has changed since. */
  holds: z.boolean().default(true),
  /**
   * Each label or step that the person could give: of what they gave it, what the judge gave it, too, and how often the judge
   * gave each, in the same order.
   */
  labels: z
    .array(z.strictObject({ label: name, recall: estimate.nullable(), judged: z.array(count).max(100) }))
    .max(100)
    .default([]),
  /** What the models would reach by the person's standards. */
  corrected: z
    .array(
      z.strictObject({
        modelId: id,
        unit: z.enum(["share", "score"]),
        raw: estimate,
        corrected: estimate.nullable(),
        method: z.enum(["rogan_gladen", "prediction_powered"]).nullable(),
      }),
    )
    .max(1000)
    .default([]),
});

const verdictRecord = z.strictObject({ kind: z.literal("verdict"), verdict: evaluationVerdict });

/** A line of a report behind its head. */
export const evaluationRecord = z.discriminatedUnion("kind", [
  rowRecord,
  answerRecord,
  gradeRecord,
  markRecord,
  noteRecord,
  voteRecord,
  certificateRecord,
  verdictRecord,
]);
export type EvaluationRecord = z.output<typeof evaluationRecord>;
export type RecordKind = EvaluationRecord["kind"];
export type RecordOf<Kind extends RecordKind> = Extract<EvaluationRecord, { kind: Kind }>;

/** What an answer has where nothing more than its text is known. */
export const plainAnswer = {
  kind: "answer",
  calls: [],
  end: "stop",
  diagnosis: null,
  said: null,
  firstToken: null,
  total: null,
  tokens: null,
  cost: null,
  startedAt: null,
  requestId: null,
  notes: [],
} satisfies Partial<RecordOf<"answer">>;

/** What a grade has where nothing more than its score is known. */
export const plainGrade = {
  kind: "grade",
  error: null,
  said: null,
  parts: {},
  isFlip: false,
} satisfies Partial<RecordOf<"grade">>;

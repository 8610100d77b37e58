import { z } from "zod";
import type { Cost, MessageEnd } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { judgeLabel } from "./evaluation-graders.ts";
import { id, keptText } from "./fields.ts";
import { method } from "./method.ts";
import type { TextStretch } from "./series.ts";

/** Another baseline than the one that is set: false for none, null for the one that is set. */
export const baselineChoice = z.union([id, z.literal(false)]).nullable();
export type BaselineChoice = z.infer<typeof baselineChoice>;

/** Which rows of a matrix, and in which order. */
export const matrixView = z.strictObject({
  search: z.string().max(1000),
  graderId: id,
  /** What a model is worse or better than. */
  baseline: baselineChoice,
  /** `changed`: the models' scores differ. `worse`, `better`: than the baseline. */
  filter: z.enum(["all", "changed", "worse", "better", "failed", "ungraded", "noted"]),
  /** The model that a filter is about; null for any. */
  modelId: id.nullable(),
  tag: z.string().max(40).nullable(),
  label: z.string().max(40).nullable(),
  sort: z.enum(["row", "score", "difference", "spread"]),
  isDescending: z.boolean(),
  /** Rows of one tag or label stand together. */
  groupBy: z.enum(["none", "tag", "label"]),
});
export type MatrixView = z.infer<typeof matrixView>;

/** A model's answers to a row, in short. */
export interface MatrixCell {
  /** The mean of the repeats by the view's grader; null where none has a score. */
  score: number | null;
  passed: boolean | null;
  /** Repeats that have an answer, that failed, and that are not graded. */
  answers: number;
  failed: number;
  ungraded: number;
  /** The lowest and highest score of the repeats, where there are several. */
  range: [number, number] | null;
  /** How the first answer begins. */
  beginning: string;
}

/** A row of a matrix. */
export interface MatrixRow {
  /** Its place in the evaluation, from 0. */
  row: number;
  key: number;
  asked: string;
  reference: string | null;
  tags: string[];
  label: string | null;
  hasNote: boolean;
  /** In the order of the evaluation's models. */
  cells: MatrixCell[];
  /** The group that begins with this row; null inside one. */
  group: { name: string; rows: number } | null;
}

export interface MatrixWindow {
  rows: MatrixRow[];
  total: number;
  stamp: number;
}

/** One answer in full. */
export interface EvaluationAnswer {
  modelId: string;
  repeat: number;
  text: string;
  calls: { name: string; arguments: string }[];
  end: MessageEnd;
  diagnosis: Diagnosis | null;
  /** Milliseconds. */
  firstToken: number | null;
  total: number;
  tokens: { prompt: number; completion: number; reasoning: number } | null;
  cost: Cost | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  requestId: string | null;
  grades: EvaluationGrade[];
}

/** What a grader says of one answer. */
export interface EvaluationGrade {
  graderId: string;
  score: number | null;
  passed: boolean | null;
  /** Why there is no score: a name in `strings.graders.errors`. */
  error: string | null;
  said: string | null;
  /** Of a composed grader. */
  parts: Record<string, number | null>;
  /** Of a judge that compares: whether the two orders disagreed. */
  isFlip: boolean;
  /** Of a judge that labels: its label, where that is known. */
  label?: string;
}

/** The person's own grade of an answer. */
export interface EvaluationMark {
  modelId: string;
  repeat: number;
  graderId: string;
  score: number;
  /** Of a judge that labels; null where it is not known. */
  label: string | null;
}

/** A row in full. */
export interface EvaluationRow {
  row: number;
  key: number;
  messages: { role: string; content: string }[];
  reference: string | null;
  /** The row's own text in the dataset. */
  text: string;
  tags: string[];
  label: string | null;
  note: string;
  /** The group of rows it belongs to, and how many there are; null for none. */
  cluster: { name: string; rows: number } | null;
  answers: EvaluationAnswer[];
  /** The person's votes about two answers to it. */
  votes: { better: string | null; modelIds: [string, string]; isBlind: boolean; at: number }[];
  /** The person's own grades of its answers. */
  marks: EvaluationMark[];
}

/** The tags and labels that rows of an evaluation have, each by its name. */
export interface MatrixNames {
  tags: string[];
  labels: string[];
}

/** Why answers failed: one diagnosis for all with the same code. */
export interface AnswerFailures {
  modelId: string;
  diagnosis: Diagnosis;
  count: number;
}

const answerPlace = z.strictObject({ modelId: id, repeat: z.number().int().min(0) });
const row = z.number().int().min(0);

export const evaluationResults = {
  "evaluationResults.matrix": method<MatrixWindow>()(
    z.strictObject({ id, view: matrixView, from: row, count: z.number().int().min(1).max(500) }),
  ),
  /** What a matrix can be filtered by. */
  "evaluationResults.names": method<MatrixNames>()(z.strictObject({ id })),
  /** Why answers failed, the most frequent reason first. */
  "evaluationResults.failures": method<AnswerFailures[]>()(z.strictObject({ id })),
  "evaluationResults.row": method<EvaluationRow>()(z.strictObject({ id, row })),
  /** What is different between two answers, word by word; null where that takes too long. `to`: the reference where null. */
  "evaluationResults.difference": method<TextStretch[] | null>()(
    z.strictObject({ id, row, from: answerPlace, to: answerPlace.nullable() }),
  ),
  "evaluationResults.note": method<void>()(
    z.strictObject({ id, row, note: keptText.max(20_000), label: keptText.trim().max(40).nullable() }),
  ),
  /** A vote about two answers to a row; `better` is the place of the better one, null for a tie. */
  "evaluationResults.vote": method<void>()(
    z.strictObject({
      id,
      row,
      shown: z.tuple([answerPlace, answerPlace]),
      better: z.number().int().min(0).max(1).nullable(),
      isBlind: z.boolean(),
    }),
  ),
  /**
   * The person's own grade of an answer, with the label where the judge gives labels. Judges are measured by those that were
   * given blind, without their verdict in view; such a one stays when it is changed later. A score of null takes all away.
   */
  "evaluationResults.mark": method<void>()(
    z.strictObject({
      id,
      row,
      answer: answerPlace,
      graderId: id,
      score: z.number().nullable(),
      label: judgeLabel.nullable(),
      isBlind: z.boolean(),
    }),
  ),
};

import { z } from "zod";
import type { Cost, MessageEnd } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { id, keptText } from "./fields.ts";
import { method } from "./method.ts";
import type { TextStretch } from "./series.ts";

/** A number with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number | null;
  high: number | null;
}

/** What a grader says of a model. Rows are the sample: repeats are averaged inside a row. */
export interface ModelScore {
  modelId: string;
  graderId: string;
  /** Rows with a score, and rows without one. */
  rows: number;
  ungraded: number;
  /** Why rows are not graded, by a name in `strings.graders.errors`. */
  reasons: { code: string; rows: number }[];
  /** The share of rows that passed; null where the grader does not pass or fail. */
  passed: Estimate | null;
  mean: Estimate | null;
  /** How the intervals were made: a name in `strings.evaluations.methods`. */
  method: string;
  /** The standard deviation between rows, and of the repeats within a row; null with fewer than two. */
  spread: { between: number | null; within: number | null };
  /** The share of answers of each length of score, from low to high in ten bins. */
  bins: number[];
}

/** `worse`, `better`: than the baseline. `none`: no difference found. `too_little`: too little was graded to say. */
export type VerdictWord = "better" | "worse" | "none" | "too_little";

/** How a model differs from the baseline by a grader, on the rows that both have a score for. */
export interface ScoreDifference {
  modelId: string;
  baselineId: string;
  graderId: string;
  word: VerdictWord;
  rows: number;
  /** Rows that were left out since one side has no score. */
  left: number;
  /** The model's score less the baseline's, from -1 to 1 for shares. */
  effect: Estimate;
  p: number | null;
  /** Corrected for how many were planned; the same as `p` for the only one. */
  adjusted: number | null;
  /** How many comparisons it was corrected for, and by what: a name in `strings.evaluations.methods`. */
  correction: { count: number; method: string };
  method: string;
  /** A second test by other assumptions, where there is one. */
  check: { method: string; p: number } | null;
  /** Groups of rows that belong together; null where each row stands for itself. */
  clusters: { count: number; largest: number; isFew: boolean } | null;
  /** Rows on which the two differ: better and worse for the model. */
  better: number;
  worse: number;
  /** What could not have been seen with 80 %: points of the same unit as the effect. */
  smallest: number | null;
}

/** The verdict on an evaluation: for the lead grader first. */
export interface EvaluationVerdict {
  stamp: number;
  baselineId: string | null;
  scores: ModelScore[];
  differences: ScoreDifference[];
  /** Beside the quality. */
  measured: {
    modelId: string;
    cost: { total: Cost | null; perAnswer: Cost | null };
    /** Milliseconds. */
    firstToken: Estimate | null;
    total: Estimate | null;
    tokens: { question: number; answer: number } | null;
    failed: number;
  }[];
  /** By grader: the models that no other beats in quality, cost and latency at once. */
  front: { graderId: string; modelIds: string[] }[];
  /** Whether it was ended before all rows were asked. */
  isPartial: boolean;
}

/** Which rows of a matrix, and in which order. */
export const matrixView = z.strictObject({
  search: z.string().max(1000),
  graderId: id,
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
}

/** A slice of the rows, and how a model differs from the baseline in it. */
export interface EvaluationSlice {
  /** What the slice is: the tag, the value of a field, the language, the length. */
  name: string;
  rows: number;
  difference: ScoreDifference | null;
  score: ModelScore;
}

const answerPlace = z.strictObject({ modelId: id, repeat: z.number().int().min(0) });
const row = z.number().int().min(0);

/** The rows that something is done to: named one by one, or all that a view shows. */
export const evaluationRows = z.union([
  z.strictObject({ rows: z.array(row).min(1).max(100_000) }),
  z.strictObject({ view: matrixView }),
]);

export const evaluationResults = {
  /** With another baseline than the one that is set, or another lead, where they are named. */
  "evaluationResults.verdict": method<EvaluationVerdict>()(
    z.strictObject({ id, baseline: id.nullable(), lead: id.nullable() }),
  ),
  "evaluationResults.matrix": method<MatrixWindow>()(
    z.strictObject({ id, view: matrixView, from: row, count: z.number().int().min(1).max(500) }),
  ),
  "evaluationResults.row": method<EvaluationRow>()(z.strictObject({ id, row })),
  /** What is different between two answers, word by word; null where that takes too long. `to`: the reference where null. */
  "evaluationResults.difference": method<TextStretch[] | null>()(
    z.strictObject({ id, row, from: answerPlace, to: answerPlace.nullable() }),
  ),
  /** By tags, by the values of a field, by language or by length of what is asked; corrected for how many there are. */
  "evaluationResults.slices": method<EvaluationSlice[]>()(
    z.strictObject({
      id,
      by: z.union([
        z.enum(["tag", "label", "language", "length"]),
        z.strictObject({ field: z.string().max(200) }),
      ]),
      graderId: id,
      modelId: id,
      baseline: id.nullable(),
    }),
  ),
  /** Fields of the rows that have few enough values to slice by. */
  "evaluationResults.sliceFields": method<string[]>()(z.strictObject({ id })),
  /** Holds a model against the same or another model of another evaluation, row by row. */
  "evaluationResults.against": method<{
    differences: ScoreDifference[];
    /** Rows that both have, and that only one has. */
    rows: { both: number; only: number; onlyOther: number };
    regressions: { row: number; otherRow: number; asked: string; before: number; after: number }[];
  }>()(z.strictObject({ id, modelId: id, otherId: id, otherModelId: id })),
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
  /** The person's own grade of an answer, which judges are measured by. */
  "evaluationResults.mark": method<void>()(
    z.strictObject({ id, row, answer: answerPlace, graderId: id, score: z.number().nullable() }),
  ),
  /** Makes a dataset of some of its rows, or adds them to one: what was asked, the reference, the person's notes as tags. */
  "evaluationResults.toDataset": method<{ datasetId: string; rows: number }>()(
    z.strictObject({ id, choice: evaluationRows, name: z.string().trim().min(1).max(200) }),
  ),
  /** The training rows that are nearest to a row, of each model that was tuned here. */
  "evaluationResults.nearest": method<
    {
      modelId: string;
      datasetId: string;
      datasetName: string;
      key: number;
      text: string;
      likeness: number;
      isSame: boolean;
    }[]
  >()(z.strictObject({ id, row })),
};

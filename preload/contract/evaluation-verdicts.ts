import { z } from "zod";
import type { Cost } from "./conversations.ts";
import { baselineChoice, matrixView } from "./evaluation-results.ts";
import { id } from "./fields.ts";
import { method } from "./method.ts";

/** A number with its 95% interval. */
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
  unit: ScoreUnit;
  /** The share of answers that passed; null where the grader does not pass or fail. Of `wins`: the share of wins of what was decided. */
  passed: Estimate | null;
  /** The mean score; of `wins`, the share of wins with ties as half. */
  mean: Estimate | null;
  /** How the intervals were made: a name in `strings.evaluationVerdicts.methods`; null without an interval. */
  method: string | null;
  /** The standard deviation between rows, and of the repeats within a row; null with fewer than two. */
  spread: { between: number | null; within: number | null };
}

/** What a score is: passed or not, any number, or who of two is better. */
export type ScoreUnit = "share" | "score" | "wins";

/** Why too little was graded to say. */
export type TooLittle = "few_rows" | "half_graded" | "uneven" | "few_groups";

/** `worse`, `better`: than the baseline. `none`: no difference found. `too_little`: too little was graded to say. */
export type VerdictWord = "better" | "worse" | "none" | "too_little";

/** How a model differs from the baseline by a grader, on the rows that both have a score for. */
export interface ScoreDifference {
  modelId: string;
  baselineId: string;
  graderId: string;
  word: VerdictWord;
  /** Null for every other word than `too_little`. */
  why: TooLittle | null;
  unit: ScoreUnit;
  /** Rows that both have a score for. */
  rows: number;
  /** Rows that were left out since one side has no score. */
  left: number;
  /** The shares of answered rows that could not be graded, of the model and of the baseline. */
  ungraded: { model: number; baseline: number };
  /** What both came to on these rows; null without one. */
  means: { model: number; baseline: number } | null;
  /** The model's score less the baseline's, from -1 to 1 for shares and wins; null without rows. */
  effect: Estimate | null;
  p: number | null;
  /** Corrected for how many comparisons there are; the same as `p` for the only one. */
  adjusted: number | null;
  /** How many comparisons it was corrected for, and by what. */
  correction: { count: number; method: "holm" | "benjamini_hochberg" };
  /** How the interval and the probability were made: names in `strings.evaluationVerdicts.methods`. */
  method: { interval: string | null; test: string | null };
  /** A second test by other assumptions, where there is one: its name is in `strings.evaluationVerdicts.methods`. */
  check: { method: string; p: number } | null;
  /** Groups of rows that belong together; null where each row stands for itself. */
  clusters: { count: number; largest: number; isFew: boolean } | null;
  /** Rows on which the two differ: better and worse for the model. */
  better: number;
  worse: number;
  /**
   * The smallest difference that would have been seen with 80%, in the unit of the effect; null where that is not known. Of
   * shares and wins at most 1, where not even the largest would have been.
   */
  smallest: number | null;
}

/** A model's cost and time, beside its quality. */
export interface ModelMeasures {
  modelId: string;
  /** Null where no price, or more than one currency, is known. */
  cost: { total: Cost | null; perAnswer: Cost | null };
  /** Milliseconds: medians of the rows. */
  firstToken: Estimate | null;
  total: Estimate | null;
  /** Means of an answer. */
  tokens: { question: number; answer: number } | null;
  answers: number;
  failed: number;
  /**
   * By how much it takes longer (milliseconds, the median of the rows' differences) and costs more (in the currency of
   * `cost`, the mean of an answer) than the baseline on the same rows; null for the baseline, and without one.
   */
  against: { firstToken: Estimate | null; total: Estimate | null; cost: Estimate | null } | null;
}

/** The verdict on an evaluation: for the lead grader first. */
export interface EvaluationVerdict {
  stamp: number;
  baselineId: string | null;
  leadId: string | null;
  /** By grader and model, in the order of the settings. */
  scores: ModelScore[];
  /**
   * Each model by the lead grader first, corrected by Holm, then those by other graders, by Benjamini and Hochberg. With
   * another baseline or lead than was set none was planned: all are corrected by Benjamini and Hochberg then.
   */
  differences: ScoreDifference[];
  measured: ModelMeasures[];
  /** By grader: the models that no other beats in quality, cost and latency at once. */
  front: { graderId: string; modelIds: string[] }[];
  /** Whether it was ended before all rows were asked. */
  isPartial: boolean;
}

/** A slice of the rows, and how a model differs from the baseline in it. */
export interface EvaluationSlice {
  /** What the slice is: the tag, the value of a field, the language; of a length, its quarter from 1 to 4. Empty for none. */
  name: string;
  /** Of a length: characters of the shortest and the longest. */
  length: [number, number] | null;
  rows: number;
  difference: ScoreDifference | null;
  score: ModelScore;
}

/** Slices from the largest to the smallest; `more` is how many are not looked at, since there are too many. */
export interface EvaluationSlices {
  slices: EvaluationSlice[];
  more: number;
}

/** How a model of one evaluation compares with one of another, on what both were asked. */
export interface EvaluationAgainst {
  /** By each grader that both have, this evaluation's lead first. */
  differences: ScoreDifference[];
  /** Graders of this evaluation that the other has not, or not in the same way. */
  unlike: string[];
  /** Rows that both have, and that only one has. */
  rows: { both: number; only: number; onlyOther: number };
  /** Rows that are worse than in the other by the first of these graders, the worst first, a thousand at most. */
  regressions: { row: number; otherRow: number; asked: string; before: number; after: number }[];
  /** How many there are. */
  worse: number;
}

/** A row that a model was trained on, and how alike it is. */
export interface NearestRow {
  modelId: string;
  datasetId: string;
  datasetName: string;
  key: number;
  /** What it asks last, from its beginning. */
  asked: string;
  /** What it teaches as the answer; null where that is no text. */
  answer: string | null;
  /** The share of what both say, from 0 to 1. */
  likeness: number;
  /** Whether it asks the same: then the model has seen the row. */
  isSame: boolean;
}

const row = z.number().int().min(0);

/** The rows that something is done to: named one by one, or all that a view shows. */
const evaluationRows = z.union([
  z.strictObject({ rows: z.array(row).min(1).max(100_000) }),
  z.strictObject({ view: matrixView }),
]);
export type EvaluationRows = z.infer<typeof evaluationRows>;

/** What rows are put into slices by. */
const sliceBy = z.union([
  z.enum(["tag", "label", "language", "length"]),
  z.strictObject({ field: z.string().max(200) }),
]);
export type SliceBy = z.infer<typeof sliceBy>;

export const evaluationVerdicts = {
  /** With another baseline than the one that is set, or another lead, where they are named. */
  "evaluationVerdicts.verdict": method<EvaluationVerdict>()(
    z.strictObject({ id, baseline: baselineChoice, lead: id.nullable() }),
  ),
  /** How a model does in parts of the rows, corrected for how many there are. */
  "evaluationVerdicts.slices": method<EvaluationSlices>()(
    z.strictObject({ id, by: sliceBy, graderId: id, modelId: id, baseline: baselineChoice }),
  ),
  /** Fields of the rows that have few enough values to slice by. */
  "evaluationVerdicts.sliceFields": method<string[]>()(z.strictObject({ id })),
  /** Holds a model against the same or another model of another evaluation, row by row. */
  "evaluationVerdicts.against": method<EvaluationAgainst>()(
    z.strictObject({ id, modelId: id, otherId: id, otherModelId: id }),
  ),
  /**
   * Makes a dataset of some of its rows as they are in theirs, or adds them to one: the row's tags and the person's label as
   * tags. Gives how many rows there are; the dataset is read from then on. Throws `dataset_busy`, `dataset_not_ready`.
   */
  "evaluationVerdicts.toDataset": method<{ datasetId: string; rows: number }>()(
    z.strictObject({
      id,
      choice: evaluationRows,
      into: z.union([
        z.strictObject({ name: z.string().trim().min(1).max(200) }),
        z.strictObject({ datasetId: id }),
      ]),
      /** A tag that all of them get, such as “regression”; null for none. */
      tag: z.string().trim().min(1).max(40).nullable(),
    }),
  ),
  /**
   * The rows nearest to one among those that the models tuned here, or what they were tuned from, have learned, the nearest
   * first. Takes as long as all of those rows take to read.
   */
  "evaluationVerdicts.nearest": method<NearestRow[]>()(z.strictObject({ id, row })),
};

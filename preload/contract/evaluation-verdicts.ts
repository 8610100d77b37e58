import { z } from "zod";
import type { Cost } from "./conversations.ts";
import { matrixView } from "./evaluation-results.ts";
import { id } from "./fields.ts";
import { method } from "./method.ts";

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

/** A slice of the rows, and how a model differs from the baseline in it. */
export interface EvaluationSlice {
  /** What the slice is: the tag, the value of a field, the language, the length. */
  name: string;
  rows: number;
  difference: ScoreDifference | null;
  score: ModelScore;
}

const row = z.number().int().min(0);

/** The rows that something is done to: named one by one, or all that a view shows. */
export const evaluationRows = z.union([
  z.strictObject({ rows: z.array(row).min(1).max(100_000) }),
  z.strictObject({ view: matrixView }),
]);

export const evaluationVerdicts = {
  /** With another baseline than the one that is set, or another lead, where they are named. */
  "evaluationVerdicts.verdict": method<EvaluationVerdict>()(
    z.strictObject({ id, baseline: id.nullable(), lead: id.nullable() }),
  ),
  /** By tags, by the values of a field, by language or by length of what is asked; corrected for how many there are. */
  "evaluationVerdicts.slices": method<EvaluationSlice[]>()(
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
  "evaluationVerdicts.sliceFields": method<string[]>()(z.strictObject({ id })),
  /** Holds a model against the same or another model of another evaluation, row by row. */
  "evaluationVerdicts.against": method<{
    differences: ScoreDifference[];
    /** Rows that both have, and that only one has. */
    rows: { both: number; only: number; onlyOther: number };
    regressions: { row: number; otherRow: number; asked: string; before: number; after: number }[];
  }>()(z.strictObject({ id, modelId: id, otherId: id, otherModelId: id })),
  /** Makes a dataset of some of its rows, or adds them to one: what was asked, the reference, the person's notes as tags. */
  "evaluationVerdicts.toDataset": method<{ datasetId: string; rows: number }>()(
    z.strictObject({ id, choice: evaluationRows, name: z.string().trim().min(1).max(200) }),
  ),
  /** The training rows that are nearest to a row, of each model that was tuned here. */
  "evaluationVerdicts.nearest": method<
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

import { z } from "zod";
import type { Cost } from "./conversations.ts";
import type { Evaluation } from "./evaluations.ts";
import { deploymentName, id } from "./fields.ts";
import type { GraderFault } from "./graders.ts";
import { method } from "./method.ts";

/**
 * Something that keeps a draft from being started, or that should be known before. `code` is a name in
 * `strings.evaluations.remarks` or `strings.evaluationPlans.remarks`.
 */
export interface EvaluationRemark {
  code: string;
  severity: "blocks" | "warns";
  parameters: Record<string, string>;
}

/** Where the size of an answer comes from: a pilot, the references of the rows, or nothing but experience. */
export type AnswerSize = "pilot" | "references" | "usual";

/** What a draft would come to. */
export interface EvaluationWeight {
  rows: number;
  /** Requests to models, and to judges and embeddings. */
  requests: { models: number; judges: number };
  remarks: EvaluationRemark[];
  /** By model. */
  models: {
    id: string;
    /** Null where no price, or no size of an answer, is known. */
    cost: Cost | null;
    /** Milliseconds at the deployment's limits; null where they are not known. */
    time: number | null;
    /** Whether it is asked by the Batch API, at half the price. */
    isBatch: boolean;
    /** Tokens and requests a minute that its deployment may be asked; null where that is not known. */
    limits: { tokens: number | null; requests: number | null };
  }[];
  judges: { graderId: string; cost: Cost | null; time: number | null }[];
  /** What all of it costs; null where a part is not known. */
  cost: Cost | null;
  time: number | null;
  /** Tokens of a row's question and answer that this is reckoned with, and whether they were measured by a pilot. */
  tokens: { question: number; answer: number | null; isMeasured: boolean; answerFrom: AnswerSize };
  power: EvaluationPower;
  /** How each grader would grade at the service; null where the draft does not run there. */
  twins: TwinOutlook[] | null;
}

/** Whether a grader can grade at the service. */
export interface TwinOutlook {
  graderId: string;
  /** Why it cannot, as a sentence; null where it can. */
  refused: string | null;
  /** Why it may grade differently there, a sentence each. */
  notes: string[];
  /** Whether it grades there only, so that there is nothing here to hold it against. */
  isOnlyThere: boolean;
}

/** The smallest difference that can be seen with 80%, and how it moves with the number of rows. */
export interface EvaluationPower {
  /** The share of rows on which two models differ: assumed, or from a pilot with its 95% interval. */
  differing: { share: number; low: number | null; high: number | null; isMeasured: boolean };
  /** Points of a hundred, at the rows and repeats that are set; null without rows. */
  smallest: number | null;
  /** Whether two models that differ on so few rows can be so far apart. */
  isPossible: boolean;
  /** The same for other numbers of rows, with what they cost, from few to many. */
  steps: {
    rows: number;
    smallest: number;
    isPossible: boolean;
    cost: number | null;
    time: number | null;
  }[];
  /** The pilot that was used; null for none. */
  pilotId: string | null;
}

/** Rows of an evaluation that a model, or one it was tuned from, was trained on. */
export interface EvaluationOverlap {
  models: {
    id: string;
    /** Null where nothing is known of its training. */
    found: { same: number; near: number; datasets: { id: string; name: string; version: number }[] } | null;
    /** Jobs before that could not be looked at. */
    gaps: number;
  }[];
}

/** How a grader graded the same answers here and at the service. */
export interface GraderTwin {
  graderId: string;
  /** Answers that both graded. */
  answers: number;
  /** Those on which the two differ. */
  differing: number;
  /** Some of them. */
  examples: { row: number; here: number | null; there: number | null; said: string | null }[];
}

/** An evaluator of a project, as the service lists it. */
export interface ListedEvaluator {
  name: string;
  title: string;
  description: string;
  /** What has to be mapped to it, and what may be: `query`, `response`, `ground_truth`. */
  fields: { name: string; isRequired: boolean }[];
  /** Whether it grades by a deployment. */
  judge: "required" | "optional" | "none";
  /** The lowest and the highest score; null where the service does not say. */
  range: [low: number, high: number] | null;
  isLessBetter: boolean;
  /** Its own threshold; null where the service does not say. */
  threshold: number | null;
}

export const evaluationPlans = {
  /** Begins a draft that holds a tuned model against its base. Throws `not_found` where either is not deployed. */
  "evaluationPlans.ofTuned": method<Evaluation>()(
    z.strictObject({ connectionId: id, deployment: deploymentName }),
  ),
  /** The deployment of the model that one was tuned from. Throws `not_found` where it is not known or not deployed. */
  "evaluationPlans.baseOf": method<{ deployment: string }>()(
    z.strictObject({ connectionId: id, deployment: deploymentName }),
  ),
  /** Begins a draft that asks the rows of a dataset: its test part where it has one. */
  "evaluationPlans.ofDataset": method<Evaluation>()(z.strictObject({ datasetId: id })),
  "evaluationPlans.weigh": method<EvaluationWeight>()(z.strictObject({ id })),
  /** Compares the rows with what the models were trained on. It may take long. */
  "evaluationPlans.overlap": method<EvaluationOverlap>()(z.strictObject({ id })),
  /** What is wrong with the graders of a draft; the first name or number of a path is the grader's place. */
  "evaluationPlans.faults": method<GraderFault[]>()(z.strictObject({ id })),
  /**
   * How graders agree with their twins at the service, on the first twenty answers of an evaluation that ran there, or of
   * the newest pilot of a draft. Null where none has run there.
   */
  "evaluationPlans.twins": method<GraderTwin[] | null>()(z.strictObject({ id })),
  /** The evaluators of Microsoft that a project has; null where the connection is to no project. */
  "evaluationPlans.evaluators": method<ListedEvaluator[] | null>()(z.strictObject({ connectionId: id })),
};

import { z } from "zod";
import type { Cost } from "./conversations.ts";
import type { Evaluation } from "./evaluations.ts";
import { id, title } from "./fields.ts";
import type { GraderFault } from "./graders.ts";
import { method } from "./method.ts";

/** Something that keeps a draft from being started, or that should be known before. `code` is a name in `strings.evaluations.remarks`. */
export interface EvaluationRemark {
  code: string;
  severity: "blocks" | "warns";
  parameters: Record<string, string>;
}

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
    /** Tokens and requests a minute that its deployment may be asked; null where that is not known. */
    limits: { tokens: number | null; requests: number | null };
  }[];
  judges: { graderId: string; cost: Cost | null; time: number | null }[];
  /** What all of it costs; null where a part is not known. */
  cost: Cost | null;
  time: number | null;
  /** Tokens of a row's question and answer that this is reckoned with, and whether they were measured by a pilot. */
  tokens: { question: number; answer: number | null; isMeasured: boolean };
  power: EvaluationPower;
}

/** The smallest difference that can be seen with 80 %, and how it moves with the number of rows. */
export interface EvaluationPower {
  /** The share of rows on which two models differ: assumed, or from a pilot with its 95 % interval. */
  differing: { share: number; low: number | null; high: number | null; isMeasured: boolean };
  /** Points of a hundred, at the rows and repeats that are set; null without rows. */
  smallest: number | null;
  /** The same for other numbers of rows, with what they cost, from few to many. */
  steps: { rows: number; smallest: number; cost: number | null; time: number | null }[];
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

export const evaluationPlans = {
  /** Begins a draft that holds a tuned model against its base. Throws `not_found` where either is not deployed. */
  "evaluationPlans.ofTuned": method<Evaluation>()(z.strictObject({ connectionId: id, deployment: title })),
  "evaluationPlans.weigh": method<EvaluationWeight>()(z.strictObject({ id })),
  /** Compares the rows with what the models were trained on. It may take long. */
  "evaluationPlans.overlap": method<EvaluationOverlap>()(z.strictObject({ id })),
  /** What is wrong with the graders of a draft; the first name or number of a path is the grader's place. */
  "evaluationPlans.faults": method<GraderFault[]>()(z.strictObject({ id })),
};

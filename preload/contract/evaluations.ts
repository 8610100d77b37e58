import { z } from "zod";
import type { Cost } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { type EvaluationSettings, evaluationSettings } from "./evaluation-settings.ts";
import { id, title } from "./fields.ts";
import type { GraderFault } from "./graders.ts";
import { method } from "./method.ts";
import type { WaitingColumn } from "./series.ts";

/**
 * `draft`: it can be changed and has not been started. `preparing`: its rows are being copied from the dataset. `running`,
 * `paused`: by the person, by the end of the app, or because something has to be put right. `kept`: its results came from
 * elsewhere and are read only.
 */
export type EvaluationState = "draft" | "preparing" | "running" | "paused" | "done" | "kept";

/** Where the results of an evaluation came from: this app, or a file of it or of another program. */
export type EvaluationOrigin = "here" | "bundle" | "promptfoo" | "openai" | "csv";

/** An evaluation, as a list shows it. */
export interface EvaluationSummary {
  id: string;
  name: string;
  state: EvaluationState;
  origin: EvaluationOrigin;
  /** The draft that it tries first with a few rows; null for one of its own. */
  pilotOf: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  datasetName: string | null;
  models: string[];
  progress: EvaluationProgress;
  /** What has to be put right before it can go on; `modelId` names the model where it is about one. */
  problem: { diagnosis: Diagnosis; connectionId: string; modelId: string | null } | null;
}

/** How far an evaluation is. Answers and grades are counted in answers: rows x models x repeats. */
export interface EvaluationProgress {
  answers: { done: number; failed: number; of: number };
  /** Grades by models, which are asked after the answers; grades that are worked out here come with the answer. */
  judged: { done: number; failed: number; of: number };
  /** Milliseconds; null before anything is known, and while nothing runs. */
  timeLeft: number | null;
  /** `columnId` is the id of a model. */
  waiting: WaitingColumn[];
}

/** An evaluation with all that it does. */
export interface Evaluation extends EvaluationSummary {
  settings: EvaluationSettings;
  /** The version of the dataset that was sealed for it; null for a draft. */
  version: number | null;
  /** Its rows; null for a draft. */
  rows: number | null;
  /** What it has cost so far, by currency. */
  spent: Cost[];
  /** Changes with every answer and grade: what was read before counts no more then. */
  stamp: number;
}

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

export const evaluations = {
  /** Newest first; a pilot stands with its draft. */
  "evaluations.list": method<EvaluationSummary[]>()(z.void()),
  /** Each throws `not_found`. */
  "evaluations.get": method<Evaluation>()(z.strictObject({ id })),
  /** Begins a draft; without settings an empty one. */
  "evaluations.create": method<Evaluation>()(z.strictObject({ settings: evaluationSettings.nullable() })),
  /** Changes a draft. Throws `evaluation_started`. */
  "evaluations.set": method<Evaluation>()(z.strictObject({ id, settings: evaluationSettings })),
  /** Begins a draft with the settings of another: to run it again. */
  "evaluations.duplicate": method<Evaluation>()(z.strictObject({ id })),
  /** Begins a draft that holds a tuned model against its base. Throws `not_found` where either is not deployed. */
  "evaluations.ofTuned": method<Evaluation>()(z.strictObject({ connectionId: id, deployment: title })),
  "evaluations.weigh": method<EvaluationWeight>()(z.strictObject({ id })),
  /** Compares the rows with what the models were trained on. It may take long. */
  "evaluations.overlap": method<EvaluationOverlap>()(z.strictObject({ id })),
  /** What is wrong with the graders of a draft; the first name or number of a path is the grader's place. */
  "evaluations.faults": method<GraderFault[]>()(z.strictObject({ id })),
  /** What a few rows would be asked, and what graders are filled with. */
  "evaluations.preview": method<{
    rows: {
      key: number;
      messages: { role: string; content: string }[];
      reference: string | null;
      problem: string | null;
    }[];
    fields: string[];
  }>()(z.strictObject({ id })),
  /** Runs thirty of the rows first. Throws what `start` throws. */
  "evaluations.pilot": method<Evaluation>()(z.strictObject({ id })),
  /** Seals the dataset's version and begins. Throws `evaluation_not_ready` with what blocks it. */
  "evaluations.start": method<Evaluation>()(z.strictObject({ id })),
  "evaluations.pause": method<void>()(z.strictObject({ id })),
  /** Goes on with what has not been asked; `failed`: with what failed and could not be graded, too. */
  "evaluations.resume": method<void>()(z.strictObject({ id, failed: z.boolean() })),
  "evaluations.rename": method<EvaluationSummary>()(z.strictObject({ id, name: title })),
  /** Takes it away; until the app ends it can be restored. */
  "evaluations.remove": method<void>()(z.strictObject({ id })),
  "evaluations.restore": method<EvaluationSummary>()(z.strictObject({ id })),
  /** Whether the person has agreed to run a script, by the hash of its source. */
  "evaluations.isScriptAllowed": method<boolean>()(z.strictObject({ source: z.string().max(262_144) })),
  /** The person has read the script and lets it run. */
  "evaluations.allowScript": method<void>()(z.strictObject({ source: z.string().max(262_144) })),
};

export type EvaluationEvents = {
  "evaluations.changed": EvaluationSummary;
  "evaluations.removed": { id: string };
};

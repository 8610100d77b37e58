import { z } from "zod";
import type { Cost } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { EvaluationGrader } from "./evaluation-graders.ts";
import type { ShownCall } from "./evaluation-results.ts";
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
  /** Milliseconds; null before anything is known, and while nothing runs or the service does some of it by itself. */
  timeLeft: number | null;
  /** `columnId` is the id of a model. */
  waiting: WaitingColumn[];
  /** What the service does by itself at the moment, as it was told last. */
  remote: RemoteProgress[];
}

/** A batch, or a run of an evaluation, at the service. */
export interface RemoteProgress {
  kind: "batch" | "run";
  modelId: string;
  /** The service's word in small letters, such as `validating`, `in_progress` or `finalizing`; `sending` before it has one. */
  state: string;
  /** Requests of it, or rows; null before the service counts them. */
  counts: { of: number; done: number; failed: number } | null;
  /** When the state began, in milliseconds since the epoch; null where it is not known. */
  since: number | null;
  /** When the service gives up; null where it does not say. */
  until: number | null;
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

/** What is wrong with an answer by a schema, in words. `unchecked`: the schema is of no use, or took too long. */
export interface SchemaFault {
  kind: "differs" | "unchecked";
  why: string;
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
  /** What a few rows would be asked, and what graders are filled with. */
  "evaluations.preview": method<{
    rows: {
      key: number;
      /** `images`: how many pictures there are. */
      messages: { role: string; content: string; calls: ShownCall[]; images: number }[];
      reference: string | null;
      /** The calls that the row has for an answer. */
      calls: ShownCall[];
      problem: string | null;
      /** The place in the prompt that a problem is about; null where it is about none. */
      place: string | null;
    }[];
    fields: string[];
  }>()(z.strictObject({ id })),
  /** Reads a grader that was written as JSON, under its id; null where it is not in the shape of one. */
  "evaluations.readGrader": method<{ grader: EvaluationGrader | null; faults: GraderFault[] }>()(
    z.strictObject({ id, text: z.string().max(4_000_000) }),
  ),
  /**
   * Why an answer does not keep to a JSON schema, both as their texts; without an answer, why the schema cannot be used.
   * Null where nothing is wrong.
   */
  "evaluations.schemaFault": method<SchemaFault | null>()(
    z.strictObject({ schema: z.string().min(1).max(100_000), answer: z.string().max(8_000_000).nullable() }),
  ),
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
  /** The person has clicked what was told of one outside the window. */
  "evaluations.asked": { id: string };
};

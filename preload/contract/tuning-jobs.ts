import { z } from "zod";
import type { RefusalFound } from "./datasets.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { id } from "./fields.ts";
import { method } from "./method.ts";
import type { FindingCode, MetricAlias } from "./run-codes.ts";
import type { PlanData, PlanValues, Price, TuningMethod, TuningPlan, TuningRequest } from "./tuning-plans.ts";

/**
 * `waiting`: pending, checked or queued. `ending`: pausing, resuming or being cancelled. `unknown`: a word nobody here
 * knows, taken for something still under way.
 */
export type JobState =
  | "waiting"
  | "running"
  | "paused"
  | "ending"
  | "succeeded"
  | "failed"
  | "cancelled"
  | "unknown";

/** A job at a resource that is connected, whoever started it. */
export interface TuningJob {
  /** Its name here; the service's is `jobId`. */
  id: string;
  /** Null where its resource is no longer connected. */
  connectionId: string | null;
  jobId: string;
  /** Host and project that have it, for a job sent to the wrong one. */
  resource: string;
  project: string | null;
  /** What the plan, its suffix or the service calls it. */
  name: string;
  isOurs: boolean;
  model: string;
  method: TuningMethod | null;
  /** As the service writes it; null where it does not say. */
  trainingType: string | null;
  state: JobState;
  /** The service's own word for the state. */
  said: string;
  tunedModel: string | null;
  suffix: string | null;
  seed: number | null;
  /** What the service chose or was given; `auto` where it has not said. */
  hyperparameters: Record<string, number | string>;
  trainingFile: string | null;
  validationFile: string | null;
  resultFiles: string[];
  trainedTokens: number | null;
  error: { code: string; message: string; param: string | null } | null;
  /** The dataset it was trained on, where it was sent from here. */
  data: JobData | null;
  validation: JobData | null;
  /** Checkpoints and steps, as far as they are known. */
  step: number | null;
  steps: number | null;
  /** The last value of each of these; null where there is none. */
  trainLoss: number | null;
  validLoss: number | null;
  /** Why it could not be read the last time. */
  diagnosis: Diagnosis | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  finishedAt: number | null;
  estimatedFinish: number | null;
  readAt: number;
}

/** Rows that a job got, by the version that will not change any more. */
export interface JobData extends PlanData {
  name: string;
  version: number;
  /** Whether the dataset is still here. */
  isHere: boolean;
}

export interface JobEvent {
  /** From 0, the oldest first. */
  number: number;
  /** Milliseconds since the epoch. */
  at: number;
  level: "info" | "warning" | "error";
  message: string;
}

/** A column of numbers over steps. */
export interface MetricFacts {
  /** As the service calls it. */
  name: string;
  /** What is known of it; null for a column nobody here knows. */
  alias: MetricAlias | null;
  points: number;
}

/** The points of a column, by step. */
export interface MetricPoints extends MetricFacts {
  steps: Float64Array;
  values: Float64Array;
}

export interface Checkpoint {
  id: string;
  step: number;
  /** What is deployed under. */
  model: string;
  metrics: Record<string, number>;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Something about a run that a person should see. */
export interface RunFinding {
  code: FindingCode;
  parameters: Record<string, string>;
  /** The step that it is marked at; null for the run as a whole. */
  step: number | null;
  /** `warning` is worth a look, `stop` worth pausing. */
  level: "note" | "warning" | "stop";
}

/** What a running job has cost so far. */
export interface CostClock {
  unit: "tokens" | "hours";
  /** Tokens so far, or hours of training. */
  amount: number | null;
  /** What is not known that the amount follows from. */
  missing: ("tokens" | "epochs" | "steps" | "start")[];
  price: Price | null;
  total: number | null;
  /** Whether the amount was counted here; false where the service has said it. */
  isEstimate: boolean;
}

export interface OpenTuningJob {
  job: TuningJob;
  checkpoints: Checkpoint[];
  metrics: MetricFacts[];
  findings: RunFinding[];
  cost: CostClock;
  events: number;
  /** Whether it is over and was read since: what is not here by then does not come any more. */
  isComplete: boolean;
  /** Which of these can be done to it now. */
  can: { pause: boolean; resume: boolean; cancel: boolean; remove: boolean; hide: boolean };
  files: { id: string; name: string | null; bytes: number | null }[];
  /** The plan it was started with; null for a job from elsewhere. */
  planId: string | null;
  /** What was set when it was started; null for a job from elsewhere. */
  sent: Pick<PlanValues, "hyperparameters" | "wandb"> | null;
}

/** A file of results as a table. */
export interface ResultTable {
  columns: string[];
  rows: string[][];
  total: number;
}

export interface JobList {
  jobs: TuningJob[];
  /** How reading each connection went. */
  places: { connectionId: string; readAt: number | null; diagnosis: Diagnosis | null; isReading: boolean }[];
}

const jobId = z.strictObject({ id });
const fileId = z.string().min(1).max(200);

export const tuningJobs = {
  "tuningJobs.list": method<JobList>()(z.void()),
  /** Reads the jobs of every connection that can train, or of one, again. */
  "tuningJobs.refresh": method<void>()(z.strictObject({ connectionId: id.nullable() })),
  /** Reads one job in full, and follows it while it is open. */
  "tuningJobs.open": method<OpenTuningJob>()(jobId),
  "tuningJobs.close": method<void>()(jobId),
  /** A stretch of events, newest first. */
  "tuningJobs.events": method<{ events: JobEvent[]; total: number }>()(
    z.strictObject({
      id,
      search: z.string().max(1000),
      level: z.enum(["info", "warning", "error"]).nullable(),
      from: z.number().int().min(0),
      count: z.number().int().min(1).max(500),
    }),
  ),
  "tuningJobs.metrics": method<{ id: string; metrics: MetricPoints[] }[]>()(
    z.strictObject({
      ids: z.array(id).min(1).max(20),
      /** Points with a step above this only. */
      after: z.number().nullable(),
    }),
  ),
  /** Each of these throws `job_not_possible` where the state does not allow it. */
  "tuningJobs.pause": method<TuningJob>()(jobId),
  "tuningJobs.resume": method<TuningJob>()(jobId),
  "tuningJobs.cancel": method<TuningJob>()(jobId),
  /** Deletes the job at the service. */
  "tuningJobs.remove": method<void>()(jobId),
  /** Takes a job off the list that its resource cannot be asked about, or no longer knows. It is listed again as soon as its resource tells of it. */
  "tuningJobs.hide": method<void>()(jobId),
  /** Puts a job back that was taken off the list. */
  "tuningJobs.restore": method<void>()(jobId),
  /** What it was asked for with, as it was sent. Null where that was not from here. */
  "tuningJobs.request": method<TuningRequest | null>()(jobId),
  /** The system message that its rows share; empty where they have none or several, or are not here. */
  "tuningJobs.prompt": method<string>()(jobId),
  /** Rows of ours that a failure names. Null where it names none, or the data is not from here. */
  "tuningJobs.failure": method<(RefusalFound & JobData) | null>()(jobId),
  "tuningJobs.resultFile": method<ResultTable>()(
    z.strictObject({ id, fileId, from: z.number().int().min(0), count: z.number().int().min(1).max(1000) }),
  ),
  /** Written to a file the person picks: its path, or null when they pick none. */
  "tuningJobs.exportMetrics": method<string | null>()(jobId),
  "tuningJobs.exportFile": method<string | null>()(z.strictObject({ id, fileId })),
  /** Begins a plan that is set as this job was. */
  "tuningJobs.again": method<TuningPlan>()(jobId),
};

export type TuningJobEvents = {
  "tuningJobs.changed": JobList;
  /** There are new events, metrics or checkpoints of a job that is open. */
  "tuningJobs.news": { id: string };
  /** The person has clicked a notification: what is to be shown, as the section's address names it. */
  "tuningJobs.asked": { shown: string };
};

import { z } from "zod";
import { modelNameLimit } from "../limits.ts";
import { type Part, partNames } from "../parts.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { deploymentName, id } from "./fields.ts";
import { type Grade, type Grader, graderSchema, type Share } from "./graders.ts";
import { method } from "./method.ts";
import type { RegisteredModel } from "./models.ts";
import type { JobData } from "./tuning-jobs.ts";
import type { DeployFacts, HostingCost, Price } from "./tuning-plans.ts";

/**
 * `creating`: Azure has accepted it. `starting`: Azure says it is there, but it does not answer yet. `ready`: it has answered.
 * `deleting` and `gone` follow; `failed` is Azure's word.
 */
export type TunedState = "creating" | "starting" | "ready" | "failed" | "deleting" | "gone";

/** What a deployment is warned of; the words are in `strings.tunedModels.warnings`. */
export const tunedWarnings = [
  "developer_ends",
  "idle_ends",
  "retires_90",
  "retires_30",
  "stays_unready",
] as const;
export type TunedWarning = (typeof tunedWarnings)[number];

/**
 * Why something cannot be done from here; the words are in `strings.tunedModels.notHere`. `no_developer`: the model has
 * no Developer deployments, only ones that cost.
 */
export type NotHere =
  | "not_connected"
  | "key_only"
  | "portal_only"
  | "format_unknown"
  | "no_developer"
  | "overlaps"
  | "no_rows";

/** A deployment of a tuned model: what it costs and how long it lasts. */
export interface TunedDeployment {
  id: string;
  connectionId: string | null;
  deployment: string;
  /** The tuned model or the checkpoint that is deployed. */
  model: string;
  /** The job here that made it; null where it is not known. */
  jobId: string | null;
  step: number | null;
  /** `DeveloperTier` and the like, as Azure writes it; null where it does not say. */
  sku: string | null;
  capacity: number | null;
  /** `noticed`: it appeared in a list. */
  kind: "deployed" | "trial" | "noticed";
  state: TunedState;
  diagnosis: Diagnosis | null;
  hosting: HostingCost | null;
  /** What it has cost until now by that price; null where that is not known. */
  spent: number | null;
  /** When the service deletes it: a Developer deployment after 24 hours, any after 15 days without a call. */
  endsAt: number | null;
  endsBy: "developer" | "idle" | "retirement" | null;
  /** The last call from here; null for none. */
  calledAt: number | null;
  retiresAt: number | null;
  warnings: TunedWarning[];
  /** The id of the model it is registered as. */
  registeredAs: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** How a model can be deployed. */
export interface DeployOptions {
  facts: DeployFacts;
  /** Why not from here; null where it can be. */
  why: NotHere | null;
  types: { sku: string; hosting: HostingCost | null; lasts: "day" | "idle" }[];
  name: string;
  capacity: number;
  /**
   * What to do in the portal, and with what: the words are in `strings.tunedModels.portal`. `isJob`: the address is that
   * of the job's page, so that resource and project need not be chosen.
   */
  portal: {
    url: string;
    isJob: boolean;
    resource: string;
    project: string | null;
    job: string;
    model: string;
  };
}

/** Where an answer comes from. */
export interface Lineage {
  deployment: string | null;
  model: string;
  /** The newest first: the job that made it, then those that made what it was tuned from. */
  jobs: LineageJob[];
  base: string | null;
}

export interface LineageJob {
  id: string;
  name: string;
  jobId: string;
  resource: string;
  model: string;
  step: number | null;
  data: JobData | null;
  validation: JobData | null;
  createdAt: number;
}

/** Rows of a dataset that a model or its ancestors were trained on. */
export interface Overlap {
  /** Rows that are the same, or nearly so. */
  same: number;
  near: number;
  rows: number;
  examples: { key: number; trainedKey: number; datasetId: string; name: string; likeness: number }[];
  /** Data of ancestors that is not here, so that nothing can be said about it. */
  unknown: number;
}

/** A checkpoint that was copied to another resource. It is in no list there, so its name is kept here. */
export interface CheckpointCopy {
  id: string;
  jobId: string;
  model: string;
  destination: string;
  region: string;
  state: "copying" | "done" | "failed";
  /** What it is called there; null as long as it is not known. */
  copiedModel: string | null;
  diagnosis: Diagnosis | null;
  createdAt: number;
}

/** A model that takes part in a trial. */
export interface Candidate {
  kind: "base" | "checkpoint" | "final";
  /** What is deployed; for the base the deployment that is asked. */
  model: string;
  step: number | null;
}

export interface TrialCandidate extends Candidate {
  state: "waiting" | "deploying" | "starting" | "asking" | "removing" | "done" | "failed" | "skipped";
  deployment: string | null;
  /** When its Developer deployment ends by itself: milliseconds since the epoch. */
  endsAt: number | null;
  asked: number;
  graded: number;
  passed: Share | null;
  /** Mean of the scores, with its 95% interval. */
  mean: { value: number; low: number; high: number } | null;
  diagnosis: Diagnosis | null;
}

/** Checkpoints, the final model and the base, asked the same rows. */
export interface Trial {
  id: string;
  jobId: string;
  connectionId: string;
  datasetId: string;
  datasetName: string;
  version: number;
  part: Part | null;
  rows: number;
  seed: number;
  grader: Grader;
  /** The deployment type of its deployments. */
  sku: string;
  state: "running" | "cleaning" | "done" | "stopped" | "interrupted";
  candidates: TrialCandidate[];
  /** How much the best of them is flattered by having been chosen: points of the mean; null while that is not known. Several are `best` where their means are the same. */
  flattery: { best: string[]; value: number; corrected: number } | null;
  /** Whether what it made and left is being deleted. */
  isCleaning: boolean;
  /** Deployments that it made and that are still there. */
  left: { deployment: string; endsAt: number | null; diagnosis: Diagnosis | null }[];
  diagnosis: Diagnosis | null;
  createdAt: number;
}

/** What a trial would be, before it is confirmed. */
export interface TrialWeight {
  candidates: (Candidate & { tokens: number | null })[];
  rows: number;
  /** By list or typed prices; null where one is not known. */
  cost: {
    /** Null where a part is not known. */
    total: number | null;
    /** Not so where a model grades: what that costs is not known before. */
    isWhole: boolean;
    currency: string | null;
    hosting: number | null;
    /** Of all questions and answers. */
    asking: number | null;
    /** Of a million tokens of the base model. */
    prices: { input: number; output: number; from: "typed" | "public" } | null;
    /** Under which deployment's name a typed price of these tokens stands. */
    pricedAs: string;
  };
  minutes: number | null;
  sku: string;
  /** The types that it could be deployed with, the one that costs least first; `hosting` is of an hour of one deployment. */
  types: { sku: string; hosting: Price | null; isFree: boolean }[];
  /** Why it cannot be; null where it can. */
  why: NotHere | null;
  overlap: Overlap | null;
}

export interface TrialAnswer {
  key: number;
  asked: string;
  reference: string | null;
  answers: { model: string; text: string | null; grade: Grade | null; diagnosis: Diagnosis | null }[];
}

const sku = z.string().regex(/^\w{1,60}$/);
const model = z.string().min(1).max(256);
const target = { jobId: id, model };
const trialInput = z.strictObject({
  jobId: id,
  candidates: z
    .array(
      z.strictObject({
        kind: z.enum(["base", "checkpoint", "final"]),
        model,
        step: z.number().int().min(0).nullable(),
      }),
    )
    .min(1)
    .max(20),
  datasetId: id,
  part: z.enum(partNames).nullable(),
  rows: z.number().int().min(1).max(1000),
  seed: z.number().int().min(0).max(4_294_967_295),
  grader: graderSchema,
  /** The deployment type; null for a Developer deployment, which costs nothing. Any other is paid by the hour. */
  sku: sku.nullable(),
  /** What a grader that is a model is asked through. */
  judge: z.strictObject({ connectionId: id, deployment: deploymentName }).nullable(),
});

export const tunedModels = {
  /** The ledger: every deployment of a tuned model that is known, those that are there first. */
  "tunedModels.list": method<TunedDeployment[]>()(z.void()),
  "tunedModels.refresh": method<void>()(z.void()),
  "tunedModels.options": method<DeployOptions>()(z.strictObject(target)),
  "tunedModels.deploy": method<TunedDeployment>()(
    z.strictObject({
      ...target,
      deployment: z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/),
      sku,
      capacity: z.number().int().min(1).max(100_000),
    }),
  ),
  /** Asks one token, to see whether it answers. */
  "tunedModels.probe": method<TunedDeployment>()(z.strictObject({ id })),
  /** Deletes the deployment in Azure; the tuned model stays. */
  "tunedModels.remove": method<TunedDeployment>()(z.strictObject({ id })),
  "tunedModels.register": method<RegisteredModel>()(
    z.strictObject({ id, name: z.string().trim().min(1).max(modelNameLimit) }),
  ),
  /** Null where a deployment's model was not tuned, or nobody here knows by what. */
  "tunedModels.lineage": method<Lineage | null>()(
    z.union([
      z.strictObject({ connectionId: id, deployment: deploymentName }),
      z.strictObject({ jobId: id }),
    ]),
  ),
  /** Whether rows were trained on by what is to be measured with them. */
  "tunedModels.overlap": method<Overlap>()(
    z.strictObject({ jobId: id, datasetId: id, part: z.enum(partNames).nullable() }),
  ),
  "tunedModels.copies": method<CheckpointCopy[]>()(z.strictObject({ jobId: id })),
  "tunedModels.copy": method<CheckpointCopy>()(
    z.strictObject({
      ...target,
      destination: z
        .string()
        .max(1000)
        .regex(/^(\/(?!\.+(\/|$))[\w.()-]+)+$/),
      region: z.string().regex(/^[a-z0-9]{2,40}$/),
    }),
  ),
  "trials.list": method<Trial[]>()(z.strictObject({ jobId: id.nullable() })),
  "trials.weigh": method<TrialWeight>()(trialInput),
  /** Throws `trial_overlaps` where the rows were trained on. */
  "trials.start": method<Trial>()(trialInput),
  /** Ends a trial, and removes what it deployed. */
  "trials.stop": method<Trial>()(z.strictObject({ id })),
  /** Goes on with one that was interrupted. */
  "trials.resume": method<Trial>()(z.strictObject({ id })),
  /** Tries again to remove what a trial has left behind. */
  "trials.clean": method<Trial>()(z.strictObject({ id })),
  /** Deletes one with its rows and answers; until the app ends it can be restored. Throws `trial_busy`. */
  "trials.remove": method<void>()(z.strictObject({ id })),
  "trials.restore": method<Trial>()(z.strictObject({ id })),
  "trials.answers": method<{ answers: TrialAnswer[]; total: number }>()(
    z.strictObject({ id, from: z.number().int().min(0), count: z.number().int().min(1).max(100) }),
  ),
};

export type TunedModelEvents = {
  "tunedModels.changed": TunedDeployment[];
  /** How far a copy of a checkpoint has come. */
  "tunedModels.copied": CheckpointCopy;
  "trials.changed": Trial;
  "trials.removed": { id: string };
};

import { z } from "zod";
import { modelNameLimit } from "../limits.ts";
import { type Part, partNames } from "../parts.ts";
import type { RefusalFound, TokenCount } from "./datasets.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { currency, id, keptText } from "./fields.ts";
import { graderSchema } from "./graders.ts";
import { method } from "./method.ts";
import type { CannotTrain, CardCode, NotThis } from "./tuning-codes.ts";

export const tuningMethods = ["supervised", "preference", "reinforcement"] as const;
export type TuningMethod = (typeof tuningMethods)[number];

/** Where a job's capacity is (Foundry, fine-tuning overview, 2026-10-06). */
export const trainingTypes = ["standard", "datazone", "global", "developer"] as const;
export type TrainingType = (typeof trainingTypes)[number];

/** What a price is of: a million tokens of training, an hour of training, or an hour of a deployment being there. */
const trainingUnits = ["tokens", "hour", "hosting"] as const;
export type TrainingUnit = (typeof trainingUnits)[number];

/** What a job can be set with, as the service calls it. */
export const hyperparameterNames = [
  "n_epochs",
  "batch_size",
  "learning_rate_multiplier",
  "prompt_loss_weight",
  "beta",
  "l2_multiplier",
  "compute_multiplier",
  "eval_interval",
  "eval_samples",
  "reasoning_effort",
] as const;
export type HyperparameterName = (typeof hyperparameterNames)[number];

/** A job that is being prepared: what it will be sent with. */
export interface TuningPlan extends PlanValues {
  id: string;
  /** What is being done to start it; null when nothing is. */
  sending: Sending | null;
  /** Why it could not be started the last time. */
  problem: Diagnosis | null;
  /** The rows that the service refused then; null where it refused none. */
  refusal: PlanRefusal | null;
  /** The job it was last started as: its id here. */
  jobId: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
}

/** What a refusal of a file says about rows of the version that was sent. */
export interface PlanRefusal extends RefusalFound, PlanData {
  name: string;
  version: number;
}

/** The way of a plan to the service. */
export interface Sending {
  phase: "exporting" | "uploading" | "processing" | "creating";
  file: "training" | "validation" | null;
  /** Bytes of an upload, rows of an export. */
  done: number;
  total: number | null;
  secondsLeft: number | null;
  /** `resumed`: parts that had arrived before are not sent again. `anew`: they were no longer valid. */
  begun: "first" | "resumed" | "anew";
}

const hyperparameter = z.union([z.number().min(-1e9).max(1e9), z.string().min(1).max(40)]);

/** Rows that a job learns from, or is measured on. */
const planData = z.strictObject({
  datasetId: id,
  /** Null for all rows. */
  part: z.enum(partNames).nullable() satisfies z.ZodType<Part | null>,
});
export type PlanData = z.infer<typeof planData>;

/** The schema of what a person sets. */
export const planValues = z.strictObject({
  name: keptText.max(modelNameLimit),
  connectionId: id.nullable(),
  /** As it is sent: a base model's id in the catalogue, or a tuned model. */
  model: z.string().min(1).max(256).nullable(),
  method: z.enum(tuningMethods).nullable(),
  trainingType: z.enum(trainingTypes).nullable(),
  training: planData.nullable(),
  validation: planData.nullable(),
  /** Part of the tuned model's name; at most 40 of `a-zA-Z0-9-_` (Foundry, fine-tuning REST). May be wrong while it is typed. */
  suffix: z.string().max(64),
  seed: z.number().int().min(0).max(2_147_483_647).nullable(),
  /** What is not there is chosen by the service. */
  hyperparameters: z.partialRecord(z.enum(hyperparameterNames), hyperparameter),
  grader: graderSchema.nullable(),
  /** A JSON schema that answers of reinforcement have to fit; empty for none. */
  responseFormat: z.string().max(100_000),
  /** Weights & Biases; null for none. */
  wandb: z
    .strictObject({
      project: z.string().max(200),
      name: z.string().max(200),
      entity: z.string().max(200),
      tags: z.array(z.string().min(1).max(64)).max(20),
    })
    .nullable(),
});
export type PlanValues = z.infer<typeof planValues>;

/** A connection, and whether jobs can be started there. */
export interface TrainingPlace {
  connectionId: string;
  name: string;
  host: string;
  isSandbox: boolean;
  /** Why it cannot train; null where it can. */
  why: CannotTrain | null;
}

/** A model that can be tuned at a place, or that one might expect to. */
export interface TunableModel {
  /** As it is sent. */
  id: string;
  /** The base of a model that was tuned before; null for a base model. */
  tunedFrom: string | null;
  methods: TuningMethod[];
  types: TrainingType[];
  /** Regions by training type, in Azure's short names; absent where nothing limits them or nothing is known. */
  regions: Partial<Record<TrainingType, string[]>>;
  images: boolean;
  /** `flagged`: the catalogue says it can be tuned. `listed`: it does not, but the list of Microsoft does. */
  known: "flagged" | "listed" | "both";
  isPreview: boolean;
  byInvitation: boolean;
  deploy: DeployFacts;
  /** No training any more from then on, and no deployments of what was tuned: milliseconds since the epoch. */
  trainingEnds: number | null;
  deploymentsEnd: number | null;
  /** Where the two dates are from: a date of the list (YYYY-MM-DD), or null for the service itself. */
  datesFrom: string | null;
  /** Why it cannot be chosen; null where it can. */
  why: NotThis | null;
}

/** What becomes of a tuned model. */
export interface DeployFacts {
  /** `here`: by Azure Resource Manager. `portal`: in the Foundry portal only. `unknown`: nothing is known of such a model. */
  way: "here" | "portal" | "unknown";
  /** Deployment types, as Azure calls them: `Standard`, `GlobalStandard`, `DataZoneStandard`, `DeveloperTier`. */
  types: string[];
  /** Provider in Azure Resource Manager, such as `OpenAI` or `Mistral AI`; null where it is not known. */
  format: string | null;
  /** The date of the list that says so: YYYY-MM-DD. */
  listedAt: string;
}

/** What is known before a plan is started. */
export interface TuningCard {
  model: TunableModel | null;
  place: TrainingPlace | null;
  region: string | null;
  /** Whether deployments can be made from here where the model allows it: with a key only they can't. */
  canDeploy: boolean;
  /** Everything that keeps it from being started, or would make the service refuse it. */
  problems: CardNote[];
  /** Whether it can be started: by what is known it may be refused still. */
  canStart: boolean;
  /** What does not, but should be known. */
  notes: CardNote[];
  data: { training: DataFacts | null; validation: DataFacts | null };
  cost: TuningCost;
  hosting: HostingCost | null;
  /** What the service chose before, for this model, method and size. */
  learned: Learned | null;
  limits: ResourceLimits | null;
  /** Why the limits could not be read. */
  limitsDiagnosis: Diagnosis | null;
}

/** `field` is the part of the plan that it is about. */
export interface CardNote {
  code: CardCode;
  parameters: Record<string, string>;
  field: keyof PlanValues | null;
}

export interface DataFacts {
  name: string;
  version: number;
  rows: number;
  tokens: TokenCount | null;
  /** Rows that block; null where it was not checked, or before it was changed. */
  blocks: number | null;
}

export interface Price {
  amount: number;
  currency: string;
  /** When it was typed, or its list was read: milliseconds since the epoch. */
  at: number;
  from: "typed" | "public";
}

/** What training costs: by tokens and epochs, or by hours. */
export interface TuningCost {
  unit: "tokens" | "hours";
  tokens: TokenCount | null;
  /** Of the plan, else those the service chose before; null where neither is known. */
  epochs: { count: number; from: "plan" | "learned" } | null;
  /** Hours that such jobs took here before; null where none did. */
  hours: number | null;
  /** Of a million tokens or of an hour. */
  price: Price | null;
  total: number | null;
}

/** What a deployment costs while it is there, whether it is called or not. */
export interface HostingCost {
  price: Price | null;
  perDay: number | null;
  perMonth: number | null;
  /** Whether a Developer deployment, which has no fee, is possible. */
  hasDeveloper: boolean;
}

/** What the service chose once. */
export interface LearnedValue {
  value: number | string;
  /** The rows of the job it was seen at. */
  rows: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What the service chose for jobs like this one, each as it was for the job with the most similar number of rows. */
export interface Learned {
  hyperparameters: Partial<Record<HyperparameterName, LearnedValue>>;
  /** Values for which "chosen by the service" was refused: they have to be set. */
  refusedAuto: HyperparameterName[];
}

/** How full a resource is, counted by what it lists. `most` is by Microsoft's page of the date; null where it names none. */
export interface ResourceLimits {
  connectionId: string;
  files: Gauge;
  bytes: Gauge;
  jobs: Gauge;
  running: Gauge;
  queued: Gauge;
  deployments: Gauge;
  /** What Azure itself says of its region; `refused` for lack of a role, `unread` for other reasons, `not_asked` where nobody can ask. */
  quotas: { region: string; rows: TunedQuota[] } | "refused" | "unread" | "not_asked";
  /** The date of the page that names the limits. */
  listedAt: string;
  /** Milliseconds since the epoch. */
  readAt: number;
}

/** A quota of a region that deployments of what is tuned from a model take from, in thousands of tokens a minute. */
export interface TunedQuota {
  /** The deployment type, as Azure calls it. */
  sku: string;
  model: string;
  used: number;
  limit: number;
}

export interface Gauge {
  used: number | null;
  most: number | null;
}

/** A file that lies at the service. */
export interface ServiceFile {
  id: string;
  name: string;
  purpose: string;
  bytes: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
  status: string;
  /** What the service says of it, where something is wrong. */
  details: string | null;
  /** The dataset whose rows it holds, where it was sent from here. */
  datasetId: string | null;
  /** Jobs of the resource that name it, as the service calls them. */
  jobs: string[];
  /** Whether one of them hasn't ended. */
  isNeeded: boolean;
}

/** A job as it would be sent. */
export interface TuningRequest {
  url: string;
  json: string;
  curl: string;
  python: string;
}

const fileId = z.string().min(1).max(200);

export const tuningPlans = {
  /** All of them, the one changed last first. */
  "tuningPlans.list": method<TuningPlan[]>()(z.void()),
  /** Begins one, with what is known already; what follows from that is set, too. */
  "tuningPlans.begin": method<TuningPlan>()(planValues.partial().extend({ connectionId: id.nullable() })),
  "tuningPlans.keep": method<TuningPlan>()(planValues.extend({ id })),
  /** What a job takes of a dataset: of one that is split the parts, and the method that learns from it. */
  "tuningPlans.dataOf": method<Pick<PlanValues, "method" | "training" | "validation">>()(
    z.strictObject({ datasetId: id }),
  ),
  /** Takes one away; until the app ends it can be restored. */
  "tuningPlans.remove": method<void>()(z.strictObject({ id })),
  "tuningPlans.restore": method<TuningPlan>()(z.strictObject({ id })),
  /** Every connection, those that can train first. */
  "tuningPlans.places": method<TrainingPlace[]>()(z.void()),
  /** What can be tuned at a place, and what cannot and why. */
  "tuningPlans.models": method<TunableModel[]>()(
    z.strictObject({ connectionId: id, method: z.enum(tuningMethods).nullable() }),
  ),
  "tuningPlans.card": method<TuningCard>()(z.strictObject({ id, refresh: z.boolean() })),
  /** Throws `plan_incomplete`. */
  "tuningPlans.request": method<TuningRequest>()(z.strictObject({ id })),
  /** Types a price; null takes it away again. */
  "tuningPlans.setPrice": method<void>()(
    z.strictObject({
      model: z.string().trim().min(1).max(modelNameLimit),
      unit: z.enum(trainingUnits),
      price: z.strictObject({ amount: z.number().min(0).max(1_000_000), currency }).nullable(),
    }),
  ),
  /** Sends its data and starts the job. Throws `plan_incomplete`. */
  "tuningPlans.start": method<TuningPlan>()(z.strictObject({ id })),
  /** Ends the sending; what has arrived is kept as long as the service keeps it. */
  "tuningPlans.stop": method<TuningPlan>()(z.strictObject({ id })),
  /** How full a resource is: read again with `refresh`, else as it was within the last minute. */
  "tuningPlans.limits": method<ResourceLimits>()(z.strictObject({ connectionId: id, refresh: z.boolean() })),
  "tuningPlans.files": method<ServiceFile[]>()(z.strictObject({ connectionId: id })),
  "tuningPlans.deleteFiles": method<{ id: string; diagnosis: Diagnosis | null }[]>()(
    z.strictObject({ connectionId: id, ids: z.array(fileId).min(1).max(100) }),
  ),
};

export type TuningPlanEvents = {
  "tuningPlans.changed": TuningPlan[];
};

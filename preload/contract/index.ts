import type { z } from "zod";
import { type AppEvents, app } from "./app.ts";
import { type ComparisonEvents, comparisons } from "./comparisons.ts";
import { type ConnectionEvents, connections } from "./connections.ts";
import { type ConversationEvents, conversations } from "./conversations.ts";
import { type DatasetEvents, datasets } from "./datasets.ts";
import { type DeploymentEvents, deployments } from "./deployments.ts";
import type { Diagnosis, DiagnosisCode } from "./diagnosis.ts";
import { type DiscoveryEvents, discovery } from "./discovery.ts";
import { type DoctorEvents, doctor } from "./doctor.ts";
import { drafts } from "./drafts.ts";
import { type EmbeddingEvents, embeddings } from "./embeddings.ts";
import { type EvaluationFileEvents, evaluationFiles } from "./evaluation-files.ts";
import { evaluationPlans } from "./evaluation-plans.ts";
import { evaluationResults } from "./evaluation-results.ts";
import { evaluationVerdicts } from "./evaluation-verdicts.ts";
import { type EvaluationEvents, evaluations } from "./evaluations.ts";
import { type GraderEvents, graders } from "./graders.ts";
import { type IdentityEvents, identity } from "./identity.ts";
import { type JudgeEvents, judges } from "./judges.ts";
import { localServers } from "./local-servers.ts";
import type { Method } from "./method.ts";
import { type ModelEvents, models } from "./models.ts";
import { type PriceEvents, prices } from "./prices.ts";
import { type SeriesEvents, series } from "./series.ts";
import { type TunedModelEvents, tunedModels } from "./tuned-models.ts";
import { type TuningJobEvents, tuningJobs } from "./tuning-jobs.ts";
import { type TuningPlanEvents, tuningPlans } from "./tuning-plans.ts";
import { type VoteEvents, votes } from "./votes.ts";

/** Everything the window may ask of the main process. Only main imports this as a value; others import its types. */
export const contract = {
  ...app,
  ...identity,
  ...connections,
  ...deployments,
  ...embeddings,
  ...discovery,
  ...doctor,
  ...conversations,
  ...comparisons,
  ...series,
  ...votes,
  ...models,
  ...datasets,
  ...graders,
  ...tuningPlans,
  ...tuningJobs,
  ...tunedModels,
  ...evaluations,
  ...evaluationPlans,
  ...evaluationResults,
  ...evaluationVerdicts,
  ...evaluationFiles,
  ...judges,
  ...drafts,
  ...localServers,
  ...prices,
} satisfies Record<string, Method>;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type Input<Name extends MethodName> = z.output<Contract[Name]["input"]>;
export type Result<Name extends MethodName> =
  Contract[Name] extends Method<z.ZodType, infer Value> ? Value : never;

export type Events = ComparisonEvents &
  AppEvents &
  IdentityEvents &
  ConnectionEvents &
  DeploymentEvents &
  DiscoveryEvents &
  DoctorEvents &
  EmbeddingEvents &
  ConversationEvents &
  ModelEvents &
  DatasetEvents &
  SeriesEvents &
  PriceEvents &
  GraderEvents &
  TuningPlanEvents &
  TuningJobEvents &
  TunedModelEvents &
  EvaluationEvents &
  EvaluationFileEvents &
  JudgeEvents &
  VoteEvents;
export type EventName = keyof Events;

/** What every call answers: nothing is thrown across the bridge. */
export type Answer<Value> = { ok: true; data: Value } | { ok: false; error: AnswerError };

export interface AnswerError {
  code: DiagnosisCode;
  /** For logs and tests. People read the words of the diagnosis. */
  message: string;
  diagnosis: Diagnosis;
}

/** Methods that are handed files. */
type DropMethod = "datasets.drop" | "evaluationFiles.drop";

/** What the window hands to a method: files that were dropped as they are, for only the preload can tell where they lie. */
type Handed<Name extends MethodName> = Name extends DropMethod ? { files: readonly File[] } : Input<Name>;

/** The bridge as the window sees it at `window.assay`: one named function per method, and `on` for events. */
export type Bridge = {
  readonly [Name in MethodName]: (input: Handed<Name>) => Promise<Answer<Result<Name>>>;
} & {
  /** Calls the listener with each payload of the event; gives the function that ends this. */
  readonly on: <Name extends EventName>(event: Name, listener: (payload: Events[Name]) => void) => () => void;
};

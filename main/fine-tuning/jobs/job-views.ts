import type { JobData, JobList, OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type { PlanValues, Price } from "../../../preload/contract/tuning-plans.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { methodOf } from "./again.ts";
import { costOf, hoursOf } from "./cost.ts";
import type { EventStore } from "./event-store.ts";
import { findingsOf } from "./findings.ts";
import type { JobStore, SentData, StoredJob } from "./job-store.ts";
import type { MetricStore } from "./metric-store.ts";
import { isReadSince } from "./pace.ts";
import type { Places } from "./places.ts";
import { isOver, possible, stateOf } from "./states.ts";

/** What is told of jobs. */
export interface JobViews {
  list(): JobList;
  /** A job as it stands in the list. */
  of(job: StoredJob): TuningJob;
  /** A job with all that its page shows. Throws `not_found`. */
  open(id: string): Promise<OpenTuningJob>;
  can(job: StoredJob): OpenTuningJob["can"];
  /** Hours of training so far; null for what has not begun. */
  hours(job: StoredJob): { hours: number; isSaid: boolean } | null;
}

/** Tells of jobs by what is kept of them. */
export function createJobViews(parts: {
  jobs: JobStore;
  events: EventStore;
  metrics: MetricStore;
  places: Pick<Places, "states" | "reachOf">;
  datasets: Pick<Datasets, "list" | "partFacts">;
  priceOf(model: string, unit: "tokens" | "hour"): Price | null;
  /** What was set when a job was started, by its id at the service. */
  startOf(remoteId: string): { values: PlanValues } | null;
  now(): number;
}): JobViews {
  const { jobs, events, metrics, places, datasets } = parts;

  const dataOf = (sent: SentData | null | undefined, here: ReadonlySet<string>): JobData | null =>
    sent ? { ...sent, isHere: here.has(sent.datasetId) } : null;
  const datasetIds = () => new Set(datasets.list().map(({ id }) => id));
  const view = (job: StoredJob, here = datasetIds()): TuningJob => {
    const { remote, sent, progress } = job;
    const { model, tunedModel, suffix, seed, hyperparameters, trainingType, trainingFile } = remote;
    const { validationFile, resultFiles, trainedTokens, error, createdAt, finishedAt } = remote;
    return {
      id: job.id,
      connectionId: places.reachOf(job)?.connectionId ?? null,
      jobId: remote.id,
      resource: job.host,
      project: job.project,
      name: nameOf(job),
      isOurs: sent !== null,
      method: methodOf(remote.method),
      state: stateOf(remote.status),
      said: remote.status,
      ...{ model, tunedModel, suffix, seed, hyperparameters, trainingType, trainingFile },
      ...{ validationFile, resultFiles, trainedTokens, error, createdAt, finishedAt },
      estimatedFinish: remote.estimatedFinish,
      data: dataOf(sent?.training, here),
      validation: dataOf(sent?.validation, here),
      ...progress,
      diagnosis: job.diagnosis,
      readAt: job.readAt,
    };
  };

  const can = (job: StoredJob): OpenTuningJob["can"] => {
    const isThere = places.reachOf(job) !== null && !isGone(job);
    return { ...possible(stateOf(job.remote.status), job.progress.step, isThere), hide: !isThere };
  };

  /** A clock of the service may be ahead of this one. */
  const hours = (job: StoredJob) => {
    const clock = Math.max(parts.now(), events.newest(job.number, 1)[0]?.at ?? 0);
    return hoursOf(job, events.marks(job.number), clock);
  };

  /** Tokens of the rows, where they are here. */
  const tokensOf = async ({ sent }: StoredJob): Promise<number | null> => {
    if (!sent?.training) return null;
    const { datasetId, version, part } = sent.training;
    const facts = await datasets.partFacts({ id: datasetId, version, part }).catch(() => null);
    return facts?.tokens?.tokens ?? null;
  };

  const valuesOf = (remoteId: string): OpenTuningJob["sent"] => {
    const start = parts.startOf(remoteId);
    return start && { hyperparameters: start.values.hyperparameters, wandb: start.values.wandb };
  };

  return {
    of: view,
    can,
    hours,
    list: () => {
      const here = datasetIds();
      return { jobs: jobs.all().map((job) => view(job, here)), places: places.states() };
    },
    open: async (id) => {
      const job = jobs.find(id);
      const { remote, number } = job;
      const isReinforcement = methodOf(remote.method) === "reinforcement";
      const billed = hours(job);
      const price = parts.priceOf(remote.model, isReinforcement ? "hour" : "tokens");
      const cost = costOf({ job, hours: billed, tokens: await tokensOf(job), price });
      // Columns that nobody knows are drawn, but nothing is concluded from them.
      const isKnown = ({ alias, name }: { alias: string | null; name: string }) =>
        alias !== null || /error/i.test(name);
      const known = await metrics.points(number, null, isKnown);
      const state = stateOf(remote.status);
      const kept = new Map(job.files.map((file) => [file.id, file]));
      return {
        job: view(job),
        checkpoints: metrics.checkpoints(number),
        metrics: metrics.columns(number),
        findings: findingsOf({
          ...{ state, isReinforcement, metrics: known, cost },
          hours: billed?.hours ?? null,
        }),
        cost,
        events: events.count(number),
        isComplete: isOver(state) && isReadSince(job),
        can: can(job),
        files: remote.resultFiles.map((fileId) => {
          const { name, bytes } = kept.get(fileId) ?? { name: null, bytes: null };
          return { id: fileId, name, bytes };
        }),
        planId: job.sent?.planId ?? null,
        sent: valuesOf(remote.id),
      };
    },
  };
}

/** What the plan, its suffix or the service calls a job. */
export const nameOf = ({ sent, remote }: Pick<StoredJob, "sent" | "remote">): string =>
  sent?.name || remote.suffix || remote.tunedModel || remote.id;

/** Whether the service no longer knows it. */
const isGone = ({ diagnosis }: StoredJob): boolean => diagnosis?.code === "training_not_found";

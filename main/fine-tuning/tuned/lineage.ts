import type { Ancestry } from "../../../preload/contract/models.ts";
import type { Lineage, LineageJob } from "../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type { Made } from "./facts.ts";

/** A chain of tuned models of this length is one that goes in circles. */
const longest = 50;

/** The jobs behind a model, and where they lead to. */
export interface Chain {
  /** The newest first. */
  jobs: Made[];
  /** The model that was tuned first; null where what was tuned is itself a tuned model of which nothing is known. */
  base: string | null;
}

/**
 * The job that made something, then those that made what it was tuned from. `isTuned` tells whether a name is one of a
 * tuned model.
 */
export function chainOf(
  newest: Made,
  madeBy: (model: string) => Made | null,
  isTuned: (model: string) => boolean,
): Chain {
  const jobs = [newest];
  for (let made: Made | null = newest; made !== null && jobs.length < longest; ) {
    const { model } = made.job;
    made = madeBy(model);
    if (made === null) return { jobs, base: isTuned(model) ? null : model };
    if (jobs.some(({ job }) => job.id === made?.job.id)) break;
    jobs.push(made);
  }
  return { jobs, base: null };
}

const linkOf = ({ job, step }: Made): LineageJob => {
  const { id, name, jobId, resource, model, data, validation, createdAt } = job;
  return { id, name, jobId, resource, model, step, data, validation, createdAt };
};

/** Where an answer of a deployment, or the model of a job, comes from. */
export const lineageOf = ({ jobs, base }: Chain, model: string, deployment: string | null): Lineage => ({
  deployment,
  model,
  jobs: jobs.map(linkOf),
  base,
});

/** The same, as it is kept with a registered model. */
export const ancestryOf = ({ jobs, base }: Chain, model: string): Ancestry => ({
  model,
  base,
  jobs: jobs.map(({ job, step }) => ({
    jobId: job.jobId,
    resource: job.resource,
    name: job.name,
    step,
    data: job.data && { name: job.data.name, version: job.data.version },
  })),
});

/** The rows that the jobs of a chain have learned; `unknown` is how many have data that nobody here knows. */
export function learnedIn({ jobs, base }: Chain): {
  data: NonNullable<TuningJob["data"]>[];
  unknown: number;
} {
  const data = jobs.flatMap(({ job }) => (job.data?.isHere ? [job.data] : []));
  // What was tuned before the oldest job that is known has learned something, too.
  return { data, unknown: jobs.length - data.length + Number(base === null) };
}

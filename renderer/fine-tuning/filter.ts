import type { JobState, TuningJob } from "../../preload/contract/tuning-jobs.ts";
import type { TuningMethod, TuningPlan } from "../../preload/contract/tuning-plans.ts";
import { isOver } from "./jobs/standing.ts";

/** What of the list is shown; null for any. */
export interface ListFilter {
  search: string;
  connectionId: string | null;
  state: JobState | "draft" | null;
  method: TuningMethod | null;
}

export const noFilter: ListFilter = { search: "", connectionId: null, state: null, method: null };

/** How many of the filters besides the search are set. */
export const filtersSet = ({ connectionId, state, method }: ListFilter): number =>
  [connectionId, state, method].filter((value) => value !== null).length;

/** Plans that are still to be started and that a filter lets through. */
export const plansIn = (plans: readonly TuningPlan[], filter: ListFilter): TuningPlan[] =>
  plans.filter(
    (plan) =>
      (plan.jobId === null || plan.sending !== null) &&
      (filter.state === null || filter.state === "draft") &&
      fits(plan, filter, [plan.name, plan.model, plan.suffix]),
  );

/** Jobs that a filter lets through, in their groups: under way, succeeded, and ended otherwise. */
export function jobsIn(jobs: readonly TuningJob[], filter: ListFilter) {
  const found = jobs.filter(
    (job) =>
      (filter.state === null || job.state === filter.state) &&
      fits(job, filter, [job.name, job.model, job.suffix, job.jobId, job.tunedModel, job.resource]),
  );
  return {
    underWay: found.filter(({ state }) => !isOver(state)),
    succeeded: found.filter(({ state }) => state === "succeeded"),
    ended: found.filter((job) => isOver(job.state) && job.state !== "succeeded"),
  };
}

/** Whether something is of the connection and method wanted, and its texts hold every word of the search, in any case. */
function fits(
  one: { connectionId: string | null; method: TuningMethod | null },
  { search, connectionId, method }: ListFilter,
  texts: readonly (string | null)[],
): boolean {
  if (connectionId !== null && one.connectionId !== connectionId) return false;
  if (method !== null && one.method !== method) return false;
  const text = texts.join(" ").toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => text.includes(word));
}

import type { JobState, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";

const words = tuningJobs;

const looks: Record<JobState, string> = {
  waiting: "unknown",
  running: "live",
  paused: "warn",
  ending: "live",
  succeeded: "ok",
  failed: "danger",
  cancelled: "unknown",
  unknown: "live",
};

/** How a job stands, in a word or two, with the look of its status. The service's own word counts where it says more. */
export const standingOf = ({ state, said }: Pick<TuningJob, "state" | "said">) => ({
  look: looks[state],
  word: (isUnderWay(state) && codedText(words.said, said)) || words.states[state],
});

const underWay: readonly JobState[] = ["waiting", "running", "ending", "unknown"];

/** Whether something is still going on with a job by itself. */
export const isUnderWay = (state: JobState): boolean => underWay.includes(state);

/** Whether a job has ended for good: a paused one has not. */
export const isOver = (state: JobState): boolean => ["succeeded", "failed", "cancelled"].includes(state);

/** Whether a job has made a model to go on with. */
export const hasMade = ({ state, tunedModel }: Pick<TuningJob, "state" | "tunedModel">): boolean =>
  state === "succeeded" && tunedModel !== null;

/** How much of its steps a job has done, from 0 to 1; null where that is not known. */
export const shareOf = ({ step, steps }: Pick<TuningJob, "step" | "steps">): number | null =>
  step === null || steps === null || steps <= 0 ? null : Math.min(1, step / steps);

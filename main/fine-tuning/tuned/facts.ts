import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type { DeployFacts, Price } from "../../../preload/contract/tuning-plans.ts";

/** Tells the person outside the window. `shown` is what a click leads to, as the section's address names it. */
export type Notify = (told: { title: string; text: string; shown: string }) => void;

/** What is known of a model, whether tuned or not, by its name. */
export interface ModelFacts {
  deploy: DeployFacts;
  /** Of an hour of hosting; null where nobody has set one. */
  hosting: Price | null;
  /** When deployments of it end: milliseconds since the epoch. */
  deploymentsEnd: number | null;
}

/** A job, and the step of the checkpoint where a model is one. */
export interface Made {
  job: TuningJob;
  step: number | null;
}

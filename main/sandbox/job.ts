import type { JobEvent } from "./job-events.ts";
import type { JobRequest } from "./job-request.ts";
import type { Chosen } from "./training/chosen.ts";
import type { Metrics } from "./training/trainer.ts";
import type { TrainingFault } from "./training-data.ts";

type JobStatus =
  | "pending"
  | "validating_files"
  | "queued"
  | "running"
  | "pausing"
  | "paused"
  | "resuming"
  | "succeeded"
  | "failed"
  | "cancelled";

/** A fine-tuning job. Times in seconds since the epoch. */
export interface Job {
  id: string;
  request: JobRequest;
  /** Whether it was begun on a dated api-version, which names some things in its own way. */
  isDated: boolean;
  status: JobStatus;
  created: number;
  finished: number | null;
  estimatedFinish: number | null;
  seed: number;
  error: TrainingFault | { code: string; message: string; param: null } | null;
  /** What the service has chosen; null before training begins. */
  chosen: Chosen | null;
  tunedModel: string | null;
  resultFiles: string[] | null;
  trainedTokens: number | null;
  /** How many steps are done. */
  step: number;
  /** The oldest first. */
  events: JobEvent[];
  /** The newest first. */
  checkpoints: Checkpoint[];
}

/** What a job had learned at a step, kept. */
export interface Checkpoint {
  id: string;
  created: number;
  /** What it is deployed under. */
  model: string;
  step: number;
  metrics: Metrics;
}

const ends: readonly JobStatus[] = ["succeeded", "failed", "cancelled"];

/** Whether nothing becomes of a job any more. */
export const hasEnded = ({ status }: Pick<Job, "status">): boolean => ends.includes(status);

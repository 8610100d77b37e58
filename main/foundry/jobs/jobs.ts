import type { Target } from "../http/send.ts";

/** A fine-tuning job as the service tells of it. What a reply leaves out, has as null or writes oddly is null here. */
export interface RemoteJob {
  id: string;
  /** The service's own word. */
  status: string;
  model: string;
  tunedModel: string | null;
  trainingFile: string | null;
  validationFile: string | null;
  resultFiles: string[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  finishedAt: number | null;
  estimatedFinish: number | null;
  trainedTokens: number | null;
  error: { code: string; message: string; param: string | null } | null;
  /** The service's word for the method, `dpo` among them; null where it says none. */
  method: string | null;
  /** Without those that are null; -1, which the dated routes write, is `auto`. */
  hyperparameters: Record<string, number | string>;
  suffix: string | null;
  seed: number | null;
  trainingType: string | null;
  grader: unknown;
  integrations: unknown[];
  metadata: Record<string, string>;
}

export interface RemoteEvent {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** `warn`, as the service writes it, is `warning`. */
  level: "info" | "warning" | "error";
  message: string;
  /** The numbers of an event of metrics, by column; null for a message. */
  metrics: Record<string, number> | null;
}

export interface RemoteCheckpoint {
  id: string;
  step: number;
  model: string;
  metrics: Record<string, number>;
  createdAt: number;
}

export interface CopiedTo {
  destination: string;
  region: string;
  status: string;
  copiedModel: string | null;
}

export interface RemotePage<Row> {
  rows: Row[];
  /** What the next page begins after; null on the last. */
  after: string | null;
}

/** The fine-tuning jobs of a resource, or of a project. Each throws a FoundryError. */
export interface Jobs {
  /** Where a job is created: for the person to read. */
  address(): { url: string; keyHeader: "api-key" | "bearer" };
  create(body: Record<string, unknown>, signal?: AbortSignal): Promise<RemoteJob>;
  /** Newest first. */
  list(after: string | null, signal?: AbortSignal): Promise<RemotePage<RemoteJob>>;
  get(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  /** Newest first. */
  events(id: string, after: string | null, signal?: AbortSignal): Promise<RemotePage<RemoteEvent>>;
  checkpoints(id: string, after: string | null, signal?: AbortSignal): Promise<RemotePage<RemoteCheckpoint>>;
  pause(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  resume(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  cancel(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  remove(id: string, signal?: AbortSignal): Promise<void>;
  copy(
    id: string,
    checkpoint: string,
    to: { destination: string; region: string },
    signal?: AbortSignal,
  ): Promise<CopiedTo[]>;
  copies(id: string, checkpoint: string, signal?: AbortSignal): Promise<CopiedTo[]>;
}

export type CreateJobs = (target: Target) => Jobs;

import type { Json } from "../json.ts";

/** How far a batch is (openai-node, `resources/batches`). */
export type BatchStatus =
  | "validating"
  | "failed"
  | "in_progress"
  | "finalizing"
  | "completed"
  | "expired"
  | "cancelling"
  | "cancelled";

/** What is wrong with a batch's file. */
export interface BatchFault {
  code: string;
  message: string;
  line: number | null;
  param: null;
}

/** A batch. Times in seconds since the epoch. */
export interface Batch {
  id: string;
  endpoint: string;
  inputFile: string;
  metadata: Json | null;
  status: BatchStatus;
  /** When it came to each state. */
  times: Partial<Record<BatchStatus, number>>;
  created: number;
  faults: BatchFault[];
  counts: { total: number; completed: number; failed: number };
  tokens: { prompt: number; completion: number; reasoning: number };
  /** Tokens that wait until it ends. */
  enqueued: number;
  deployment: string;
  outputFile: string | null;
  errorFile: string | null;
  /** Seconds after which its files are gone; null for never. */
  expiresAfter: number | null;
}

/** Whether nothing more becomes of it. */
export const hasEnded = ({ status }: Batch): boolean =>
  ["failed", "completed", "expired", "cancelled"].includes(status);

const day = 86_400;

/** As v1 tells of it: states in small letters, seconds, and empty texts for files that there are none of yet. */
export const toldBatch = (batch: Batch) => ({
  id: batch.id,
  object: "batch" as const,
  endpoint: batch.endpoint,
  errors: batch.faults.length > 0 ? { object: "list", data: batch.faults } : null,
  input_file_id: batch.inputFile,
  completion_window: "24h",
  status: batch.status,
  output_file_id: batch.outputFile ?? (hasEnded(batch) ? null : ""),
  error_file_id: batch.errorFile ?? (hasEnded(batch) ? null : ""),
  created_at: batch.created,
  in_progress_at: batch.times.in_progress ?? null,
  expires_at: batch.created + day,
  finalizing_at: batch.times.finalizing ?? null,
  completed_at: batch.times.completed ?? null,
  failed_at: batch.times.failed ?? null,
  expired_at: batch.times.expired ?? null,
  cancelling_at: batch.times.cancelling ?? null,
  cancelled_at: batch.times.cancelled ?? null,
  request_counts: batch.counts,
  metadata: batch.metadata,
  ...(hasEnded(batch) && batch.counts.total > 0 && { usage: usageOf(batch) }),
});

const usageOf = ({ tokens: { prompt, completion, reasoning } }: Batch) => ({
  input_tokens: prompt,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: completion,
  output_tokens_details: { reasoning_tokens: reasoning },
  total_tokens: prompt + completion,
});

const dateOf = (seconds: unknown) =>
  typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : null;

/**
 * As the samples of the dated route have it (Foundry batch guide, August 2026): states with capitals, dates, and counts
 * that are null as long as nothing was counted.
 */
export function datedBatch(batch: Batch) {
  const { status, request_counts: counts, ...told } = toldBatch(batch);
  const dates = Object.entries(told).map(([name, value]) => [
    name,
    name.endsWith("_at") ? dateOf(value) : value,
  ]);
  return {
    ...(Object.fromEntries(dates) as { id: string }),
    status: status.charAt(0).toUpperCase() + status.slice(1),
    endpoint: batch.status === "validating" ? null : batch.endpoint,
    request_counts: counts.total === 0 ? { total: null, completed: null, failed: null } : counts,
  };
}

import { asCount, asList, asObject, asText, asTime, type JsonObject } from "../json.ts";

/**
 * How far a batch is: the service's word in small letters, of which these are known (openai-node, `resources/batches`).
 * The guide's own samples have them with capitals.
 */
export type BatchState =
  | "validating"
  | "failed"
  | "in_progress"
  | "finalizing"
  | "completed"
  | "expired"
  | "cancelling"
  | "cancelled"
  | (string & {});

/** Why a batch failed, or one of the reasons. */
export interface BatchFault {
  code: string;
  message: string;
  /** The line of the file that it is about, from 1 on; null for all of it. */
  line: number | null;
}

/** A batch as the service tells of it. What a reply leaves out, has as null or as an empty text is null here. */
export interface RemoteBatch {
  id: string;
  state: BatchState;
  /** The address that its lines are for. */
  endpoint: string | null;
  inputFile: string | null;
  /** Where the answers are. A batch of which every line failed has none. */
  outputFile: string | null;
  /** Where the lines are that failed; there may be an empty one. */
  errorFile: string | null;
  counts: { total: number; completed: number; failed: number } | null;
  /** Milliseconds since the epoch. */
  createdAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** When its state began; null where the reply does not say. */
  since: number | null;
  expiresAt: number | null;
  faults: BatchFault[];
  usage: { prompt: number; completion: number; reasoning: number; cached: number } | null;
  metadata: Record<string, string>;
}

const textOf = (value: unknown): string | null => asText(value).trim() || null;

/**
 * A batch as replies write it: states with capitals or without, times as seconds or as dates, counts that may be null
 * (Foundry batch guide, August 2026). Null for what has no id.
 */
export function batchIn(row: JsonObject): RemoteBatch | null {
  const id = textOf(row.id);
  if (id === null) return null;
  const state = stateOf(row.status);
  const ended = [row.completed_at, row.failed_at, row.cancelled_at, row.expired_at].map(asTime);
  return {
    id,
    state,
    endpoint: textOf(row.endpoint),
    inputFile: textOf(row.input_file_id),
    outputFile: textOf(row.output_file_id),
    errorFile: textOf(row.error_file_id),
    counts: countsIn(row.request_counts),
    createdAt: asTime(row.created_at),
    startedAt: asTime(row.in_progress_at),
    endedAt: ended.find((time) => time !== null) ?? null,
    since: asTime(row[began[state] ?? ""]) ?? null,
    expiresAt: asTime(row.expires_at),
    faults: faultsIn(row.errors),
    usage: usageIn(row.usage),
    metadata: Object.fromEntries(
      Object.entries(asObject(row.metadata) ?? {}).filter(
        (pair): pair is [string, string] => typeof pair[1] === "string",
      ),
    ),
  };
}

/** The field that says when a state began (openai-node, `resources/batches`). */
const began: Partial<Record<string, string>> = {
  validating: "created_at",
  in_progress: "in_progress_at",
  finalizing: "finalizing_at",
  cancelling: "cancelling_at",
  ...{ completed: "completed_at", failed: "failed_at", cancelled: "cancelled_at", expired: "expired_at" },
};

/** The word for a state in its usual spelling. */
function stateOf(value: unknown): BatchState {
  const word = asText(value)
    .trim()
    .replace(/([a-z])(?=[A-Z])/g, "$1_")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
  return word.replace(/^cancel(ed|ing)$/, "cancell$1");
}

/** Whether nothing more becomes of a batch in this state. */
export const hasEnded = (state: BatchState): boolean =>
  ["failed", "completed", "expired", "cancelled"].includes(state);

function countsIn(value: unknown): RemoteBatch["counts"] {
  const counts = asObject(value);
  const total = asCount(counts?.total);
  if (total === null) return null;
  return { total, completed: asCount(counts?.completed) ?? 0, failed: asCount(counts?.failed) ?? 0 };
}

function faultsIn(value: unknown): BatchFault[] {
  const list = Array.isArray(value) ? value : asList(asObject(value)?.data);
  return list.flatMap((one): BatchFault[] => {
    const fault = asObject(one);
    const [code, message] = [asText(fault?.code), asText(fault?.message)];
    return code === "" && message === "" ? [] : [{ code, message, line: asCount(fault?.line) }];
  });
}

function usageIn(value: unknown): RemoteBatch["usage"] {
  const usage = asObject(value);
  const prompt = asCount(usage?.input_tokens);
  const completion = asCount(usage?.output_tokens);
  if (prompt === null || completion === null) return null;
  return {
    prompt,
    completion,
    reasoning: asCount(asObject(usage?.output_tokens_details)?.reasoning_tokens) ?? 0,
    cached: asCount(asObject(usage?.input_tokens_details)?.cached_tokens) ?? 0,
  };
}

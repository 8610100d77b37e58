import { readError } from "../http/error-body.ts";
import { asCount, asList, asNumber, asObject, asText, asTime, type JsonObject } from "../json.ts";
import { numbersIn, numbersOfMessage } from "./numbers.ts";

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
  /** `kinds` are the codes beside the first, of errors within it. */
  error: { code: string; kinds?: string; message: string; param: string | null } | null;
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

const textOf = (value: unknown): string | null => asText(value).trim() || null;

/** What a value that may be a text or a number says; null for anything else. */
const wordOf = (value: unknown): string | null =>
  typeof value === "number" && Number.isFinite(value) ? String(value) : textOf(value);

/**
 * A job as its replies write it (Azure OpenAI v1 and authoring specifications; replies quoted in BerriAI/litellm#24687).
 * Null for what has no id.
 */
export function jobIn(row: JsonObject): RemoteJob | null {
  const id = textOf(row.id);
  if (id === null) return null;
  const method = asObject(row.method);
  const type = textOf(method?.type) ?? textOf(row.method);
  const own = type === null ? null : asObject(method?.[type]);
  return {
    id,
    status: textOf(row.status) ?? "",
    model: textOf(row.model) ?? "",
    tunedModel: textOf(row.fine_tuned_model),
    trainingFile: textOf(row.training_file),
    validationFile: textOf(row.validation_file),
    resultFiles: asList(row.result_files).flatMap((file) => textOf(file) ?? textOf(asObject(file)?.id) ?? []),
    createdAt: asTime(row.created_at) ?? 0,
    finishedAt: asTime(row.finished_at),
    estimatedFinish: asTime(row.estimated_finish),
    trainedTokens: asCount(row.trained_tokens),
    error: failureIn(row.error),
    method: type,
    hyperparameters: {
      ...settingsIn(row.hyperparameters),
      ...settingsIn(own?.hyperparameters, row.hyperparameters),
    },
    suffix: textOf(row.suffix) ?? textOf(row.user_provided_suffix),
    seed: asNumber(row.seed),
    trainingType: wordOf(row.trainingType) ?? wordOf(row.training_type),
    grader: asObject(own?.grader) ?? null,
    integrations: asList(row.integrations),
    metadata: Object.fromEntries(
      Object.entries(asObject(row.metadata) ?? {}).filter(
        (pair): pair is [string, string] => typeof pair[1] === "string",
      ),
    ),
  };
}

/** Null for an error that says nothing: that of a job which has not failed may be there and empty. */
function failureIn(value: unknown): RemoteJob["error"] {
  const members = Object.values(asObject(value) ?? { value });
  if (members.every((one) => one === null || one === undefined || one === "")) return null;
  const { code, kinds, message, paths } = readError(value);
  return { code, ...(kinds !== "" && { kinds }), message, param: paths[0] ?? null };
}

/** Settings without those that are null. What is said in two places counts where it is more than `auto`. */
function settingsIn(value: unknown, besides?: unknown): Record<string, number | string> {
  const other = asObject(besides) ?? {};
  return Object.fromEntries(
    Object.entries(asObject(value) ?? {}).flatMap(([name, said]): [string, number | string][] => {
      const one = settingOf(said);
      if (one === null) return [];
      return [[name, one === "auto" ? (settingOf(other[name]) ?? one) : one]];
    }),
  );
}

/** The dated routes write -1 for `auto`. */
function settingOf(value: unknown): number | string | null {
  const number = asNumber(value);
  if (number !== null) return number === -1 ? "auto" : number;
  return textOf(value);
}

/** `warn` is what the specification calls a warning, and older replies write it out. */
const levels = new Map<string, RemoteEvent["level"]>([
  ["warn", "warning"],
  ["warning", "warning"],
  ["error", "error"],
  ["critical", "error"],
]);

/** An event of a job. Null for what has neither an id nor a message. */
export function eventIn(row: JsonObject): RemoteEvent | null {
  const message = asText(row.message);
  const at = asTime(row.created_at) ?? 0;
  const level = levels.get(asText(row.level).toLowerCase()) ?? "info";
  const id = textOf(row.id) ?? (message === "" ? null : `${at}/${level}/${message.slice(0, 200)}`);
  return id === null ? null : { id, at, level, message, metrics: metricsIn(row, message) };
}

function metricsIn(row: JsonObject, message: string): RemoteEvent["metrics"] {
  const numbers = numbersIn(row.data);
  const isMeant = asText(row.type).toLowerCase() === "metrics" || numbers.step !== undefined;
  return isMeant && Object.keys(numbers).length > 0 ? numbers : numbersOfMessage(message);
}

/** A checkpoint of a job. Null for what nothing can be deployed under. */
export function checkpointIn(row: JsonObject): RemoteCheckpoint | null {
  const id = textOf(row.id) ?? textOf(row.fine_tuned_model_checkpoint);
  if (id === null) return null;
  const metrics = numbersIn(row.metrics);
  return {
    id,
    step: asCount(row.step_number) ?? asCount(metrics.step) ?? 0,
    model: textOf(row.fine_tuned_model_checkpoint) ?? id,
    metrics,
    createdAt: asTime(row.created_at) ?? 0,
  };
}

/** Where a checkpoint was copied to (Azure OpenAI v1 specification). Null for what tells of no copy. */
export function copiesIn(document: JsonObject): CopiedTo[] | null {
  const list = document.data ?? document.value;
  if (Array.isArray(list))
    return list.flatMap((one) => (asObject(one) && copiesIn(asObject(one) ?? {})) ?? []);
  if (!Array.isArray(document.copiedAccountDetails)) return null;
  const copiedModel = textOf(document.checkpointedModelName);
  return document.copiedAccountDetails.flatMap((one) => {
    const row = asObject(one);
    const destination = textOf(row?.destinationResourceId);
    if (!row || destination === null) return [];
    return [{ destination, region: textOf(row.region) ?? "", status: textOf(row.status) ?? "", copiedModel }];
  });
}

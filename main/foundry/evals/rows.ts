import { asCount, asList, asNumber, asObject, asObjects, asText, asTime, type JsonObject } from "../json.ts";

/** An evaluation as the service keeps it: what rows look like and what grades them. */
export interface RemoteEval {
  id: string;
  name: string;
  /** Milliseconds since the epoch. */
  createdAt: number | null;
  criteria: { name: string; type: string }[];
}

/** How far a run is; `canceled` is also written with two letters. Other words are passed on in small letters. */
export type EvalRunState = "queued" | "in_progress" | "completed" | "failed" | "canceled" | (string & {});

/** A run as the service tells of it. What a reply leaves out or has as null is null here. */
export interface RemoteEvalRun {
  id: string;
  evalId: string;
  name: string;
  state: EvalRunState;
  model: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number | null;
  counts: { total: number; errored: number; failed: number; passed: number } | null;
  criteria: { name: string; passed: number; failed: number; errored: number | null }[];
  usage: { model: string; calls: number; prompt: number; completion: number; cached: number }[];
  /** Where people can look at it; only an address of the web. */
  reportUrl: string | null;
  error: { code: string; message: string } | null;
}

const textOf = (value: unknown): string | null => asText(value).trim() || null;

/** An evaluation as replies write it (Azure OpenAI authoring specification, 2025-04-01-preview). Null for what has no id. */
export function evalIn(row: JsonObject): RemoteEval | null {
  const id = textOf(row.id);
  if (id === null) return null;
  const criteria = asObjects(row.testing_criteria).map(({ name, type }) => ({
    name: asText(name),
    type: asText(type),
  }));
  return { id, name: asText(row.name), createdAt: asTime(row.created_at), criteria };
}

/** A run as replies write it (the same specification; Foundry cloud evaluation, September 2026). Null for what has no id. */
export function evalRunIn(row: JsonObject): RemoteEvalRun | null {
  const id = textOf(row.id);
  if (id === null) return null;
  const counts = asObject(row.result_counts);
  const count = (name: string) => asCount(counts?.[name]) ?? 0;
  const report = asText(row.report_url);
  return {
    id,
    evalId: asText(row.eval_id),
    name: asText(row.name),
    state: stateOf(row.status),
    model: textOf(row.model),
    createdAt: asTime(row.created_at),
    counts: counts && {
      ...{ total: count("total"), errored: count("errored") },
      ...{ failed: count("failed"), passed: count("passed") },
    },
    criteria: asObjects(row.per_testing_criteria_results).map((one) => ({
      name: asText(one.testing_criteria),
      passed: asCount(one.passed) ?? 0,
      failed: asCount(one.failed) ?? 0,
      errored: asCount(one.errored),
    })),
    usage: asObjects(row.per_model_usage).map((one) => ({
      model: asText(one.model_name),
      calls: asCount(one.invocation_count) ?? 0,
      prompt: asCount(one.prompt_tokens) ?? 0,
      completion: asCount(one.completion_tokens) ?? 0,
      cached: asCount(one.cached_tokens) ?? 0,
    })),
    reportUrl: /^https:\/\//i.test(report) ? report : null,
    error: errorIn(row.error),
  };
}

const stateOf = (value: unknown): EvalRunState =>
  asText(value)
    .trim()
    .replace(/([a-z])(?=[A-Z])/g, "$1_")
    .toLowerCase()
    .replace("cancelled", "canceled");

/** Whether nothing more becomes of a run in this state. */
export const hasRunEnded = (state: EvalRunState): boolean =>
  ["completed", "failed", "canceled"].includes(state);

/** Null for an error that says nothing: that of a run which has not failed may be there and empty. */
function errorIn(value: unknown): RemoteEvalRun["error"] {
  const error = asObject(value);
  const [code, message] = [asText(error?.code), asText(error?.message) || asText(value)];
  return code === "" && message === "" ? null : { code, message };
}

/** What an evaluator of a project is (npm @azure/ai-projects 2.2.0, `EvaluatorVersion`). */
export interface RemoteEvaluator {
  /** What a criterion names it by, such as `builtin.coherence`. */
  name: string;
  title: string;
  description: string;
  version: string | null;
  isBuiltin: boolean;
  /** `quality`, `safety`, `agents` and others. */
  categories: string[];
  /** What has to be mapped to it, and what may be: `query`, `response`, `ground_truth`, `context`. */
  data: { name: string; isRequired: boolean }[];
  /** What it has to be told, and what it may be: `deployment_name`, `threshold`. */
  parameters: { name: string; isRequired: boolean }[];
  metrics: RemoteMetric[];
}

/** A number that an evaluator gives. */
interface RemoteMetric {
  name: string;
  /** False where less is better, null where neither is. */
  isMoreBetter: boolean | null;
  least: number | null;
  most: number | null;
  threshold: number | null;
}

/** An evaluator as lists write it. Null for what has no name. */
export function evaluatorIn(row: JsonObject): RemoteEvaluator | null {
  const name = textOf(row.name);
  if (name === null) return null;
  const definition = asObject(row.definition);
  return {
    name,
    title: textOf(row.display_name) ?? name,
    description: asText(row.description),
    version: textOf(row.version),
    isBuiltin: /^built-?in/i.test(asText(row.evaluator_type)) || name.startsWith("builtin."),
    categories: asList(row.categories).filter((one) => typeof one === "string"),
    data: fieldsIn(definition?.data_schema),
    parameters: fieldsIn(definition?.init_parameters),
    metrics: Object.entries(asObject(definition?.metrics) ?? {}).map(([metric, value]) => {
      const told = asObject(value);
      const direction = asText(told?.desirable_direction);
      return {
        name: metric,
        isMoreBetter: direction === "increase" ? true : direction === "decrease" ? false : null,
        least: asNumber(told?.min_value),
        most: asNumber(told?.max_value),
        threshold: asNumber(told?.threshold),
      };
    }),
  };
}

/** The properties of a JSON schema; those of alternatives are required where the schema itself says so. */
function fieldsIn(value: unknown): { name: string; isRequired: boolean }[] {
  const schema = asObject(value);
  const required = asList(schema?.required);
  return Object.keys(asObject(schema?.properties) ?? {}).map((name) => ({
    name,
    isRequired: required.includes(name),
  }));
}

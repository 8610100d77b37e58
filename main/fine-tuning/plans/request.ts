import type { PlanValues, TrainingType, TuningMethod } from "../../../preload/contract/tuning-plans.ts";
import { hyperparametersOf } from "../../../preload/tuning-methods.ts";
import { asObject, type JsonObject, parseJson } from "../../foundry/json.ts";

/** What is set of a plan that can be sent. */
export interface ReadyPlan extends PlanValues {
  connectionId: string;
  model: string;
  method: TuningMethod;
  trainingType: TrainingType;
  training: NonNullable<PlanValues["training"]>;
}

/** The files of a job at the service. */
export interface JobFiles {
  training: string;
  validation: string | null;
}

/** What stands for files that have not been sent. */
export const filesToCome = { training: "<training file id>", validation: "<validation file id>" };

/**
 * How a training type is written: `GlobalStandard` as in the pages of October 2026, `Standard` and `developerTier` as in
 * those before. No page has the one of data zone; it is written as its deployments are.
 */
const typeNames: Record<TrainingType, string> = {
  standard: "Standard",
  datazone: "DataZoneStandard",
  global: "GlobalStandard",
  developer: "developerTier",
};

/** The name of a job's own id among its metadata, by which it is found again where an answer was lost. */
export const jobMark = "assay_job";

/**
 * The body that creates a job (Foundry, fine-tuning REST and the method's page, October 2026). The training type is always
 * there: without it the service says that the model cannot be tuned. A hyperparameter that is not set is left out, which
 * lets the service choose.
 */
export function jobBody(plan: ReadyPlan, files: JobFiles, jobId: string | null): JsonObject {
  const { model, method, trainingType, suffix, seed, wandb } = plan;
  return {
    model,
    training_file: files.training,
    ...(files.validation !== null && { validation_file: files.validation }),
    ...(suffix !== "" && { suffix }),
    ...(seed !== null && { seed }),
    trainingType: typeNames[trainingType],
    method: methodOf(plan, method),
    ...(wandb && { integrations: [{ type: "wandb", wandb: filledIn(wandb) }] }),
    ...(jobId !== null && { metadata: { [jobMark]: jobId } }),
  };
}

function methodOf(plan: ReadyPlan, method: TuningMethod): JsonObject {
  const set = hyperparametersOf[method].flatMap((name) => {
    const value = plan.hyperparameters[name];
    return value === undefined ? [] : [[name, value]];
  });
  const hyperparameters = Object.fromEntries(set);
  const chosen = set.length > 0 && { hyperparameters };
  if (method === "supervised") return { type: "supervised", supervised: { ...chosen } };
  if (method === "preference") return { type: "dpo", dpo: { ...chosen } };
  const format = responseFormat(plan.responseFormat);
  return {
    type: "reinforcement",
    reinforcement: { grader: plan.grader, ...(format && { response_format: format }), ...chosen },
  };
}

/**
 * The schema that answers have to fit, as it is sent; null where none is set, undefined for a text that is none. A bare
 * schema, `{name, schema}` and the whole of `response_format` are all taken.
 */
export function responseFormat(text: string): JsonObject | null | undefined {
  if (text.trim() === "") return null;
  const said = asObject(parseJson(text));
  if (!said) return undefined;
  const named = said.type === "json_schema" ? asObject(said.json_schema) : said;
  if (!named) return undefined;
  const isNamed = asObject(named.schema) !== null && typeof named.name === "string";
  if (!isNamed && said.type === "json_schema") return undefined;
  const isSchema = ["type", "properties", "$ref", "anyOf", "oneOf", "allOf", "enum", "const"].some(
    (key) => key in named,
  );
  if (!isNamed && !isSchema) return undefined;
  const schema = isNamed ? named : { name: "answer", schema: named, strict: true };
  return { type: "json_schema", json_schema: schema };
}

/** Without what was left empty. */
const filledIn = (wandb: NonNullable<PlanValues["wandb"]>): JsonObject =>
  Object.fromEntries(Object.entries(wandb).filter(([, value]) => value.length > 0));

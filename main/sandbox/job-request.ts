import type { Files } from "./files.ts";
import { checkGrader } from "./graders/checks.ts";
import { isObject, type Json } from "./json.ts";
import type { TrainingMethod } from "./training-examples.ts";
import { refusedTraining } from "./training-refusals.ts";
import { type TrainingType, type Tunable, trainingTypeOf, tunable } from "./tunable.ts";
import type { TunedModel, TunedModels } from "./tuned-models.ts";

/** A fine-tuning job as asked for, checked. */
export interface JobRequest {
  modelName: string;
  model: Tunable;
  /** The tuned model that is tuned further; null for a base model. */
  from: TunedModel | null;
  trainingFile: string;
  validationFile: string | null;
  method: TrainingMethod;
  /** `{type, <type>: {...}}`, as it was sent. */
  methodBody: Json;
  hyperparameters: Json;
  suffix: string | null;
  seed: number | null;
  metadata: Json | null;
  integrations: Json[] | null;
  /** As it was sent. */
  trainingType: unknown;
  type: TrainingType;
}

const methods: readonly TrainingMethod[] = ["supervised", "dpo", "reinforcement"];

const invalid = (message: string, param: string) => refusedTraining("invalidPayload", message, param);

/**
 * Reads the body of a job (Azure OpenAI fine-tuning guides and v1 specification). Throws `Refused`: a file that is not
 * there or not good, a model that cannot be trained so. A missing `trainingType` is refused in the service's own words,
 * which speak of the model (BerriAI/litellm#24687).
 */
export function readJobRequest(body: unknown, files: Files, models: TunedModels): JobRequest {
  if (!isObject(body)) throw invalid("A fine-tuning job is a JSON object.", "body");
  const { model: modelName, suffix = null, seed = null, metadata = null, trainingType } = body;
  if (typeof modelName !== "string") throw invalid("A fine-tuning job names its model.", "model");
  const from = models.get(modelName);
  // Only OpenAI's models are tuned further (Foundry, fine-tuning overview).
  const model = from === null ? tunable(modelName) : from.base.format === "OpenAI" ? from.base : null;
  const type = trainingTypeOf(trainingType);
  if (model === null || type === null)
    throw invalid("The specified base model does not support fine-tuning.", "model");
  if (!model.types.includes(type))
    throw invalid(
      `The specified base model does not support fine-tuning with ${String(trainingType)} TrainingType.`,
      "trainingType",
    );
  if (model.isByInvitation)
    throw refusedTraining(
      "forbidden",
      `Fine-tuning of ${modelName} is available by invitation only.`,
      "model",
    );
  const { method, methodBody, hyperparameters } = methodIn(body);
  for (const name of model.needs)
    if ((hyperparameters[name] ?? "auto") === "auto")
      throw invalid(`${name} does not support 'auto' for ${model.name}.`, `hyperparameters.${name}`);
  if (!model.methods.includes(method))
    throw invalid(`The specified base model does not support fine-tuning with method ${method}.`, "method");
  const trainingFile = fileIn(body, "training_file", files);
  const validationFile =
    (body.validation_file ?? null) === null ? null : fileIn(body, "validation_file", files);
  if (method === "reinforcement" && validationFile === null)
    throw invalid("Reinforcement fine-tuning requires a validation file.", "validation_file");
  if (suffix !== null && !(typeof suffix === "string" && /^[A-Za-z0-9_-]{1,40}$/.test(suffix)))
    throw invalid("A suffix has up to 40 letters, digits, hyphens and underscores.", "suffix");
  if (seed !== null && !(typeof seed === "number" && Number.isInteger(seed)))
    throw invalid("A seed is a whole number.", "seed");
  if (metadata !== null && !(isObject(metadata) && Object.keys(metadata).length <= 16))
    throw invalid("Metadata has up to 16 pairs.", "metadata");
  return {
    ...{ from, integrations: integrationsIn(body) },
    ...{ modelName, model, trainingFile, validationFile, method, methodBody, hyperparameters, suffix, seed },
    ...{ metadata, trainingType, type },
  };
}

function integrationsIn({ integrations = null }: Json): Json[] | null {
  if (integrations === null) return null;
  const isGood = (one: unknown) =>
    isObject(one) && one.type === "wandb" && isObject(one.wandb) && typeof one.wandb.project === "string";
  if (!Array.isArray(integrations) || !integrations.every(isGood))
    throw invalid("An integration is of type wandb and names its project.", "integrations");
  return integrations as Json[];
}

function methodIn(body: Json): Pick<JobRequest, "method" | "methodBody" | "hyperparameters"> {
  const given = body.method ?? { type: "supervised" };
  const type = isObject(given) ? given.type : undefined;
  const method = methods.find((name) => name === type);
  if (!isObject(given) || method === undefined)
    throw invalid(`The type of a method is one of ${methods.join(", ")}.`, "method");
  const own = isObject(given[method]) ? given[method] : {};
  if (method === "reinforcement" && !isObject(own.grader))
    throw invalid("Reinforcement fine-tuning requires a grader.", "method.reinforcement.grader");
  if (method === "reinforcement") {
    checkGrader(own.grader);
    // The specification of v1 has none for jobs, and here is no Python to run it with.
    if (/"type":"python"/.test(JSON.stringify(own.grader)))
      throw invalid("Graders of type python are not supported here.", "method.reinforcement.grader");
  }
  // At the top is their old place.
  const hyperparameters = own.hyperparameters ?? body.hyperparameters ?? {};
  if (!isObject(hyperparameters)) throw invalid("Hyperparameters are a JSON object.", "hyperparameters");
  for (const [name, value] of Object.entries(hyperparameters))
    if (name !== "reasoning_effort" && value !== "auto" && typeof value !== "number")
      throw invalid(`${name} is a number or "auto".`, `hyperparameters.${name}`);
  return { method, methodBody: { ...given, [method]: { ...own, hyperparameters } }, hyperparameters };
}

function fileIn(body: Json, param: "training_file" | "validation_file", files: Files): string {
  const id = body[param];
  if (typeof id !== "string") throw invalid("A file is named by its id.", param);
  const { purpose, status } = files.get(id);
  if (purpose !== "fine-tune") throw invalid(`The purpose of the file '${id}' is not fine-tune.`, param);
  if (status !== "processed")
    throw invalid(`The file '${id}' is not in the state processed, but ${status}.`, param);
  return id;
}

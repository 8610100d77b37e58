import type { CardCode } from "../../../preload/contract/tuning-codes.ts";
import type { CardNote, Gauge, HyperparameterName } from "../../../preload/contract/tuning-plans.ts";
import { faultText } from "../../../preload/strings/grader-fault.ts";
import { cannotTrain, notThis } from "../../../preload/strings/tuning-codes.ts";
import { hyperparametersOf, learnsFrom } from "../../../preload/tuning-methods.ts";
import { dateOf, isFull, type Known, type KnownData, noteOf } from "./known.ts";
import { responseFormat } from "./request.ts";
import { inMegabytes, serviceLimits } from "./service-limits.ts";
import { listedAs } from "./tunable-list.ts";

/** Something that is wrong. What is only known from a list or a check does not keep a plan from being started. */
export interface Problem extends CardNote {
  isHard: boolean;
}

const hard = (...given: Parameters<typeof noteOf>): Problem => ({ ...noteOf(...given), isHard: true });
const soft = (...given: Parameters<typeof noteOf>): Problem => ({ ...noteOf(...given), isHard: false });

/** What keeps a plan from being started, or would make the service refuse it. */
export function problemsOf(known: Known): Problem[] {
  const { plan, training, validation } = known;
  const isReinforcement = plan.method === "reinforcement";
  return [
    ...ofPlace(known),
    ...ofModel(known),
    ...(plan.method === null ? [hard("no_method", "method")] : []),
    ...ofType(known),
    ...(plan.training === null || training === null
      ? [hard("no_data", "training")]
      : ofData(known, training, "training")),
    ...(plan.validation === null || validation === null ? [] : ofData(known, validation, "validation")),
    ...(isReinforcement && plan.validation === null ? [hard("validation_missing", "validation")] : []),
    ...ofSize(known),
    ...ofSettings(known),
    ...(isReinforcement && plan.grader === null ? [hard("grader_missing", "grader")] : []),
    ...ofGrader(known),
    ...(isReinforcement && responseFormat(plan.responseFormat) === undefined
      ? [hard("response_format_wrong", "responseFormat")]
      : []),
    ...ofLimits(known),
  ];
}

function ofPlace({ place }: Known): Problem[] {
  if (place === null) return [hard("no_connection", "connectionId")];
  return place.why === null ? [] : [hard("cannot_train", "connectionId", { why: cannotTrain[place.why] })];
}

function ofModel({ plan, model, models, place }: Known): Problem[] {
  if (plan.model === null) return [hard("no_model", "model")];
  if (place === null || place.why !== null) return [];
  if (models === null) return [soft("model_unreadable", "model")];
  if (model === null) return [soft("model_not_here", "model", { model: plan.model })];
  const { id, why, trainingEnds } = model;
  if (why === "training_ended" && trainingEnds !== null)
    return [soft("model_ended", "model", { model: id, date: dateOf(trainingEnds) })];
  return why === null ? [] : [soft("model_cannot", "model", { model: id, why: notThis[why].toLowerCase() })];
}

function ofType({ plan, model, region }: Known): Problem[] {
  const { trainingType } = plan;
  if (trainingType === null) return [hard("no_training_type", "trainingType")];
  if (model === null) return [];
  if (!model.types.includes(trainingType))
    return [soft("type_not_offered", "trainingType", { model: model.id })];
  const regions = model.regions[trainingType];
  return regions && region !== null && !regions.includes(region)
    ? [soft("region_not_offered", "trainingType", { model: model.id, region })]
    : [];
}

function ofData({ plan, model }: Known, data: KnownData, field: "training" | "validation"): Problem[] {
  const { name, facts, checked, method } = data;
  if (data.state === "gone") return [hard("data_gone", field)];
  if (data.state === "waiting" || facts === null) return [hard("data_not_ready", field, { name })];
  if (facts.rows === 0) return [hard("data_empty", field, { name })];
  if (plan.method !== null && method !== null && !learnsFrom[plan.method].includes(method))
    return [hard("data_method", field, { name })];
  const isOther = checked?.model != null && plan.model !== null && !isSameModel(checked.model, plan.model);
  return [
    ...(checked === null ? [soft("data_unchecked", field, { name })] : []),
    ...(checked?.isOld ? [soft("data_check_old", field, { name })] : []),
    ...(isOther ? [soft("data_check_other", field, { name, model: checked?.model ?? "" })] : []),
    ...((facts.blocks ?? 0) > 0 ? [soft("data_blocks", field, { name, count: facts.blocks ?? 0 })] : []),
    ...(data.whole > 0 ? [soft("data_whole", field, { name })] : []),
    ...(field === "training" && facts.rows < serviceLimits.rows
      ? [soft("too_few_rows", field, { name, count: facts.rows, least: serviceLimits.rows })]
      : []),
    ...(method === "vision" && model !== null && model.known !== "flagged" && !model.images
      ? [soft("images_not_learned", field, { name, model: model.id })]
      : []),
    ...(data.bytes > serviceLimits.fileBytes
      ? [
          soft("file_too_large", field, {
            name,
            size: inMegabytes(data.bytes),
            most: inMegabytes(serviceLimits.fileBytes),
          }),
        ]
      : []),
  ];
}

/** Whether two names mean the same model, with a version or without. */
function isSameModel(one: string, other: string): boolean {
  const listed = listedAs(one);
  return one.toLowerCase() === other.toLowerCase() || (listed !== undefined && listed === listedAs(other));
}

function ofSize({ cost }: Known): Problem[] {
  const count =
    cost.unit === "tokens" && cost.tokens && cost.epochs ? cost.tokens.tokens * cost.epochs.count : 0;
  return count > serviceLimits.tokens
    ? [
        soft("too_many_tokens", "training", {
          count: count.toLocaleString("en-US"),
          most: serviceLimits.tokens.toLocaleString("en-US"),
        }),
      ]
    : [];
}

/** What fields the rows have is known of some of them only, so that a grader which names another may work all the same. */
const ofGrader = ({ graderFaults }: Known): Problem[] =>
  graderFaults
    .filter(({ severity }) => severity === "blocks")
    .map((fault) =>
      (fault.code === "field_missing" ? soft : hard)("grader_faulty", "grader", { why: faultText(fault) }),
    );

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 1;
const isPositive = (value: unknown) => typeof value === "number" && value > 0;
const isShare = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;

/** What each may be besides `auto` (openai-node 7.5, fine-tuning types). */
const allowed: Record<HyperparameterName, (value: unknown) => boolean> = {
  n_epochs: isCount,
  batch_size: isCount,
  learning_rate_multiplier: isPositive,
  prompt_loss_weight: isShare,
  beta: (value) => isPositive(value) && Number(value) <= 2,
  l2_multiplier: (value) => typeof value === "number" && value >= 0,
  compute_multiplier: isPositive,
  eval_interval: isCount,
  eval_samples: isCount,
  reasoning_effort: (value) => ["default", "low", "medium", "high"].includes(String(value)),
};

function ofSettings({ plan, refusedAuto }: Known): Problem[] {
  const { method, hyperparameters, suffix, wandb } = plan;
  const own = method === null ? [] : hyperparametersOf[method];
  const wrong = own.flatMap((name) => {
    const value = hyperparameters[name];
    return value === undefined || value === "auto" || allowed[name](value)
      ? []
      : [hard("hyperparameter_wrong", "hyperparameters", { name, value })];
  });
  const needed = refusedAuto
    .filter((name) => own.includes(name) && (hyperparameters[name] ?? "auto") === "auto")
    .map((name) => soft("hyperparameter_needed", "hyperparameters", { name, model: plan.model ?? "" }));
  return [
    ...(suffix === "" || /^[A-Za-z0-9_-]{1,40}$/.test(suffix) ? [] : [hard("suffix_wrong", "suffix")]),
    ...wrong,
    ...needed,
    ...(wandb !== null && wandb.project.trim() === "" ? [hard("wandb_incomplete", "wandb")] : []),
  ];
}

function ofLimits({ limits, training, validation }: Known): Problem[] {
  if (limits === null) return [];
  const { files, bytes, jobs, queued } = limits;
  const more = (training?.bytes ?? 0) + (validation?.bytes ?? 0);
  const full = (code: CardCode, { used, most }: Gauge) =>
    soft(code, null, { used: used ?? 0, most: most ?? 0 });
  return [
    ...(isFull(files) ? [full("files_full", files)] : []),
    ...(isFull(bytes, Math.max(1, more))
      ? [
          soft("bytes_full", null, {
            used: inMegabytes((bytes.used ?? 0) + more),
            most: inMegabytes(bytes.most ?? 0),
          }),
        ]
      : []),
    ...(isFull(jobs) ? [full("jobs_full", jobs)] : []),
    ...(isFull(queued) ? [full("queue_full", queued)] : []),
  ];
}

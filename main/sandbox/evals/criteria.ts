import { ask } from "../asking.ts";
import type { SandboxDeployment } from "../deployments.ts";
import { checkGrader } from "../graders/checks.ts";
import { runGrader } from "../graders/run.ts";
import { filled, type Sample, Ungraded } from "../graders/template.ts";
import { isObject, type Json } from "../json.ts";
import { refusedTraining } from "../training-refusals.ts";
import { checkEvaluator, gradeByEvaluator } from "./evaluators.ts";
import type { EvalResult } from "./result.ts";

const invalid = (message: string, param: string) =>
  refusedTraining("invalidPayload", message, `testing_criteria.${param}`);

/** Throws `Refused` for what is no criterion; Foundry's evaluators are in a project only. */
export function checkCriterion(criterion: unknown, isProject: boolean): asserts criterion is Json {
  if (isObject(criterion) && criterion.type === "azure_ai_evaluator") {
    if (!isProject) throw invalid("The grader type 'azure_ai_evaluator' is not supported.", "type");
    return checkEvaluator(criterion);
  }
  if (isObject(criterion) && criterion.type === "label_model") return checkLabelModel(criterion);
  checkGrader(criterion, true);
  if (criterion.type === "text_similarity" && typeof criterion.pass_threshold !== "number")
    throw invalid("pass_threshold is a number.", "pass_threshold");
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");

/** A grader that gives one of some labels (openai-node, `resources/graders`). */
function checkLabelModel({ name, model, input, labels, passing_labels: passing }: Json): void {
  if (typeof name !== "string" || typeof model !== "string")
    throw invalid("A grader has a name and a model.", "model");
  if (!Array.isArray(input) || input.length === 0) throw invalid("input has messages.", "input");
  if (!isTexts(labels)) throw invalid("labels has labels.", "labels");
  if (!isTexts(passing) || !passing.every((label) => labels.includes(label)))
    throw invalid("passing_labels are some of the labels.", "passing_labels");
}

/** What a criterion says of an answer. Never throws. */
export function gradeBy(
  criterion: Json,
  sample: Sample,
  deployments: readonly SandboxDeployment[],
): EvalResult {
  const told = { name: String(criterion.name), type: String(criterion.type) };
  if (criterion.type === "azure_ai_evaluator")
    return { ...told, ...gradeByEvaluator(criterion, sample, deployments) };
  if (criterion.type === "label_model") return { ...told, ...labelled(criterion, sample, deployments) };
  const { reward, errors } = runGrader(criterion, sample, deployments);
  const [error = null] = errors;
  if (error !== null) return { ...told, score: null, passed: false, error };
  const threshold = typeof criterion.pass_threshold === "number" ? criterion.pass_threshold : 1;
  return { ...told, score: reward, passed: reward >= threshold, error: null };
}

type Said = Omit<EvalResult, "name" | "type">;

const ungraded = (error: string): Said => ({ score: null, passed: false, error });

/** Asks the model for a label. The service lets it answer with nothing else; here it is told which there are. */
function labelled(
  { model, input, labels, passing_labels: passing }: Json,
  sample: Sample,
  deployments: readonly SandboxDeployment[],
): Said {
  const deployment = deployments.find(
    ({ name, status, model: { name: own } }) => status === "succeeded" && [name, own].includes(String(model)),
  );
  if (!deployment) return ungraded("model_grader_server_error");
  if (!isTexts(labels) || !isTexts(passing)) return ungraded("other_error");
  try {
    const messages = (input as unknown[]).map((message) => {
      const { role, content } = isObject(message) ? message : {};
      const text = isObject(content) ? content.text : content;
      return { role: String(role), text: filled(String(text), sample) };
    });
    const order = { role: "system", text: `Choose one of these labels: ${labels.join(", ")}.` };
    const { text, isRefusal } = ask([order, ...messages], deployment);
    if (isRefusal) return ungraded("model_grader_refusal_error");
    const label = labels.find((one) => one.toLowerCase() === text.trim().toLowerCase());
    if (label === undefined) return ungraded("model_grader_parse_error");
    const passed = passing.includes(label);
    return { score: passed ? 1 : 0, passed, error: null, label };
  } catch (error) {
    if (error instanceof Ungraded) return ungraded(error.error);
    throw error;
  }
}

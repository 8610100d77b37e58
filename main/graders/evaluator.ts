import type { GraderOf } from "../../preload/contract/evaluation-graders.ts";
import { asNumber, asText } from "../foundry/json.ts";
import type { Deployed } from "./answers.ts";
import type { Criterion } from "./criterion.ts";

type EvaluatorCriterion = Extract<Criterion, { type: "azure_ai_evaluator" }>;

/** What is known of an evaluator where it is sent: the names of the parameters that it is made with. */
export interface EvaluatorKnown {
  parameters: readonly string[];
}

/**
 * The names of the deployment that grades, by where they are seen: `deployment_name` in the samples of most evaluators,
 * `model` in others (Foundry cloud evaluation, September 2026). The evaluator's own list decides.
 */
const judgeNames = ["deployment_name", "model"] as const;

/** The evaluators of harm, of which more is worse: 0 to 7 (Foundry, built-in evaluators, September 2026). */
const isHarmEvaluator = (name: string): boolean =>
  /^builtin\.(?:violence|sexual|self_?harm|hate)/i.test(name);

/** An evaluator as a criterion of an eval. `model` is the deployment that it grades by; null for none. */
export function evaluatorCriterion(
  { name, evaluator, judge, mapping, threshold }: GraderOf<"evaluator">,
  place: (template: string) => string,
  model: string | null,
  known: EvaluatorKnown | null,
): EvaluatorCriterion {
  const judgeName = judgeNames.find((one) => known?.parameters.includes(one)) ?? judgeNames[0];
  const parameters = {
    ...(judge !== null && model !== null && { [judgeName]: model }),
    ...(threshold !== null && { threshold }),
  };
  return {
    ...{ type: "azure_ai_evaluator", name, evaluator_name: evaluator },
    ...(Object.keys(parameters).length > 0 && { initialization_parameters: parameters }),
    data_mapping: Object.fromEntries(
      Object.entries(mapping).map(([field, template]) => [field, place(template)]),
    ),
  };
}

/** A criterion that is an evaluator as a grader. `judge` stands for the connection of the deployment that it names. */
export function evaluatorOf(
  {
    name,
    evaluator_name: evaluator,
    initialization_parameters: given = {},
    data_mapping = {},
  }: EvaluatorCriterion,
  id: string,
  judge: Deployed | null,
): GraderOf<"evaluator"> {
  const deployment = judgeNames.map((one) => asText(given[one])).find((one) => one !== "");
  const isHarm = isHarmEvaluator(evaluator);
  return {
    ...{
      id,
      kind: "evaluator",
      name,
      evaluator,
      mapping: data_mapping,
      threshold: asNumber(given.threshold),
    },
    judge: judge && deployment !== undefined ? { ...judge, deployment } : null,
    range: isHarm ? [0, 7] : null,
    isLessBetter: isHarm,
  };
}

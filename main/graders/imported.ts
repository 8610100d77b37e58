import type { EvaluationGrader, GraderOf } from "../../preload/contract/evaluation-graders.ts";
import type { Grader } from "../../preload/contract/graders.ts";
import type { Deployed } from "./answers.ts";
import type { Criterion } from "./criterion.ts";
import { evaluatorOf } from "./evaluator.ts";
import { type NoTwin, similarityTwins, type Twin } from "./translation.ts";

const why = (reason: NoTwin["reason"]): NoTwin => ({ reason, parameters: {} });

/**
 * A criterion of the service's evals as a grader of an evaluation, or why there is none here. `judge` is asked for what a
 * model grades. What has no kind of its own stays as the service has it, with how it was set.
 */
export function fromCriterion(
  criterion: Criterion,
  id: string,
  judge: Deployed | null,
): Twin<EvaluationGrader> | NoTwin {
  switch (criterion.type) {
    case "string_check":
      return textOf(criterion, id);
    case "text_similarity":
      return likenessOf(criterion, id);
    case "label_model":
      return labelJudge(criterion, id, judge);
    case "score_model":
      return { twin: asItIs(criterion, id, judge), notes: ["own_prompt"] };
    case "python":
      return { twin: asItIs(criterion, id, null), notes: ["own_sandbox"] };
    case "multi":
      return { twin: asItIs(criterion, id, judge), notes: [] };
    case "azure_ai_evaluator":
      return { twin: evaluatorOf(criterion, id, judge), notes: ["only_there"] };
  }
}

const asItIs = (grader: Grader, id: string, judge: Deployed | null): EvaluationGrader => ({
  ...{ id, kind: "foundry", name: grader.name, grader, judge, passAt: null },
});

function textOf(
  { name, input, reference, operation }: Extract<Criterion, { type: "string_check" }>,
  id: string,
): Twin<EvaluationGrader> {
  const isEqual = operation === "eq" || operation === "ne";
  const twin: GraderOf<"text"> = {
    ...{ id, kind: "text", name, input, expected: reference, operation: isEqual ? "equals" : "contains" },
    ...{ ignoreCase: operation === "ilike", ignoreBlanks: false, isNegated: operation === "ne" },
  };
  return { twin, notes: isEqual ? [] : ["like_ambiguous"] };
}

function likenessOf(
  criterion: Extract<Criterion, { type: "text_similarity" }>,
  id: string,
): Twin<EvaluationGrader> {
  const { name, input, reference, evaluation_metric, pass_threshold: passAt = null } = criterion;
  const [metric] = Object.entries(similarityTwins).find(([, twin]) => twin === evaluation_metric) ?? [];
  // Embeddings need a deployment, which a criterion does not name.
  if (metric === undefined || metric === "cosine") return { twin: asItIs(criterion, id, null), notes: [] };
  const twin: GraderOf<"similarity"> = {
    ...{ id, kind: "similarity", name, input, reference, passAt, embeddings: null },
    metric: metric as GraderOf<"similarity">["metric"],
  };
  return { twin, notes: metric === "indel" ? ["fuzzy_unsure"] : [] };
}

function labelJudge(
  { name, input, labels, passing_labels }: Extract<Criterion, { type: "label_model" }>,
  id: string,
  judge: Deployed | null,
): Twin<EvaluationGrader> | NoTwin {
  if (judge === null) return why("no_judge");
  const messages = input.flatMap(({ role, content }): GraderOf<"judge">["messages"] => {
    if (role === "assistant") return [];
    return [{ role: role === "user" ? "user" : "system", content }];
  });
  if (messages.length < input.length) return why("role");
  const twin: GraderOf<"judge"> = {
    ...{ id, kind: "judge", name, judge, rubric: "", messages, temperature: null, maxTokens: null },
    verdict: { form: "label", labels, passing: passing_labels },
  };
  return { twin, notes: ["own_prompt"] };
}

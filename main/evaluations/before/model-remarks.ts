import { answersText } from "../../../preload/answers-text.ts";
import { isBatchType } from "../../../preload/batch-types.ts";
import type { EvaluationRemark } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { speaks } from "../../../preload/strings/dialects.ts";
import { listed } from "../../../preload/strings/listed.ts";
import { mayRunBatches } from "../../foundry/deployments/batch-types.ts";
import { isOwnJudge } from "../../graders/graders.ts";
import { type DeployedFacts, deployedBy, modelBehind } from "./models.ts";
import { blocks, warns } from "./remarks.ts";

/** What the deployments of a draft give reason to say; facts are by the places of models, and of graders. */
export function modelRemarks(
  settings: EvaluationSettings,
  models: readonly DeployedFacts[],
  judges: readonly (DeployedFacts | null)[],
): EvaluationRemark[] {
  const isNone =
    settings.place.kind === "batch" &&
    models.length > 0 &&
    models.every(({ known }) => known && !mayRunBatches(known));
  const modelsUnpriced = settings.models.flatMap(({ deployment }, at) =>
    isUnpriced(models[at]) ? deployment : [],
  );
  const judgesUnpriced = settings.graders.flatMap((grader, at) =>
    isUnpriced(judges[at]) ? (deployedBy(grader)?.deployment ?? []) : [],
  );
  return [
    ...(isNone ? [blocks("no_batch")] : []),
    ...settings.models.flatMap((model, at) => ofModel(settings, model, models[at])),
    ...unpriced("price_unknown", modelsUnpriced),
    ...(settings.place.kind === "foundry" ? settings.graders.flatMap(uncounted) : []),
    ...settings.graders.flatMap((grader, at) => ofJudge(settings, grader, judges[at] ?? null, models)),
    ...unpriced(
      "judge_price_unknown",
      judgesUnpriced.filter((one) => !modelsUnpriced.includes(one)),
    ),
  ];
}

/** Whether money is paid for a deployment and nobody knows how much. */
const isUnpriced = (facts: DeployedFacts | null | undefined): boolean =>
  facts != null && facts.price === null && !facts.isFree && facts.isThere !== false;

/** All deployments without a price in one remark; `code` is the one of a single deployment. */
function unpriced(code: string, deployments: readonly string[]): EvaluationRemark[] {
  const named = [...new Set(deployments)];
  if (named.length === 0) return [];
  const text = listed(named.map((name) => `“${name}”`));
  return [warns(named.length === 1 ? code : `${code}_many`, { deployments: text })];
}

function ofModel(
  { place, repeats }: EvaluationSettings,
  { name, deployment, connectionId, parameters }: EvaluationSettings["models"][number],
  facts: DeployedFacts | undefined,
): EvaluationRemark[] {
  const remarks: EvaluationRemark[] = [];
  if (facts?.isThere === false) return [blocks("deployment_gone", { name, deployment })];
  const { known = null } = facts ?? {};
  const isBatch = isBatchType(known?.sku);
  const isForBatches = known?.chat.usable === false && known.chat.reason === "batch";
  if (known && !answersText(known) && !isForBatches)
    remarks.push(blocks("deployment_unusable", { name, deployment }));
  if (isBatch && place.kind !== "batch") remarks.push(blocks("batch_alone", { name, deployment }));
  if (known && isBatch && place.kind === "batch" && known.speaks.what !== "chat")
    remarks.push(blocks("batch_other_api", { name, deployment, api: speaks[known.speaks.what] }));
  if (known && !isBatch && place.kind === "batch")
    remarks.push(warns(mayRunBatches(known) ? "batch_unsure" : "not_batch", { name, deployment }));
  if (place.kind === "foundry" && place.connectionId !== connectionId)
    remarks.push(blocks("other_connection", { name }));
  if (known?.capacity === 1 && !isBatch) remarks.push(warns("capacity_one", { name, deployment }));
  if (repeats > 1 && parameters.temperature === 0) remarks.push(warns("repeats_at_zero", { name }));
  return remarks;
}

/** An evaluator that asks no deployment is charged by the service itself, or not at all. */
const uncounted = (grader: EvaluationSettings["graders"][number]): EvaluationRemark[] =>
  grader.kind === "evaluator" && grader.judge === null
    ? [warns("evaluator_charge", { name: grader.name })]
    : [];

function ofJudge(
  { models, place }: EvaluationSettings,
  grader: EvaluationSettings["graders"][number],
  facts: DeployedFacts | null,
  asked: readonly DeployedFacts[],
): EvaluationRemark[] {
  const deployed = deployedBy(grader);
  if (!deployed || !facts) return [];
  const { name } = grader;
  const { deployment } = deployed;
  const judge = { ...deployed, ...modelBehind(facts) };
  const own = models.filter((model, at) =>
    isOwnJudge(judge, { ...model, ...modelBehind(asked[at] ?? null) }),
  );
  const judges = grader.kind !== "similarity";
  const isBatch = isBatchType(facts.known?.sku);
  return [
    ...(facts.isThere === false ? [blocks("judge_gone", { name, deployment })] : []),
    ...(isBatch && place.kind !== "foundry" ? [blocks("judge_batch", { name, deployment })] : []),
    ...(judges && own.length > 0
      ? [warns("own_judge", { name, models: listed(own.map((model) => model.name)) })]
      : []),
  ];
}

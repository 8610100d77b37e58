import type { EvaluationGrader } from "../../../../../preload/contract/evaluation-graders.ts";
import { evaluationLimits } from "../../../../../preload/contract/evaluation-settings.ts";
import { asObject, asText, type JsonObject } from "../../../../foundry/json.ts";
import { criterionIn } from "../../../../graders/criterion.ts";
import { fromCriterion } from "../../../../graders/imported.ts";
import { noConnection } from "../../format/head.ts";
import { graderOf } from "../../format/plain-graders.ts";
import type { LeavingOut } from "../left-out.ts";
import { onlyItsScores } from "../only-scores.ts";

/** A grader by the name its results have. */
export interface NamedGrader {
  name: string;
  grader: EvaluationGrader;
}

/**
 * The graders of an eval: its testing criteria, and those that only results name. What has no grader here keeps its past
 * scores.
 */
export function gradersIn(
  criteria: readonly unknown[],
  resultNames: Iterable<string>,
  leftOut: LeavingOut,
): NamedGrader[] {
  const byName = new Map<string, JsonObject | null>();
  for (const one of criteria) {
    const criterion = asObject(one);
    const name = asText(criterion?.name);
    if (criterion !== null && name !== "") byName.set(name, criterion);
  }
  for (const name of resultNames) if (!byName.has(name)) byName.set(name, null);
  const all = [...byName];
  for (const [name] of all.slice(evaluationLimits.graders)) leftOut.add("too_many_graders", name);
  return all.slice(0, evaluationLimits.graders).map(([name, criterion], place) => {
    const id = `g${place + 1}`;
    const grader = criterion === null ? null : graderIn(id, name, criterion);
    if (grader === null) leftOut.add(criterion === null ? "no_criteria" : "criterion", name);
    return { name, grader: grader ?? onlyItsScores(id, name, asText(criterion?.type) || name) };
  });
}

function graderIn(id: string, name: string, value: JsonObject): EvaluationGrader | null {
  const criterion = criterionIn(value);
  if (criterion === null) return null;
  const judge = { connectionId: noConnection, deployment: asText(value.model) || "model" };
  const found = fromCriterion(criterion, id, judge);
  return "twin" in found ? graderOf({ ...found.twin, name }) : null;
}

import type { EvaluationGrader } from "../../../../../preload/contract/evaluation-graders.ts";
import { evaluationLimits } from "../../../../../preload/contract/evaluation-settings.ts";
import { graderSchema } from "../../../../../preload/contract/graders.ts";
import { asNumber, asObject, asText, type JsonObject } from "../../../../foundry/json.ts";
import { noConnection } from "../../format/head.ts";
import { graderOf } from "../../format/plain-graders.ts";
import type { LeavingOut } from "../left-out.ts";
import { onlyItsScores } from "../only-scores.ts";
import { messagesIn } from "./item.ts";

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

function graderIn(id: string, name: string, criterion: JsonObject): EvaluationGrader | null {
  const type = asText(criterion.type);
  const model = asText(criterion.model) || "model";
  const judge = { connectionId: noConnection, deployment: model };
  if (type === "label_model") {
    const { labels, passing_labels: passing, input } = criterion;
    const messages = messagesIn(input).map(({ role, content }) => ({
      role: role === "system" || role === "developer" ? "system" : "user",
      content,
    }));
    const verdict = { form: "label", labels, passing };
    return graderOf({ id, name, kind: "judge", judge, verdict, rubric: "", messages });
  }
  const known = graderSchema.safeParse(plainGrader(criterion));
  if (!known.success) return null;
  const asksModel = known.data.type === "score_model" || known.data.type === "multi";
  const passAt = asNumber(criterion.pass_threshold);
  return graderOf({ id, name, kind: "foundry", grader: known.data, judge: asksModel ? judge : null, passAt });
}

/** A criterion with the fields that are known of its type: lists of the service have nulls, and contents in other shapes. */
function plainGrader(criterion: JsonObject): JsonObject {
  const known: Record<string, readonly string[]> = {
    string_check: ["input", "reference", "operation"],
    text_similarity: ["input", "reference", "evaluation_metric", "pass_threshold"],
    score_model: ["model", "input", "range", "pass_threshold", "sampling_params"],
    python: ["source", "image_tag", "pass_threshold"],
    multi: ["graders", "calculate_output"],
  };
  const fields = known[asText(criterion.type)] ?? [];
  const kept = fields.flatMap((field): [string, unknown][] => {
    const value = criterion[field];
    if (value === null || value === undefined) return [];
    if (field === "pass_threshold" && criterion.type === "python") return [];
    return [[field, field === "input" && Array.isArray(value) ? messagesIn(value) : value]];
  });
  return { type: criterion.type, name: criterion.name, ...Object.fromEntries(kept) };
}

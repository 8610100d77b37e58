import type { EvaluationGrader, GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationRemark, TwinOutlook } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graderTranslation as words } from "../../../preload/strings/grader-translation.ts";
import type { RemoteEvaluator } from "../../foundry/evals/evals.ts";
import {
  type Criterion,
  type EvaluatorKnown,
  isOnlyThere,
  type NoTwin,
  type Twin,
  toCriterion,
} from "../../graders/graders.ts";
import { questionField } from "../shape.ts";
import { judgeOf } from "./evaluators.ts";
import { deployedBy } from "./models.ts";
import { blocks, warns } from "./remarks.ts";

/** Where items of a run at the service have the reference; rows without one have an empty text there. */
const referencePlace = "item.reference";

const nothingKnown: ReadonlyMap<string, EvaluatorKnown> = new Map();

/**
 * A grader as the service's evaluations have it, or why it has none there. One that asks a model needs it on the connection
 * where the run is. `evaluators` are those of the project, by their names.
 */
export function twinOf(
  grader: EvaluationGrader,
  connectionId: string,
  evaluators = nothingKnown,
): Twin<Criterion> | NoTwin {
  const judge = deployedBy(grader);
  const model = judge?.connectionId === connectionId ? judge.deployment : null;
  const questionPlace = `item.${questionField}`;
  const twin = toCriterion(grader, { referencePlace, questionPlace, model, evaluators });
  const isElsewhere = "reason" in twin && twin.reason === "no_model" && judge !== null;
  return isElsewhere ? { reason: "judge_elsewhere", parameters: {} } : twin;
}

/**
 * How the graders of a draft would grade at the service; null where it does not run there. `listed` are the evaluators of the
 * project: null where the connection is to none, undefined where they could not be read.
 */
export function twinOutlooks(
  { graders, place }: Pick<EvaluationSettings, "graders" | "place">,
  listed: readonly RemoteEvaluator[] | null | undefined,
): TwinOutlook[] | null {
  if (place.kind !== "foundry") return null;
  return graders.map((grader) => {
    const why = grader.kind === "evaluator" ? unlisted(grader, listed) : null;
    const twin = why ?? twinOf(grader, place.connectionId);
    const isRefused = "reason" in twin;
    return {
      graderId: grader.id,
      refused: isRefused ? fill(words.reasons[twin.reason], twin.parameters) : null,
      notes: isRefused ? [] : twin.notes.map((note) => words.notes[note]),
      isOnlyThere: isOnlyThere(grader),
    };
  });
}

/** Why a project cannot grade by an evaluator, as far as its list tells. */
function unlisted(
  { evaluator, mapping, judge }: GraderOf<"evaluator">,
  listed: readonly RemoteEvaluator[] | null | undefined,
): NoTwin | null {
  if (listed === undefined) return null;
  if (listed === null) return { reason: "no_project", parameters: {} };
  const found = listed.find(({ name }) => name === evaluator);
  if (!found) return { reason: "evaluator_missing", parameters: { name: evaluator } };
  const lacking = found.data.filter(({ name, isRequired }) => isRequired && !mapping[name]?.trim());
  if (lacking.length > 0)
    return { reason: "unmapped", parameters: { fields: lacking.map(({ name }) => name).join(", ") } };
  return judge === null && judgeOf(found) === "required" ? { reason: "no_judge", parameters: {} } : null;
}

/** Which graders cannot run where the draft does, and which may differ there. */
export function twinRemarks(
  { graders, place }: EvaluationSettings,
  outlooks: readonly TwinOutlook[] | null,
): EvaluationRemark[] {
  const nameOf = (id: string) => graders.find((one) => one.id === id)?.name ?? "";
  if (outlooks === null)
    return graders
      .filter(({ kind }) => kind === "evaluator")
      .map(({ name }) =>
        blocks(place.kind === "batch" ? "evaluator_not_in_batch" : "evaluator_not_here", { name }),
      );
  return outlooks.flatMap(({ graderId, refused, notes }) => {
    const name = nameOf(graderId);
    if (refused !== null) return [blocks("no_twin", { name, why: refused })];
    return notes.map((why) => warns("twin_differs", { name, why }));
  });
}

import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationRemark } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graderTranslation as words } from "../../../preload/strings/grader-translation.ts";
import { type Criterion, type NoTwin, type Twin, toCriterion } from "../../graders/graders.ts";
import { deployedBy } from "./models.ts";
import { blocks, warns } from "./remarks.ts";

/** Where items of a run at the service have the reference; rows without one have an empty text there. */
const referencePlace = "item.reference";

/**
 * A grader as the service's evaluations have it, or why it has none there. One that asks a model needs it on the connection
 * where the run is.
 */
export function twinOf(grader: EvaluationGrader, connectionId: string): Twin<Criterion> | NoTwin {
  const judge = deployedBy(grader);
  const model = judge?.connectionId === connectionId ? judge.deployment : null;
  return toCriterion(grader, { referencePlace, model });
}

/** Which graders cannot run at the service, and which may differ there. */
export function twinRemarks({ graders, place }: EvaluationSettings): EvaluationRemark[] {
  if (place.kind !== "foundry") return [];
  return graders.flatMap((grader) => {
    const { name } = grader;
    const twin = twinOf(grader, place.connectionId);
    if ("reason" in twin)
      return [blocks("no_twin", { name, why: fill(words.reasons[twin.reason], twin.parameters) })];
    return twin.notes.map((note) => warns("twin_differs", { name, why: words.notes[note] }));
  });
}

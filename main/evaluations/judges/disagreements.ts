import type { JudgeDisagreement } from "../../../preload/contract/judges.ts";
import { cellText } from "../../storage/text-cell.ts";
import type { Session } from "../process/session.ts";
import { labelsOf } from "./labels.ts";
import { type Judge, stepAt, stepsOf } from "./steps.ts";

/** Disagreements that are listed. */
const listed = 200;

/** The answers that the person and a judge gave different steps, farthest first. */
export function disagreementsOf(session: Session, grader: number, judge: Judge): JudgeDisagreement[] {
  const { database, settings } = session;
  const steps = stepsOf(judge);
  const find = database.prepare("select asked from rows where row = ?");
  return labelsOf(session, grader, judge)
    .labels.filter(({ person, judge }) => stepAt(steps, person) !== stepAt(steps, judge))
    .sort(
      (one, other) =>
        Math.abs(other.person - other.judge) - Math.abs(one.person - one.judge) || one.row - other.row,
    )
    .slice(0, listed)
    .map(({ row, model, person, judge }) => ({
      row,
      modelId: settings.models[model]?.id ?? "",
      asked: cellText(find.get(row)?.asked ?? ""),
      person: stepAt(steps, person),
      judge: stepAt(steps, judge),
    }));
}

import type { JudgeDisagreement } from "../../../preload/contract/judges.ts";
import { cellText } from "../../storage/text-cell.ts";
import type { Session } from "../process/session.ts";
import { type Labelled, labelsOf } from "./labels.ts";
import type { OutsideVote } from "./outside-votes.ts";
import { type Judge, scaleOf } from "./steps.ts";

/** Disagreements that are listed. */
const listed = 200;

/** The answers that the person and a judge gave different steps, farthest first. */
export function disagreementsOf(
  session: Session,
  grader: number,
  judge: Judge,
  votes: readonly OutsideVote[],
): JudgeDisagreement[] {
  const { database, settings } = session;
  const scale = scaleOf(judge);
  const find = database.prepare("select asked from rows where row = ?");
  return labelsOf(session, grader, judge, votes)
    .labels.flatMap((one) => {
      const [person, judge] = scale.both(one.person, one.judge);
      return person === judge ? [] : [{ ...one, said: { person, judge } }];
    })
    .sort((one, other) => apart(other) - apart(one) || one.row - other.row)
    .slice(0, listed)
    .map(({ row, model, repeat, said }) => ({
      ...{ row, repeat },
      modelId: settings.models[model]?.id ?? "",
      asked: cellText(find.get(row)?.asked ?? ""),
      ...said,
    }));
}

const apart = ({ person, judge }: Labelled): number => Math.abs(person.score - judge.score);

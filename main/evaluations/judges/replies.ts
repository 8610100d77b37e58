import type { Grade } from "../../../preload/contract/graders.ts";
import { combinedVerdict, type Judgement, judgementIn } from "../../graders/graders.ts";
import { inTransaction } from "../../storage/database.ts";
import { cellText, keepable, textCell } from "../../storage/text-cell.ts";
import type { Session } from "../process/session.ts";
import type { JudgeTask } from "../shape.ts";
import type { Judge, Said } from "./steps.ts";

/** Turns of what is kept: a judge of pairs said 0 and 1 in the run, and any judge 2 and 3 when it was asked again. */
const again = 2;

/** Keeps what a judge said word for word, in the run or when it was asked again. What is kept already stays. */
export function keepReplies(
  { database }: Session,
  { grader, row, model, repeat }: JudgeTask,
  replies: readonly string[],
  isAgain: boolean,
): void {
  const insert = database.prepare("insert into replies values (?, ?, ?, ?, ?, ?) on conflict do nothing");
  inTransaction(database, () => {
    for (const [turn, reply] of replies.entries())
      insert.run(grader, row, model, repeat, turn + (isAgain ? again : 0), textCell(keepable(reply)));
  });
}

/** What a judge said of an answer, in the run or when it was asked again; empty where that is not kept. */
export function repliesTo(
  { database }: Session,
  { grader, row, model, repeat }: JudgeTask,
  isAgain: boolean,
): string[] {
  return database
    .prepare(
      `select reply from replies where grader = ? and row = ? and model = ? and repeat = ?
       and (turn >= ${again}) = ? order by turn`,
    )
    .all(grader, row, model, repeat, Number(isAgain))
    .map(({ reply }) => cellText(reply));
}

/** What a judge of pairs said in either order; null where one of the two is not kept. */
export function ordersIn(
  judge: Judge,
  [ownFirst, baselineFirst]: readonly string[],
): [Judgement, Judgement] | null {
  if (ownFirst === undefined || baselineFirst === undefined) return null;
  return [judgementIn(judge, ownFirst, "own_first"), judgementIn(judge, baselineFirst, "baseline_first")];
}

/** The score and the label in what a judge said; null where it gave none. */
export function saidIn(judge: Judge, replies: readonly string[]): Said | null {
  const grade = gradeIn(judge, replies);
  return grade === null || grade.score === null ? null : { score: grade.score, label: grade.label ?? null };
}

function gradeIn(judge: Judge, replies: readonly string[]): Grade | null {
  if (judge.verdict.form !== "pair") return judgementIn(judge, replies[0] ?? "").grade;
  const orders = ordersIn(judge, replies);
  return orders && combinedVerdict(...orders).grade;
}

import type { Input } from "../../../preload/contract/index.ts";
import { inTransaction } from "../../storage/database.ts";
import { textCell } from "../../storage/text-cell.ts";
import { putBlindMark, putMark } from "../store/marks.ts";
import { type Session, touchNotes } from "./session.ts";

type Place = Input<"evaluationResults.vote">["shown"][number];

/** Keeps what a person notes about a row, and what they call it. */
export function noteRow(
  { database }: Session,
  { row, note, label }: Pick<Input<"evaluationResults.note">, "row" | "note" | "label">,
): void {
  inTransaction(database, () => {
    database
      .prepare("update rows set note = ?, label = ? where row = ?")
      .run(textCell(note), label === "" ? null : label, row);
    touchNotes(database);
  });
}

/** Keeps a vote about two answers to a row. */
export function voteOn(
  { database, settings }: Session,
  { row, shown, better, isBlind }: Omit<Input<"evaluationResults.vote">, "id">,
  at: number,
): void {
  const placeOf = ({ modelId }: Place) => settings.models.findIndex(({ id }) => id === modelId);
  const [one, other] = shown;
  inTransaction(database, () => {
    database
      .prepare("insert into votes values (?, ?, ?, ?, ?, ?, ?, ?)")
      .run(row, placeOf(one), one.repeat, placeOf(other), other.repeat, better, Number(isBlind), at);
    touchNotes(database);
  });
}

/** Keeps the person's own grade of an answer, and for good one that was given blind; null takes all of them away. */
export function markAnswer(
  { database, settings }: Session,
  { row, answer, graderId, score, label, isBlind }: Omit<Input<"evaluationResults.mark">, "id">,
  at: number,
): void {
  const grader = settings.graders.findIndex(({ id }) => id === graderId);
  const model = settings.models.findIndex(({ id }) => id === answer.modelId);
  inTransaction(database, () => {
    const place = [grader, row, model, answer.repeat];
    if (score === null)
      for (const table of ["marks", "blind_marks"])
        database
          .prepare(`delete from ${table} where grader = ? and row = ? and model = ? and repeat = ?`)
          .run(...place);
    else {
      putMark(database)(place, { score, label, isBlind, at });
      if (isBlind) putBlindMark(database)(place, { score, label, at });
    }
    touchNotes(database);
  });
}

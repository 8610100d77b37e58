import type { Database } from "../../storage/database.ts";

/** The person's own grade of an answer; `label` where a judge gives labels and it is known, `at` is 0 where that is not. */
export interface StoredMark {
  score: number;
  label: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The places of a grader, a row, a model and a repeat. */
type Place = readonly number[];

/** Gives what writes the person's grade of an answer by a grader, in the place of the one before. */
export function putMark(database: Database): (place: Place, mark: StoredMark & { isBlind: boolean }) => void {
  const insert = database.prepare("insert or replace into marks values (?, ?, ?, ?, ?, ?, ?, ?)");
  return (place, { score, label, isBlind, at }) =>
    void insert.run(...place, score, Number(isBlind), at, label);
}

/** Gives what writes a grade that was given blind beside those before. */
export function putBlindMark(database: Database): (place: Place, mark: StoredMark) => void {
  const insert = database.prepare("insert into blind_marks values (?, ?, ?, ?, ?, ?, ?)");
  return (place, { score, label, at }) => void insert.run(...place, score, label, at);
}

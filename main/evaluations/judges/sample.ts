import { shuffled } from "../../statistics/random.ts";
import { eachNumber } from "../../storage/each-row.ts";
import { cellText } from "../../storage/text-cell.ts";
import { baselinePlace } from "../pair.ts";
import type { Session } from "../process/session.ts";
import type { AnswerPlace } from "../shape.ts";
import type { Said } from "./steps.ts";

/** An answer that a judge has given a score. */
export interface JudgedAnswer extends AnswerPlace, Said {}

/**
 * One judged answer of each row, in an order that is random and always the same, until there are so many: rows are
 * independent of each other, answers to one row are not. Which model's answer it is goes round.
 */
export function* sampleOf(session: Session, grader: number): Generator<JudgedAnswer, void> {
  const { database, settings } = session;
  const rows = Array.from(
    eachNumber(database.prepare("select row from rows where problem is null order by row")),
  );
  const find = database.prepare(
    `select repeat, score, label from grades
     where grader = ? and model = ? and row = ? and score is not null order by repeat limit 1`,
  );
  const models = settings.models.length;
  for (const [place, row] of shuffled(rows, settings.data?.seed ?? 0).entries()) {
    for (let turn = 0; turn < models; turn += 1) {
      const model = (place + turn) % models;
      const found = find.get(grader, model, row);
      if (!found) continue;
      const label = found.label === null ? null : String(found.label);
      yield { row, model, repeat: Number(found.repeat), score: Number(found.score), label };
      break;
    }
  }
}

/** The first so many of a sample. */
export function firstOf<Item>(sample: Iterable<Item>, count: number): Item[] {
  const taken: Item[] = [];
  if (count > 0)
    for (const one of sample) {
      taken.push(one);
      if (taken.length >= count) break;
    }
  return taken;
}

/** Characters of an answer, or how many more than the baseline's it has where the two are compared; null where one is missing. */
export function lengthOf(
  { database, settings }: Session,
  { row, model, repeat }: AnswerPlace,
  isCompared: boolean,
): number | null {
  const find = database.prepare("select text from answers where row = ? and model = ? and repeat = ?");
  const length = (of: number) => {
    const found = find.get(row, of, repeat);
    return found ? cellText(found.text).length : null;
  };
  const own = length(model);
  if (!isCompared || own === null) return own;
  const other = length(baselinePlace(settings));
  return other === null ? null : own - other;
}

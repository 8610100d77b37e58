import type {
  MatrixCell,
  MatrixRow,
  MatrixView,
  MatrixWindow,
} from "../../../preload/contract/evaluation-results.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { parseJson } from "../../foundry/json.ts";
import { cellText } from "../../storage/text-cell.ts";
import { type MatrixOrder, orderOf } from "./matrix-order.ts";
import { type Session, stampOf } from "./session.ts";

/** Characters of an answer that a cell shows. */
const shown = 160;

/** A stretch of the matrix: rows in the order of a view, each with what every model came to. */
export function matrixOf(session: Session, view: MatrixView, from: number, count: number): MatrixWindow {
  const stamp = stampOf(session.database);
  const order = orderOf(session, view, stamp);
  const rows = order.rows(from, count);
  return {
    rows: rows.map((row, place) => rowOf(session, view, order, row, from + place)),
    total: order.total,
    stamp,
  };
}

function rowOf(
  session: Session,
  view: MatrixView,
  order: MatrixOrder,
  row: number,
  place: number,
): MatrixRow {
  const found = session.database
    .prepare("select key, asked, reference, tags, label, note <> '' as noted from rows where row = ?")
    .get(row);
  return {
    row,
    key: Number(found?.key ?? 0),
    asked: cellText(found?.asked ?? ""),
    reference: found?.reference == null ? null : cellText(found.reference),
    tags: (parseJson(String(found?.tags ?? "[]")) ?? []) as string[],
    label: found?.label == null ? null : String(found.label),
    hasNote: Boolean(found?.noted),
    cells: session.settings.models.map((_, model) => cellOf(session, view, row, model)),
    group: order.groupAt(place),
  };
}

function cellOf({ database, settings }: Session, view: MatrixView, row: number, model: number): MatrixCell {
  const grader = settings.graders.findIndex(({ id }) => id === view.graderId);
  const answers = database
    .prepare("select repeat, failed from measures where model = ? and row = ? order by repeat")
    .all(model, row);
  const grades = database
    .prepare("select score, passed from grades where grader = ? and model = ? and row = ?")
    .all(grader, model, row);
  const scores = grades.flatMap(({ score }) => (score === null ? [] : Number(score)));
  const passed = grades.flatMap(({ passed }) => (passed === null ? [] : Boolean(passed)));
  const first = database
    .prepare("select text from answers where row = ? and model = ? order by repeat limit 1")
    .get(row, model);
  return {
    score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    passed: passed.length === 0 ? null : passed.every((one) => one),
    answers: answers.length,
    failed: answers.filter(({ failed }) => Number(failed) === 1).length,
    ungraded: grades.length - scores.length,
    range: scores.length > 1 ? [Math.min(...scores), Math.max(...scores)] : null,
    beginning: beginningOf(cellText(first?.text ?? ""), shown),
  };
}

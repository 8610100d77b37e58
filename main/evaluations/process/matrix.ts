import type {
  MatrixCell,
  MatrixRow,
  MatrixView,
  MatrixWindow,
} from "../../../preload/contract/evaluation-results.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { parseJson } from "../../foundry/json.ts";
import { cellText } from "../../storage/text-cell.ts";
import type { EndedAnswer } from "../shape.ts";
import { orderOf } from "./matrix-order.ts";
import { type OpenSession, type Session, stampOf } from "./session.ts";

/** Characters of an answer that a cell shows. */
const shown = 160;

/** A stretch of the matrix: rows in the order of a view, each with what every model came to. */
export async function matrixOf(
  open: OpenSession,
  view: MatrixView,
  from: number,
  count: number,
): Promise<MatrixWindow> {
  const order = await orderOf(open, view);
  const session = open();
  const cellsOf = cellReader(session, view.graderId);
  const find = session.database.prepare(
    "select key, asked, reference, tags, label, note <> '' as noted from rows where row = ?",
  );
  const rows = order.rows(from, count).map((row, place): MatrixRow => {
    const found = find.get(row);
    return {
      row,
      key: Number(found?.key ?? 0),
      asked: cellText(found?.asked ?? ""),
      reference: found?.reference == null ? null : cellText(found.reference),
      tags: (parseJson(String(found?.tags ?? "[]")) ?? []) as string[],
      label: found?.label == null ? null : String(found.label),
      hasNote: Boolean(found?.noted),
      cells: cellsOf(row),
      group: order.groupAt(from + place),
    };
  });
  return { rows, total: order.total, stamp: stampOf(session.database) };
}

/** What an answer begins with: its text, or the calls of tools where it has none. */
function beginsWith(answer: Record<string, unknown> | undefined): string {
  const text = cellText(answer?.text ?? "");
  if (text !== "" || answer?.calls == null) return text;
  const calls = parseJson(cellText(answer.calls)) as EndedAnswer["calls"] | null;
  return (calls ?? []).map((call) => `${call.name} ${call.arguments}`).join(", ");
}

/** Reads what every model came to in a row, by one grader. */
function cellReader({ database, settings }: Session, graderId: string): (row: number) => MatrixCell[] {
  const grader = settings.graders.findIndex(({ id }) => id === graderId);
  const measures = database.prepare("select failed from measures where model = ? and row = ?");
  const grades = database.prepare(
    "select score, passed from grades where grader = ? and model = ? and row = ?",
  );
  const first = database.prepare(
    "select text, calls from answers where row = ? and model = ? order by repeat limit 1",
  );
  return (row) =>
    settings.models.map((_, model) => {
      const answers = measures.all(model, row);
      const graded = grades.all(grader, model, row);
      const scores = graded.flatMap(({ score }) => (score === null ? [] : Number(score)));
      const passed = graded.flatMap(({ passed }) => (passed === null ? [] : Boolean(passed)));
      return {
        score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
        passed: passed.length === 0 ? null : passed.every((one) => one),
        answers: answers.length,
        failed: answers.filter(({ failed }) => Number(failed) === 1).length,
        ungraded: graded.length - scores.length,
        range: scores.length > 1 ? [Math.min(...scores), Math.max(...scores)] : null,
        beginning: beginningOf(beginsWith(first.get(row, model)), shown),
      };
    });
}

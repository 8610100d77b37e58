import type { EvaluationAnswer, EvaluationRow } from "../../../preload/contract/evaluation-results.ts";
import { problem } from "../../foundry/error.ts";
import { parseJson } from "../../foundry/json.ts";
import { cellText } from "../../storage/text-cell.ts";
import { askedRow, expectedCalls, itemOf, shownMessage } from "../asked-row.ts";
import type { EndedAnswer } from "../shape.ts";
import { answersTo, gradesOf } from "../store/answers.ts";
import type { Session } from "./session.ts";

/** A row in full, with every answer and all that was said of it. Throws `not_found`. */
export function rowIn(session: Session, row: number): EvaluationRow {
  const { database, settings } = session;
  const found = database.prepare("select * from rows where row = ?").get(row);
  if (!found) throw problem("not_found");
  const text = cellText(found.text);
  const { question } = askedRow(text, settings.prompt);
  return {
    row,
    key: Number(found.key),
    messages: (question?.messages ?? []).map(shownMessage),
    reference: question?.reference ?? null,
    expectedCalls: expectedCalls(question?.item ?? itemOf(text)),
    text,
    tags: (parseJson(String(found.tags)) ?? []) as string[],
    label: found.label === null ? null : String(found.label),
    note: cellText(found.note),
    cluster: clusterOf(session, found.cluster),
    answers: answersTo(database, row).map((answer) => answerOf(session, answer)),
    votes: votesOn(session, row),
    marks: marksOn(session, row),
  };
}

function clusterOf({ database }: Session, cluster: unknown): EvaluationRow["cluster"] {
  if (cluster === null) return null;
  const found = database.prepare("select count(*) as count from rows where cluster = ?").get(Number(cluster));
  const rows = Number(found?.count ?? 0);
  return rows > 1 ? { name: String(Number(cluster) + 1), rows } : null;
}

function answerOf({ database, settings }: Session, answer: EndedAnswer): EvaluationAnswer {
  const { row: _row, model, total, ...kept } = answer;
  const grades = gradesOf(database, answer, settings.graders.length);
  return {
    ...kept,
    modelId: settings.models[model]?.id ?? "",
    total: total ?? 0,
    grades: [...grades].map(([grader, grade]) => ({
      graderId: settings.graders[grader]?.id ?? "",
      ...grade,
    })),
  };
}

function votesOn({ database, settings }: Session, row: number): EvaluationRow["votes"] {
  const idOf = (model: unknown) => settings.models[Number(model)]?.id ?? "";
  return database
    .prepare("select * from votes where row = ? order by at")
    .all(row)
    .map(({ model, other_model, better, is_blind, at }) => ({
      modelIds: [idOf(model), idOf(other_model)],
      better: better === null ? null : idOf(Number(better) === 0 ? model : other_model),
      isBlind: Boolean(is_blind),
      at: Number(at),
    }));
}

function marksOn({ database, settings }: Session, row: number): EvaluationRow["marks"] {
  return database
    .prepare(
      "select grader, model, repeat, score, label from marks where row = ? order by grader, model, repeat",
    )
    .all(row)
    .map(({ grader, model, repeat, score, label }) => ({
      graderId: settings.graders[Number(grader)]?.id ?? "",
      modelId: settings.models[Number(model)]?.id ?? "",
      repeat: Number(repeat),
      score: Number(score),
      label: label === null ? null : String(label),
    }));
}

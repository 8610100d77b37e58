import { parseJson } from "../../../foundry/json.ts";
import { cellText } from "../../../storage/text-cell.ts";
import { askedRow } from "../../asked-row.ts";
import type { EvaluationRecord, RecordOf } from "../../files/format/records.ts";
import type { EndedAnswer } from "../../shape.ts";
import { answersBetween, gradesBetween, type StoredGrade } from "../../store/answers.ts";
import { rowCount } from "../scores.ts";
import type { Session } from "../session.ts";

/** Rows that are read from the file at once. */
const stride = 50;

/**
 * All of an evaluation's rows in the order of a sealed report: each with its answers, what graders and the person say of
 * them, its note and its votes.
 */
export function* recordsIn(session: Session): Generator<EvaluationRecord, void> {
  const rows = rowCount(session);
  for (let from = 0; from < rows; from += stride) yield* recordsBetween(session, from, from + stride);
}

function* recordsBetween(session: Session, from: number, to: number): Generator<EvaluationRecord, void> {
  const { database, settings } = session;
  const answers = byRow(answersBetween(database, from, to));
  const grades = gradesIn(session, from, to);
  const marks = marksIn(session, from, to);
  const votes = byRow(votesIn(session, from, to));
  for (const found of database
    .prepare("select * from rows where row >= ? and row < ? order by row")
    .all(from, to)) {
    const row = Number(found.row);
    const text = cellText(found.text);
    const { question } = askedRow(text, settings.prompt);
    yield {
      kind: "row",
      row,
      key: Number(found.key),
      text,
      messages: (question?.messages ?? []).map(({ role, content }) => ({ role, content })),
      reference: question?.reference ?? null,
      tags: (parseJson(String(found.tags)) ?? []) as string[],
      cluster: found.cluster === null ? null : String(Number(found.cluster) + 1),
    };
    const there = new Set<string>();
    for (const answer of answers.get(row) ?? []) {
      const { model, repeat } = answer;
      const modelId = settings.models[model]?.id;
      if (modelId === undefined) continue;
      const place = { row, modelId, repeat };
      const key = keyOf(row, model, repeat);
      there.add(JSON.stringify([modelId, repeat]));
      yield answerRecord(answer, modelId);
      for (const [graderId, grade] of grades.get(key) ?? [])
        yield { kind: "grade", ...place, graderId, ...grade };
      for (const mark of marks.get(key) ?? []) yield { kind: "mark", ...place, ...mark };
    }
    const note = cellText(found.note);
    const label = found.label === null ? null : String(found.label);
    if (note !== "" || label !== null) yield { kind: "note", row, note, label };
    // An answer that was forgotten to be asked again has taken nothing along that was said of it.
    const isThere = ({ modelId, repeat }: { modelId: string; repeat: number }) =>
      there.has(JSON.stringify([modelId, repeat]));
    for (const vote of votes.get(row) ?? []) if (vote.shown.every(isThere)) yield vote;
  }
}

/** An answer as a report has it. */
function answerRecord(answer: EndedAnswer, modelId: string): RecordOf<"answer"> {
  const { model: _model, diagnosis, startedAt, ...kept } = answer;
  return {
    kind: "answer",
    ...kept,
    modelId,
    diagnosis: diagnosis?.code ?? null,
    said: diagnosis?.raw?.message ?? null,
    // What came from elsewhere may not say when it was asked.
    startedAt: startedAt === 0 ? null : startedAt,
    notes: [],
  };
}

const keyOf = (row: number, model: number, repeat: number): string => `${row} ${model} ${repeat}`;

function byRow<Value extends { row: number }>(all: readonly Value[]): Map<number, Value[]> {
  const rows = new Map<number, Value[]>();
  for (const one of all) {
    const own = rows.get(one.row);
    if (own) own.push(one);
    else rows.set(one.row, [one]);
  }
  return rows;
}

function put<Value>(places: Map<string, Value[]>, key: string, value: Value): void {
  const own = places.get(key);
  if (own) own.push(value);
  else places.set(key, [value]);
}

/** The grades of answers to some rows, by the answer's place, in the order of the graders. */
function gradesIn({ database, settings }: Session, from: number, to: number) {
  const grades = new Map<string, [graderId: string, grade: StoredGrade][]>();
  for (const [grader, { id }] of settings.graders.entries())
    for (const model of settings.models.keys())
      for (const { row, repeat, grade } of gradesBetween(database, { grader, model }, from, to))
        put(grades, keyOf(row, model, repeat), [id, grade]);
  return grades;
}

/** The person's own grades, by the answer's place. */
function marksIn({ database, settings }: Session, from: number, to: number) {
  const marks = new Map<string, Omit<RecordOf<"mark">, "kind" | "row" | "modelId" | "repeat">[]>();
  const between = "where grader = ? and row >= ? and row < ?";
  const find = database.prepare(`select * from marks ${between}`);
  const findBlind = database.prepare(`select * from blind_marks ${between} order by rowid`);
  const given = ({ score, label }: Record<string, unknown>) => ({
    score: Number(score),
    label: label === null ? null : String(label),
  });
  const placeOf = ({ row, model, repeat }: Record<string, unknown>) =>
    keyOf(Number(row), Number(model), Number(repeat));
  for (const [grader, { id }] of settings.graders.entries()) {
    const blind = new Map<string, ReturnType<typeof given>[]>();
    for (const one of findBlind.all(grader, from, to)) put(blind, placeOf(one), given(one));
    for (const one of find.all(grader, from, to)) {
      const isBlind = Boolean(one.is_blind);
      const before = blind.get(placeOf(one)) ?? [];
      const isAlone = isBlind && before.length === 1;
      put(marks, placeOf(one), { graderId: id, ...given(one), isBlind, blind: isAlone ? [] : before });
    }
  }
  return marks;
}

function votesIn({ database, settings }: Session, from: number, to: number): RecordOf<"vote">[] {
  const shown = (model: unknown, repeat: unknown) => ({
    modelId: settings.models[Number(model)]?.id ?? "",
    repeat: Number(repeat),
  });
  return database
    .prepare("select * from votes where row >= ? and row < ? order by row, at")
    .all(from, to)
    .map(({ row, model, repeat, other_model, other_repeat, better, is_blind, at }) => ({
      kind: "vote",
      row: Number(row),
      shown: [shown(model, repeat), shown(other_model, other_repeat)],
      better: better === null ? null : Number(better),
      isBlind: Boolean(is_blind),
      at: Number(at) === 0 ? null : Number(at),
    }));
}

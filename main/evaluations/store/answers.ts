import type { MessageEnd } from "../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";
import { cellText, keepable, textCell } from "../../storage/text-cell.ts";
import { type AnswerPlace, type EndedAnswer, isFailed, type JudgeTask } from "../shape.ts";

const joined = `
  select a.*, m.first_token, m.total, m.prompt_tokens, m.completion_tokens, m.reasoning_tokens, m.cost, m.currency
  from answers a join measures m on m.model = a.model and m.row = a.row and m.repeat = a.repeat`;

/** An answer; null where there is none. */
export function storedAnswer(database: Database, { row, model, repeat }: AnswerPlace): EndedAnswer | null {
  const found = database
    .prepare(`${joined} where a.row = ? and a.model = ? and a.repeat = ?`)
    .get(row, model, repeat);
  return found ? answerOf(found) : null;
}

/** All answers to a row, by model and repeat. */
export const answersTo = (database: Database, row: number): EndedAnswer[] =>
  database.prepare(`${joined} where a.row = ? order by a.model, a.repeat`).all(row).map(answerOf);

/** All answers to some rows, from one row to before another, by row, model and repeat. */
export const answersBetween = (database: Database, from: number, to: number): EndedAnswer[] =>
  database
    .prepare(`${joined} where a.row >= ? and a.row < ? order by a.row, a.model, a.repeat`)
    .all(from, to)
    .map(answerOf);

function answerOf(found: Record<string, unknown>): EndedAnswer {
  const number = (name: string) => (found[name] === null ? null : Number(found[name]));
  const completion = number("completion_tokens");
  const amount = number("cost");
  return {
    row: Number(found.row),
    model: Number(found.model),
    repeat: Number(found.repeat),
    text: cellText(found.text),
    calls: (parseJson(cellText(found.calls)) ?? []) as EndedAnswer["calls"],
    end: String(found.end) as MessageEnd,
    diagnosis: found.diagnosis === null ? null : (parseJson(String(found.diagnosis)) as Diagnosis),
    startedAt: Number(found.started_at),
    requestId: found.request_id === null ? null : String(found.request_id),
    firstToken: number("first_token"),
    total: number("total"),
    tokens:
      completion === null
        ? null
        : { prompt: number("prompt_tokens") ?? 0, completion, reasoning: number("reasoning_tokens") ?? 0 },
    cost: amount === null ? null : { amount, currency: String(found.currency) },
  };
}

/** Gives what writes an answer that is not there yet. That gives whether it has. */
export function putAnswer(database: Database): (answer: EndedAnswer) => boolean {
  const insert = database.prepare(
    "insert into answers values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
  );
  const measure = database.prepare("insert into measures values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return (answer) => {
    const { row, model, repeat, diagnosis, tokens, cost } = answer;
    const written = insert.run(
      row,
      model,
      repeat,
      textCell(keepable(answer.text)),
      textCell(keepable(JSON.stringify(answer.calls))),
      answer.end,
      diagnosis && JSON.stringify(diagnosis),
      answer.startedAt,
      answer.requestId,
    );
    if (Number(written.changes) === 0) return false;
    measure.run(
      model,
      row,
      repeat,
      Number(isFailed(answer)),
      answer.firstToken,
      answer.total,
      tokens?.prompt ?? null,
      tokens?.completion ?? null,
      tokens?.reasoning ?? null,
      cost?.amount ?? null,
      cost?.currency ?? null,
    );
    return true;
  };
}

/** Writes what a grader says of an answer, in the place of all that it said before. */
export function putGrade(
  database: Database,
  { grader, row, model, repeat }: JudgeTask,
  { score, passed, error, said, parts, label }: Grade,
  isFlip = false,
): void {
  database
    .prepare("insert or replace into grades values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .run(
      ...[grader, model, row, repeat, score, passed === null ? null : Number(passed)],
      ...[error, Number(isFlip), label ?? null],
    );
  const hasParts = Object.keys(parts).length > 0;
  if (said === null && !hasParts) {
    database
      .prepare("delete from remarks where row = ? and model = ? and repeat = ? and grader = ?")
      .run(row, model, repeat, grader);
    return;
  }
  database
    .prepare("insert or replace into remarks values (?, ?, ?, ?, ?, ?)")
    .run(
      row,
      model,
      repeat,
      grader,
      said === null ? null : textCell(keepable(said)),
      hasParts ? JSON.stringify(parts) : null,
    );
}

const graded = `
  select g.row, g.repeat, g.score, g.passed, g.error, g.is_flip, g.label, r.said, r.parts from grades g
  left join remarks r on r.row = g.row and r.model = g.model and r.repeat = g.repeat and r.grader = g.grader`;

/** A grade that is written down, with whether the two orders of a comparison disagreed. */
export type StoredGrade = Grade & { isFlip: boolean };

/** What the first so many graders say of an answer, by their places. */
export function gradesOf(
  database: Database,
  { row, model, repeat }: AnswerPlace,
  graders: number,
): Map<number, StoredGrade> {
  const find = database.prepare(
    `${graded} where g.grader = ? and g.model = ? and g.row = ? and g.repeat = ?`,
  );
  const grades = new Map<number, StoredGrade>();
  for (let grader = 0; grader < graders; grader += 1) {
    const one = find.get(grader, model, row, repeat);
    if (one) grades.set(grader, gradeOf(one));
  }
  return grades;
}

/** What a grader says of a model's answers to some rows, from one row to before another. */
export const gradesBetween = (
  database: Database,
  { grader, model }: { grader: number; model: number },
  from: number,
  to: number,
): { row: number; repeat: number; grade: StoredGrade }[] =>
  database
    .prepare(`${graded} where g.grader = ? and g.model = ? and g.row >= ? and g.row < ?`)
    .all(grader, model, from, to)
    .map((one) => ({ row: Number(one.row), repeat: Number(one.repeat), grade: gradeOf(one) }));

function gradeOf(one: Record<string, unknown>): StoredGrade {
  return {
    score: one.score === null ? null : Number(one.score),
    passed: one.passed === null ? null : Boolean(one.passed),
    error: one.error === null ? null : String(one.error),
    said: one.said === null ? null : cellText(one.said),
    parts: (one.parts === null ? {} : parseJson(String(one.parts))) as Grade["parts"],
    isFlip: Boolean(one.is_flip),
    ...(one.label !== null && { label: String(one.label) }),
  };
}

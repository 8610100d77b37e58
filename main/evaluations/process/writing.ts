import type { Grade } from "../../../preload/contract/graders.ts";
import { type GradedAnswer, ungraded } from "../../graders/graders.ts";
import { inTransaction } from "../../storage/database.ts";
import { cellText, keepable, textCell } from "../../storage/text-cell.ts";
import { askedRow } from "../asked-row.ts";
import { isPair } from "../pair.ts";
import { type AnswerPlace, type Counts, type EndedAnswer, isFailed, type JudgeTask } from "../shape.ts";
import { gradesOf, putGrade } from "../store/answers.ts";
import type { PlacedGrade } from "./grading.ts";
import { countsOf } from "./plan.ts";
import { type Session, touch } from "./session.ts";

/**
 * Writes answers down with what the graders say of them that need no model. One that is there already stays as it is, so
 * that none is there twice. `there`: what the service has graded by itself, by answers; nobody else is asked then.
 */
export function putAnswers(
  session: Session,
  answers: readonly EndedAnswer[],
  there: readonly (readonly PlacedGrade[])[] | null = null,
): Counts {
  const { database } = session;
  const counts = countsIn(session);
  const insert = database.prepare(
    "insert into answers values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
  );
  const measure = database.prepare("insert into measures values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  // Graded first: a script may take its time, and nothing is locked meanwhile.
  const graded = answers.map((answer, at) => ({ answer, grades: there?.[at] ?? gradesNow(session, answer) }));
  inTransaction(database, () => {
    for (const { answer, grades } of graded) {
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
      if (Number(written.changes) === 0) continue;
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
      for (const { grader, grade } of grades) {
        putGrade(database, { row, model, repeat, grader }, grade);
        if (!session.grading().remote.includes(grader)) continue;
        counts.judged += 1;
        counts.unjudged += Number(grade.score === null);
      }
      const tasks = isFailed(answer) || there ? [] : tasksOf(session, answer);
      for (const task of tasks) wait(session, task);
      compose(session, answer);
      count(counts, answer, tasks.length);
    }
    touch(database);
    counts.stamp += 1;
  });
  return counts;
}

/** Writes down what a model has graded, and what composed graders make of it. */
export function putJudged(session: Session, task: JudgeTask, grade: Grade, isFlip: boolean): Counts {
  const { database } = session;
  const counts = countsIn(session);
  inTransaction(database, () => {
    putGrade(database, task, grade, isFlip);
    const { grader, row, model, repeat } = task;
    database
      .prepare("delete from pending where grader = ? and row = ? and model = ? and repeat = ?")
      .run(grader, row, model, repeat);
    compose(session, task);
    touch(database);
  });
  counts.pending -= 1;
  counts.judged += 1;
  if (grade.score === null) counts.unjudged += 1;
  counts.stamp += 1;
  return counts;
}

/** How much is done; counted once, and kept up from then on. */
export function countsIn(session: Session): Counts {
  session.counts ??= countsOf(session);
  return session.counts;
}

function count(counts: Counts, answer: EndedAnswer, tasks: number): void {
  counts.answers += 1;
  counts.failed += Number(isFailed(answer));
  counts.pending += tasks;
  if (!answer.cost) return;
  const { amount, currency } = answer.cost;
  const same = counts.spent.find((one) => one.currency === currency);
  if (same) same.amount += amount;
  else counts.spent.push({ amount, currency });
}

/** What graders are given of an answer that is written down. */
export function gradedAnswer(session: Session, answer: EndedAnswer): GradedAnswer {
  const text = session.database.prepare("select text from rows where row = ?").get(answer.row)?.text;
  const { question } = askedRow(cellText(text ?? ""), session.settings.prompt);
  return {
    item: question?.item ?? {},
    reference: question?.reference ?? null,
    answer: isFailed(answer) ? null : answer.text,
    calls: answer.calls,
    times: { firstToken: answer.firstToken, total: answer.total },
    cost: answer.cost,
    tokens: answer.tokens?.completion ?? null,
    given: {},
  };
}

/** What can be said of an answer at once: all there is to say where it failed, and there is nothing to ask about. */
export function gradesNow(session: Session, answer: EndedAnswer): PlacedGrade[] {
  const { local, remote } = session.grading();
  const lost = isFailed(answer) ? remote : [];
  return [
    ...local(gradedAnswer(session, answer)),
    ...lost.map((grader) => ({ grader, grade: ungraded("answer_missing") })),
  ];
}

/** What models are to grade now that an answer is there; two are needed where one is held against the baseline's. */
function tasksOf({ database, settings, grading }: Session, { row, model, repeat }: AnswerPlace): JudgeTask[] {
  const baseline = settings.models.findIndex(({ id }) => id === settings.baseline);
  return grading().remote.flatMap((grader): JudgeTask[] => {
    if (!isPair(settings.graders[grader])) return [{ grader, row, model, repeat }];
    const others = database
      .prepare("select model from answers where row = ? and repeat = ? and model <> ?")
      .all(row, repeat, model)
      .map((one) => Number(one.model));
    if (model === baseline) return others.map((other) => ({ grader, row, model: other, repeat }));
    return others.includes(baseline) ? [{ grader, row, model, repeat }] : [];
  });
}

function wait({ database }: Session, { grader, row, model, repeat }: JudgeTask): void {
  database
    .prepare("insert into pending values (?, ?, ?, ?) on conflict do nothing")
    .run(grader, row, model, repeat);
}

/** Writes what composed graders say of an answer, as far as all that they name have graded. */
function compose({ database, settings, grading }: Session, place: AnswerPlace): void {
  const grades = gradesOf(database, place, settings.graders.length);
  for (const { grader, grade } of grading().composed((one) => grades.get(one) ?? null))
    putGrade(database, { ...place, grader }, grade);
}

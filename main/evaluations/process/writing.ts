import type { Grade } from "../../../preload/contract/graders.ts";
import { type GradedAnswer, ungraded } from "../../graders/graders.ts";
import { inTransaction } from "../../storage/database.ts";
import { cellText } from "../../storage/text-cell.ts";
import { askedRow } from "../asked-row.ts";
import { baselinePlace, isPair } from "../pair.ts";
import {
  type Amount,
  type AnswerPlace,
  type Counts,
  type EndedAnswer,
  isFailed,
  isUnjudged,
  type JudgeTask,
} from "../shape.ts";
import { gradesOf, putAnswer, putGrade } from "../store/answers.ts";
import type { PlacedGrade } from "./grading.ts";
import { countsOf } from "./plan.ts";
import { type Session, touch } from "./session.ts";
import { spendOnGrades, together } from "./spent.ts";

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
  // Graded first: a script may take its time, and nothing is locked meanwhile.
  const graded = answers.map((answer, at) => ({ answer, grades: there?.[at] ?? gradesNow(session, answer) }));
  const put = putAnswer(database);
  const added: Added[] = [];
  inTransaction(database, () => {
    for (const { answer, grades } of graded) {
      const { row, model, repeat } = answer;
      if (!put(answer)) continue;
      for (const { grader, grade } of grades) putGrade(database, { row, model, repeat, grader }, grade);
      const tasks = there ? [] : tasksOf(session, answer);
      for (const task of tasks) wait(session, task);
      compose(session, answer);
      added.push({ answer, grades, tasks: tasks.length });
    }
    touch(database);
  });
  for (const one of added) count(session, counts, one);
  counts.stamp += 1;
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
  counts.unjudged += Number(isUnjudged(grade));
  counts.stamp += 1;
  return counts;
}

/** Writes down what grades by models have cost, whatever became of them. */
export function putSpent(session: Session, spent: readonly Amount[]): Counts {
  const counts = countsIn(session);
  if (spent.length === 0) return counts;
  spendOnGrades(session.database, spent);
  counts.spent = together(...counts.spent, ...spent);
  return counts;
}

/** How much is done; counted once, and kept up from then on. */
export function countsIn(session: Session): Counts {
  session.counts ??= countsOf(session);
  return session.counts;
}

/** An answer that was written down, what was said of it at once, and how much models have still to say. */
interface Added {
  answer: EndedAnswer;
  grades: readonly PlacedGrade[];
  tasks: number;
}

function count({ grading }: Session, counts: Counts, { answer, grades, tasks }: Added): void {
  counts.answers += 1;
  counts.failed += Number(isFailed(answer));
  counts.pending += tasks;
  const { remote } = grading();
  const judged = grades.filter(({ grader }) => remote.includes(grader));
  counts.judged += judged.length;
  counts.unjudged += judged.filter(({ grade }) => isUnjudged(grade)).length;
  if (answer.cost) counts.spent = together(...counts.spent, answer.cost);
}

/** What graders are given of an answer that is written down. */
export function gradedAnswer(session: Session, answer: EndedAnswer): GradedAnswer {
  const text = session.database.prepare("select text from rows where row = ?").get(answer.row)?.text;
  const { question } = askedRow(cellText(text ?? ""), session.settings.prompt);
  return {
    model: answer.model,
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
  const { graders } = session.settings;
  const isBaseline = answer.model === baselinePlace(session.settings);
  // The baseline is not held against itself.
  const lost = isFailed(answer) ? remote.filter((grader) => !(isBaseline && isPair(graders[grader]))) : [];
  return [
    ...local(gradedAnswer(session, answer)),
    ...lost.map((grader) => ({ grader, grade: ungraded("answer_missing") })),
  ];
}

/**
 * What models are to grade now that an answer is there; two are needed where one is held against the baseline's. A baseline
 * that failed is there, too: what is held against it is told to be without a grade.
 */
function tasksOf({ database, settings, grading }: Session, answer: EndedAnswer): JudgeTask[] {
  const { row, model, repeat } = answer;
  const baseline = baselinePlace(settings);
  const hasFailed = isFailed(answer);
  return grading().remote.flatMap((grader): JudgeTask[] => {
    if (!isPair(settings.graders[grader])) return hasFailed ? [] : [{ grader, row, model, repeat }];
    if (hasFailed && model !== baseline) return [];
    const others = database
      .prepare(
        `select model from measures
         where model in (select value from json_each(?)) and row = ? and repeat = ? and (failed = 0 or model = ?)`,
      )
      .all(JSON.stringify([...settings.models.keys()]), row, repeat, baseline)
      .map((one) => Number(one.model))
      .filter((other) => other !== model);
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

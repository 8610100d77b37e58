import { inTransaction } from "../../storage/database.ts";
import { cellText } from "../../storage/text-cell.ts";
import { askedRow } from "../asked-row.ts";
import { baselinePlace, isPair } from "../pair.ts";
import { type Counts, nothingToGrade } from "../shape.ts";
import { type Session, stampOf, touch } from "./session.ts";
import { spentOnGrades, together } from "./spent.ts";

/** Why the first row that asks nothing does not: a name in `strings.evaluations.rowProblems`, and its place; null without one. */
export function firstUnasked({
  database,
  settings,
}: Pick<Session, "database" | "settings">): { problem: string; place: string } | null {
  const first = database
    .prepare("select text from rows where problem is not null order by row limit 1")
    .get();
  if (!first) return null;
  const asked = askedRow(cellText(first.text), settings.prompt);
  return asked.question ? null : { problem: asked.problem, place: asked.place ?? "" };
}

/** How much is done, counted from the file without its texts. */
export function countsOf({ database, grading }: Pick<Session, "database" | "grading">): Counts {
  const one = (sql: string) => database.prepare(sql).get() as Record<string, unknown>;
  const rows = one("select count(*) as all_rows, coalesce(sum(problem is not null), 0) as unasked from rows");
  const answers = one("select count(*) as done, coalesce(sum(failed), 0) as failed from measures");
  const pending = one("select count(*) as count from pending");
  const judged = one(
    `select count(*) as done, coalesce(sum(score is null and coalesce(error, '')
       not in (select value from json_each('${JSON.stringify(nothingToGrade)}'))), 0) as without from grades
     where grader in (select value from json_each('${JSON.stringify(grading().remote)}'))`,
  );
  const spent = database
    .prepare("select currency, sum(cost) as amount from measures where cost is not null group by currency")
    .all();
  return {
    rows: Number(rows.all_rows),
    unasked: Number(rows.unasked),
    answers: Number(answers.done),
    failed: Number(answers.failed),
    judged: Number(judged.done),
    unjudged: Number(judged.without),
    pending: Number(pending.count),
    spent: together(
      ...spent.map(({ currency, amount }) => ({ currency: String(currency), amount: Number(amount) })),
      ...spentOnGrades(database),
    ),
    stamp: stampOf(database),
  };
}

/** Forgets answers that failed, and grades of models that gave no score, so that they are asked again. */
export function forgetFailed(session: Session): void {
  const { database, settings } = session;
  const failed = database
    .prepare("select row, model, repeat from measures where failed = 1")
    .all()
    .map(({ row, model, repeat }) => [Number(row), Number(model), Number(repeat)] as const);
  const ofAnswer = ["answers", "measures", "remarks"].map((table) =>
    database.prepare(`delete from ${table} where row = ? and model = ? and repeat = ?`),
  );
  const ofGrader = ["grades", "pending", "replies"].map((table) =>
    database.prepare(`delete from ${table} where row = ? and model = ? and repeat = ? and grader = ?`),
  );
  inTransaction(database, () => {
    for (const place of failed) {
      for (const statement of ofAnswer) statement.run(...place);
      for (const grader of settings.graders.keys())
        for (const statement of ofGrader) statement.run(...place, grader);
    }
    const baseline = baselinePlace(settings);
    for (const grader of session.grading().remote) {
      // What is held against a baseline's answer waits until that is there again.
      const isReady = isPair(settings.graders[grader])
        ? `and exists (select 1 from measures m
             where m.model = ${baseline} and m.row = g.row and m.repeat = g.repeat)`
        : "";
      for (const sql of [
        `insert or ignore into pending select grader, row, model, repeat from grades g
         where grader = ? and score is null ${isReady}`,
        `delete from replies where grader = ? and exists (select 1 from grades g
           where g.grader = replies.grader and g.model = replies.model and g.row = replies.row
             and g.repeat = replies.repeat and g.score is null)`,
        "delete from grades where grader = ? and score is null",
      ])
        database.prepare(sql).run(grader);
    }
    touch(database);
  });
  session.counts = countsOf(session);
}

import { baselinePlace } from "../pair.ts";
import type { Session } from "../process/session.ts";
import type { AnswerPlace } from "../shape.ts";
import type { Judge } from "./steps.ts";

/** What the person and a judge gave the same answer. */
export interface Labelled extends AnswerPlace {
  person: number;
  judge: number;
}

/** What the person gave, and how much of it was given with names or verdicts in view, which does not count. */
export interface Labels {
  labels: Labelled[];
  seen: number;
  /** Answers about which the person has said something blind twice: what they gave first and last. */
  twice: { first: number; last: number }[];
}

/** What the person has said blind about answers that a judge has given a score. */
export function labelsOf(session: Session, grader: number, judge: Judge): Labels {
  return judge.verdict.form === "pair" ? votesOn(session, grader) : marksOn(session, grader);
}

function marksOn({ database }: Session, grader: number): Labels {
  const labels = database
    .prepare(
      `select m.row, m.model, m.repeat, m.score as person, g.score as judge
       from marks m join grades g using (grader, row, model, repeat)
       where m.grader = ? and m.is_blind = 1 and g.score is not null order by m.row, m.model, m.repeat`,
    )
    .all(grader)
    .map(({ row, model, repeat, person, judge }) => ({
      ...{ row: Number(row), model: Number(model), repeat: Number(repeat) },
      ...{ person: Number(person), judge: Number(judge) },
    }));
  const seen = database
    .prepare("select count(*) as count from marks where grader = ? and is_blind = 0")
    .get(grader);
  return { labels, seen: Number(seen?.count ?? 0), twice: [] };
}

function votesOn({ database, settings }: Session, grader: number): Labels {
  const baseline = baselinePlace(settings);
  const given = new Map<string, AnswerPlace & { first: number; last: number; count: number }>();
  let seen = 0;
  for (const vote of database.prepare("select * from votes order by at, rowid").all()) {
    const [one, other] = [Number(vote.model), Number(vote.other_model)];
    const repeat = Number(vote.repeat);
    if (![one, other].includes(baseline) || repeat !== Number(vote.other_repeat) || one === other) continue;
    if (!vote.is_blind) {
      seen += 1;
      continue;
    }
    const model = one === baseline ? other : one;
    const better = vote.better === null ? null : Number(vote.better) === 0 ? one : other;
    const score = better === null ? 0.5 : Number(better === model);
    const place = { row: Number(vote.row), model, repeat };
    const key = JSON.stringify(place);
    const before = given.get(key);
    given.set(key, {
      ...place,
      first: before?.first ?? score,
      last: score,
      count: (before?.count ?? 0) + 1,
    });
  }
  const find = database.prepare(
    "select score from grades where grader = ? and model = ? and row = ? and repeat = ? and score is not null",
  );
  const votes = [...given.values()];
  return {
    seen,
    twice: votes.filter(({ count }) => count > 1).map(({ first, last }) => ({ first, last })),
    labels: votes.flatMap(({ row, model, repeat, last }) => {
      const found = find.get(grader, model, row, repeat);
      return found ? [{ row, model, repeat, person: last, judge: Number(found.score) }] : [];
    }),
  };
}

import { baselinePlace } from "../pair.ts";
import type { Session } from "../process/session.ts";
import type { AnswerPlace } from "../shape.ts";
import { matchedVotes } from "./matched-votes.ts";
import type { OutsideVote } from "./outside-votes.ts";
import type { Judge, Said } from "./steps.ts";

/** What the person and a judge gave the same answer. */
export interface Labelled extends AnswerPlace {
  person: Said;
  judge: Said;
  /** Whether the person has given it once only. */
  isOnce: boolean;
}

/** What the person gave, and how much of it was given with names or verdicts in view, which does not count. */
export interface Labels {
  /** In the order in which they were first given. */
  labels: Labelled[];
  seen: number;
  /** How many of the labels are votes from comparisons. */
  fromVotes: number;
  /** Answers about which the person has said something blind twice: what they gave first and last. */
  twice: { first: Said; last: Said }[];
}

/** What was said blind of an answer, once. */
interface Given extends AnswerPlace {
  said: Said;
  isOutside: boolean;
}

/**
 * What the person has said blind about answers that a judge has given a score; of a judge of pairs also by votes from
 * comparisons that are about the same two answers.
 */
export function labelsOf(
  session: Session,
  grader: number,
  judge: Judge,
  votes: readonly OutsideVote[],
): Labels {
  const { given, seen } =
    judge.verdict.form === "pair" ? votesOn(session, grader, votes) : marksOn(session, grader);
  const kept = byAnswer(given);
  const find = session.database.prepare(
    `select score, label from grades
     where grader = ? and model = ? and row = ? and repeat = ? and score is not null`,
  );
  const graded = kept.flatMap(({ row, model, repeat, last, count, isOutside }) => {
    const found = find.get(grader, model, row, repeat);
    return found
      ? [{ row, model, repeat, person: last, judge: saidBy(found), isOnce: count === 1, isOutside }]
      : [];
  });
  return {
    seen,
    fromVotes: graded.filter(({ isOutside }) => isOutside).length,
    twice: kept.filter(({ count }) => count > 1).map(({ first, last }) => ({ first, last })),
    labels: graded.map(({ isOutside: _, ...label }) => label),
  };
}

const saidBy = ({ score, label }: Record<string, unknown>): Said => ({
  score: Number(score),
  label: label === null ? null : String(label),
});

/** What was said of each answer, in the order in which it was first said. */
function byAnswer(given: readonly Given[]) {
  const kept = new Map<string, Given & { first: Said; last: Said; count: number }>();
  for (const one of given) {
    const { row, model, repeat, said } = one;
    const key = `${row} ${model} ${repeat}`;
    const before = kept.get(key);
    kept.set(key, { ...one, first: before?.first ?? said, last: said, count: (before?.count ?? 0) + 1 });
  }
  return [...kept.values()];
}

function marksOn({ database }: Session, grader: number): { given: Given[]; seen: number } {
  const given = database
    .prepare("select * from blind_marks where grader = ? order by rowid")
    .all(grader)
    .map((one) => ({ ...placeOf(one), said: saidBy(one), isOutside: false }));
  const seen = database
    .prepare(
      `select count(*) as count from marks m where grader = ? and not exists (
         select 1 from blind_marks b
         where b.grader = m.grader and b.row = m.row and b.model = m.model and b.repeat = m.repeat)`,
    )
    .get(grader);
  return { given, seen: Number(seen?.count ?? 0) };
}

const placeOf = ({ row, model, repeat }: Record<string, unknown>): AnswerPlace => ({
  row: Number(row),
  model: Number(model),
  repeat: Number(repeat),
});

function votesOn(
  session: Session,
  grader: number,
  votes: readonly OutsideVote[],
): { given: Given[]; seen: number } {
  const { database, settings } = session;
  const baseline = baselinePlace(settings);
  const given: (Given & { at: number })[] = [];
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
    given.push({ ...place, said: { score, label: null }, isOutside: false, at: Number(vote.at) });
  }
  for (const { score, ...vote } of matchedVotes(session, grader, votes))
    given.push({ ...vote, said: { score, label: null }, isOutside: true });
  return { given: given.sort((one, other) => one.at - other.at), seen };
}

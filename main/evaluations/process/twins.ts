import type { GraderTwin } from "../../../preload/contract/evaluation-plans.ts";
import { isOnlyThere } from "../../graders/graders.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import { type EndedAnswer, isFailed, twinRows } from "../shape.ts";
import type { PlacedGrade } from "./grading.ts";
import type { Session } from "./session.ts";
import { gradesNow } from "./writing.ts";

/** Scores that are nearer than this are the same: the service rounds. */
const near = 0.005;

/**
 * Grades the first answers that the service has graded here as well, and keeps how the two agree. Answers that failed count
 * as looked at.
 */
export function compareTwins(
  session: Session,
  answers: readonly EndedAnswer[],
  there: readonly (readonly PlacedGrade[])[],
): void {
  const { database, settings } = session;
  const before = comparedIn(session);
  if (before >= twinRows) return;
  const twins = new Map(twinsOf(session)?.map((one) => [one.graderId, one]));
  const looked = answers.slice(0, twinRows - before);
  for (const [at, answer] of looked.entries()) {
    if (isFailed(answer)) continue;
    const given = new Map(there[at]?.map(({ grader, grade }) => [grader, grade]));
    for (const { grader, grade } of gradesNow(session, answer)) {
      const other = given.get(grader);
      const own = settings.graders[grader];
      // One that asks a model says something else each time, and one that grades there only says nothing here.
      if (!other || !own || session.grading().remote.includes(grader) || isOnlyThere(own)) continue;
      const twin = twins.get(own.id) ?? { graderId: own.id, answers: 0, differing: 0, examples: [] };
      twin.answers += 1;
      if (!isSame(grade.score, other.score)) {
        twin.differing += 1;
        const said = other.error === null ? other.said : other.error;
        twin.examples.push({ row: answer.row, here: grade.score, there: other.score, said });
      }
      twins.set(own.id, twin);
    }
  }
  writeFact(database, "twins", [...twins.values()]);
  writeFact(database, "twinsCompared", before + looked.length);
}

const isSame = (here: number | null, there: number | null): boolean =>
  here === null || there === null ? here === there : Math.abs(here - there) < near;

/** How graders agreed with their twins; null where nothing was graded at the service. */
export const twinsOf = ({ database }: Session): GraderTwin[] | null =>
  (readFact(database, "twins") as GraderTwin[] | undefined) ?? null;

const comparedIn = ({ database }: Session): number => Number(readFact(database, "twinsCompared") ?? 0);

/** How far the comparison is. */
export interface TwinsStand {
  /** Answers that were looked at in both places. */
  compared: number;
  /** The graders that differ, for a diagnosis; null where none does, or a person has gone on all the same. */
  differing: { graders: string; rows: string; answers: string } | null;
}

/** How far the comparison is, and what keeps the rest from being sent. */
export function twinsStand(session: Session): TwinsStand {
  const { database, settings } = session;
  const compared = comparedIn(session);
  const all = (twinsOf(session) ?? []).filter(({ differing }) => differing > 0);
  if (all.length === 0 || readFact(database, "twinsAccepted") === true) return { compared, differing: null };
  const nameOf = (id: string) => settings.graders.find((one) => one.id === id)?.name ?? id;
  const rows = new Set(all.flatMap(({ examples }) => examples.map(({ row }) => row)));
  const graders = all.map(({ graderId }) => `“${nameOf(graderId)}”`).join(", ");
  return { compared, differing: { graders, rows: String(rows.size), answers: String(compared) } };
}

/** The person has seen how graders differ, and goes on. */
export const acceptTwins = ({ database }: Session): void => writeFact(database, "twinsAccepted", true);

import type { GraderTwin } from "../../../preload/contract/evaluation-plans.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import type { EndedAnswer } from "../shape.ts";
import type { PlacedGrade } from "./grading.ts";
import type { Session } from "./session.ts";
import { gradesNow } from "./writing.ts";

/** Scores that are nearer than this are the same: the service rounds. */
const near = 0.005;
/** Examples that are kept of a grader. */
const mostExamples = 5;

/** Grades answers here as well that the service has graded, and keeps how the two agree. */
export function compareTwins(
  session: Session,
  answers: readonly EndedAnswer[],
  there: readonly (readonly PlacedGrade[])[],
): void {
  const { database, settings } = session;
  const twins = new Map(twinsOf(session)?.map((one) => [one.graderId, one]));
  for (const [at, answer] of answers.entries()) {
    const given = new Map(there[at]?.map(({ grader, grade }) => [grader, grade]));
    for (const { grader, grade } of gradesNow(session, answer)) {
      const other = given.get(grader);
      const graderId = settings.graders[grader]?.id ?? "";
      // A grader that asks a model says something else each time: it is no twin that could be checked.
      if (!other || session.grading().remote.includes(grader)) continue;
      const twin = twins.get(graderId) ?? { graderId, answers: 0, differing: 0, examples: [] };
      twin.answers += 1;
      if (!isSame(grade.score, other.score)) {
        twin.differing += 1;
        const example = { row: answer.row, here: grade.score, there: other.score, said: other.said };
        if (twin.examples.length < mostExamples) twin.examples.push(example);
      }
      twins.set(graderId, twin);
    }
  }
  writeFact(database, "twins", [...twins.values()]);
}

const isSame = (here: number | null, there: number | null): boolean =>
  here === null || there === null ? here === there : Math.abs(here - there) < near;

/** How graders agreed with their twins; null where nothing was graded at the service. */
export const twinsOf = ({ database }: Session): GraderTwin[] | null =>
  (readFact(database, "twins") as GraderTwin[] | undefined) ?? null;

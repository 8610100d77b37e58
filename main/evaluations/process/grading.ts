import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { compileGrader, composed, type GradedAnswer, isRemote } from "../../graders/graders.ts";

/** A grade of one answer, by the place of its grader. */
export interface PlacedGrade {
  grader: number;
  grade: Grade;
}

/** The graders of an evaluation, ready to grade. */
export interface Grading {
  /** What the graders that need no model say of an answer. */
  local(answer: GradedAnswer): PlacedGrade[];
  /** The places of graders that a model is asked for. */
  remote: readonly number[];
  /** What composed graders say, once all that they name have graded. `gradeOf` gives null for one that has not yet. */
  composed(gradeOf: (grader: number) => Grade | null): PlacedGrade[];
  /** The same grade by every grader, for an answer that cannot be graded. */
  ungraded(error: string): PlacedGrade[];
}

/** Makes the graders of an evaluation ready. */
export function createGrading({ graders }: EvaluationSettings): Grading {
  const placed = graders.map((grader, place) => ({ grader, place }));
  const isComposed = ({ grader: { kind } }: { grader: EvaluationGrader }) =>
    kind === "all" || kind === "weighted";
  const local = placed
    .filter((one) => !isComposed(one) && !isRemote(one.grader))
    .map(({ grader, place }) => ({ place, grade: compileGrader(grader) }));
  const placeOf = new Map(placed.map(({ grader, place }) => [grader.id, place]));
  return {
    local: (answer) => local.map(({ place, grade }) => ({ grader: place, grade: grade(answer) })),
    remote: placed.filter(({ grader }) => isRemote(grader)).map(({ place }) => place),
    composed: (gradeOf) => {
      const made = new Map<number, Grade>();
      const known = (id: string) => {
        const place = placeOf.get(id);
        return place === undefined ? null : (made.get(place) ?? gradeOf(place));
      };
      // One may name another that stands after it.
      for (let left = placed.filter(isComposed); ; ) {
        const still = left.filter(({ grader, place }) => {
          const grade = composed(grader, known);
          if (grade) made.set(place, grade);
          return grade === null;
        });
        if (still.length === left.length) break;
        left = still;
      }
      return [...made].map(([grader, grade]) => ({ grader, grade }));
    },
    ungraded: (error) =>
      placed.map(({ place }) => ({
        grader: place,
        grade: { score: null, passed: null, parts: {}, error, said: null },
      })),
  };
}

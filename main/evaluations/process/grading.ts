import { join } from "node:path";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import {
  createScripts,
  type GradedAnswer,
  gradeAll,
  gradeWeighted,
  isRemote,
  partsOfGrader,
} from "../../graders/graders.ts";
import { compileGraders } from "../../graders/local/local.ts";

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
  /** Ends what runs scripts. */
  close(): void;
}

/** The worker that runs scripts lies beside the program that grades. */
export const scriptFile = join(__dirname, "../graders/worker.cjs");

/** Makes the graders of an evaluation ready. */
export function createGrading({ graders }: EvaluationSettings): Grading {
  const placeOf = new Map(graders.map(({ id }, place) => [id, place]));
  const remote = [...graders.keys()].filter((place) => graders[place] && isRemote(graders[place]));
  const isComposed = (place: number) => graders[place] && partsOfGrader(graders[place]).length > 0;
  const own = [...graders.keys()].filter((place) => !remote.includes(place) && !isComposed(place));
  const scripts = createScripts(scriptFile);
  const compiled = compileGraders(
    own.flatMap((place) => graders[place] ?? []),
    scripts,
  );
  return {
    close: scripts.close,
    remote,
    local: (answer) => {
      const grades = compiled(answer);
      return own.flatMap((grader) => {
        const grade = grades[graders[grader]?.id ?? ""];
        return grade ? [{ grader, grade }] : [];
      });
    },
    composed: (gradeOf) => {
      const made = new Map<number, Grade>();
      const known = (id: string) => {
        const place = placeOf.get(id);
        return place === undefined ? null : (made.get(place) ?? gradeOf(place));
      };
      // One may be made of another that stands after it.
      for (let left = [...graders.keys()].filter(isComposed); left.length > 0; ) {
        const still = left.filter((place) => {
          const grade = composedOf(graders[place], known, graders);
          if (grade) made.set(place, grade);
          return grade === null;
        });
        if (still.length === left.length) break;
        left = still;
      }
      return [...made].map(([grader, grade]) => ({ grader, grade }));
    },
  };
}

/** What a composed grader makes of its parts; null while one of them has not graded. */
function composedOf(
  grader: EvaluationSettings["graders"][number] | undefined,
  known: (id: string) => Grade | null,
  graders: EvaluationSettings["graders"],
): Grade | null {
  if (!grader) return null;
  const nameOf = (id: string) => graders.find((one) => one.id === id)?.name ?? id;
  const parts = partsOfGrader(grader).flatMap((id) => {
    const grade = known(id);
    return grade ? [{ id, name: nameOf(id), grade }] : [];
  });
  if (parts.length < partsOfGrader(grader).length) return null;
  return grader.kind === "weighted" ? gradeWeighted(grader, parts) : gradeAll(parts);
}

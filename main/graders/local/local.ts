import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { gradeAlone } from "../grade.ts";
import type { Scripts } from "../scripts/scripts.ts";
import { gradeAll, gradeWeighted, type PartGrade } from "./composed.ts";
import { type GradeAnswer, type GradedAnswer, placesOf, ungraded } from "./graded.ts";
import { compileJson } from "./json.ts";
import { compileLength } from "./length.ts";
import { compileLikeness } from "./likeness.ts";
import { compileNumeric } from "./numeric.ts";
import { partsOfGrader } from "./parts.ts";
import { compileRegex } from "./regex.ts";
import { compileScript } from "./script.ts";
import { compileCost, compileLatency } from "./spent.ts";
import { compileText } from "./text.ts";
import { compileToolCall } from "./tool-call.ts";

/** Where scripts and slow patterns run; null where nothing may: they leave an answer without a grade. */
export type ScriptRunner = Pick<Scripts, "run"> | null;

/** Grades an answer by all graders of an evaluation, each once; by their ids. */
export type GradeByAll = (graded: GradedAnswer) => Record<string, Grade>;

/**
 * Reads the graders of an evaluation once, to grade many answers. An answer that is missing is not graded by any. Those
 * that ask a model take what was given for them. Throws nothing, whatever is in graders and answers.
 */
export function compileGraders(graders: readonly EvaluationGrader[], scripts: ScriptRunner): GradeByAll {
  const byId = new Map(graders.map((grader) => [grader.id, grader]));
  const simple: [id: string, grade: GradeAnswer][] = [];
  const others: EvaluationGrader[] = [];
  for (const grader of graders) {
    const compiled = compileSimple(grader, scripts);
    if (compiled) simple.push([grader.id, compiled]);
    else others.push(grader);
  }
  const circular = new Set(others.filter((grader) => isCircular(grader, graders)));
  return (graded) => {
    const grades: Record<string, Grade> = {};
    if (graded.answer === null) {
      for (const { id } of graders) grades[id] = ungraded("answer_missing");
      return grades;
    }
    for (const [id, grade] of simple) grades[id] = grade(graded);
    const gradeOf = (id: string): Grade => {
      const known = Object.hasOwn(grades, id) ? grades[id] : undefined;
      if (known) return known;
      const grader = byId.get(id);
      if (!grader) return ungraded("part_missing", id);
      const isWrong = circular.has(grader);
      const grade = isWrong ? ungraded("part_circular", grader.name) : composed(grader, byId, gradeOf);
      grades[id] = grade;
      return grade;
    };
    for (const { id } of others) gradeOf(id);
    return grades;
  };
}

/** The same of one grader; `others` are those that it may be composed of. */
export function compileGrader(
  grader: EvaluationGrader,
  others: readonly EvaluationGrader[],
  scripts: ScriptRunner,
): GradeAnswer {
  const needed = [grader, ...others.filter(({ id }) => id !== grader.id && reaches(grader, id, others))];
  const grade = compileGraders(needed, scripts);
  return (graded) => grade(graded)[grader.id] ?? ungraded("part_missing", grader.id);
}

/** Whether a grader is composed of another one, by however many steps. */
export function reaches(
  grader: EvaluationGrader,
  id: string,
  graders: readonly EvaluationGrader[],
  seen: Set<string> = new Set(),
): boolean {
  return partsOfGrader(grader).some((part) => {
    if (part === id) return true;
    if (seen.has(part)) return false;
    seen.add(part);
    const next = graders.find((one) => one.id === part);
    return next !== undefined && reaches(next, id, graders, seen);
  });
}

/** Whether a grader is made of itself, or of one that is. */
const isCircular = (grader: EvaluationGrader, graders: readonly EvaluationGrader[]): boolean =>
  graders.some(
    (one) => (one === grader || reaches(grader, one.id, graders)) && reaches(one, one.id, graders),
  );

function composed(
  grader: EvaluationGrader,
  byId: ReadonlyMap<string, EvaluationGrader>,
  gradeOf: (id: string) => Grade,
): Grade {
  const parts = partsOfGrader(grader).map(
    (id): PartGrade => ({ id, name: byId.get(id)?.name ?? id, grade: gradeOf(id) }),
  );
  return grader.kind === "weighted" ? gradeWeighted(grader, parts) : gradeAll(parts);
}

/** A grader that is made of no others; null for one that is. */
function compileSimple(grader: EvaluationGrader, scripts: ScriptRunner): GradeAnswer | null {
  switch (grader.kind) {
    case "text":
      return compileText(grader);
    case "regex":
      return compileRegex(grader, scripts);
    case "numeric":
      return compileNumeric(grader);
    case "json":
      return compileJson(grader, scripts);
    case "tool_call":
      return compileToolCall(grader);
    case "similarity":
      return compileLikeness(grader);
    case "length":
      return compileLength(grader);
    case "latency":
      return compileLatency(grader);
    case "cost":
      return compileCost(grader);
    case "judge":
      return ({ given }) => given[grader.id] ?? ungraded("not_asked");
    case "evaluator":
      return ({ given }) => given[grader.id] ?? ungraded("only_there");
    case "script":
      return compileScript(grader, scripts);
    case "foundry":
      return (graded) =>
        graded.given[grader.id] ??
        gradeAlone(grader.grader, { ...placesOf(graded), named: {} }, grader.passAt);
    case "all":
    case "weighted":
      return null;
  }
}

import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import { beginningOf } from "../../../../preload/cut.ts";
import { evaluationFiles } from "../../../../preload/strings/evaluation-files.ts";
import { fill } from "../../../../preload/strings/fill.ts";

/**
 * A grader of another program that nothing here does the same as: its past scores have a place under it, and when it is
 * run it says that it can't be, so that nothing is graded by it.
 */
export function onlyItsScores(id: string, name: string, type: string): EvaluationGrader {
  const why = JSON.stringify(fill(evaluationFiles.onlyScores, { type: beginningOf(type, 80) }));
  return {
    id,
    name: beginningOf(name.trim(), 80) || id,
    kind: "script",
    source: `function grade() {\n  throw new Error(${why});\n}\n`,
    passAt: null,
  };
}

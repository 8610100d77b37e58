import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import { beginningOf } from "../../../../preload/cut.ts";
import { evaluationFiles } from "../../../../preload/strings/evaluation-files.ts";
import { fill } from "../../../../preload/strings/fill.ts";

/** What stands around the reason in the source. */
const begin = "function grade() {\n  throw new Error(";
const end = ");\n}\n";

/**
 * A grader of another program that nothing here does the same as: its past scores have a place under it, and when it is
 * run it says that it can't be, so that nothing is graded by it.
 */
export function onlyItsScores(id: string, name: string, type: string): EvaluationGrader {
  const why = fill(evaluationFiles.onlyScores, { type: beginningOf(type, 80) });
  return {
    id,
    name: beginningOf(name.trim(), 80) || id,
    kind: "script",
    source: `${begin}${JSON.stringify(why)}${end}`,
    passAt: null,
  };
}

const [saidFirst = ""] = evaluationFiles.onlyScores.split("{");

/** Whether a grader has nothing but past scores. */
export const isOnlyItsScores = (grader: EvaluationGrader): boolean =>
  grader.kind === "script" &&
  grader.source.startsWith(`${begin}${JSON.stringify(saidFirst).slice(0, -1)}`) &&
  grader.source.endsWith(end);

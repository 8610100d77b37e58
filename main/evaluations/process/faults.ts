import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { createScripts, remembering, type ScriptOutcome } from "../../graders/graders.ts";
import { evaluationGraderFaults } from "../../graders/local/faults.ts";
import { scriptFile } from "./grading.ts";

/** What came of scripts when they were tried: a draft is looked at again after every change of it. */
const tried = new Map<string, ScriptOutcome>();

/**
 * What is wrong with graders, the place of each before the path inside it. `without` are the places of those that are not
 * looked at: a script that no person has let run is not run to be checked either.
 */
export function faultsOf(
  graders: readonly EvaluationGrader[],
  fields: readonly string[] | null,
  without: readonly number[],
): GraderFault[] {
  const scripts = createScripts(scriptFile);
  const runner = remembering(scripts, tried);
  try {
    return graders.flatMap((grader, place) => {
      if (without.includes(place)) return [];
      const others = graders.filter((_, other) => other !== place);
      return evaluationGraderFaults(grader, others, fields, runner).map((fault) => ({
        ...fault,
        path: [place, ...fault.path],
      }));
    });
  } finally {
    scripts.close();
  }
}

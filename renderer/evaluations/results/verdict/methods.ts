import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { evaluationVerdicts } from "../../../../preload/strings/evaluation-verdicts.ts";

/** What a method of the statistics is called; null is none. */
export function methodName(method: string | null): string {
  if (method === null) return evaluationResults.notGiven;
  return evaluationVerdicts.methods[method] ?? method;
}

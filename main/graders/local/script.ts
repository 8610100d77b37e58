import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { runsOf } from "../scripts/runs.ts";
import type { Scripts } from "../scripts/scripts.ts";
import { type GradeAnswer, scored, ungraded } from "./graded.ts";

/**
 * Grades by a person's own JavaScript. It gives a number, whether the answer passes, or `{score, passed, said}`; anything
 * else, and what breaks its limits, leaves the answer without a grade.
 */
export function compileScript(
  { source, passAt }: GraderOf<"script">,
  scripts: Pick<Scripts, "run"> | null,
): GradeAnswer {
  if (scripts === null) return () => ungraded("script_unavailable");
  const run = runsOf(scripts, source);
  return ({ model, item, reference, answer, calls, times, cost }) => {
    const outcome = run({ item, reference, answer, calls, times, cost }, model);
    if ("error" in outcome) return ungraded(outcome.error, outcome.said);
    const { score, passed, said } = outcome.value;
    return scored(score, passed ?? (passAt === null ? null : score >= passAt), said);
  };
}

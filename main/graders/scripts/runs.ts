import type { ScriptOutcome } from "./outcome.ts";
import type { Scripts } from "./scripts.ts";

/** So many answers, from the first on, may take too long or too much before the rest is not tried. */
export const mostLate = 20;

/** What a run gave, or that no more are tried. */
export type RunOutcome = ScriptOutcome | { error: "gave_up"; said: null };

/**
 * Runs of one script for many answers. One that has taken too long or too much memory for every one of the first answers
 * would do so for 100,000 others, too, and take hours: it is given up.
 */
export function runsOf(scripts: Pick<Scripts, "run">, source: string): (input: unknown) => RunOutcome {
  let late = 0;
  let hasWorked = false;
  return (input) => {
    if (!hasWorked && late >= mostLate) return { error: "gave_up", said: null };
    const outcome = scripts.run(source, input);
    if ("error" in outcome && (outcome.error === "script_time" || outcome.error === "script_memory"))
      late += 1;
    else hasWorked = true;
    return outcome;
  };
}

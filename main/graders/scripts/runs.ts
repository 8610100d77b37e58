import type { ScriptOutcome } from "./outcome.ts";
import type { Scripts } from "./scripts.ts";

/** So many answers of a model, from the first on, may take too long or too much before the rest of its answers is not tried. */
export const mostLate = 20;

/** What a run gave, or that no more are tried. */
export type RunOutcome = ScriptOutcome | { error: "gave_up"; said: null };

/**
 * Runs of one script for many answers. One that has taken too long or too much memory for every one of a model's first
 * answers would do so for 100,000 others, too, and take hours: it is given up for that model. Another model may answer in
 * a way that it copes with.
 */
export function runsOf(
  scripts: Pick<Scripts, "run">,
  source: string,
): (input: unknown, model: number) => RunOutcome {
  const late = new Map<number, number>();
  const hasWorked = new Set<number>();
  return (input, model) => {
    const tries = late.get(model) ?? 0;
    if (!hasWorked.has(model) && tries >= mostLate) return { error: "gave_up", said: null };
    const outcome = scripts.run(source, input);
    if ("error" in outcome && (outcome.error === "script_time" || outcome.error === "script_memory"))
      late.set(model, tries + 1);
    else hasWorked.add(model);
    return outcome;
  };
}

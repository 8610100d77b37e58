import { effortOf, stepsOf } from "./backtracking.ts";
import { type RunOutcome, runsOf } from "./runs.ts";
import type { Scripts } from "./scripts.ts";

/** Steps that are left to V8: it takes some ten milliseconds for them at the most. */
export const mostSteps = 10_000_000;

/**
 * Whether a text matches a pattern, or why that cannot be told: a name in `strings.graders.errors`. `model`: whose text it
 * is, by its place, where that is known.
 */
export type Matching = (text: string, model?: number) => boolean | { error: string };

const matchScript = `function grade({ pattern, flags, text }) { return new RegExp(pattern, flags).test(text); }`;

/**
 * A pattern, ready to be tried. V8's own takes it where its looks say that it cannot take long over the text; else it is
 * tried in the sandbox, which ends it after its time. Throws `SyntaxError` for what is no pattern.
 */
export function compilePattern(
  pattern: string,
  flags: string,
  scripts: Pick<Scripts, "run"> | null,
): Matching {
  const native = new RegExp(pattern, flags);
  const effort = effortOf(pattern, flags);
  const run = scripts && runsOf(scripts, matchScript);
  return (text, model = 0) => {
    if (effort !== null && stepsOf(effort, text.length) <= mostSteps) return native.test(text);
    return run === null ? { error: "pattern_slow" } : resultOf(run({ pattern, flags, text }, model));
  };
}

function resultOf(outcome: RunOutcome): boolean | { error: string } {
  if ("value" in outcome) return outcome.value.score === 1;
  return { error: outcome.error === "script_time" ? "pattern_slow" : outcome.error };
}

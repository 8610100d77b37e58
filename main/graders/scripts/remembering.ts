import type { ScriptOutcome } from "./outcome.ts";
import { type Scripts, scriptHash } from "./scripts.ts";

/** Outcomes that are remembered; the oldest is forgotten first. */
const mostKnown = 200;

/**
 * Runs each script once for the same input, and from then on says what came of it: nothing else can, since a script has
 * neither a clock nor chance. `known` is what is remembered, which outlives the scripts themselves.
 */
export function remembering(
  scripts: Pick<Scripts, "run">,
  known: Map<string, ScriptOutcome>,
): Pick<Scripts, "run"> {
  return {
    run: (source, input) => {
      const key = scriptHash(JSON.stringify([source, input]));
      const before = known.get(key);
      if (before) return before;
      const outcome = scripts.run(source, input);
      // Where it could not be started, it may be another time.
      if ("error" in outcome && outcome.error === "script_unavailable") return outcome;
      known.set(key, outcome);
      for (const old of [...known.keys()].slice(0, -mostKnown)) known.delete(old);
      return outcome;
    },
  };
}

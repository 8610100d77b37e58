import { expect, it } from "vitest";
import type { ScriptOutcome } from "../../../../main/graders/scripts/outcome.ts";
import { mostLate, runsOf } from "../../../../main/graders/scripts/runs.ts";

/** How often a script is run for a hundred answers, by what comes of each. */
function tried(outcomeOf: (at: number) => ScriptOutcome): number {
  let count = 0;
  const run = runsOf({ run: () => outcomeOf(count++) }, "source");
  for (let at = 0; at < 100; at += 1) run(at);
  return count;
}

const value = { value: { score: 1, passed: null, said: null } };

it.each(["script_time", "script_memory"] as const)("a script that only gives %s is given up", (error) => {
  expect(tried(() => ({ error, said: null }))).toBe(mostLate);
});

it("one that has worked once, or that fails at once, is tried to the end", () => {
  expect(tried((at) => (at === 5 ? value : { error: "script_memory", said: null }))).toBe(100);
  expect(tried(() => ({ error: "script_threw", said: "no" }))).toBe(100);
});

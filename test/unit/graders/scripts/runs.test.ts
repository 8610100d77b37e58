import { expect, it } from "vitest";
import type { ScriptOutcome } from "../../../../main/graders/scripts/outcome.ts";
import { mostLate, runsOf } from "../../../../main/graders/scripts/runs.ts";

/** How often a script is run for a hundred answers, by what comes of each. */
function tried(outcomeOf: (at: number) => ScriptOutcome): number {
  let count = 0;
  const run = runsOf({ run: () => outcomeOf(count++) }, "source");
  for (let at = 0; at < 100; at += 1) run(at, 0);
  return count;
}

const value = { value: { score: 1, passed: null, said: null } };

it.each(["script_time", "script_memory"] as const)("a script that only gives %s is given up", (error) => {
  expect(tried(() => ({ error, said: null }))).toBe(mostLate);
});

it("is given up for the models whose answers it does not cope with, and for no other", () => {
  const count = [0, 0, 0];
  const run = runsOf(
    {
      run: (_source, input) => {
        const model = Number(input);
        count[model] = (count[model] ?? 0) + 1;
        return model === 1 ? value : { error: "script_time", said: null };
      },
    },
    "source",
  );
  for (const model of [0, 1, 2]) for (let at = 0; at < 100; at += 1) run(model, model);
  expect(count).toEqual([mostLate, 100, mostLate]);
});

it("one that has worked once, or that fails at once, is tried to the end", () => {
  expect(tried((at) => (at === 5 ? value : { error: "script_memory", said: null }))).toBe(100);
  expect(tried(() => ({ error: "script_threw", said: "no" }))).toBe(100);
});

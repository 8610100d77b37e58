import { expect, it } from "vitest";
import type { ScriptOutcome } from "../../../../main/graders/scripts/outcome.ts";
import { remembering } from "../../../../main/graders/scripts/remembering.ts";

const counting = (outcome: ScriptOutcome) => {
  const asked: string[] = [];
  const run = (source: string) => {
    asked.push(source);
    return outcome;
  };
  return { asked, run };
};

it("a script is run once for the same input, however often it is looked at", () => {
  const late: ScriptOutcome = { error: "script_time", said: null };
  const known = new Map<string, ScriptOutcome>();
  const scripts = counting(late);
  expect(remembering(scripts, known).run("for (;;) {}", null)).toEqual(late);
  expect(remembering(scripts, known).run("for (;;) {}", null)).toEqual(late);
  remembering(scripts, known).run("for (;;) {}", { answer: "yes" });
  remembering(scripts, known).run("for (;;) { }", null);
  expect(scripts.asked).toEqual(["for (;;) {}", "for (;;) {}", "for (;;) { }"]);
});

it("one that could not be started is tried again, and the oldest are forgotten", () => {
  const known = new Map<string, ScriptOutcome>();
  const none = counting({ error: "script_unavailable", said: null });
  remembering(none, known).run("a", null);
  remembering(none, known).run("a", null);
  expect(none.asked).toHaveLength(2);
  const { run } = remembering(counting({ error: "script_promise", said: null }), known);
  for (let at = 0; at < 300; at += 1) run(String(at), null);
  expect(known.size).toBe(200);
});

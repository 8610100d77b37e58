import { expect, it } from "vitest";
import { verdictIn } from "../../../main/sandbox/verdicts.ts";
import { judgeWords } from "../../../preload/strings/judges.ts";

const said = (system: string, user: string, draw?: () => number): unknown => {
  const text = verdictIn(
    [
      { role: "system", text: system },
      { role: "user", text: user },
    ],
    draw,
  );
  return text === null ? null : (({ reason: _reason, ...verdict }) => verdict)(JSON.parse(text));
};
const single = (answer: string) => `Question:\nWhere?\n\nReference:\nin Paris\n\nAnswer to judge:\n${answer}`;
const pair = (a: string, b: string) =>
  `Question:\nWhere?\n\nReference:\nin Paris\n\nAnswer A:\n${a}\n\nAnswer B:\n${b}`;
const scored = judgeWords.scoreForm.replace("{low}", "1").replace("{high}", "5");
const labelled = judgeWords.labelForm.replace("{labels}", '"correct", "incorrect"');

it("scores an answer, or labels it, by the words it shares with the reference", () => {
  expect(said(scored, single("In Paris"))).toEqual({ score: 5 });
  expect(said(scored, single("Over there"))).toEqual({ score: 1 });
  expect(said(labelled, single("In Paris"))).toEqual({ label: "correct" });
  expect(said(labelled, single("Over there"))).toEqual({ label: "incorrect" });
});

it("says which of two answers is nearer to the reference, in either order", () => {
  expect(said(judgeWords.pairForm, pair("In Paris", "Over there"))).toEqual({ better: "A" });
  expect(said(judgeWords.pairForm, pair("Over there", "In Paris"))).toEqual({ better: "B" });
  expect(said(judgeWords.pairForm, pair("No idea", "Over there"))).toEqual({ better: "tie" });
});

it("has the fault that its rubric names", () => {
  const first = `[judge first] ${judgeWords.pairForm}`;
  const longs = Array.from({ length: 100 }, (_, length) =>
    said(first, pair("x".repeat(length + 1), "In Paris")),
  );
  expect(longs.filter((verdict) => (verdict as { better: string }).better === "A")).toHaveLength(70);
  const longer = `[judge longer] ${judgeWords.pairForm}`;
  expect(said(longer, pair("In Paris", "Not that I would know"))).toEqual({ better: "B" });
  expect(said(`[judge longer] ${scored}`, single("word ".repeat(120)))).toEqual({ score: 3 });
  expect(said(`[judge longer] ${scored}`, single("word\n\n".repeat(100)))).toEqual({ score: 3 });
  const random = `[judge random] ${judgeWords.pairForm}`;
  expect(said(random, pair("a", "b"), () => 0.7)).toEqual({ better: "B" });
  expect(said(`[judge random] ${scored}`, single("a"), () => 0.25)).toEqual({ score: 2 });
});

it("is no judge where no verdict is asked for", () => {
  expect(said("You are kind.", "Tell me about labels.")).toBeNull();
});

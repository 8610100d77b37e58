import { expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import { type JudgeQuestion, scoreByModel, scoreIn } from "../../../main/graders/model-grader.ts";
import { judged } from "./samples.ts";

it.each([
  ["7", 7],
  [" -0.5\n", -0.5],
  ["1e1", 10],
  ['{"score": 3}', 3],
  ['{"score": "3.5"}', 3.5],
  ['{"steps": [{"description": "a {b}"}], "result": 0.25}', 0.25],
  ['Here it is:\n```json\n{"reason": "good", "score": 1}\n```\nDone.', 1],
  ['{"rating": 4, "score": 2}', 2],
])("reads a score: %s", (text, score) => {
  expect(scoreIn(text)).toBe(score);
});

it.each([
  "",
  "good",
  "7/10",
  "Score: 7",
  "seven",
  "[7]",
  '{"score": null}',
  '{"points": 7}',
  "{",
  "}{",
  '"7"',
  "true",
  "NaN",
  "Infinity",
])("finds none where none is said, and never 0: %s", (text) => {
  expect(scoreIn(text)).toBeNull();
});

const graded = { item: { answer: "Paris" }, sample: "Rome" };
const score = (text: string, grader = judged, given = graded) => {
  const asked: JudgeQuestion[] = [];
  const ask = async (question: JudgeQuestion) => {
    asked.push(question);
    return { text };
  };
  return scoreByModel(grader, given, ask, new AbortController().signal).then((scored) => ({
    ...scored,
    asked,
  }));
};

it("asks what its messages say, filled in, with what is set for it", async () => {
  const { asked, ...scored } = await score('{"score": 2, "why": "Rome"}');
  expect(scored).toEqual({ score: 2, error: null, said: '{"score": 2, "why": "Rome"}' });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.messages).toEqual([
    { role: "system", content: "Grade the answer." },
    { role: "user", content: "Wanted: Paris. Said: Rome." },
  ]);
  expect(asked[0]?.parameters).toMatchObject({ temperature: 0, maxTokens: 50 });
  expect(asked[0]?.system).toContain("from 0 to 10");
});

it("takes no score from outside the range, which is 0 to 1 unless it is set", async () => {
  expect(await score("11")).toMatchObject({ score: null, error: "out_of_range", said: "11" });
  const { range: _range, ...usual } = judged;
  expect(await score("1.5", usual)).toMatchObject({ score: null, error: "out_of_range" });
  expect(await score("0.5", usual)).toMatchObject({ score: 0.5, error: null });
});

it("says why there is no score", async () => {
  expect(await score("Lovely!")).toMatchObject({ score: null, error: "no_score", said: "Lovely!" });
  const without = await score("1", judged, { item: {} as never, sample: "Rome" });
  expect(without).toMatchObject({ score: null, error: "field_missing", said: "item.answer", asked: [] });
  const refused = await scoreByModel(
    judged,
    graded,
    async () => ({ diagnosis: diagnosisOf("deployment_not_found", { deployment: "d" }) }),
    new AbortController().signal,
  );
  expect(refused).toMatchObject({ score: null, error: "judge_failed" });
  expect(refused.said).toContain("d");
});

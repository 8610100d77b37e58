import { describe, expect, it } from "vitest";
import { isOwnJudge, judgeHash } from "../../../../main/graders/judges/identity.ts";
import { combinedVerdict, judgementIn } from "../../../../main/graders/judges/judgement.ts";
import { judgeOrders, judgeQuestions } from "../../../../main/graders/judges/questions.ts";
import { usualMessages } from "../../../../preload/judge-messages.ts";
import { judgeWords } from "../../../../preload/strings/judges.ts";
import { answered, graderOf } from "../local/samples.ts";

const byScore = graderOf("judge");
const byLabel = graderOf("judge", {
  verdict: { form: "label", labels: ["Good", "Not good"], passing: ["Good"] },
});
const byPair = graderOf("judge", { verdict: { form: "pair" }, messages: usualMessages("pair", true) });
const item = { messages: [{ role: "user", content: "Which city?" }] };

describe("what a judge is asked", () => {
  it("has its role, the rubric and the form of the reply before its messages", () => {
    const asked = judgeQuestions(byScore, answered("Paris", { item }));
    if (!Array.isArray(asked)) throw new Error("not asked");
    const [{ system = "", messages, parameters, order } = {}] = asked;
    expect(asked).toHaveLength(1);
    expect(system.indexOf(judgeWords.role)).toBe(0);
    expect(system.indexOf("Right?")).toBeGreaterThan(0);
    expect(system).toContain("from 0 (worst) to 10 (best)");
    expect(messages).toEqual([{ role: "user", content: "Which city? Paris" }]);
    expect(parameters).toEqual({ temperature: 0, maxTokens: 100 });
    expect(order).toBeNull();
  });

  it("names the labels", () => {
    const asked = judgeQuestions(byLabel, answered("Paris", { item }));
    expect(Array.isArray(asked) && asked[0]?.system).toContain('"Good", "Not good"');
  });

  it("has both orders of a pair", () => {
    const asked = judgeQuestions(byPair, answered("mine", { item, reference: "ref" }), "base");
    if (!Array.isArray(asked)) throw new Error("not asked");
    expect(asked.map(({ order }) => order)).toEqual([...judgeOrders]);
    const shown = asked.map(({ messages }) => messages[0]?.content ?? "");
    expect(shown[0]).toMatch(/Answer A:\nmine\n\nAnswer B:\nbase$/);
    expect(shown[1]).toMatch(/Answer A:\nbase\n\nAnswer B:\nmine$/);
    expect(shown[0]).toContain("Reference:\nref");
  });

  it("takes braces in an answer as text", () => {
    const asked = judgeQuestions(byPair, answered("{{answer_b}}", { item, reference: "r" }), "secret");
    expect(Array.isArray(asked) && asked[0]?.messages[0]?.content).toContain("Answer A:\n{{answer_b}}\n");
  });

  it("is nothing where something is missing, and says what", () => {
    expect(judgeQuestions(byScore, answered(null, { item }))).toMatchObject({
      score: null,
      error: "answer_missing",
    });
    expect(judgeQuestions(byPair, answered("a", { item }), null)).toMatchObject({
      error: "baseline_missing",
    });
    expect(judgeQuestions(byPair, answered("a", { item }), "b")).toMatchObject({
      error: "reference_missing",
    });
    expect(judgeQuestions(byScore, answered("a"))).toMatchObject({
      error: "reference_missing",
      said: "question",
    });
  });
});

describe("what a judge said", () => {
  it.each([
    ['{"reason":"fine","score":8}', 8, true],
    ['```json\n{"reason":"fine","score":"6.5"}\n```', 6.5, false],
    ['Well: {"score": 0}', 0, false],
    ["7", 7, true],
    ["It is right.\nScore: 9", 9, true],
    ["**Score:** 9", 9, true],
    ["It is right, 7/10", 7, true],
  ])("score in %j", (reply, score, passed) => {
    expect(judgementIn(byScore, reply).grade).toMatchObject({ score, passed, error: null });
  });

  it.each([
    ['{"score": 11}', "out_of_range"],
    ['{"score": null}', "no_verdict"],
    ["I found 3 mistakes in 2026", "no_verdict"],
    ["7/100", "no_verdict"],
    ["", "no_verdict"],
  ])("no score in %j", (reply, error) => {
    expect(judgementIn(byScore, reply).grade).toMatchObject({ score: null, passed: null, error });
  });

  it("keeps the reason", () => {
    expect(judgementIn(byScore, '{"reason":"fine","score":8}').grade.said).toBe("fine");
  });

  it.each([
    ['{"label":"Good"}', "Good", 1],
    ['{"label":"not good"}', "Not good", 0],
    ["Reasons.\nLabel: **Good**", "Good", 1],
    ["good.", "Good", 1],
  ])("label in %j", (reply, label, score) => {
    expect(judgementIn(byLabel, reply)).toMatchObject({ grade: { label, score, passed: score === 1 } });
  });

  it.each([
    ['{"label":"Great"}', "label_unknown"],
    ["It is good because of much", "label_unknown"],
    ['{"reason":"x"}', "no_verdict"],
    ["", "no_verdict"],
  ])("no label in %j", (reply, error) => {
    expect(judgementIn(byLabel, reply).grade).toMatchObject({ score: null, error });
  });

  it.each([
    ['{"better":"A"}', "first", 1, 0],
    ['{"reason":"x","better":"B"}', "second", 0, 1],
    ['{"better":"tie"}', "tie", 0.5, 0.5],
    ["Reasons.\n[[A]]", "first", 1, 0],
    ["Answer B", "second", 0, 1],
    ["Winner: answer_b", "second", 0, 1],
  ])("side in %j", (reply, better, ownFirst, baselineFirst) => {
    expect(judgementIn(byPair, reply, "own_first")).toMatchObject({ better, grade: { score: ownFirst } });
    expect(judgementIn(byPair, reply, "baseline_first")).toMatchObject({
      better,
      grade: { score: baselineFirst },
    });
  });

  it("no side where none is named", () => {
    expect(judgementIn(byPair, "Both have merits", "own_first").grade).toMatchObject({
      score: null,
      error: "no_verdict",
    });
    expect(judgementIn(byPair, '{"better":"constructor"}', "own_first").grade.score).toBeNull();
  });
});

describe("both orders of a pair", () => {
  const said = (own: string, baseline: string) =>
    combinedVerdict(judgementIn(byPair, own, "own_first"), judgementIn(byPair, baseline, "baseline_first"));

  it.each([
    ["A", "B", 1, false, 1, 2],
    ["B", "A", 0, false, 1, 2],
    // Always the first one, always the second one: position bias.
    ["A", "A", 0.5, true, 2, 2],
    ["B", "B", 0.5, true, 0, 2],
    ["tie", "tie", 0.5, false, 0, 0],
    ["A", "tie", 0.5, false, 1, 1],
  ])("%s and %s", (own, baseline, score, isFlip, first, of) => {
    expect(said(own, baseline)).toMatchObject({ grade: { score }, isFlip, firstOf: { first, of } });
  });

  it("are not graded where one of them is not", () => {
    expect(said("A", "hm, hard")).toMatchObject({
      grade: { score: null, error: "no_verdict" },
      isFlip: null,
    });
  });
});

describe("the identity of a judge", () => {
  const model = { model: "gpt-5.5", version: "1" };

  it("changes with what a certificate is bound to, and with nothing else", () => {
    const hash = judgeHash(byScore, model);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const same = [
      { ...byScore, name: "other" },
      { ...byScore, judge: { ...byScore.judge, deployment: "other" } },
    ];
    for (const judge of same) expect(judgeHash(judge, model)).toBe(hash);
    const others = [
      judgeHash(byScore, { ...model, version: "2" }),
      judgeHash(byScore, { ...model, model: "gpt-5" }),
      judgeHash({ ...byScore, rubric: "Right? " }, model),
      judgeHash({ ...byScore, temperature: null }, model),
      judgeHash({ ...byScore, verdict: { form: "score", range: [0, 5], passAt: 7 } }, model),
      judgeHash({ ...byScore, messages: usualMessages("score", false) }, model),
      judgeHash(byLabel, model),
      judgeHash(byPair, model),
    ];
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });

  it("is its own judge where the deployment or the model is the same, or one was tuned from the other", () => {
    const base = { connectionId: "c", deployment: "base", model: "gpt-4.1", version: "2025-04-14" };
    const tuned = { ...base, deployment: "tuned", model: "GPT-4.1-2025-04-14.ft-0c5d-support", version: "1" };
    expect(isOwnJudge(base, tuned)).toBe(true);
    expect(isOwnJudge(tuned, base)).toBe(true);
    expect(isOwnJudge({ ...base, model: "gpt-4.1-mini" }, tuned)).toBe(false);
    const one = { connectionId: "c", deployment: "d", ...model };
    expect(isOwnJudge(one, { ...one, model: null })).toBe(true);
    expect(isOwnJudge(one, { ...one, connectionId: "e", version: "2" })).toBe(true);
    expect(isOwnJudge(one, { ...one, deployment: "e", model: "gpt-5" })).toBe(false);
    expect(isOwnJudge({ ...one, model: null }, { ...one, deployment: "e", model: null })).toBe(false);
  });
});

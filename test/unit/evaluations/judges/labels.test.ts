import { afterEach, describe, expect, it } from "vitest";
import type { OutsideVote } from "../../../../main/evaluations/judges/outside-votes.ts";
import { outsideVotes } from "../../../../main/evaluations/judges/outside-votes.ts";
import { judgeWork } from "../../../../main/evaluations/judges/work.ts";
import { markAnswer, voteOn } from "../../../../main/evaluations/process/noting.ts";
import { close, type Session } from "../../../../main/evaluations/process/session.ts";
import { putAnswers, putJudged } from "../../../../main/evaluations/process/writing.ts";
import type { GraderOf } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import type { JudgedAnswer, Vote } from "../../../../preload/contract/votes.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answer, type FilledRow, filled } from "../verdict/filled.ts";
import { labelJudge, pairJudge, scoreJudge } from "./measured.ts";

const makeProfile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

const grade = (score: number, label?: string) => ({
  ...{ score, passed: null, parts: {}, error: null, said: null },
  ...(label !== undefined && { label }),
});

/** Rows that two models have answered, and that a judge has graded; `says` is what a model says to a row. */
async function judged(
  judge: GraderOf<"judge">,
  rows: readonly FilledRow[],
  says: (row: number, model: number) => string = (row, model) => `Answer ${row} of ${model}`,
  more: Partial<EvaluationSettings> = {},
): Promise<{ session: Session; of: { file: string; graderId: string; votes: OutsideVote[] } }> {
  const { file, session } = await filled(makeProfile(), rows, { graders: [judge], lead: "judge", ...more });
  files.push(file);
  const places = rows.flatMap((_, row) => session.settings.models.map((_model, model) => ({ row, model })));
  putAnswers(
    session,
    places.map(({ row, model }) => answer(row, model, says(row, model))),
  );
  const isPair = judge.verdict.form === "pair";
  for (const { row, model } of places)
    if (!isPair || model > 0)
      putJudged(
        session,
        { grader: 0, row, model, repeat: 0 },
        isPair ? grade(1) : judge.verdict.form === "label" ? grade(1, "good") : grade(3),
        false,
      );
  return { session, of: { file, graderId: "judge", votes: [] } };
}

const rowsOf = (count: number): FilledRow[] => Array.from({ length: count }, () => ({}));
const mark = (
  session: Session,
  row: number,
  score: number,
  more: Partial<{ label: string; isBlind: boolean; modelId: string; repeat: number }> = {},
) => {
  const { modelId = "tuned", label = null, isBlind = true, repeat = 0 } = more;
  markAnswer(
    session,
    { row, answer: { modelId, repeat }, graderId: "judge", score, label, isBlind },
    row + 1,
  );
};

it("the answers of one model on which a person and a judge differ are told apart by their repeats", async () => {
  const { session, of } = await judged(scoreJudge, rowsOf(2), undefined, { repeats: 2 });
  putAnswers(session, [{ ...answer(0, 1, "Another answer"), repeat: 1 }]);
  putJudged(session, { grader: 0, row: 0, model: 1, repeat: 1 }, grade(3), false);
  for (const repeat of [0, 1]) mark(session, 0, 1, { repeat });
  const differ = judgeWork.judgeDisagreements(of).map(({ row, modelId, repeat }) => [row, modelId, repeat]);
  expect(differ).toEqual([
    [0, "tuned", 0],
    [0, "tuned", 1],
  ]);
});

describe("a person who grades the same twice", () => {
  it("is told how often they agree with themself, of scores and of labels", async () => {
    const scores = await judged(scoreJudge, rowsOf(4));
    for (const [row, again] of [2, 2, 4, 2].entries()) {
      mark(scores.session, row, 2);
      mark(scores.session, row, again);
    }
    expect(judgeWork.judgeMeasurement(scores.of).ceiling).toMatchObject({ count: 3, of: 4 });
    const labels = await judged(
      {
        ...labelJudge,
        verdict: { form: "label", labels: ["good", "fair", "bad"], passing: ["good", "fair"] },
      },
      rowsOf(3),
    );
    for (const [row, again] of ["good", "fair", "bad"].entries()) {
      mark(labels.session, row, 1, { label: "good" });
      mark(labels.session, row, Number(again !== "bad"), { label: again });
    }
    const { ceiling, agreement } = judgeWork.judgeMeasurement(labels.of);
    expect(ceiling).toMatchObject({ count: 1, of: 3 });
    // What was said last counts.
    expect(agreement?.table).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("gets some answers a second time once many others were graded, and none a third time", async () => {
    const { session, of } = await judged(scoreJudge, rowsOf(40));
    const times = new Map<number, number[]>();
    for (let at = 0; ; ) {
      const { answers, done, of: all } = judgeWork.toMark({ ...of, without: [] });
      expect([done, all]).toEqual([at, 48]);
      if (answers.length === 0) break;
      for (const { row, answers: shown } of answers) {
        mark(session, row, 3, { modelId: shown[0]?.modelId ?? "" });
        times.set(row, [...(times.get(row) ?? []), at]);
        at += 1;
      }
    }
    const again = [...times.values()].filter(({ length }) => length > 1);
    expect(times.size).toBe(40);
    expect(again).toHaveLength(8);
    for (const [first = 0, second = 0, third] of again) {
      expect(second - first).toBeGreaterThan(15);
      expect(third).toBeUndefined();
    }
    expect(judgeWork.judgeMeasurement(of).ceiling).toMatchObject({ count: 8, of: 8 });
  });

  it("sees a pair the other way round", async () => {
    const { session, of } = await judged(pairJudge, rowsOf(30));
    const seen = new Map<number, string>();
    let turned = 0;
    for (;;) {
      const { answers } = judgeWork.toMark({ ...of, without: [] });
      if (answers.length === 0) break;
      for (const { row, answers: shown } of answers) {
        const [one, other] = shown.map(({ modelId, repeat }) => ({ modelId, repeat }));
        if (!one || !other) throw new Error("Not a pair");
        if (seen.has(row)) turned += Number(seen.get(row) !== one.modelId);
        seen.set(row, one.modelId);
        voteOn(session, { row, shown: [one, other], better: 0, isBlind: true }, seen.size);
      }
    }
    expect(turned).toBe(6);
    // Who takes the left one whatever it is agrees with nobody.
    expect(judgeWork.judgeMeasurement(of).ceiling).toMatchObject({ count: 0, of: 6 });
  });
});

describe("a grade that was given blind", () => {
  it("counts also when it is changed with the verdict in view, and goes when it is taken away", async () => {
    const { session, of } = await judged(scoreJudge, rowsOf(3));
    for (const row of [0, 1, 2]) mark(session, row, 5);
    mark(session, 1, 3, { isBlind: false });
    const { agreement } = judgeWork.judgeMeasurement(of);
    expect(agreement).toMatchObject({ labels: 3, raw: { count: 0 } });
    expect(await judgeWork.judgeAgain(of)).toMatchObject({ labels: 3, seen: 0 });
    const place = { answer: { modelId: "tuned", repeat: 0 }, graderId: "judge", label: null, isBlind: false };
    markAnswer(session, { ...place, row: 1, score: null }, 9);
    expect(await judgeWork.judgeAgain(of)).toMatchObject({ labels: 2, seen: 0 });
    mark(session, 1, 3, { isBlind: false });
    expect(await judgeWork.judgeAgain(of)).toMatchObject({ labels: 2, seen: 1 });
  });
});

describe("votes from comparisons", () => {
  const judgedAnswer = (runId: string, prompt: string, text: string) =>
    ({ runId, prompt, text }) as unknown as JudgedAnswer;
  const vote = (
    id: string,
    prompt: string,
    [one, other]: readonly [string, string],
    better: 0 | 1 | null,
    more: Partial<Vote> = {},
  ): Vote => ({
    ...{ id, at: 1, task: "", isBlind: true, shown: [], prompt: prompt.slice(0, 20) },
    outcome: better === null ? "both_bad" : "better",
    better: better === null ? null : better === 0 ? "one" : "other",
    answers: [judgedAnswer("one", prompt, one), judgedAnswer("other", prompt, other)],
    ...more,
  });
  const read = (all: readonly Vote[]) =>
    outsideVotes({
      list: ({ blindOnly }) => all.filter(({ isBlind }) => isBlind || !blindOnly),
      get: (id) => all.find((one) => one.id === id) as Vote,
    })();
  const pair = (row: number): [string, string] => [`Answer ${row} of 1`, `Answer ${row} of 0`];

  it("count as labels of a judge of pairs where the question and both answers are the same", async () => {
    const { session, of } = await judged(pairJudge, rowsOf(6));
    const [own, baseline] = pair(3);
    const votes = await read([
      vote("a", "Question 1", pair(1), 0),
      // The other way round, with blanks that nobody sees.
      vote("b", "Question 2", [`${pair(2)[1]}\n`, pair(2)[0]], 0),
      vote("c", "Question 3", [own, baseline], null),
      vote("not blind", "Question 4", pair(4), 0, { isBlind: false }),
      vote("another question", "Question 40", pair(4), 0),
      vote("another answer", "Question 5", [pair(5)[0], "Answer 5, but longer"], 0),
    ]);
    const all = { ...of, votes };
    voteOn(
      session,
      {
        row: 0,
        shown: [
          { modelId: "base", repeat: 0 },
          { modelId: "tuned", repeat: 0 },
        ],
        ...{ better: 1, isBlind: true },
      },
      5,
    );
    expect(await judgeWork.judgeAgain(all)).toMatchObject({ labels: 4, fromVotes: 3 });
    const { agreement } = judgeWork.judgeMeasurement(all);
    // The judge always holds the tuned one's to be better; the person does on rows 0 and 1.
    expect(agreement).toMatchObject({ labels: 4, fromVotes: 3, raw: { count: 2, of: 4 } });
    expect(judgeWork.judgeDisagreements(all)).toMatchObject([
      { row: 2, person: "baseline", judge: "own" },
      { row: 3, person: "tie", judge: "own" },
    ]);
    // They are not asked for again, and correct no rate: nobody drew their rows at random.
    const asked = judgeWork.toMark({ ...all, without: [] }).answers.map(({ row }) => row);
    expect(asked.sort()).toEqual([4, 5]);
    const [correction] = await judgeWork.judgeCorrections({ ...of, passes: null });
    expect(correction?.corrected ?? null).toBeNull();
  });

  it("count together with votes in the evaluation, as what was said before or after", async () => {
    const { session, of } = await judged(pairJudge, rowsOf(2));
    const shown: Parameters<typeof voteOn>[1]["shown"] = [
      { modelId: "tuned", repeat: 0 },
      { modelId: "base", repeat: 0 },
    ];
    voteOn(session, { row: 0, shown, better: 0, isBlind: true }, 5);
    const votes = await read([vote("later", "Question 0", pair(0), 1, { at: 9 })]);
    const { agreement, ceiling } = judgeWork.judgeMeasurement({ ...of, votes });
    expect(ceiling).toMatchObject({ count: 0, of: 1 });
    expect(agreement).toMatchObject({ labels: 1, raw: { count: 0 } });
  });

  it("count once, however many pairs have the same texts", async () => {
    const same = JSON.stringify({ messages: [{ role: "user", content: "Yes or no?" }] });
    const { of } = await judged(pairJudge, [{ text: same }, { text: same }, { text: same }], (_row, model) =>
      model === 0 ? "no" : "yes",
    );
    const votes = await read([
      vote("a", "Yes or no?", ["yes", "no"], 0),
      vote("same", "Yes or no?", ["yes", "yes"], 0),
    ]);
    expect(await judgeWork.judgeAgain({ ...of, votes })).toMatchObject({ labels: 1, fromVotes: 1 });
  });

  it("say nothing where more was asked than the question", async () => {
    const asked = (messages: object[]) => ({ text: JSON.stringify({ messages }) });
    const user = (content: string) => ({ role: "user", content });
    const { of } = await judged(pairJudge, [
      asked([user("Before"), { role: "assistant", content: "Yes" }, user("Question 0")]),
      asked([{ role: "system", content: "Be kind." }, user("Question 1")]),
    ]);
    const votes = await read([0, 1].map((row) => vote(String(row), `Question ${row}`, pair(row), 0)));
    expect(await judgeWork.judgeAgain({ ...of, votes })).toMatchObject({ labels: 1 });
  });
});

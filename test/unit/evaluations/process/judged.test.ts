import { afterEach, describe, expect, it } from "vitest";
import { judgedBy, judgeWorkOf } from "../../../../main/evaluations/process/judging.ts";
import { countsOf, forgetFailed } from "../../../../main/evaluations/process/plan.ts";
import { close } from "../../../../main/evaluations/process/session.ts";
import { countsIn, putAnswers, putJudged } from "../../../../main/evaluations/process/writing.ts";
import { gradesOf } from "../../../../main/evaluations/store/answers.ts";
import { diagnosisOf } from "../../../../main/foundry/error.ts";
import { temporaryProfiles } from "../../profile.ts";
import { equals } from "../opened.ts";
import { answer, answerAll, filled, judge, pairJudge } from "../verdict/filled.ts";

const makeProfile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

const opened = async (...[rows, more]: [Parameters<typeof filled>[1], Parameters<typeof filled>[2]?]) => {
  const one = await filled(makeProfile(), rows, more);
  files.push(one.file);
  return one;
};

const said = { text: '{"reason": "so", "better": "A"}' };
const gone = { diagnosis: diagnosisOf("timed_out") };

describe("a judge of pairs", () => {
  const settings = { graders: [equals, pairJudge] };

  it("does not hold an answer against a baseline's that failed, whichever came first", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { session } = await opened([{}], settings);
      for (const model of order) putAnswers(session, [answer(0, model, model === 0 ? null : "right")]);
      expect(await judgeWorkOf(session, 10, [])).toEqual([]);
      expect(gradesOf(session.database, { row: 0, model: 1, repeat: 0 }, 2).get(1)).toMatchObject({
        score: null,
        error: "baseline_missing",
      });
      expect(countsIn(session)).toEqual(countsOf(session));
    }
  });

  it("waits for the baseline's answer that is asked again", async () => {
    const { session } = await opened([{}], settings);
    putAnswers(session, [answer(0, 0, null), answer(0, 1, "right")]);
    await judgeWorkOf(session, 10, []);
    forgetFailed(session);
    expect(await judgeWorkOf(session, 10, [])).toEqual([]);
    putAnswers(session, [answer(0, 0, "wrong")]);
    expect(await judgeWorkOf(session, 10, [])).toMatchObject([{ task: { row: 0, model: 1, repeat: 0 } }]);
    expect(countsIn(session)).toEqual(countsOf(session));
  });

  it("keeps what it said of other answers when some are asked again", async () => {
    const { session } = await opened([{}, {}], settings);
    answerAll(session, [
      [true, true],
      [false, false],
    ]);
    const works = await judgeWorkOf(session, 10, []);
    for (const { task } of works) await judgedBy(session, task, task.row === 0 ? [said, said] : [gone]);
    forgetFailed(session);
    const kept = session.database.prepare("select distinct row from replies").all();
    expect(kept).toEqual([{ row: 0 }]);
  });
});

describe("counts", () => {
  it("are the same whether they are kept up or counted anew", async () => {
    const { session } = await opened([{}, {}, {}], { graders: [equals, judge, pairJudge] });
    putAnswers(session, [
      answer(0, 0, null),
      answer(0, 1, "right"),
      answer(1, 0, "right"),
      answer(1, 1, null),
    ]);
    expect(countsIn(session)).toEqual(countsOf(session));
    // An answer that failed is no grade that failed.
    expect(countsIn(session)).toMatchObject({ failed: 2, unjudged: 0 });
    const works = await judgeWorkOf(session, 10, []);
    for (const { task } of works) await judgedBy(session, task, [gone]);
    expect(countsIn(session)).toEqual(countsOf(session));
    expect(countsIn(session).unjudged).toBe(works.length);
  });

  it("say nothing of what could not be written down", async () => {
    const { session } = await opened([{}]);
    countsIn(session);
    session.database.exec(
      "create trigger full before insert on measures begin select raise(abort, 'full'); end",
    );
    expect(() => putAnswers(session, [answer(0, 0, "right")])).toThrow("full");
    session.database.exec("drop trigger full");
    expect(countsIn(session)).toEqual(countsOf(session));
    session.database.exec(
      "create trigger late before insert on facts begin select raise(abort, 'full'); end",
    );
    expect(() => putAnswers(session, [answer(0, 0, "right")])).toThrow("full");
    expect(countsIn(session)).toEqual(countsOf(session));
  });
});

describe("what a judge said", () => {
  it("goes with the grade that it was said about", async () => {
    const { session } = await opened([{}], { graders: [judge] });
    putAnswers(session, [answer(0, 0, "right")]);
    const task = { grader: 0, row: 0, model: 0, repeat: 0 };
    const grade = { score: null, passed: null, parts: {}, error: "judge_failed", said: "The server is gone" };
    putJudged(session, task, grade, false);
    forgetFailed(session);
    putJudged(session, task, { ...grade, score: 1, error: null, said: null }, false);
    expect(gradesOf(session.database, task, 1).get(0)).toMatchObject({ score: 1, said: null });
  });
});

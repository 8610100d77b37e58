import { afterEach, describe, expect, it } from "vitest";
import { findingsOf, trustOf } from "../../../../main/evaluations/judges/rules.ts";
import { judgeWork } from "../../../../main/evaluations/judges/work.ts";
import { judgedBy, judgeWorkOf } from "../../../../main/evaluations/process/judging.ts";
import { markAnswer, voteOn } from "../../../../main/evaluations/process/noting.ts";
import { close, type Session } from "../../../../main/evaluations/process/session.ts";
import { putAnswers } from "../../../../main/evaluations/process/writing.ts";
import type { GraderOf } from "../../../../preload/contract/evaluation-graders.ts";
import type { AnswerToMark } from "../../../../preload/contract/judges.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answer, filled } from "../verdict/filled.ts";
import { drawn, labelJudge, pairJudge, scoreJudge } from "./measured.ts";

const makeProfile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

/** Right answers by the second model, wrong ones by the first on a third of the rows; length has nothing to do with it. */
const answerTo = (row: number, model: number) => {
  const isWrong = model === 0 && row % 3 === 0;
  const words = 1 + Math.floor(20 * drawn(`${row} ${model}`));
  return `${isWrong ? "wrong" : "right"} ${"word ".repeat(words).trim()}`;
};

type Says = (asked: string, time: number) => string;

/** The certificate of a judge that says this of what it is asked, for the so-manieth time. */
async function certified(judge: GraderOf<"judge">, says: Says, { rows = 120, marks = 0 } = {}) {
  const { file, session } = await filled(
    makeProfile(),
    Array.from({ length: rows }, () => ({})),
    { graders: [judge], lead: "judge" },
  );
  files.push(file);
  // Nothing is to outlive this test: the disk is not waited for.
  session.database.exec("pragma synchronous = off");
  putAnswers(
    session,
    Array.from({ length: 2 * rows }, (_, at) => answer(at >> 1, at % 2, answerTo(at >> 1, at % 2))),
  );
  const replies = (questions: readonly { messages: readonly { content: string }[] }[], time: number) =>
    questions.map(({ messages }) => says(messages.at(-1)?.content ?? "", time));
  for (const work of await judgeWorkOf(session, 2 * rows, []))
    if (work.kind === "questions")
      await judgedBy(
        session,
        work.task,
        replies(work.questions, 1).map((text) => ({ text })),
      );
  const of = { file, graderId: "judge", votes: [] };
  for (let done = 0; done < marks; ) {
    const { answers } = judgeWork.toMark({ ...of, without: [] });
    for (const one of answers) person(session, judge, one);
    done += answers.length;
    if (answers.length === 0) break;
  }
  for (const work of (await judgeWork.judgeAgain(of)).works)
    if (work.kind === "questions")
      judgeWork.keepAgain({ file, task: work.task, replies: replies(work.questions, 2), spent: [] });
  const measurement = judgeWork.judgeMeasurement(of);
  const findings = findingsOf(measurement, []);
  return { measurement, findings, trust: trustOf(findings) };
}

/** A person who goes by what an answer says grades it blind. */
function person(session: Session, judge: GraderOf<"judge">, { row, answers }: AnswerToMark): void {
  const [one, other] = answers;
  if (!one) return;
  const place = { modelId: one.modelId, repeat: one.repeat };
  if (other) {
    const [left, right] = [isRight(one.text), isRight(other.text)];
    const better = left === right ? null : left ? 0 : 1;
    const shown: [typeof place, typeof place] = [place, { modelId: other.modelId, repeat: other.repeat }];
    voteOn(session, { row, shown, better, isBlind: true }, 1);
    return;
  }
  const own = isRight(one.text);
  const { verdict } = judge;
  const score = verdict.form === "score" ? (own ? 5 : 1) : Number(own);
  const label = verdict.form === "label" ? (verdict.labels[own ? 0 : 1] ?? null) : null;
  markAnswer(session, { row, answer: place, graderId: "judge", score, label, isBlind: true }, 1);
}

const codesOf = ({ findings }: { findings: { code: string; weighs: string }[] }) =>
  findings.map(({ code, weighs }) => `${code} ${weighs}`);

const json = (value: object) => JSON.stringify(value);
const isRight = (text: string | undefined) => text?.startsWith("right") ?? false;
const partsOf = (asked: string) => ({
  a: /\nA=(.*)/.exec(asked)?.[1],
  b: /\nB=(.*)/.exec(asked)?.[1],
});
const better = (value: string) => json({ reason: "So it seems", better: value });
const byContent = (asked: string): string => {
  const { a, b } = partsOf(asked);
  return isRight(a) === isRight(b) ? "tie" : isRight(a) ? "A" : "B";
};

describe("a judge that compares", () => {
  it("and takes the answer shown first in a fifth of the pairs is used with care, and the share is told", async () => {
    const certificate = await certified(
      pairJudge,
      (asked) => {
        const pair = Object.values(partsOf(asked)).sort().join();
        return better(drawn(pair) < 0.2 ? "A" : byContent(asked));
      },
      { rows: 200, marks: 60 },
    );
    const { position } = certificate.measurement;
    expect(position?.first).toMatchObject({ of: 200 });
    expect(position?.first.value).toBeCloseTo(0.2, 1);
    expect(position?.bias.value).toBeCloseTo(0.1, 1);
    expect(codesOf(certificate)).toContain("prefers_first care");
    expect(certificate.trust).toBe("care");
  });

  it("and takes the first in most is not relied on", async () => {
    const certificate = await certified(pairJudge, (asked) =>
      better(drawn(Object.values(partsOf(asked)).sort().join()) < 0.7 ? "A" : byContent(asked)),
    );
    expect(codesOf(certificate)).toContain("prefers_first distrust");
    expect(certificate.trust).toBe("distrust");
  });

  it("and answers at random is not relied on, though it leans to no side", async () => {
    const certificate = await certified(pairJudge, (asked, time) =>
      better(drawn(`${asked} ${time}`) < 0.5 ? "A" : "B"),
    );
    expect(codesOf(certificate)).toContain("at_random distrust");
    expect(codesOf(certificate).filter((code) => code.startsWith("prefers"))).toEqual([]);
  });

  it("and goes by what the answers say is trusted once the person has checked it", async () => {
    const certificate = await certified(pairJudge, (asked) => better(byContent(asked)), { marks: 60 });
    expect(codesOf(certificate)).toEqual(
      expect.arrayContaining(["consistent trust", "no_position trust", "agrees trust"]),
    );
    expect(certificate.trust).toBe("trust");
    expect(certificate.measurement.agreement).toMatchObject({ raw: { value: 1 } });
  });
});

describe("a judge that scores", () => {
  const answerIn = (asked: string) => asked.split("A=")[1] ?? "";
  const score = (value: number) => json({ reason: "So it seems", score: value });

  it("and prefers length is not relied on where the person does not", async () => {
    const says = (asked: string) => score(Math.max(1, Math.min(5, Math.round(answerIn(asked).length / 22))));
    const alone = await certified(scoreJudge, says);
    expect(alone.measurement.length?.judge.value).toBeGreaterThan(0.9);
    expect(codesOf(alone)).toContain("longer_better distrust");
    const checked = await certified(scoreJudge, says, { marks: 60 });
    expect(codesOf(checked)).toEqual(
      expect.arrayContaining(["longer_better distrust", "disagrees distrust"]),
    );
  });

  it("and answers at random is not relied on", async () => {
    const certificate = await certified(
      scoreJudge,
      (asked, time) => score(1 + Math.floor(5 * drawn(`${asked} ${time}`))),
      { marks: 60 },
    );
    expect(codesOf(certificate)).toEqual(
      expect.arrayContaining(["at_random distrust", "no_length trust", "disagrees distrust"]),
    );
    expect(certificate.trust).toBe("distrust");
  });

  it("and is right is trusted once the person has checked it, and not before", async () => {
    const says = (asked: string) => score(isRight(answerIn(asked)) ? 5 : 1);
    expect((await certified(scoreJudge, says)).trust).toBe("care");
    const checked = await certified(scoreJudge, says, { marks: 60 });
    expect(codesOf(checked)).toEqual([
      "consistent trust",
      "no_length trust",
      "agrees trust",
      "ceiling trust",
    ]);
    expect(checked.trust).toBe("trust");
  });
});

describe("a judge that passes or fails", () => {
  it("has its recall of either told, and how many more labels are worth giving", async () => {
    // Lets every second wrong answer pass.
    const says = (asked: string) => {
      const answer = asked.split("A=")[1] ?? "";
      return json({ label: isRight(answer) || drawn(answer) < 0.5 ? "good" : "bad" });
    };
    const { measurement } = await certified(labelJudge, says, { rows: 150, marks: 100 });
    const [good, bad] = measurement.agreement?.recalls ?? [];
    expect(good).toMatchObject({ label: "good", recall: { value: 1 } });
    expect(bad?.label).toBe("bad");
    expect(bad?.recall?.value).toBeLessThan(0.8);
    const { count = 0, of = 0 } = bad?.recall ?? {};
    expect(measurement.agreement?.table?.[1]).toEqual([of - count, count]);
    // Some answers came twice, and this person never wavers.
    expect(measurement.ceiling?.of).toBeGreaterThan(5);
    expect(measurement.ceiling?.value).toBe(1);
    expect(measurement.passes?.sensitivity.count).toBe(measurement.passes?.sensitivity.of);
    expect(measurement.agreement?.more).toBeGreaterThan(0);
  });
});

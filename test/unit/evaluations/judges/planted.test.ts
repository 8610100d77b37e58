import { afterEach, describe, expect, it } from "vitest";
import type { GraderOf } from "../../../../preload/contract/evaluation-graders.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answering } from "../opened.ts";
import { drawn, labelJudge, openedJudges, pairJudge, scoreJudge } from "./measured.ts";

const makeProfile = temporaryProfiles();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const numberIn = (asked: string) => Number(/\d+/.exec(asked)?.[0] ?? 0);
/** Right answers by “tuned”, wrong ones by “base” on a third of the rows; length has nothing to do with it. */
const answerTo = (asked: string, deployment: string) => {
  const isWrong = deployment === "base" && numberIn(asked) % 3 === 0;
  const words = 1 + Math.floor(20 * drawn(`${asked} ${deployment}`));
  return `${isWrong ? "wrong" : "right"} ${"word ".repeat(words).trim()}`;
};

type Says = (asked: string, time: number) => string;

/** The certificate of a judge that says this of what it is asked, for the so-manieth time. */
async function certified(judge: GraderOf<"judge">, says: Says, { rows = 200, marks = 0 } = {}) {
  const times = new Map<string, number>();
  const questions = answering((asked, deployment) => {
    if (deployment !== "judge") return answerTo(asked, deployment);
    const time = (times.get(asked) ?? 0) + 1;
    times.set(asked, time);
    return says(asked, time);
  });
  const app = openedJudges(makeProfile(), questions, { rows });
  closing.push(app.close);
  const id = await app.judged(judge);
  const { handlers } = app;
  for (let done = 0; done < marks; ) {
    const { answers } = await handlers["judges.toMark"]({ evaluationId: id, graderId: "judge", without: [] });
    for (const { row, answers: shown } of answers) {
      const [one, other] = shown;
      if (!one) continue;
      const isRight = (text: string) => text.startsWith("right");
      const place = { modelId: one.modelId, repeat: one.repeat };
      if (other) {
        const [left, right] = [isRight(one.text), isRight(other.text)];
        await app.ask("vote", {
          file: app.fileOf(id),
          row,
          shown: [place, { modelId: other.modelId, repeat: other.repeat }],
          better: left === right ? null : left ? 0 : 1,
          isBlind: true,
        });
      } else {
        const score =
          judge.verdict.form === "score" ? (isRight(one.text) ? 5 : 1) : Number(isRight(one.text));
        const mark = { row, answer: place, graderId: "judge", score, isBlind: true };
        await app.ask("mark", { file: app.fileOf(id), ...mark });
      }
      done += 1;
    }
    if (answers.length === 0) break;
  }
  return app.measured(id);
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
      { marks: 60 },
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
    expect(codesOf(checked)).toEqual(["consistent trust", "no_length trust", "agrees trust"]);
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
    const { measurement } = await certified(labelJudge, says, { rows: 300, marks: 100 });
    const [fail, pass] = measurement.agreement?.recalls ?? [];
    expect(pass).toMatchObject({ label: "pass", recall: { value: 1 } });
    expect(fail?.label).toBe("fail");
    expect(fail?.recall?.value).toBeLessThan(0.8);
    expect(measurement.passes?.sensitivity.count).toBe(measurement.passes?.sensitivity.of);
    expect(measurement.agreement?.more).toBeGreaterThan(0);
  });
});

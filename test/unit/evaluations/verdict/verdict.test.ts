import { afterEach, describe, expect, it } from "vitest";
import { noteRow } from "../../../../main/evaluations/process/noting.ts";
import { close, type Session, sessionOf } from "../../../../main/evaluations/process/session.ts";
import {
  type CountedVerdict,
  type VerdictChoice,
  verdictOf,
} from "../../../../main/evaluations/process/verdict.ts";
import { putAnswers } from "../../../../main/evaluations/process/writing.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import type { ScoreDifference } from "../../../../preload/contract/evaluation-verdicts.ts";
import { temporaryProfiles } from "../../profile.ts";
import { example } from "../../statistics/example.ts";
import { equals, model } from "../opened.ts";
import { answer, answerAll, cells, type FilledRow, filled, judge, judgeAll, pairJudge } from "./filled.ts";

const profile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

const usual: VerdictChoice = { baseline: null, lead: null };

async function opened(rows: readonly FilledRow[], more: Partial<EvaluationSettings> = {}) {
  const made = await filled(profile(), rows, more);
  files.push(made.file);
  return made;
}

const verdictIn = (session: Session, choice = usual): Promise<CountedVerdict> =>
  verdictOf(() => session, choice, true);

const differenceIn = (verdict: CountedVerdict, graderId: string, modelId = "tuned"): ScoreDifference => {
  const found = verdict.differences.find((one) => one.graderId === graderId && one.modelId === modelId);
  if (!found) throw new Error(`No difference by ${graderId}.`);
  return found;
};

const rowsOf = (count: number): FilledRow[] => Array.from({ length: count }, () => ({}));

/** The verdict on cells: of how many rows both are right, only the baseline, only the tuned model, neither. */
async function ofCells(...counts: [number, number, number, number]) {
  const said = cells(...counts);
  const { session } = await opened(rowsOf(said[0]?.length ?? 0));
  answerAll(session, said);
  const verdict = await verdictIn(session);
  return { verdict, difference: differenceIn(verdict, "same") };
}

describe("pass and fail", () => {
  it("has Newcombe's interval, McNemar's mid-p and Wilson's intervals", async () => {
    const { verdict, difference } = await ofCells(43, 5, 12, 40);
    expect(difference).toMatchObject({ unit: "share", rows: 100, better: 12, worse: 5, left: 0, why: null });
    expect(difference.effect?.value).toBeCloseTo(0.07, 10);
    expect(difference.effect?.low).toBeCloseTo(-0.011580514, 9);
    expect(difference.effect?.high).toBeCloseTo(0.1494160858, 9);
    expect(difference.method).toEqual({ interval: "newcombe", test: "mcnemar_mid_p" });
    expect(difference.word).toBe("none");
    expect(difference.means).toEqual({ model: 0.55, baseline: 0.48 });
    const [base] = verdict.scores;
    expect(base?.passed).toEqual(base?.mean);
    expect(base?.method).toBe("wilson");
  });

  it("has the probabilities of the reference", async () => {
    const few = (await ofCells(20, 1, 8, 0)).difference;
    expect(few).toMatchObject({ method: { test: "mcnemar_exact" }, check: null, word: "better" });
    expect(few.p).toBeCloseTo(0.0390625, 10);
    const many = (await ofCells(0, 15, 5, 30)).difference;
    expect(many.p).toBeCloseTo(0.0266036987, 9);
    expect(many.check?.p).toBeCloseTo(0.0413894653, 9);
    expect(many.word).toBe("worse");
  });

  it("says what could not have been seen, as the table of sizes does", async () => {
    const { difference } = await ofCells(40, 10, 10, 40);
    expect(difference).toMatchObject({ word: "none", effect: { value: 0 } });
    expect(100 * (difference.smallest ?? 0)).toBeCloseTo(12.5, 1);
    // Where no row differs, every row that did would have had to differ one way: 7.85 of a hundred.
    const alike = (await ofCells(50, 0, 0, 50)).difference;
    expect(alike).toMatchObject({ word: "none", p: 1 });
    expect(100 * (alike.smallest ?? 0)).toBeCloseTo(7.8489, 3);
  });

  it("never would have seen more than all points", async () => {
    const said = cells(0, 5, 5, 0);
    const many = Array.from({ length: 30 }, (_, place) => ({ ...equals, id: `g${place}` }));
    const { session } = await opened(rowsOf(10), { graders: [equals, ...many], lead: equals.id });
    answerAll(session, said);
    const verdict = await verdictIn(session);
    // 2.8016 / sqrt(10), where nothing is corrected; thirty together leave nothing to be seen.
    expect(differenceIn(verdict, equals.id).smallest).toBeCloseTo(0.886, 3);
    expect(differenceIn(verdict, "g7").smallest).toBe(1);
  });

  it("has Wilson's interval also where all rows pass", async () => {
    const { verdict } = await ofCells(20, 0, 0, 0);
    expect(verdict.scores[0]?.passed?.low).toBeCloseTo(1 - 0.161125, 5);
    expect(verdict.scores[0]?.passed).toMatchObject({ value: 1, high: 1 });
  });
});

describe("scores", () => {
  const judged = { graders: [judge], lead: "judge" };
  const rows = example.cluster.map((group) => ({ group }));

  async function ofExample(clusters: EvaluationSettings["clusters"]) {
    const { session } = await opened(rows, { ...judged, clusters });
    answerAll(session, [rows.map(() => true), rows.map(() => true)]);
    judgeAll(session, 0, 0, example.a);
    judgeAll(session, 0, 1, example.b);
    const verdict = await verdictIn(session);
    return { verdict, difference: differenceIn(verdict, "judge") };
  }

  it("are compared by the paired t test, checked by signs", async () => {
    const { verdict, difference } = await ofExample({ kind: "none" });
    expect(difference).toMatchObject({ unit: "score", word: "better", rows: 16, clusters: null });
    expect(difference.effect?.value).toBeCloseTo(0.05, 10);
    expect(difference.p).toBeCloseTo(0.001884987111, 10);
    expect(difference.effect?.low).toBeCloseTo(0.02166962233, 9);
    expect(difference.effect?.high).toBeCloseTo(0.07833037767, 9);
    expect(difference.check).toEqual({ method: "sign_flip", p: 104 / 65536 });
    const [base] = verdict.scores;
    expect(base).toMatchObject({ passed: null, ungraded: 0 });
  });

  it("of rows in groups have errors between groups, and no verdict below ten of them", async () => {
    const { difference } = await ofExample({ kind: "found" });
    expect(difference.effect?.low).toBeCloseTo(0.0188373797, 9);
    expect(difference.effect?.high).toBeCloseTo(0.0811626203, 9);
    expect(difference.p).toBeCloseTo(0.01120541, 8);
    expect(difference).toMatchObject({
      clusters: { count: 5, largest: 4, isFew: true },
      word: "too_little",
      why: "few_groups",
      smallest: null,
    });
  });
});

describe("a scale of whole steps", () => {
  it("is checked by ranks", async () => {
    const scale = { ...judge, verdict: { form: "score", range: [1, 5], passAt: null } } as typeof judge;
    const { session } = await opened(rowsOf(20), { graders: [scale], lead: "judge" });
    answerAll(session, [new Array(20).fill(true), new Array(20).fill(true)]);
    judgeAll(
      session,
      0,
      0,
      rowsOf(20).map((_, row) => 1 + (row % 4)),
    );
    judgeAll(
      session,
      0,
      1,
      rowsOf(20).map((_, row) => 1 + (row % 4) + Number(row % 5 > 0)),
    );
    const verdict = await verdictIn(session);
    const difference = differenceIn(verdict, "judge");
    expect(difference).toMatchObject({ unit: "score", word: "better", better: 16, worse: 0 });
    // Sixteen rows that all rose: half to the fifteenth.
    expect(difference.check).toEqual({ method: "signed_rank", p: 0.5 ** 15 });
    // Differences of 0 and 1 are no shares.
    expect(difference.method.interval).toBe("t");
  });
});

describe("what is not graded", () => {
  it("is left out and counted, with its reasons, and is never 0", async () => {
    const said = cells(30, 4, 6, 20);
    const { session } = await opened(rowsOf(60));
    answerAll(session, [said[0] ?? [], (said[1] ?? []).map((right, row) => (row < 2 ? null : right))]);
    const verdict = await verdictIn(session);
    expect(verdict.scores[1]).toMatchObject({ rows: 58, ungraded: 2 });
    expect(verdict.scores[1]?.reasons).toEqual([{ code: expect.any(String), rows: 2 }]);
    expect(verdict.scores[1]?.mean?.value).toBeCloseTo(34 / 58, 10);
    expect(differenceIn(verdict, "same")).toMatchObject({ rows: 58, left: 2, why: null });
  });

  it("withholds the verdict where it is uneven, much, or leaves too few", async () => {
    const none = async (rows: number, ungraded: [number, number]) => {
      const { session } = await opened(rowsOf(rows));
      answerAll(
        session,
        ungraded.map((without) => Array.from({ length: rows }, (_, row) => (row < without ? null : true))),
      );
      return differenceIn(await verdictIn(session), "same");
    };
    expect(await none(100, [0, 6])).toMatchObject({ word: "too_little", why: "uneven" });
    expect(await none(100, [0, 5])).toMatchObject({ word: "none", why: null });
    expect(await none(100, [51, 51])).toMatchObject({ why: "half_graded", left: 51 });
    expect(await none(9, [0, 0])).toMatchObject({ why: "few_rows" });
    expect(await none(5, [5, 0])).toMatchObject({ why: "few_rows", effect: null, p: null, means: null });
  });

  it("does not count rows that have not been asked yet", async () => {
    const { session } = await opened(rowsOf(100));
    answerAll(session, [new Array(40).fill(true), new Array(20).fill(true)]);
    expect(differenceIn(await verdictIn(session), "same")).toMatchObject({ rows: 20, left: 20, why: null });
  });
});

describe("several comparisons", () => {
  const models = [model("base"), model("tuned"), model("other"), model("third")];

  it("by the lead are corrected by Holm, the others by Benjamini and Hochberg, each with their number", async () => {
    const again = { ...equals, id: "again" };
    const { session } = await opened(rowsOf(60), { models, graders: [again, equals], lead: "same" });
    const [base = [], tuned = []] = cells(20, 5, 15, 20);
    const [, other = []] = cells(20, 5, 15, 20);
    answerAll(session, [base, tuned, other, base]);
    const verdict = await verdictIn(session);
    expect(verdict.differences.map(({ graderId }) => graderId)).toEqual([
      ...["same", "same", "same"],
      ...["again", "again", "again"],
    ]);
    const planned = differenceIn(verdict, "same");
    expect(planned.correction).toEqual({ count: 3, method: "holm" });
    expect(planned.p).toBeCloseTo(0.0266036987, 9);
    expect(planned.adjusted).toBeCloseTo(3 * 0.0266036987, 8);
    // Clear by itself, not among three.
    expect(planned.word).toBe("none");
    const browsed = differenceIn(verdict, "again");
    expect(browsed.correction).toEqual({ count: 3, method: "benjamini_hochberg" });
    expect(browsed.adjusted).toBeCloseTo(1.5 * 0.0266036987, 8);
    expect(browsed.word).toBe("better");
  });

  it("were not planned where another lead or baseline was chosen after the run", async () => {
    const again = { ...equals, id: "again" };
    const { session } = await opened(rowsOf(60), { models, graders: [equals, again], lead: null });
    const [base = [], tuned = []] = cells(20, 5, 15, 20);
    answerAll(session, [base, tuned, base, base]);
    const correctionWith = async (choice: VerdictChoice) =>
      (await verdictIn(session, choice)).differences.map(({ graderId, correction }) => [
        graderId,
        correction.method,
        correction.count,
      ])[0];
    expect(await correctionWith({ baseline: "base", lead: "same" })).toEqual(["same", "holm", 3]);
    const browsed = ["benjamini_hochberg", 6];
    expect(await correctionWith({ baseline: null, lead: "again" })).toEqual(["again", ...browsed]);
    expect(await correctionWith({ baseline: "other", lead: null })).toEqual(["same", ...browsed]);
  });

  it("can be against another baseline, with another lead", async () => {
    const { session } = await opened(rowsOf(40), { models: models.slice(0, 3) });
    answerAll(session, [...cells(20, 0, 10, 10), new Array(40).fill(false)]);
    const verdict = await verdictIn(session, { baseline: "other", lead: null });
    expect(verdict.baselineId).toBe("other");
    expect(differenceIn(verdict, "same", "base")).toMatchObject({ word: "better", baselineId: "other" });
    for (const baseline of ["gone", false] as const)
      await expect(verdictIn(session, { baseline, lead: null })).resolves.toMatchObject({
        baselineId: null,
        differences: [],
      });
  });
});

describe("a judge that compares", () => {
  it("gives wins, with ties as half, tested by the sign test", async () => {
    const { session } = await opened(rowsOf(40), { graders: [pairJudge], lead: "pair" });
    answerAll(session, [new Array(40).fill(true), new Array(40).fill(true)]);
    const wins = [...new Array(25).fill(1), ...new Array(10).fill(0), ...new Array(5).fill(0.5)];
    judgeAll(session, 0, 1, wins);
    const verdict = await verdictIn(session);
    const difference = differenceIn(verdict, "pair");
    expect(difference).toMatchObject({ unit: "wins", rows: 40, better: 25, worse: 10, word: "better" });
    expect(difference.means?.model).toBeCloseTo(27.5 / 40, 10);
    expect(difference.effect?.value).toBeCloseTo(15 / 40, 10);
    expect(difference.p).toBeCloseTo(0.0113309842, 9);
    const score = verdict.scores[1];
    expect(score?.passed?.value).toBeCloseTo(25 / 35, 10);
    expect(score?.mean?.value).toBeCloseTo(27.5 / 40, 10);
    expect(verdict.front).toEqual([{ graderId: "pair", modelIds: ["tuned"] }]);
  });
});

describe("repeats", () => {
  it("are averaged inside a row, and their spread is told apart", async () => {
    const { session } = await opened(rowsOf(30), { repeats: 2 });
    putAnswers(
      session,
      rowsOf(30).flatMap((_, row) =>
        [0, 1].flatMap((repeat) => [
          answer(row, 0, repeat === 0 ? "right" : "wrong", { repeat }),
          answer(row, 1, row % 3 === 0 && repeat === 1 ? "wrong" : "right", { repeat }),
        ]),
      ),
    );
    const verdict = await verdictIn(session);
    const difference = differenceIn(verdict, "same");
    expect(difference).toMatchObject({ unit: "share", rows: 30, better: 20, word: "better" });
    expect(difference.effect?.value).toBeCloseTo(1 / 3, 10);
    expect(difference.method).toEqual({ interval: "t", test: "paired_t" });
    // All rows of the baseline are half right: t says nothing of them, which is no interval of no width.
    expect(verdict.scores[0]).toMatchObject({ method: "bounded", mean: { value: 0.5 } });
    expect(verdict.scores[0]?.mean?.low).toBeLessThan(0.5);
    expect(verdict.scores[0]?.spread.within).toBeCloseTo(Math.sqrt(0.5), 10);
    expect(verdict.scores[0]?.mean?.value).toBe(0.5);
  });
});

describe("cost and time", () => {
  it("stand beside quality, by medians and means, against the baseline", async () => {
    const { session } = await opened(rowsOf(20));
    putAnswers(
      session,
      rowsOf(20).flatMap((_, row) => [
        answer(row, 0, "right", { total: 1000 + row }),
        answer(row, 1, row < 15 ? "right" : "wrong", {
          total: row === 0 ? 90_000 : 700 + row,
          cost: { amount: 0.2, currency: "USD" },
        }),
      ]),
    );
    const verdict = await verdictIn(session);
    const [base, tuned] = verdict.measured;
    expect(base).toMatchObject({ against: null, cost: { perAnswer: { amount: 0.5, currency: "USD" } } });
    expect(base?.total?.value).toBe(1009.5);
    expect(tuned?.against?.total).toEqual({ value: -300, low: -300, high: -300 });
    expect(tuned?.against?.cost?.value).toBeCloseTo(-0.3, 10);
    expect(tuned?.tokens).toEqual({ question: 10, answer: 5 });
    // Cheaper and quicker, but not as good: neither beats the other.
    expect(verdict.front[0]?.modelIds).toEqual(["base", "tuned"]);
  });

  it("put no model on the front of which nothing was graded", async () => {
    const { session } = await opened(rowsOf(12));
    answerAll(session, [new Array(12).fill(true), new Array(12).fill(null)]);
    expect((await verdictIn(session)).front[0]?.modelIds).toEqual(["base"]);
  });
});

describe("a verdict", () => {
  it("is told also where its file takes it no more", async () => {
    const { session, file } = await opened(rowsOf(12));
    answerAll(session, cells(6, 3, 2, 1));
    session.database.exec(`create trigger full before insert on facts when new.name = 'verdict'
      begin select raise(fail, 'database or disk is full'); end`);
    const first = await verdictIn(session);
    expect(differenceIn(first, "same").rows).toBe(12);
    close(file);
    expect(await verdictIn(sessionOf(file))).toEqual(first);
  });

  it("is kept until answers change, also in the file, and not touched by notes", async () => {
    const { session, file } = await opened(rowsOf(12));
    answerAll(session, [new Array(11).fill(true), new Array(11).fill(true)]);
    const first = await verdictIn(session);
    expect((await verdictIn(session)).scores).toBe(first.scores);
    noteRow(session, { row: 0, note: "Look", label: null });
    const noted = await verdictIn(session);
    expect(noted.scores).toBe(first.scores);
    expect(noted.stamp).toBeGreaterThan(first.stamp);
    close(file);
    const reopened = sessionOf(file);
    reopened.database.exec("delete from grades");
    expect((await verdictIn(reopened)).differences).toEqual(first.differences);
    putAnswers(reopened, [answer(11, 0, "right"), answer(11, 1, "right")]);
    expect(differenceIn(await verdictIn(reopened), "same").rows).toBe(1);
  });
});

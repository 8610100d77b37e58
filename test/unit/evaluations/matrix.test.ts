import { afterEach, describe, expect, it } from "vitest";
import { matrixOf } from "../../../main/evaluations/process/matrix.ts";
import { noteRow } from "../../../main/evaluations/process/noting.ts";
import { rowIn } from "../../../main/evaluations/process/row.ts";
import { close, type Session } from "../../../main/evaluations/process/session.ts";
import { putAnswers } from "../../../main/evaluations/process/writing.ts";
import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { temporaryProfiles } from "../profile.ts";
import { model } from "./opened.ts";
import { answer, answerAll, type FilledRow, filled, judgeAll, pairJudge } from "./verdict/filled.ts";

const profile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

const plain: MatrixView = {
  search: "",
  graderId: "same",
  baseline: null,
  filter: "all",
  modelId: null,
  tag: null,
  label: null,
  sort: "row",
  isDescending: false,
  groupBy: "none",
};

async function opened(rows: readonly FilledRow[], more: Partial<EvaluationSettings> = {}): Promise<Session> {
  const { file, session } = await filled(profile(), rows, more);
  files.push(file);
  return session;
}

const windowOf = (session: Session, view: Partial<MatrixView>, from = 0, count = 100) =>
  matrixOf(() => session, { ...plain, ...view }, from, count);
const rowsOf = async (session: Session, view: Partial<MatrixView>) =>
  (await windowOf(session, view)).rows.map(({ row }) => row);

/** Six rows: the tuned model mends row 1, breaks rows 2 and 3; row 4 fails with it; nothing was asked of row 5. */
async function six(): Promise<Session> {
  const tags = [["b"], ["a"], ["b"], ["a", "b"], [], []];
  const session = await opened(tags.map((own) => ({ tags: own })));
  answerAll(session, [
    [true, false, true, true, true],
    [true, true, false, false, null],
  ]);
  return session;
}

describe("the matrix", () => {
  it("has rows in their order with what every model came to", async () => {
    const session = await six();
    const { rows, total } = await windowOf(session, {}, 1, 2);
    expect(total).toBe(6);
    expect(rows.map(({ row }) => row)).toEqual([1, 2]);
    expect(rows[0]).toMatchObject({
      key: 2,
      asked: "Question 1",
      reference: "right",
      tags: ["a"],
      group: null,
    });
    expect(rows[0]?.cells).toEqual([
      { score: 0, passed: false, answers: 1, failed: 0, ungraded: 0, range: null, beginning: "wrong" },
      { score: 1, passed: true, answers: 1, failed: 0, ungraded: 0, range: null, beginning: "right" },
    ]);
    const [failed] = (await windowOf(session, {}, 4, 1)).rows;
    expect(failed?.cells[1]).toMatchObject({ score: null, passed: null, answers: 1, failed: 1, ungraded: 1 });
    expect((await windowOf(session, {}, 5, 9)).rows.map(({ row }) => row)).toEqual([5]);
    expect(await rowsOf(session, { isDescending: true })).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it("begins an answer that is only a call of a tool with the call", async () => {
    const session = await opened([{}]);
    const calls = [{ name: "weigh", arguments: '{"metal":"tin"}' }];
    putAnswers(session, [answer(0, 0, "", { end: "tool_calls", calls }), answer(0, 1, "right", { calls })]);
    const [row] = (await windowOf(session, {})).rows;
    expect(row?.cells.map(({ beginning }) => beginning)).toEqual(['weigh {"metal":"tin"}', "right"]);
  });

  it("has the mean and the range of repeats", async () => {
    const session = await opened([{}], { repeats: 2 });
    putAnswers(session, [answer(0, 0, "right"), answer(0, 0, "wrong", { repeat: 1 })]);
    const [row] = (await windowOf(session, {})).rows;
    expect(row?.cells[0]).toMatchObject({ score: 0.5, passed: false, answers: 2, range: [0, 1] });
  });

  it("is filtered to what changed, is worse or better, failed, or is not graded", async () => {
    const session = await six();
    expect(await rowsOf(session, { filter: "changed" })).toEqual([1, 2, 3]);
    expect(await rowsOf(session, { filter: "worse" })).toEqual([2, 3]);
    expect(await rowsOf(session, { filter: "better" })).toEqual([1]);
    expect(await rowsOf(session, { filter: "failed" })).toEqual([1, 2, 3]);
    expect(await rowsOf(session, { filter: "failed", modelId: "tuned" })).toEqual([2, 3]);
    expect(await rowsOf(session, { filter: "ungraded" })).toEqual([4]);
    expect(await rowsOf(session, { filter: "ungraded", modelId: "base" })).toEqual([]);
  });

  it("is against another baseline where one is named, and against none", async () => {
    const session = await six();
    expect(await rowsOf(session, { filter: "worse", baseline: "tuned" })).toEqual([1]);
    expect(await rowsOf(session, { filter: "better", baseline: "tuned" })).toEqual([2, 3]);
    expect(await rowsOf(session, { filter: "worse", baseline: false })).toEqual([]);
    expect(await rowsOf(session, { filter: "changed", baseline: false })).toEqual([1, 2, 3]);
  });

  it("finds what fails also where there is only the baseline", async () => {
    const session = await opened([{}, {}], { models: [model("base")] });
    answerAll(session, [[true, false]]);
    expect(await rowsOf(session, { filter: "failed" })).toEqual([1]);
  });

  it("is filtered to a tag, a label and what is noted, and after a change anew", async () => {
    const session = await six();
    expect(await rowsOf(session, { tag: "a" })).toEqual([1, 3]);
    expect(await rowsOf(session, { filter: "noted" })).toEqual([]);
    noteRow(session, { row: 2, note: "Look", label: null });
    noteRow(session, { row: 5, note: "", label: "odd" });
    expect(await rowsOf(session, { filter: "noted" })).toEqual([2, 5]);
    expect(await rowsOf(session, { label: "odd" })).toEqual([5]);
  });

  it("is searched in questions, references, notes and answers", async () => {
    const session = await six();
    noteRow(session, { row: 5, note: "Pelikan", label: null });
    expect(await rowsOf(session, { search: "QUESTION 3" })).toEqual([3]);
    expect(await rowsOf(session, { search: "pelikan" })).toEqual([5]);
    expect(await rowsOf(session, { search: "wrong" })).toEqual([1, 2, 3]);
  });

  it("is ordered by score, difference and spread, what is not known last either way", async () => {
    const session = await six();
    expect(await rowsOf(session, { sort: "score", modelId: "tuned" })).toEqual([2, 3, 0, 1, 4, 5]);
    expect(await rowsOf(session, { sort: "score", modelId: "tuned", isDescending: true })).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(await rowsOf(session, { sort: "difference" })).toEqual([2, 3, 0, 1, 4, 5]);
    expect((await rowsOf(session, { sort: "spread", isDescending: true })).slice(0, 3)).toEqual([1, 2, 3]);
  });

  it("puts rows of one group together and says where it begins", async () => {
    const session = await six();
    const { rows } = await windowOf(session, { groupBy: "tag" });
    expect(rows.map(({ row, group }) => [row, group])).toEqual([
      [4, { name: "", rows: 2 }],
      [5, null],
      [1, { name: "a", rows: 1 }],
      [3, { name: "a, b", rows: 1 }],
      [0, { name: "b", rows: 2 }],
      [2, null],
    ]);
  });

  it("takes a judge that compares as wins and losses against the baseline", async () => {
    const session = await opened([{}, {}, {}], { graders: [pairJudge], lead: "pair" });
    answerAll(session, [new Array(3).fill(true), new Array(3).fill(true)]);
    judgeAll(session, 0, 1, [1, 0.5, 0]);
    const view = { graderId: "pair" };
    expect(await rowsOf(session, { ...view, filter: "better" })).toEqual([0]);
    expect(await rowsOf(session, { ...view, filter: "worse" })).toEqual([2]);
    expect(await rowsOf(session, { ...view, filter: "changed" })).toEqual([0, 2]);
    expect(await rowsOf(session, { ...view, sort: "difference" })).toEqual([2, 1, 0]);
  });
});

describe("a row in full", () => {
  const png = "data:image/png;base64,iVBORw0KGgo=";
  const called = (city: string) => ({
    id: city,
    type: "function",
    function: { name: "weather", arguments: JSON.stringify({ city }) },
  });

  it("has the pictures and the calls in what it asks, and the calls that are its answer", async () => {
    const text = JSON.stringify({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Where?" },
            { type: "image_url", image_url: { url: png } },
          ],
        },
        { role: "assistant", content: null, tool_calls: [called("Fürth")] },
        { role: "tool", tool_call_id: "Fürth", content: "Rain" },
        { role: "assistant", content: null, tool_calls: [called("Plön")] },
      ],
    });
    const session = await opened([{ text }, {}]);
    const { messages, reference, expectedCalls } = rowIn(session, 0);
    expect(messages).toEqual([
      { role: "user", content: "Where?", calls: [], images: [png] },
      {
        role: "assistant",
        content: "",
        calls: [{ name: "weather", arguments: '{"city":"Fürth"}' }],
        images: [],
      },
      { role: "tool", content: "Rain", calls: [], images: [] },
    ]);
    expect(reference).toBeNull();
    expect(expectedCalls).toEqual([{ name: "weather", arguments: '{"city":"Plön"}' }]);
    expect(rowIn(session, 1)).toMatchObject({ reference: "right", expectedCalls: [] });
  });
});

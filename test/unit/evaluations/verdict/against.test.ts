import { afterEach, describe, expect, it } from "vitest";
import { againstOf } from "../../../../main/evaluations/process/against.ts";
import { close } from "../../../../main/evaluations/process/session.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import { temporaryProfiles } from "../../profile.ts";
import { equals } from "../opened.ts";
import { answerAll, type FilledRow, filled, pairJudge, rightRow } from "./filled.ts";

const profile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

const models = { modelId: "tuned", otherModelId: "base" };

async function opened(
  name: string,
  rows: readonly FilledRow[],
  more: Parameters<typeof filled>[2],
  said: readonly boolean[][],
) {
  const { file, session } = await filled(profile(), rows, more, name);
  files.push(file);
  answerAll(session, said);
  return () => session;
}

const rowsFrom = (first: number, count: number): FilledRow[] =>
  Array.from({ length: count }, (_, row) => ({ key: 100 + row, text: rightRow(first + row) }));

describe("another evaluation", () => {
  it("is held against row by row: what both were asked, in whatever order", async () => {
    // Rows 10 to 39 are in both; the tuned model is wrong on three of them that the old one had right.
    const now = await opened("now", rowsFrom(10, 40), {}, [
      new Array(40).fill(true),
      Array.from({ length: 40 }, (_, row) => ![0, 5, 29].includes(row)),
    ]);
    const before = await opened("before", rowsFrom(0, 40).toReversed(), {}, [new Array(40).fill(true)]);
    const found = await againstOf(now, before, models);
    expect(found.rows).toEqual({ both: 30, only: 10, onlyOther: 10 });
    expect(found.differences).toHaveLength(1);
    expect(found.differences[0]).toMatchObject({ graderId: "same", rows: 30, worse: 3, better: 0 });
    expect(found.worse).toBe(3);
    expect(found.regressions).toEqual([
      { row: 0, otherRow: 29, asked: "Question 10", before: 1, after: 0 },
      { row: 5, otherRow: 24, asked: "Question 15", before: 1, after: 0 },
      { row: 29, otherRow: 0, asked: "Question 39", before: 1, after: 0 },
    ]);
  });

  it("of another dataset is paired by what is asked, whatever else the row says", async () => {
    const renamed = Array.from({ length: 12 }, (_, row) => ({
      text: JSON.stringify({
        id: row,
        messages: [
          { role: "user", content: `Question ${row}` },
          { role: "assistant", content: "right" },
        ],
      }),
    }));
    const data = { datasetId: "other", part: null, rows: null, seed: 1 };
    const now = await opened("now", rowsFrom(0, 12), {}, [[], new Array(12).fill(true)]);
    const before = await opened("before", renamed, { data }, [new Array(12).fill(true)]);
    expect((await againstOf(now, before, models)).rows).toEqual({ both: 12, only: 0, onlyOther: 0 });
    const sameData = await opened("same", renamed, {}, [new Array(12).fill(true)]);
    expect((await againstOf(now, sameData, models)).rows.both).toBe(0);
  });

  it("pairs each of several equal rows once", async () => {
    const twice = [{ text: rightRow(1) }, { text: rightRow(1) }, { text: rightRow(2) }];
    const now = await opened("now", twice, {}, [[], [true, true, true]]);
    const before = await opened("before", twice.slice(1), {}, [[true, true]]);
    expect((await againstOf(now, before, models)).rows).toEqual({ both: 2, only: 1, onlyOther: 0 });
  });

  it("compares by graders that grade in the same way, whatever they are called", async () => {
    const strict = { ...equals, id: "strict", ignoreBlanks: false };
    const composed: EvaluationGrader = { id: "all", name: "All", kind: "all", of: ["same"] };
    const graders = [composed, equals, strict, pairJudge];
    const now = await opened("now", rowsFrom(0, 12), { graders }, [[], new Array(12).fill(true)]);
    const renamed = { ...equals, id: "x", name: "X" };
    const others: EvaluationGrader[] = [renamed, { id: "y", name: "All", kind: "all", of: ["x"] }];
    const before = await opened("before", rowsFrom(0, 12), { graders: others, lead: "x" }, [
      new Array(12).fill(true),
    ]);
    const found = await againstOf(now, before, models);
    expect(found.differences.map(({ graderId }) => graderId)).toEqual(["same", "all"]);
    expect(found.unlike).toEqual(["strict", "pair"]);
  });

  it("is refused for a model that is not there", async () => {
    const now = await opened("now", rowsFrom(0, 3), {}, []);
    await expect(againstOf(now, now, { ...models, otherModelId: "gone" })).rejects.toMatchObject({
      diagnosis: { code: "not_found" },
    });
  });
});

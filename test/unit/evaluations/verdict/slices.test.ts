import { afterEach, describe, expect, it } from "vitest";
import { noteRow } from "../../../../main/evaluations/process/noting.ts";
import { close, type Session } from "../../../../main/evaluations/process/session.ts";
import { type SliceRequest, sliceFieldsOf, slicesOf } from "../../../../main/evaluations/process/slices.ts";
import { slicesByLength } from "../../../../main/evaluations/verdict/slices.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answerAll, filled } from "./filled.ts";

const profile = temporaryProfiles();
const files: string[] = [];
afterEach(() => {
  for (const file of files.splice(0)) close(file);
});

/** Sixty rows; the tuned model is wrong on those of the odd topic. */
async function opened(): Promise<Session> {
  const rows = Array.from({ length: 60 }, (_, row) => ({
    tags: row < 20 ? ["new", "hard"] : row < 40 ? ["hard"] : [],
    language: row < 30 ? "de" : null,
  }));
  const made = await filled(profile(), rows);
  files.push(made.file);
  answerAll(made.session, [new Array(60).fill(true), rows.map((_, row) => row % 2 === 0)]);
  return made.session;
}

const asked = (session: Session, by: SliceRequest["by"]) =>
  slicesOf(() => session, { by, graderId: "same", modelId: "tuned", baseline: null });

describe("slices", () => {
  it("are by the values of a field, each corrected for all of them", async () => {
    const session = await opened();
    const { slices, more } = await asked(session, { field: "topic" });
    expect(more).toBe(0);
    const found = slices.map(({ name, rows, difference, score }) => [
      name,
      rows,
      difference?.word,
      score.mean?.value,
    ]);
    expect(found).toEqual([
      ["even", 30, "none", 1],
      ["odd", 30, "worse", 0],
    ]);
    expect(slices[1]?.difference?.correction).toEqual({ count: 2, method: "benjamini_hochberg" });
    // Half to the thirtieth, twice for both sides, twice for two slices.
    expect(slices[1]?.difference?.adjusted).toBeCloseTo(2 * (2 * 0.5 ** 30 - 0.5 ** 30), 14);
  });

  it("are by each tag of a row, by language and label, with what has none under no name", async () => {
    const session = await opened();
    noteRow(session, { row: 3, note: "", label: "odd one" });
    const names = async (by: SliceRequest["by"]) =>
      (await asked(session, by)).slices.map(({ name, rows }) => [name, rows]);
    expect(await names("tag")).toEqual([
      ["hard", 40],
      ["new", 20],
      ["", 20],
    ]);
    expect(await names("language")).toEqual([
      ["de", 30],
      ["", 30],
    ]);
    expect(await names("label")).toEqual([
      ["", 59],
      ["odd one", 1],
    ]);
  });

  it("say of each what could not be graded, and why", async () => {
    const rows = Array.from({ length: 30 }, (_, row) => ({ tags: row < 10 ? ["new"] : [] }));
    const { file, session } = await filled(profile(), rows);
    files.push(file);
    answerAll(session, [new Array(30).fill(true), rows.map((_, row) => (row < 4 ? null : true))]);
    const { slices } = await asked(session, "tag");
    const told = slices.map(({ name, score: { ungraded, reasons } }) => ({ name, ungraded, reasons }));
    expect(told).toEqual([
      { name: "", ungraded: 0, reasons: [] },
      { name: "new", ungraded: 4, reasons: [{ code: "answer_missing", rows: 4 }] },
    ]);
  });

  it("are quarters by length, with rows of the same length together", () => {
    const quarters = slicesByLength(Int32Array.from([5, 1, 2, 3, 4, 6, 7, 8]));
    expect(quarters.map(({ name, length }) => [name, length]).sort()).toEqual([
      ["1", [1, 2]],
      ["2", [3, 4]],
      ["3", [5, 6]],
      ["4", [7, 8]],
    ]);
    expect(slicesByLength(new Int32Array(9).fill(3)).map(({ rows }) => rows.length)).toEqual([9]);
  });

  it("are offered by fields of few values only", async () => {
    expect(sliceFieldsOf(await opened())).toEqual(["topic"]);
  });

  it("are refused for a model that is not there", async () => {
    const session = await opened();
    const request = { by: "tag", graderId: "same", modelId: "gone", baseline: null } as const;
    await expect(slicesOf(() => session, request)).rejects.toMatchObject({
      diagnosis: { code: "not_found" },
    });
  });
});

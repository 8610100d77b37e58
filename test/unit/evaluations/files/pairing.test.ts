import { expect, it } from "vitest";
import type { EvaluationRecord } from "../../../../main/evaluations/files/format/records.ts";
import { pairedRows, rowScores } from "../../../../main/evaluations/files/pairing.ts";
import { answered, sampleRow } from "./sample.ts";

async function* stream(records: EvaluationRecord[]) {
  yield* records;
}

it("pairs rows by what they ask, wherever they stand, and averages repeats inside a row", async () => {
  const by = { modelId: "base", graderId: "exact" };
  const before = await rowScores(
    stream([
      sampleRow(0, "France", "Paris"),
      ...answered(0, "base", "x", [0, null]),
      sampleRow(1, "Turkey", "Ankara"),
      ...answered(1, "base", "x", [1, null]),
      sampleRow(2, "Spain", "Madrid"),
      ...answered(2, "base", "x", [1, null]),
      // The same question once more is a row of its own.
      sampleRow(3, "France", "Paris"),
      ...answered(3, "base", "x", [1, null]),
    ]),
    by,
  );
  const after = await rowScores(
    stream([
      sampleRow(0, "Turkey", "Ankara"),
      ...answered(0, "base", "x", [1, null]),
      ...answered(0, "base", "y", [0, null], { repeat: 1 }),
      ...answered(0, "tuned", "z", [0, null]),
      sampleRow(1, "France", "Paris"),
      ...answered(1, "base", "x", [1, null]),
      sampleRow(2, "Italy", "Rome"),
      ...answered(2, "base", "x", [1, null]),
      sampleRow(3, "Spain", "Madrid"),
      ...answered(3, "base", "x", [null, null]),
    ]),
    by,
  );
  expect(after.ungraded).toBe(1);
  const { pairs, onlyBefore, onlyAfter } = pairedRows(before, after);
  expect(pairs.map(({ before: old, after: now }) => [old.row, now.row, old.score, now.score])).toEqual([
    [1, 0, 1, 0.5],
    [0, 1, 0, 1],
  ]);
  expect([onlyBefore, onlyAfter]).toEqual([2, 1]);
});

import { afterEach, expect, it } from "vitest";
import { clustersIn } from "../../../../main/evaluations/process/grader-scores.ts";
import { measuresIn } from "../../../../main/evaluations/process/measures.ts";
import { scoresOf } from "../../../../main/evaluations/process/scores.ts";
import {
  close,
  closeAll,
  type OpenSession,
  sessionOf,
} from "../../../../main/evaluations/process/session.ts";
import { slicesOf } from "../../../../main/evaluations/process/slices.ts";
import { putAnswers } from "../../../../main/evaluations/process/writing.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answer, filled } from "../verdict/filled.ts";

const makeProfile = temporaryProfiles();
afterEach(closeAll);

const rows = 6001;

/** Rows in groups of three, of which each fifth has no answer, and each fourth answer is wrong. */
async function large() {
  const all = Array.from({ length: rows }, (_, row) => ({
    group: Math.floor(row / 3),
    tags: row % 2 === 0 ? ["even"] : [],
  }));
  const { file, session } = await filled(makeProfile(), all, { clusters: { kind: "found" } });
  const answered = all.flatMap((_, row) => (row % 5 === 0 ? [] : row));
  putAnswers(
    session,
    answered.map((row) => answer(row, 0, row % 4 === 0 ? "wrong" : "right", { total: row })),
  );
  return file;
}

/** What work comes to whose file is closed in each of its pauses, and how many there were. */
function interrupted<Value>(file: string, work: (open: OpenSession) => Generator<void, Value>) {
  const steps = work(() => sessionOf(file));
  let pauses = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { value: step.value, pauses };
    pauses += 1;
    close(file);
  }
}

it("pauses after each stretch of rows, and goes on where the file was closed meanwhile", async () => {
  const file = await large();
  const scores = interrupted(file, (open) => scoresOf(open, 0, 0));
  expect(scores.pauses).toBeGreaterThanOrEqual(4);
  const expected = Array.from({ length: rows }, (_, row) =>
    row % 5 === 0 ? Number.NaN : Number(row % 4 > 0),
  );
  expect([...scores.value.means]).toEqual(expected);
  const measures = interrupted(file, (open) => measuresIn(open, 0));
  expect(measures.pauses).toBeGreaterThanOrEqual(4);
  expect([...measures.value.total]).toEqual(
    expected.map((score, row) => (Number.isNaN(score) ? score : row)),
  );
  expect(measures.value.answers).toBe(expected.filter((score) => !Number.isNaN(score)).length);
  const clusters = interrupted(file, clustersIn);
  expect(clusters.pauses).toBeGreaterThanOrEqual(1);
  expect([...clusters.value]).toEqual(expected.map((_, row) => Math.floor(row / 3)));
});

it("slices by a column of all rows", async () => {
  const file = await large();
  const request = { graderId: "same", modelId: "base", baseline: null };
  const { slices } = await slicesOf(() => sessionOf(file), { ...request, by: "tag" });
  expect(slices.map(({ name, rows }) => [name, rows])).toEqual([
    ["even", 3001],
    ["", 3000],
  ]);
});

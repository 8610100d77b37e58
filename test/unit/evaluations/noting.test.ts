import { expect, it } from "vitest";
import { namesIn } from "../../../main/evaluations/process/names.ts";
import { markAnswer, noteRow } from "../../../main/evaluations/process/noting.ts";
import { rowIn } from "../../../main/evaluations/process/row.ts";
import { temporaryProfiles } from "../profile.ts";
import { answerAll, filled } from "./verdict/filled.ts";

const profile = temporaryProfiles();

it("knows the tags and labels that a matrix can be filtered by, each once and in order", async () => {
  const { session } = await filled(profile(), [{ tags: ["ore", "alloy"] }, { tags: ["ore"] }, {}]);
  expect(namesIn(session)).toEqual({ tags: ["alloy", "ore"], labels: [] });
  noteRow(session, { row: 2, note: "", label: "wrong" });
  noteRow(session, { row: 0, note: "x", label: "format" });
  expect(namesIn(session).labels).toEqual(["format", "wrong"]);
  noteRow(session, { row: 0, note: "x", label: null });
  expect(namesIn(session).labels).toEqual(["wrong"]);
});

it("gives a row with the person's own grades, which another one replaces and none takes away", async () => {
  const { session } = await filled(profile(), [{}, {}]);
  answerAll(session, [
    [true, true],
    [false, null],
  ]);
  const modelId = "tuned";
  const place = { row: 0, answer: { modelId, repeat: 0 }, graderId: "same", label: null, isBlind: false };
  markAnswer(session, { ...place, score: 1 }, 1);
  expect(rowIn(session, 0).marks).toEqual([{ modelId, repeat: 0, graderId: "same", score: 1, label: null }]);
  expect(rowIn(session, 1).marks).toEqual([]);
  markAnswer(session, { ...place, score: 0 }, 2);
  expect(rowIn(session, 0).marks.map(({ score }) => score)).toEqual([0]);
  markAnswer(session, { ...place, score: null }, 3);
  expect(rowIn(session, 0).marks).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { workHere } from "../../../main/evaluations/headless.ts";
import { closeAll } from "../../../main/evaluations/process/session.ts";
import { notAsked } from "../../../main/evaluations/shape.ts";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-headless-"));
});
afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (changes: Partial<EvaluationSettings> = {}): EvaluationSettings => ({
  name: "n",
  data: null,
  models: [
    {
      id: "m",
      name: "m",
      connectionId: "c",
      deployment: "d",
      modelId: null,
      systemPrompt: "",
      parameters: {},
    },
  ],
  baseline: null,
  prompt: { kind: "row" },
  graders: [],
  lead: null,
  repeats: 1,
  atOnce: 1,
  place: { kind: "here" },
  clusters: { kind: "none" },
  ...changes,
});

it("a file with answers goes on with the same rows and settings, and is refused with others", async () => {
  const writer = workHere(new AbortController().signal);
  const file = join(folder, "evaluation.db");
  const rowsOf = (...questions: string[]) => {
    const path = join(folder, "rows.jsonl");
    const lines = questions.map((question, key) =>
      JSON.stringify({ key, text: JSON.stringify({ question }), tags: [], language: null, group: null }),
    );
    writeFileSync(path, lines.join("\n"));
    return path;
  };
  const prepare = (changes: Partial<EvaluationSettings>, ...questions: string[]) =>
    writer.ask("prepare", { file, settings: settings(changes), path: rowsOf(...questions) });

  await prepare({}, "one");
  // Nothing was asked yet, so that it may begin anew.
  expect(await prepare({}, "one", "two")).toEqual({ rows: 2, unasked: 0 });
  const failed = notAsked({ row: 0, model: 0, repeat: 0 }, diagnosisOf("service_failed"));
  await writer.ask("put", { file, answers: [failed] });

  expect(await prepare({ name: "other", atOnce: 4 }, "one", "two")).toEqual({ rows: 2, unasked: 0 });
  expect(await writer.ask("counts", { file })).toMatchObject({ rows: 2, answers: 1 });
  const [model] = settings().models;
  const others = model ? [{ ...model, deployment: "another" }] : [];
  for (const [changes, ...questions] of [
    [{ models: others }, "one", "two"],
    [{ repeats: 2 }, "one", "two"],
    [{}, "one"],
    [{}, "one", "three"],
  ] as [Partial<EvaluationSettings>, ...string[]][])
    await expect(prepare(changes, ...questions)).rejects.toMatchObject({
      diagnosis: { code: "evaluation_started" },
    });
  expect(await writer.ask("counts", { file })).toMatchObject({ rows: 2, answers: 1 });
});

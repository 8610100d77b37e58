import { join } from "node:path";
import { expect, it } from "vitest";
import { fromSeries } from "../../../../main/datasets/from/series.ts";
import type { BundleRun } from "../../../../main/runs/shape.ts";
import { openSeries } from "../../../../main/series/store.ts";
import { openDatabase } from "../../../../main/storage/database.ts";
import { sampleBundle, sampleRun } from "../../bundles/sample.ts";
import { temporaryProfiles } from "../../profile.ts";
import { split } from "./reading.ts";

const profile = temporaryProfiles();

function open(runs: BundleRun[], changes: Parameters<typeof sampleBundle>[0] = {}) {
  const store = openSeries(openDatabase(join(profile(), "assay.db")));
  const { runs: _runs, title, createdAt, ...about } = sampleBundle({ votes: [], edits: [], ...changes });
  const kept = { comparisonId: null, origin: "here", state: "done", problem: null, targets: {} } as const;
  store.put({ ...kept, id: "s", title, createdAt, about });
  for (const run of runs) store.putRun("s", run, null);
  return store;
}

const text = (text: string): Partial<BundleRun> => ({ events: [{ at: 1, type: "text", text }] });
const evaluation = { seriesId: "s", as: "evaluation" } as const;
const supervised = { seriesId: "s", as: "supervised" } as const;

it("a run becomes a row to evaluate, with who answered, how that was measured, and its own variables", () => {
  const prompts = [
    {
      id: "p1",
      text: "The capital of France?",
      variables: { land: "France", answer: "Paris", __proto__: "x" },
    },
  ];
  const [row] = split(fromSeries(open([sampleRun()], { prompts }), evaluation)).rows;
  expect(row).toEqual({
    origin: { kind: "series", id: "s", title: "Sky", prompt: "p1", run: "s/c1/p1/0" },
    value: {
      prompt: "The capital of France?",
      answer: "Blue, mostly.",
      system_prompt: "Be brief.",
      deployment: "large",
      model: "gpt-4.1",
      model_version: "2025-04-14",
      repeat: 1,
      end: "stop",
      first_token_ms: 120.5,
      total_ms: 900,
      tokens_per_second: 50,
      prompt_tokens: 12,
      completion_tokens: 40,
      cost: 0.0002,
      currency: "USD",
      land: "France",
      variable_answer: "Paris",
    },
  });
});

it("a variable that says the same as a field is no other one, and names of prototypes are names", () => {
  const variables = JSON.parse('{"prompt":"Sky?","__proto__":"x","constructor":"y"}');
  const [row] = split(
    fromSeries(open([sampleRun()], { prompts: [{ id: "p1", text: "Sky?", variables }] }), evaluation),
  ).rows;
  const value = row?.value ?? {};
  expect(Object.hasOwn(value, "variable_prompt")).toBe(false);
  expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toBe("x");
  expect(value.constructor).toBe("y");
});

it("a run becomes an example to learn from, in the words of who made it better", () => {
  const runs = [sampleRun(), sampleRun({ repeat: 1 }), sampleRun({ isWarmUp: true })];
  const edits = [{ promptId: "p1", columnId: "c1", repeat: 1, text: "Light scatters.", at: 1 }];
  const { rows, leftOut } = split(fromSeries(open(runs, { edits }), supervised));
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "What colour is the sky?" },
  ];
  expect(leftOut).toEqual([]);
  expect(rows.map(({ value }) => value.messages)).toEqual([
    [...messages, { role: "assistant", content: "Blue, mostly." }],
    [...messages, { role: "assistant", content: "Light scatters." }],
  ]);
});

it("what failed is never a row, and what was cut only one to evaluate", () => {
  const runs = [
    sampleRun({ end: "failed" }),
    sampleRun({ repeat: 1, end: "length" }),
    sampleRun({ repeat: 2, ...text("") }),
    sampleRun({ repeat: 3, end: "content_filter" }),
  ];
  const store = open(runs);
  expect(split(fromSeries(store, supervised))).toEqual({
    rows: [],
    leftOut: ["failed", "cut", "empty", "filtered"],
  });
  const evaluated = split(fromSeries(store, evaluation));
  expect(evaluated.leftOut).toEqual(["failed", "empty", "filtered"]);
  expect(evaluated.rows.map(({ value }) => value.end)).toEqual(["length"]);
});

it("all runs are read, also where they are more than one slice", () => {
  const runs = Array.from({ length: 600 }, (_, repeat) => sampleRun({ repeat }));
  const { rows } = split(fromSeries(open(runs), evaluation));
  expect(rows.map(({ value }) => value.repeat)).toEqual(runs.map(({ repeat }) => repeat + 1));
});

it("a series that is not there is said to be not there", () => {
  expect(() => split(fromSeries(open([]), { seriesId: "gone", as: "evaluation" }))).toThrow(
    expect.objectContaining({ diagnosis: expect.objectContaining({ code: "not_found" }) }),
  );
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { evaluationHead } from "../../../../main/evaluations/files/format/head.ts";
import { evaluationRecord, type RecordOf } from "../../../../main/evaluations/files/format/records.ts";
import type { OpenedEvaluation } from "../../../../main/evaluations/files/imports/opened.ts";
import {
  openResultLines,
  openResults,
} from "../../../../main/evaluations/files/imports/promptfoo/results.ts";
import { createMachine } from "../../../../main/graders/scripts/machine.ts";
import { fooFile, fooResult, fooResults, fooTableFile } from "./promptfoo-samples.ts";
import { gathered } from "./sample.ts";

const wasm = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm")),
);

const open = (file: unknown) =>
  openResults({ name: "results.json", bytes: new TextEncoder().encode(JSON.stringify(file)) });

async function all(opened: OpenedEvaluation) {
  expect(evaluationHead.parse(opened.head)).toEqual(opened.head);
  const records = await gathered(opened.records());
  for (const record of records) expect(evaluationRecord.parse(record)).toEqual(record);
  const of = <Kind extends "row" | "answer" | "grade">(kind: Kind) =>
    records.filter((record): record is RecordOf<Kind> => record.kind === kind);
  return { rows: of("row"), answers: of("answer"), grades: of("grade") };
}

/** A result with these assertions, of which the first has the score. */
const asserting = (assert: Record<string, unknown>[], changes: Record<string, unknown> = {}) =>
  fooResult({
    testCase: { vars: { country: "France" }, assert },
    gradingResult: {
      pass: true,
      score: 1,
      reason: "ok",
      componentResults: assert.map((assertion, place) => ({
        pass: true,
        score: 1 - place / 10,
        reason: "ok",
        assertion,
      })),
    },
    ...changes,
  });

describe("results of promptfoo", () => {
  it("have a model for each column, though all have one promptId, and repeats by the row's variables", async () => {
    const opened = await open(fooFile());
    expect(opened.head.settings.models.map(({ name, deployment }) => [name, deployment])).toEqual([
      ["azure:chat:gpt-4.1", "azure:chat:gpt-4.1"],
      ["mini", "mini"],
    ]);
    expect(opened.head.settings.repeats).toBe(2);
    expect(opened.head).toMatchObject({
      holds: "results",
      origin: "promptfoo",
      originId: "eval-abc-2026-10-01",
      name: "Capitals",
      createdAt: Date.parse("2026-10-01T11:59:00.000Z"),
      app: { version: "promptfoo 0.121.20" },
    });
    const { rows, answers } = await all(opened);
    expect(rows.map(({ reference }) => reference)).toEqual(["Paris", "Ankara"]);
    expect(answers.map(({ row, modelId, repeat }) => [row, modelId, repeat])).toEqual([
      [0, "m1", 0],
      [0, "m2", 0],
      [1, "m1", 0],
      [1, "m2", 0],
      [0, "m1", 1],
      [0, "m2", 1],
    ]);
    expect(answers[0]).toMatchObject({
      total: 321,
      cost: { amount: 0.0002, currency: "USD" },
      tokens: { prompt: 10, completion: 2, reasoning: 1 },
    });
    expect(opened.leftOut()).toEqual([]);
  });

  it("tell an assertion that failed from a request that did: that one is not graded", async () => {
    const { answers, grades } = await all(await open(fooFile()));
    expect(answers[2]).toMatchObject({ text: "Istanbul", end: "stop", said: null });
    expect(grades[2]).toMatchObject({
      row: 1,
      modelId: "m1",
      score: 0,
      passed: false,
      said: "Expected Ankara",
    });
    expect(answers[3]).toMatchObject({ end: "failed", said: "API error: 429" });
    expect(grades[3]).toMatchObject({ score: null, passed: null, error: "not_in_file" });
  });

  it("make one grader of an assertion whose value differs, which the rows hold", async () => {
    const opened = await open(fooFile());
    expect(opened.head.settings.graders).toMatchObject([
      { kind: "text", operation: "equals", expected: "{{item.promptfoo_expected_1}}" },
    ]);
    const { rows } = await all(opened);
    expect(rows.map(({ text }) => JSON.parse(text))).toEqual([
      { country: "France", promptfoo_expected_1: "Paris" },
      { country: "Turkey", promptfoo_expected_1: "Ankara" },
    ]);
    expect(opened.head.settings.prompt).toEqual({
      kind: "template",
      messages: [{ role: "user", content: "What is the capital of {{item.country}}?" }],
    });
  });

  it("of version 2 come from the table, and its errors are not graded either", async () => {
    const opened = await open(fooTableFile());
    const { answers, grades } = await all(opened);
    expect(opened.head.settings.models.map(({ name }) => name)).toEqual(["openai:gpt-4", "openai:gpt-3.5"]);
    expect(answers.map(({ text, end }) => [text, end])).toEqual([
      ["PARIS", "stop"],
      ["[ERROR] quota", "failed"],
    ]);
    expect(grades.map(({ score }) => score)).toEqual([1, null]);
    expect(opened.head.settings.graders).toMatchObject([
      { kind: "text", operation: "contains", ignoreCase: true },
    ]);
    expect(opened.leftOut()).toEqual([]);
  });

  it("may be a line each", async () => {
    const opened = await openResultLines(async function* () {
      yield* fooResults();
    });
    expect((await all(opened)).answers).toHaveLength(6);
    expect(opened.head.settings.models.map(({ name }) => name)).toEqual(["azure:chat:gpt-4.1", "mini"]);
  });

  it.each([
    [
      { type: "icontains", value: "par" },
      { kind: "text", operation: "contains", ignoreCase: true, expected: "par" },
    ],
    [
      { type: "not-contains", value: "Rome" },
      { kind: "text", operation: "contains", isNegated: true },
    ],
    [
      { type: "starts-with", value: "P" },
      { kind: "text", operation: "starts_with" },
    ],
    [
      { type: "equals", value: "{{country}}" },
      { kind: "text", expected: "{{item.country}}" },
    ],
    [
      { type: "regex", value: "^P.*s$" },
      { kind: "regex", pattern: "^P.*s$" },
    ],
    [
      { type: "contains-any", value: ["a.b", "c"] },
      { kind: "regex", pattern: "(?:a\\.b)|(?:c)" },
    ],
    [
      { type: "icontains-all", value: ["a", "b"] },
      { kind: "regex", pattern: "^(?=[\\s\\S]*a)(?=[\\s\\S]*b)", flags: "i" },
    ],
    [
      { type: "is-json", value: { type: "object" } },
      { kind: "json", isInText: false, schema: '{"type":"object"}' },
    ],
    [{ type: "contains-json" }, { kind: "json", isInText: true, schema: null }],
    [
      { type: "similar", value: "Paris", threshold: 0.8 },
      { kind: "similarity", metric: "cosine", passAt: 0.8 },
    ],
    [
      { type: "rouge-n", value: "Paris" },
      { kind: "similarity", metric: "rouge_1", passAt: 0.75 },
    ],
    [
      { type: "bleu", value: "Paris" },
      { kind: "similarity", metric: "bleu_nltk", passAt: 0.5 },
    ],
    [
      { type: "latency", threshold: 900 },
      { kind: "latency", most: 900 },
    ],
    [
      { type: "cost", threshold: 0.01 },
      { kind: "cost", most: 0.01 },
    ],
    [
      { type: "llm-rubric", value: "Is polite" },
      { kind: "judge", rubric: "Is polite" },
    ],
  ])("translate %j", async (assertion, grader) => {
    const opened = await open(fooFile([asserting([assertion])]));
    expect(opened.head.settings.graders).toMatchObject([grader]);
    expect((await all(opened)).grades).toMatchObject([{ score: 1, graderId: "g1" }]);
    expect(opened.leftOut()).toEqual([]);
  });

  it("never run code: it is listed, JavaScript is a script to be read, others keep their past scores only", async () => {
    const opened = await open(
      fooFile([
        asserting([
          { type: "javascript", value: "output.length < context.vars.most" },
          { type: "python", value: "file://grade.py" },
          { type: "python", value: "len(output) > 3" },
          { type: "moderation", value: "x" },
        ]),
      ]),
    );
    const [script, python, , other, whole] = opened.head.settings.graders;
    expect(script).toMatchObject({
      kind: "script",
      source: expect.stringContaining("output.length < context.vars.most"),
    });
    expect(python).toMatchObject({ kind: "script", source: expect.stringContaining("can't run here") });
    expect(other).toMatchObject({ name: "moderation" });
    expect(whole).toMatchObject({ kind: "all", of: ["g1"] });
    expect(opened.leftOut().map(({ code, names }) => [code, names])).toEqual([
      ["script", ["javascript"]],
      ["file", ["python"]],
      ["code", ["python 2"]],
      ["criterion", ["moderation"]],
    ]);
    expect((await all(opened)).grades.map(({ graderId, score }) => [graderId, score])).toEqual([
      ["g1", 1],
      ["g2", 0.9],
      ["g3", 0.8],
      ["g4", 0.7],
      ["whole", 1],
    ]);
  });

  it.each([
    ["output === context.vars.country", { score: 0, passed: false }],
    ["output.length / 10", { score: 0.5, passed: null }],
    [
      "const good = output.startsWith('P');\nreturn { pass: good, score: good ? 0.9 : 0, reason: 'begins so' };",
      { score: 0.9, passed: true, said: "begins so" },
    ],
  ])("have JavaScript that runs in the sandbox once it is allowed: %s", async (value, graded) => {
    const opened = await open(fooFile([asserting([{ type: "javascript", value }])]));
    const [script] = opened.head.settings.graders;
    const made = await createMachine(wasm, script?.kind === "script" ? script.source : "");
    if ("error" in made) throw new Error(made.error);
    expect(made.run(JSON.stringify({ item: { country: "France" }, answer: "Paris" }))).toEqual({
      value: { said: null, ...graded },
    });
  });

  it("have a grader that only keeps past scores, which grades nothing when it is run", async () => {
    const opened = await open(fooFile([asserting([{ type: "moderation", value: 'x"); while (true); ("' }])]));
    const [script] = opened.head.settings.graders;
    const made = await createMachine(wasm, script?.kind === "script" ? script.source : "");
    if ("error" in made) throw new Error(made.error);
    expect(made.run("{}")).toMatchObject({
      error: "script_threw",
      said: expect.stringContaining("can't run here"),
    });
  });

  it("weigh what promptfoo weighs, in sets too", async () => {
    const set = [
      { type: "contains", value: "a", weight: 3 },
      { type: "assert-set", assert: [{ type: "contains", value: "b" }], threshold: 0.5 },
    ];
    const opened = await open(
      fooFile([
        fooResult({
          testCase: { vars: {}, assert: set, threshold: 0.6 },
          score: 0.75,
          gradingResult: {
            pass: true,
            score: 0.75,
            reason: "ok",
            componentResults: [
              { pass: true, score: 1, reason: "", assertion: { type: "contains", value: "a", weight: 3 } },
              { pass: true, score: 0, reason: "", assertion: null },
              { pass: false, score: 0, reason: "", assertion: { type: "contains", value: "b" } },
            ],
          },
        }),
      ]),
    );
    expect(opened.head.settings.graders.at(-1)).toMatchObject({
      kind: "weighted",
      passAt: 0.6,
      of: [
        { id: "g1", weight: 3 },
        { id: "g2", weight: 1 },
      ],
    });
    expect((await all(opened)).grades.map(({ score }) => score)).toEqual([1, 0, 0.75]);
  });

  it("count what does not fit", async () => {
    const many = Array.from({ length: 14 }, (_, promptIdx) =>
      fooResult({ promptIdx, provider: { id: `p${promptIdx}` } }),
    );
    const repeated = Array.from({ length: 25 }, () => fooResult());
    const opened = await open(fooFile([...many, ...repeated, { vars: {} }]));
    expect(opened.leftOut()).toEqual([
      { code: "no_place", count: 1, names: [] },
      { code: "too_many_repeats", count: 6, names: [] },
      { code: "too_many_models", count: 2, names: ["p12", "p13"] },
    ]);
    expect((await all(opened)).answers).toHaveLength(12 + 19);
  });

  it("keep hostile texts as they are, and refuse names that every object has", async () => {
    const output = "<script>alert(1)</script>\u0000=cmd|' /C calc'!A0";
    const opened = await open(fooFile([fooResult({ response: { output } })]));
    expect((await gathered(opened.records()))[1]).toMatchObject({ text: output });
    const text = JSON.stringify(fooFile()).replace('"config"', '"__proto__":{"a":1},"config"');
    await expect(openResults({ name: "x", bytes: new TextEncoder().encode(text) })).rejects.toThrow(
      "import_refused",
    );
  });
});

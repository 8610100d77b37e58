import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluationHead } from "../../../../main/evaluations/files/format/head.ts";
import { packed } from "../../../../main/evaluations/files/format/pack.ts";
import { evaluationRecord, type RecordOf } from "../../../../main/evaluations/files/format/records.ts";
import { type OpenedFiles, openEvaluation } from "../../../../main/evaluations/files/imports/open.ts";
import { FoundryError } from "../../../../main/foundry/error.ts";
import { fooFile, fooResults } from "./promptfoo-samples.ts";
import { gathered, sampleHead, sampleRecords } from "./sample.ts";

const file = (name: string, content: unknown) => ({
  name,
  bytes: new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content)),
});

async function all(opened: OpenedFiles) {
  expect(evaluationHead.parse(opened.head)).toEqual(opened.head);
  const records = await gathered(opened.records());
  for (const record of records) expect(evaluationRecord.parse(record)).toEqual(record);
  const of = <Kind extends "row" | "answer" | "grade">(kind: Kind) =>
    records.filter((record): record is RecordOf<Kind> => record.kind === kind);
  return { rows: of("row"), answers: of("answer"), grades: of("grade") };
}

const whyOf = (work: Promise<unknown>) =>
  work.then(
    () => "opened",
    (error: unknown) => (error instanceof FoundryError ? error.diagnosis.parameters.why : String(error)),
  );

const definition = {
  object: "eval",
  id: "eval_1",
  name: "Math quiz",
  created_at: 1_744_922_953,
  data_source_config: { type: "custom", schema: {} },
  testing_criteria: [
    {
      type: "string_check",
      name: "string check",
      input: "{{sample.output_text}}",
      reference: "{{item.answer}}",
      operation: "eq",
    },
    {
      type: "label_model",
      name: "tone",
      model: "gpt-4o",
      input: [
        { role: "developer", content: "Classify." },
        { role: "user", content: "{{sample.output_text}}" },
      ],
      labels: ["kind", "rude"],
      passing_labels: ["kind"],
    },
    { type: "azure_ai_evaluator", name: "coherence", evaluator_name: "builtin.coherence" },
  ],
};

const run = (id: string, model: string) => ({
  object: "eval.run",
  id,
  eval_id: "eval_1",
  name: `run of ${model}`,
  model,
  created_at: 1_744_923_141,
  data_source: {
    type: "completions",
    model,
    source: { type: "file_content", content: [{ item: { question: "1+1", answer: "2" } }] },
    input_messages: {
      type: "template",
      template: [
        { type: "message", role: "user", content: { type: "input_text", text: "{{item.question}}?" } },
      ],
    },
    sampling_params: { temperature: 1, top_p: 1, seed: 42, max_completions_tokens: 9 },
  },
});

const noError = { code: "", message: "" };

const outputItem = (
  runId: string,
  id: number,
  text: string,
  score: number,
  changes: Record<string, unknown> = {},
) => ({
  object: "eval.run.output_item",
  id: `outputitem_${runId}_${id}`,
  run_id: runId,
  eval_id: "eval_1",
  created_at: 1_744_923_200,
  status: score === 1 ? "pass" : "fail",
  datasource_item_id: id,
  datasource_item: { question: `${id}+1`, answer: String(id + 1) },
  results: [
    { name: "string check-1b2c3d4e-1111-2222-3333-444455556666", passed: score === 1, score, sample: null },
    {
      name: "tone",
      passed: false,
      score: 0,
      sample: { error: { code: "rate_limit", message: "Too many requests" }, output: [] },
    },
  ],
  sample: {
    input: [{ role: "user", content: `${id}+1?` }],
    output: [{ role: "assistant", content: text }],
    finish_reason: "stop",
    model: "gpt-4o-mini-2024",
    usage: { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6, cached_tokens: 0 },
    error: noError,
  },
  ...changes,
});

describe("files of an OpenAI eval", () => {
  const page = (items: unknown[]) => ({ object: "list", data: items, has_more: false });

  it("are read together: definition, runs, and pages of items, newest first", async () => {
    const opened = await openEvaluation([
      file("eval.json", definition),
      file("runs.json", page([run("evalrun_a", "gpt-4o"), run("evalrun_b", "gpt-4o-mini")])),
      file("items-a.json", page([outputItem("evalrun_a", 1, "2", 1), outputItem("evalrun_a", 0, "1", 1)])),
      file(
        "items-b.jsonl",
        `${JSON.stringify(outputItem("evalrun_b", 1, "3", 0))}\n${JSON.stringify(outputItem("evalrun_b", 0, "1", 1))}\n`,
      ),
    ]);
    expect(opened.head).toMatchObject({
      holds: "results",
      origin: "openai",
      originId: "eval_1",
      name: "Math quiz",
    });
    expect(opened.head.settings.models).toMatchObject([
      { id: "m1", name: "gpt-4o", parameters: { temperature: 1, topP: 1, seed: 42, maxTokens: 9 } },
      { id: "m2", name: "gpt-4o-mini" },
    ]);
    expect(opened.head.settings.prompt).toEqual({
      kind: "template",
      messages: [{ role: "user", content: "{{item.question}}?" }],
    });
    expect(opened.head.settings.graders).toMatchObject([
      { id: "g1", name: "string check", kind: "text", operation: "equals", expected: "{{item.answer}}" },
      { id: "g2", kind: "judge", verdict: { form: "label", labels: ["kind", "rude"], passing: ["kind"] } },
      { id: "g3", name: "coherence", kind: "evaluator", evaluator: "builtin.coherence", range: null },
    ]);
    expect(opened.leftOut()).toEqual([]);
    const { rows, answers, grades } = await all(opened);
    expect(rows.map(({ row, reference }) => [row, reference]).sort()).toEqual([
      [0, "1"],
      [1, "2"],
    ]);
    expect(answers.find(({ row, modelId }) => row === 1 && modelId === "m2")).toMatchObject({
      text: "3",
      end: "stop",
      tokens: { prompt: 5, completion: 1, reasoning: 0 },
      startedAt: 1_744_923_200_000,
    });
    expect(
      grades.find(({ row, modelId, graderId }) => row === 1 && modelId === "m2" && graderId === "g1"),
    ).toMatchObject({
      score: 0,
      passed: false,
    });
  });

  it("have no score where the grader failed, whatever number stands there, and none where the answer did", async () => {
    const failed = outputItem("r", 0, "", 0);
    const opened = await openEvaluation([
      file(
        "items.json",
        page([
          outputItem("r", 1, "2", 1),
          { ...failed, sample: { ...failed.sample, error: { code: "429", message: "Busy" } } },
        ]),
      ),
    ]);
    const { answers, grades } = await all(opened);
    expect(answers.map(({ end, said }) => [end, said])).toEqual([
      ["stop", null],
      ["failed", "Busy"],
    ]);
    expect(grades.map(({ score, said }) => [score, said])).toEqual([
      [1, null],
      [null, "Too many requests"],
      [null, null],
      [null, null],
    ]);
  });

  it("may be an export of the dashboard, which has no criteria", async () => {
    const line = (data_source_idx: number, run_id: string, grade: number) =>
      JSON.stringify({
        run_id,
        data_source_idx,
        item: { question: `q${data_source_idx}`, ideal: "x" },
        sample: {
          outputs: [{ role: "assistant", content: `a${grade}` }],
          token_usage: { prompt_tokens: 3, completion_tokens: 2 },
          finish_reason: "length",
          error: null,
        },
        grades: { exact: grade },
        passes: { exact: grade === 1 },
      });
    const opened = await openEvaluation([
      file("eval_items_1.jsonl", [line(0, "run_1", 1), line(0, "run_2", 0), line(1, "run_1", 0)].join("\n")),
    ]);
    expect(opened.leftOut()).toEqual([{ code: "no_criteria", count: 1, names: ["exact"] }]);
    expect(opened.head.settings.models.map(({ name }) => name)).toEqual(["run_1", "run_2"]);
    const { rows, answers, grades } = await all(opened);
    expect(rows.map(({ reference }) => reference)).toEqual(["x", "x"]);
    expect(answers.map(({ text, end }) => [text, end])).toEqual([
      ["a1", "length"],
      ["a0", "length"],
      ["a0", "length"],
    ]);
    expect(grades.map(({ score, passed }) => [score, passed])).toEqual([
      [1, true],
      [0, false],
      [0, false],
    ]);
  });

  it("are a draft where there are no items yet", async () => {
    const opened = await openEvaluation([
      file("eval.json", definition),
      file("run.json", run("r", "gpt-4o")),
    ]);
    expect(opened.head.holds).toBe("draft");
    expect((await all(opened)).rows).toMatchObject([
      { text: '{"question":"1+1","answer":"2"}', reference: "2" },
    ]);
  });
});

describe("a table", () => {
  it("may have a row for each answer", async () => {
    const opened = await openEvaluation([
      file(
        "results.csv",
        'model;question;expected;answer;score: exact;passed: exact;topic\nbase;"Say\n""hi""";hi;hi;1;true;a, b\ntuned;"Say\n""hi""";hi;=1+1;0.5;false;a, b\nbase;Bye?;;Bye;;;c\n',
      ),
    ]);
    expect(opened.columns.map(({ name, as, of }) => [name, as, of])).toEqual([
      ["model", "model", ""],
      ["question", "asked", ""],
      ["expected", "reference", ""],
      ["answer", "answer", ""],
      ["score: exact", "score", "exact"],
      ["passed: exact", "score", "exact"],
      ["topic", "tags", ""],
    ]);
    const { rows, answers, grades } = await all(opened);
    expect(rows.map(({ messages, tags }) => [messages[0]?.content, tags])).toEqual([
      ['Say\n"hi"', ["a", "b"]],
      ["Bye?", ["c"]],
    ]);
    expect(answers.map(({ modelId, text }) => [modelId, text])).toEqual([
      ["m1", "hi"],
      ["m2", "=1+1"],
      ["m1", "Bye"],
    ]);
    expect(grades.map(({ score, passed, error }) => [score, passed, error])).toEqual([
      [1, true, null],
      [0.5, false, null],
      [null, null, "not_in_file"],
    ]);
  });

  it("may have a column for each model", async () => {
    const opened = await openEvaluation([
      file(
        "wide.tsv",
        "prompt\tanswer: base\ttuned output\tscore: base\ttuned score\nq1\ta\tb\t0\t1\nq2\t\tc\t\t1\n",
      ),
    ]);
    const { answers, grades } = await all(opened);
    expect(opened.head.settings.models.map(({ name }) => name)).toEqual(["base", "tuned"]);
    expect(answers.map(({ row, modelId, text }) => [row, modelId, text])).toEqual([
      [0, "m1", "a"],
      [0, "m2", "b"],
      [1, "m2", "c"],
    ]);
    expect(grades.map(({ score }) => score)).toEqual([0, 1, 1]);
  });

  it("is a draft without answers, and refused where nothing is asked", async () => {
    const draft = await openEvaluation([file("q.csv", "question,expected,level\nq,a,3\n")]);
    expect(draft.head.holds).toBe("draft");
    expect((await all(draft)).rows[0]?.text).toBe('{"question":"q","expected":"a","level":"3"}');
    expect(await whyOf(openEvaluation([file("x.csv", "a,b\n1,2\n")]))).toBe("no_asked");
  });
});

describe("what a file is", () => {
  it("shows in its content, whatever its name is", async () => {
    const report = Buffer.concat(await gathered(packed(sampleHead(), sampleRecords())));
    const own = await openEvaluation([{ name: "x.bin", bytes: new Uint8Array(report) }]);
    expect(own.head.origin).toBe("bundle");
    expect(own.verification?.holds.whole).toBe(true);
    expect(await gathered(own.records())).toEqual(sampleRecords());
    const originOf = async (name: string, content: unknown) =>
      (await openEvaluation([file(name, content)])).head.origin;
    expect(await originOf("a", fooFile())).toBe("promptfoo");
    expect(await originOf("a", JSON.stringify(fooFile(), null, 2))).toBe("promptfoo");
    expect(
      await originOf(
        "a",
        fooResults()
          .map((one) => JSON.stringify(one))
          .join("\n"),
      ),
    ).toBe("promptfoo");
    expect(await originOf("a.yaml", "prompts: [hi]\nproviders: [openai:gpt-4.1]\n")).toBe("promptfoo");
    expect(await originOf("a", { prompts: ["hi"], tests: [] })).toBe("promptfoo");
    expect(await originOf("a", definition)).toBe("openai");
  });

  it("is refused where it is something else, or several that do not belong together", async () => {
    expect(await whyOf(openEvaluation([file("a.json", { mapping: {}, title: "x" })]))).toBe("origin chatgpt");
    expect(await whyOf(openEvaluation([file("a.txt", "Dear all")]))).toBe("format");
    expect(await whyOf(openEvaluation([file("a.json", '{"results":{"results":[{"a":1}')]))).toBe("cut");
    expect(await whyOf(openEvaluation([file("a.yaml", "prompts: [hi\nproviders: x")]))).toMatch(
      /^line \d yaml$/,
    );
    expect(await whyOf(openEvaluation([file("a", fooFile()), file("b", definition)]))).toBe("several");
  });
});

describe("a config of promptfoo", () => {
  it("that this app has written is filled, graded and sent as it was", async () => {
    // As version 0.121.20 runs it: prompts in JSON are filled message by message, and a provider has its system prompt.
    const config = `
prompts:
  - raw: '[{"role":"system","content":"Be exact."},{"role":"user","content":"{{question}}"}]'
providers:
  - id: azure:chat:gpt-4.1
    label: Base
    config: { temperature: 0, top_p: 0.5, max_tokens: 100, stop: [END], seed: 7, systemPrompt: "Say little.", other: 1 }
defaultTest:
  assert:
    - { type: equals, value: "{{reference}}", metric: exact }
tests:
  - vars: { question: 'Say "yes"', reference: '"yes"' }
`;
    const opened = await openEvaluation([file("ours.yaml", config)]);
    expect(opened.head.settings.models).toMatchObject([
      {
        name: "Base",
        deployment: "gpt-4.1",
        systemPrompt: "Say little.",
        parameters: { temperature: 0, topP: 0.5, maxTokens: 100, stop: ["END"], seed: 7 },
      },
    ]);
    expect(opened.head.settings.graders).toMatchObject([{ name: "exact", expected: "{{reference}}" }]);
    expect(await gathered(opened.records())).toMatchObject([
      {
        messages: [
          { role: "system", content: "Be exact." },
          { role: "user", content: 'Say "yes"' },
        ],
        reference: '"yes"',
      },
    ]);
  });

  const config = `
description: Support
prompts:
  - "Answer {{question | upper}} for {{name}}"
  - file://other.txt
providers:
  - azure:chat:gpt-4.1
  - id: openai:gpt-4.1-mini
    label: Small
    config: { temperature: 0.2, max_tokens: 50, apiKey: sk-secret-secret-secret }
  - file://own.js
defaultTest:
  assert:
    - { type: latency, threshold: 2000 }
tests:
  - vars: { question: [q1, q2], name: [Ann, Bob, Cy], level: 1 }
    assert:
      - { type: icontains, value: "{{name}}" }
  - vars: file://vars.csv
  - file://tests.csv
scenarios:
  - config:
      - vars: { name: Dan }
    tests:
      - vars: { question: q3 }
        description: last
evaluateOptions: { repeat: 3 }
`;

  it("is a draft with its tests as rows; what is elsewhere is told, and no key is taken", async () => {
    const opened = await openEvaluation([file("promptfooconfig.yaml", config)]);
    expect(opened.head.holds).toBe("draft");
    expect(opened.head.settings.repeats).toBe(3);
    expect(opened.head.settings.models).toMatchObject([
      { name: "azure:chat:gpt-4.1", deployment: "gpt-4.1" },
      { name: "Small", deployment: "gpt-4.1-mini", parameters: { temperature: 0.2, maxTokens: 50 } },
    ]);
    expect(JSON.stringify(opened.head)).not.toContain("secret");
    const { rows } = await all(opened);
    expect(rows.map(({ text }) => JSON.parse(text)).slice(0, 2)).toEqual([
      { question: "q1", name: "Ann", level: 1 },
      { question: "q1", name: "Bob", level: 1 },
    ]);
    expect(rows).toHaveLength(8);
    expect(rows.at(-1)).toMatchObject({ text: '{"name":"Dan","question":"q3"}', tags: ["last"] });
    expect(opened.head.settings.graders).toMatchObject([
      { kind: "latency", most: 2000 },
      { kind: "text", operation: "contains", ignoreCase: true, expected: "{{item.name}}" },
      { kind: "all", of: ["g1", "g2"] },
    ]);
    expect(Object.fromEntries(opened.leftOut().map(({ code, names }) => [code, names]))).toEqual({
      file: ["file://vars.csv", "file://tests.csv", "file://other.txt", "file://own.js"],
      template: ["Answer {{question | upper}} for {{name}}"],
    });
  });

  it("does not unfold to more than it is", async () => {
    const lists = "x".repeat(1);
    const bomb = `a: &a [${lists},${lists},${lists},${lists},${lists},${lists},${lists},${lists},${lists}]\n${[
      ..."bcdefghi",
    ]
      .map((name, place) => `${name}: &${name} [${`*${"abcdefgh"[place]},`.repeat(9)}]`)
      .join("\n")}\ntests: []\n`;
    expect(await whyOf(openEvaluation([file("bomb.yaml", bomb)]))).toBe("yaml");
    const many = `prompts: [hi]\ntests:\n  - vars: { a: [${"1,".repeat(500)}], b: [${"2,".repeat(500)}] }\n`;
    const opened = await openEvaluation([file("many.yaml", many)]);
    expect(opened.head.dataset.rows).toBe(10_000);
    expect(opened.leftOut()).toEqual([{ code: "many_values", count: 240_000, names: ["b"] }]);
  });
});

describe("the examples of Azure's specification", () => {
  const example = (name: string) =>
    JSON.parse(readFileSync(new URL(`./examples/${name}.json`, import.meta.url), "utf8")) as unknown;

  it("are read: a definition and a run", async () => {
    const opened = await openEvaluation([
      file("eval.json", example("eval")),
      file("run.json", example("run")),
    ]);
    expect(opened.head.settings.graders).toMatchObject([{ kind: "text", operation: "equals" }]);
    expect(opened.head.settings.models).toMatchObject([{ name: "gpt-4o-mini" }]);
    expect((await all(opened)).rows.map(({ reference }) => reference)).toEqual(["B", "C"]);
  });
});

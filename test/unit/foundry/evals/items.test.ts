import { describe, expect, it } from "vitest";
import { evalItemIn } from "../../../../main/foundry/evals/items.ts";
import { evalIn, evalRunIn, evaluatorIn } from "../../../../main/foundry/evals/rows.ts";
import { dataSourceOf } from "../../../../main/foundry/evals/sources.ts";
import { parsePythonJson } from "../../../../main/foundry/json.ts";
import { mangled } from "../mangled.ts";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("a row of a run", () => {
  const row = {
    object: "eval.run.output_item",
    id: "item_1",
    status: "fail",
    datasource_item_id: 4,
    datasource_item: { question: "Q" },
    results: [{ name: `string check-${id}`, passed: false, score: 0, sample: null }],
    sample: {
      input: [{ role: "user", content: "Q" }],
      output: [{ role: "assistant", content: "B" }],
      finish_reason: "stop",
      usage: { prompt_tokens: 10, completion_tokens: 1, cached_tokens: 0, total_tokens: 11 },
      error: null,
    },
  };

  it("is joined by its place, its results by the names that were sent", () => {
    expect(evalItemIn(row, ["string check"])).toEqual({
      id: "item_1",
      row: 4,
      item: { question: "Q" },
      answer: "B",
      calls: [],
      finish: "stop",
      usage: { prompt: 10, completion: 1, cached: 0 },
      error: null,
      grades: [
        { criterion: "string check", score: 0, passed: false, label: null, threshold: null, reason: null },
      ],
    });
    expect(evalItemIn({ ...row, datasource_item_id: null }, [])).toBeNull();
  });

  it("has the calls of tools, also where nothing is said besides", () => {
    const call = (made: object) => ({
      ...row,
      sample: { ...row.sample, output: [{ role: "assistant", content: null, tool_calls: [made] }] },
    });
    const chat = { id: "c", type: "function", function: { name: "find", arguments: '{"ore":"tin"}' } };
    expect(evalItemIn(call(chat), [])).toMatchObject({
      answer: "",
      calls: [{ name: "find", arguments: '{"ore":"tin"}' }],
    });
    const agent = { type: "tool_call", name: "find", arguments: { ore: "tin" } };
    expect(evalItemIn(call(agent), [])?.calls).toEqual([{ name: "find", arguments: '{"ore":"tin"}' }]);
    expect(evalItemIn(call({ type: "function" }), [])).toMatchObject({ answer: null, calls: [] });
  });

  it("with a name that has another one in it belongs to the longer", () => {
    const results = [
      { name: "a-b-7", score: 1, passed: true },
      { name: "a-9", score: 0, passed: false },
    ];
    const grades = evalItemIn({ ...row, results }, ["a", "a-b"])?.grades;
    expect(grades?.map(({ criterion, score }) => [criterion, score])).toEqual([
      ["a-b", 1],
      ["a", 0],
    ]);
  });

  it("has one grade where an evaluator gave two results (azure-sdk-for-python#45773)", () => {
    const name = "my_custom_evaluator_prompt";
    const results = [
      { name, passed: null, score: 5.0, sample: null, type: "azure_ai_evaluator", metric: "custom_score" },
      {
        ...{ name, passed: true, score: null, type: "azure_ai_evaluator", metric: name, label: "pass" },
        ...{ reason: "The response exactly matches.", threshold: 3 },
      },
    ];
    expect(evalItemIn({ ...row, results }, [name])?.grades).toEqual([
      {
        ...{ criterion: name, score: 5, passed: true, label: "pass", threshold: 3 },
        reason: "The response exactly matches.",
      },
    ]);
  });

  it.each([
    ["null", null],
    ["a text for no number", "NaN"],
    ["an error", "Error"],
    ["nothing", undefined],
  ])("whose score is %s was not graded, whatever it is called", (_, score) => {
    const results = [{ name: "g", passed: false, score, sample: { error: { message: "No connection." } } }];
    expect(evalItemIn({ ...row, results }, ["g"])?.grades[0]).toMatchObject({
      score: null,
      passed: null,
      reason: "No connection.",
    });
  });

  it("is a row or none, whatever is odd about it", () => {
    for (const odd of mangled(row)) {
      if (typeof odd !== "object" || odd === null) continue;
      const item = evalItemIn(odd as Record<string, unknown>, ["string check"]);
      if (item === null) continue;
      expect(item.row).toBeGreaterThanOrEqual(0);
      expect(item.grades.every(({ score }) => score === null || Number.isFinite(score))).toBe(true);
    }
  });
});

it("a run is read with what may be missing or odd, and no address but one of the web", () => {
  const run = {
    id: "evalrun_1",
    eval_id: "eval_1",
    status: "Cancelled",
    created_at: 1_744_923_141,
    result_counts: { total: 2, passed: 1 },
    per_model_usage: null,
    per_testing_criteria_results: [{ testing_criteria: "g", passed: 1, failed: "1" }],
    report_url: "javascript:alert(1)",
    error: {},
  };
  expect(evalRunIn(run)).toMatchObject({
    state: "canceled",
    createdAt: 1_744_923_141_000,
    counts: { total: 2, passed: 1, failed: 0, errored: 0 },
    criteria: [{ name: "g", passed: 1, failed: 1, errored: null }],
    usage: [],
    reportUrl: null,
    error: null,
  });
  for (const odd of mangled(run)) evalRunIn((odd ?? {}) as Record<string, unknown>);
  expect(evalRunIn({})).toBeNull();
  expect(evalIn({ id: "" })).toBeNull();
  expect(evaluatorIn({ name: "builtin.x", definition: "odd" })).toMatchObject({
    title: "builtin.x",
    isBuiltin: true,
    data: [],
    metrics: [],
  });
});

describe("what a run evaluates", () => {
  const asked = {
    kind: "deployment",
    deployment: "mini",
    messages: [{ role: "user", content: "{{item.q}}" }],
    sampling: { temperature: 0, topP: 0.5, seed: 7, maxTokens: 9, reasoningEffort: "low" },
    rows: [{ item: { q: "a" } }],
  } as const;
  const template = [{ type: "message", role: "user", content: { type: "input_text", text: "{{item.q}}" } }];

  it("is completions of a deployment, with the longest answer under the name that is wanted", () => {
    expect(dataSourceOf({ ...asked, withEvaluators: false }, "max_completions_tokens")).toEqual({
      type: "completions",
      source: { type: "file_content", content: [{ item: { q: "a" } }] },
      input_messages: { type: "template", template },
      model: "mini",
      sampling_params: {
        ...{ temperature: 0, top_p: 0.5, seed: 7 },
        ...{ max_completions_tokens: 9, reasoning_effort: "low" },
      },
    });
  });

  it("is a target of a project where its evaluators grade", () => {
    expect(dataSourceOf({ ...asked, sampling: {}, withEvaluators: true }, "max_completion_tokens")).toEqual({
      type: "azure_ai_target_completions",
      source: { type: "file_content", content: [{ item: { q: "a" } }] },
      input_messages: { type: "template", template },
      target: { type: "azure_ai_model", model: "mini", sampling_params: {} },
    });
  });

  it("is answers that there are, of rows or of a file", () => {
    const rows = [{ item: { q: "a" }, answer: "b" }];
    expect(dataSourceOf({ kind: "answers", rows }, "max_completion_tokens")).toEqual({
      type: "jsonl",
      source: { type: "file_content", content: [{ item: { q: "a" }, sample: { output_text: "b" } }] },
    });
    expect(dataSourceOf({ kind: "answers", fileId: "file-1" }, "max_completion_tokens")).toEqual({
      type: "jsonl",
      source: { type: "file_id", id: "file-1" },
    });
  });
});

it("JSON of Python's encoder is read with null for what is no number, and texts as they are", () => {
  expect(parsePythonJson('{"a": NaN, "b": [-Infinity, 1], "c": "NaN \\" Infinity"}')).toEqual({
    a: null,
    b: [null, 1],
    c: 'NaN " Infinity',
  });
  expect(parsePythonJson("NaN of it")).toBeUndefined();
});

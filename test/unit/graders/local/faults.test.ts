import { expect, it } from "vitest";
import { evaluationGraderFaults } from "../../../../main/graders/local/faults.ts";
import type { ScriptOutcome } from "../../../../main/graders/scripts/outcome.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import { graders } from "../../../../preload/strings/graders.ts";
import { judged, python } from "../samples.ts";
import { deployed, graderOf, idOf } from "./samples.ts";

const fields = ["question", "answer", "answer.text"];
const faultsOf = (grader: EvaluationGrader, others: EvaluationGrader[] = [], outcome?: ScriptOutcome) =>
  evaluationGraderFaults(grader, others, fields, outcome ? { run: () => outcome } : null);

const pair = (content: string) =>
  graderOf("judge", { verdict: { form: "pair" }, messages: [{ role: "user", content }] });

it.each<[EvaluationGrader, (string | number)[], string]>([
  [graderOf("text", { input: "{{item.none}}" }), ["input"], "field_missing"],
  [graderOf("text", { expected: "{{item.answer[0]}}" }), ["expected"], "place_indexed"],
  [graderOf("text", { expected: "{{answer_a}}" }), ["expected"], "place_unknown"],
  [graderOf("text", { input: "fixed" }), ["input"], "answer_unused"],
  [graderOf("text", { expected: " " }), ["expected"], "expected_empty"],
  [graderOf("regex", { pattern: "(" }), ["pattern"], "pattern_wrong"],
  [graderOf("regex", { pattern: "(a|b+)*c" }), ["pattern"], "pattern_slow"],
  [graderOf("json", { schema: '{"type":"x"}' }), ["schema"], "schema_wrong"],
  [graderOf("json", { schema: "{" }), ["schema"], "schema_wrong"],
  [graderOf("tool_call", { expected: "weather" }), ["expected"], "calls_wrong"],
  [graderOf("similarity", { metric: "cosine" }), ["embeddings"], "no_embeddings"],
  [graderOf("evaluator", { mapping: {} }), ["mapping"], "mapping_empty"],
  [graderOf("evaluator", { mapping: { query: "{{item.none}}" } }), ["mapping", "query"], "field_missing"],
  [graderOf("evaluator", { mapping: { query: "{{item.query}}" } }), ["mapping", "query"], "answer_unused"],
  [graderOf("evaluator", { threshold: 6 }), ["threshold"], "threshold_outside"],
  [graderOf("similarity", { passAt: 80 }), ["passAt"], "threshold_outside"],
  [graderOf("length", { most: null }), ["least"], "length_unset"],
  [graderOf("length", { least: 5, most: 4 }), ["most"], "length_order"],
  [
    graderOf("judge", { verdict: { form: "score", range: [1, 1], passAt: null } }),
    ["verdict", "range"],
    "range_order",
  ],
  [
    graderOf("judge", { verdict: { form: "score", range: [1, 5], passAt: 6 } }),
    ["verdict", "passAt"],
    "threshold_outside",
  ],
  [
    graderOf("judge", { verdict: { form: "label", labels: ["a", "b"], passing: ["c"] } }),
    ["verdict", "passing", 0],
    "label_not_listed",
  ],
  [
    graderOf("judge", { verdict: { form: "label", labels: ["a", "a"], passing: ["a"] } }),
    ["verdict", "labels", 1],
    "label_twice",
  ],
  [pair("{{answer_a}}"), ["messages"], "pair_places"],
  [graderOf("judge", { rubric: "{{item.none}}" }), ["rubric"], "field_missing"],
  [graderOf("foundry", { grader: judged }), ["judge"], "no_judge"],
  [graderOf("foundry", { grader: python }), ["grader"], "service_here"],
  [
    graderOf("foundry", { grader: { ...judged, range: [1, 0] }, judge: deployed }),
    ["grader", "range"],
    "range_order",
  ],
])("%o: %j is %s", (grader, path, code) => {
  expect(faultsOf(grader)).toContainEqual(expect.objectContaining({ path, code }));
  expect(graders.faults).toHaveProperty(code);
});

it.each<[EvaluationGrader]>([
  [graderOf("text")],
  [graderOf("text", { expected: "{{ item.answer.text }}" })],
  [graderOf("regex")],
  [graderOf("numeric")],
  [graderOf("json", { schema: '{"type":"object"}' })],
  [graderOf("tool_call", { expected: '{"name":"weather"}' })],
  [graderOf("similarity", { passAt: 0.5 })],
  [graderOf("length")],
  [graderOf("latency")],
  [graderOf("cost")],
  [graderOf("judge")],
  [pair("{{question}} {{answer_a}} {{answer_b}}")],
  [graderOf("script")],
  [graderOf("foundry")],
])("%o is fine", (grader) => {
  expect(faultsOf(grader)).toEqual([]);
});

it("a script is tried", () => {
  const said = (error: "script_unread" | "script_no_function" | "script_threw") =>
    faultsOf(graderOf("script"), [], { error, said: "why" }).map(({ code, parameters }) => [
      code,
      parameters.why,
    ]);
  expect(said("script_unread")).toEqual([["script_unread", "why"]]);
  expect(said("script_no_function")).toEqual([["script_no_function", "why"]]);
  // It was called without an answer: that it cannot do with none is no fault.
  expect(said("script_threw")).toEqual([]);
});

it("composed graders name others that are there, once, that can pass, and not themselves", () => {
  const like = graderOf("similarity", { id: idOf(1), name: "Like" });
  const text = graderOf("text", { id: idOf(2) });
  const circle = graderOf("all", { id: idOf(3), of: [idOf(0)] });
  const of = [idOf(0), idOf(1), idOf(2), idOf(2), idOf(3), idOf(9)];
  const faults = faultsOf(graderOf("all", { of }), [like, text, circle]);
  expect(faults.map(({ path, code }) => [path.at(-1), code])).toEqual([
    [0, "part_circular"],
    [1, "part_unpassing"],
    [3, "part_twice"],
    [4, "part_circular"],
    [5, "part_missing"],
  ]);
  const weighted = graderOf("weighted", { of: [{ id: idOf(1), weight: 0 }] });
  expect(faultsOf(weighted, [like]).map(({ code }) => code)).toEqual(["no_weight"]);
});

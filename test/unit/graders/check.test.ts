import { describe, expect, it } from "vitest";
import { checkGrader, fieldsOf } from "../../../main/graders/check.ts";
import { alike, exact, judged, python, several } from "./samples.ts";

const check = (grader: unknown, fields: string[] | null = ["answer"]) =>
  checkGrader(JSON.stringify(grader), fields);
const codes = (grader: unknown, fields?: string[] | null) =>
  check(grader, fields).faults.map(({ path, code, severity }) => [path.join("."), code, severity]);

describe("a grader", () => {
  it.each([
    ["string check", exact],
    ["similarity", alike("fuzzy_match", 0.5)],
    ["model", judged],
    ["python", python],
    ["several", several("a + b", { a: exact, b: alike("bleu") })],
  ])("without faults is taken as it is: %s", (_name, grader) => {
    expect(check(grader)).toEqual({ grader, faults: [] });
  });

  it("loses the spaces in its braces, at any depth", () => {
    const spaced = { ...exact, input: "{{ sample.output_text }}", reference: "{{ item.answer}}" };
    expect(check(spaced)).toEqual({ grader: exact, faults: [] });
    expect(check(several("a", { a: spaced })).grader).toEqual(several("a", { a: exact }));
    const model = { ...judged, input: [{ role: "user", content: "{{ sample.output_text}}" }] };
    expect(check(model).grader).toMatchObject({ input: [{ content: "{{sample.output_text}}" }] });
  });

  it("that is no JSON has the place where it breaks", () => {
    expect(checkGrader('{\n  "type": oops\n}', null)).toMatchObject({
      grader: null,
      faults: [{ path: [], code: "not_json", parameters: { fault: "word", line: "2", column: "11" } }],
    });
    expect(checkGrader("", null).faults[0]).toMatchObject({ code: "not_json" });
  });

  it.each([
    ["of no object", 3, [["", "wrong_kind"]]],
    ["of no known type", { ...exact, type: "label_model" }, [["type", "type_unknown"]]],
    ["without a name", { ...exact, name: " " }, [["name", "empty"]]],
    ["without a field", { ...exact, reference: undefined }, [["reference", "missing"]]],
    ["with an unknown field", { ...exact, weight: 1 }, [["weight", "field_unknown"]]],
    ["with an unknown value", { ...exact, operation: "is" }, [["operation", "value_unknown"]]],
    [
      "with a text for a number",
      { ...alike("bleu"), pass_threshold: "0.5" },
      [["pass_threshold", "wrong_kind"]],
    ],
    ["with no message", { ...judged, input: [] }, [["input", "empty"]]],
    ["with a bad name of a part", several("a", { "a b": exact }), [["graders.a b", "part_name"]]],
    ["in another", several("a", { a: several("b", {}) as never }), [["graders.a.type", "type_unknown"]]],
    ["with too long a source", { ...python, source: "x".repeat(300_000) }, [["source", "too_much"]]],
  ])("%s is none", (_name, grader, expected) => {
    const { grader: read, faults } = check(grader);
    expect(read).toBeNull();
    expect(faults.map(({ path, code }) => [path.join("."), code])).toEqual(expected);
    expect(faults.every(({ severity }) => severity === "blocks")).toBe(true);
  });

  it("says which places cannot be filled, in the field that has them", () => {
    expect(codes({ ...exact, reference: "{{item.label}} {{answer}}" })).toEqual([
      ["reference", "field_missing", "blocks"],
      ["reference", "place_unknown", "blocks"],
    ]);
    expect(codes({ ...exact, reference: "{{item.label}}" }, null)).toEqual([]);
    const part = {
      ...judged,
      input: [{ role: "user" as const, content: "{{sample.output_text}} {{item.x[0]}}" }],
    };
    expect(codes(several("a", { a: part }))).toEqual([
      ["graders.a.input.0.content", "place_indexed", "blocks"],
    ]);
  });

  it("warns where the answer is not looked at", () => {
    expect(codes({ ...exact, input: "{{item.answer}}" })).toEqual([["input", "answer_unused", "warns"]]);
  });

  it("has a range with a threshold in it", () => {
    expect(codes({ ...judged, range: [5, 5] })).toEqual([["range", "range_order", "blocks"]]);
    expect(codes({ ...judged, range: [0, 5] })).toEqual([["pass_threshold", "threshold_outside", "blocks"]]);
    const { range: _range, ...usual } = judged;
    expect(codes(usual)).toEqual([["pass_threshold", "threshold_outside", "blocks"]]);
  });

  it("in Python has a function to call, and no more bytes than the service takes", () => {
    expect(codes({ ...python, source: "def score(sample, item): return 1" })).toEqual([
      ["source", "no_grade_function", "blocks"],
    ]);
    expect(codes({ ...python, source: `${python.source}# ${"é".repeat(140_000)}` })).toEqual([
      ["source", "too_much", "blocks"],
    ]);
  });

  it("of several has a formula over its parts", () => {
    expect(codes(several("a *", { a: exact }))).toEqual([["calculate_output", "formula_end", "blocks"]]);
    expect(codes(several("a + c", { a: exact, b: exact }))).toEqual([
      ["calculate_output", "part_unknown", "blocks"],
      ["graders.b", "part_unused", "warns"],
    ]);
    expect(codes(several("1", {}))).toEqual([["graders", "no_parts", "blocks"]]);
    expect(check(several("pow(a, 2)", { a: exact })).faults[0]?.parameters).toEqual({
      said: "pow",
      place: "1",
    });
  });

  it("is read however hostile it is written", () => {
    for (const text of [
      "null",
      "[]",
      '{"type":{"toString":1}}',
      '{"__proto__":{"type":"python"}}',
      "[".repeat(100_000),
    ])
      expect(checkGrader(text, null).grader).toBeNull();
    const begun = performance.now();
    const blank = { type: "python", name: "p", source: `${"\n".repeat(60_000)}grade` };
    expect(codes(blank)).toEqual([["source", "no_grade_function", "blocks"]]);
    expect(performance.now() - begun).toBeLessThan(1_000);
    const deep = `{"type":"multi","name":"m","calculate_output":"${"(".repeat(1999)}","graders":{}}`;
    expect(checkGrader(deep, null).faults.map(({ code }) => code)).toEqual(["no_parts", "formula_deep"]);
  });
});

it("tells the fields of rows and those inside them", () => {
  const rows = [
    { messages: [], answer: "a" },
    { facts: { city: "Paris", "of.": 1 } },
    null,
    [1],
    { answer: "b" },
  ];
  expect(fieldsOf(rows)).toEqual(["messages", "answer", "facts", "facts.city", "facts.of."]);
});

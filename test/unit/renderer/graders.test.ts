import { describe, expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import { checkGrader } from "../../../main/graders/check.ts";
import { grade } from "../../../main/graders/graders.ts";
import type { BenchRow, Grade, GraderFault, SingleGrader } from "../../../preload/contract/graders.ts";
import { faultText } from "../../../preload/strings/grader-fault.ts";
import { graderFaults } from "../../../preload/strings/grader-faults.ts";
import { graders } from "../../../preload/strings/graders.ts";
import {
  agreementTexts,
  answerText,
  calibrationOf,
  difference,
  errorText,
  fitsText,
  shareText,
} from "../../../renderer/fine-tuning/graders/verdict.ts";
import {
  graderOf,
  graderTypes,
  hasThreshold,
  isPartName,
  isWhole,
  needsJudge,
  offered,
  runsOf,
  sameText,
  withNewPart,
  withoutPart,
  withPartRenamed,
} from "../../../renderer/graders/draft.ts";
import { faultsAt, faultsBeside, placeOf } from "../../../renderer/graders/faults.ts";
import { alike, exact, judged, python, several } from "../graders/samples.ts";

const checked = (grader: unknown, fields: string[] | null = ["answer"]) =>
  checkGrader(JSON.stringify(grader), fields);

describe("a grader that begins", () => {
  it.each(graderTypes)("can be graded by as it is: %s", (type) => {
    const grader = graderOf(type, null, ["messages", "answer"]);
    expect(isWhole(grader)).toBe(true);
    expect(checked(grader)).toEqual({ grader, faults: [] });
  });

  it("is held against the field that rows are likely to have their answer in", () => {
    const referenceOf = (fields: string[]) => graderOf("string_check", null, fields).reference;
    expect(referenceOf(["question", "ideal"])).toBe("{{item.ideal}}");
    expect(referenceOf(["question", "ideal", "reference"])).toBe("{{item.reference}}");
    expect(referenceOf(["messages", "city"])).toBe("{{item.city}}");
  });

  it("keeps what the one before it had in common", () => {
    const named = { ...alike("bleu"), name: "Close enough", input: "{{sample.output_json.x}}" };
    expect(graderOf("string_check", named, null)).toMatchObject({
      name: "Close enough",
      input: named.input,
      reference: named.reference,
    });
    expect(graderOf("multi", named, null)).toMatchObject({
      graders: { text_similarity: named },
      calculate_output: "text_similarity",
    });
    const multi = several("a", { a: exact });
    expect(graderOf("multi", multi, null).graders).toHaveProperty("string_check");
  });

  it("is offered the fields that say what an answer should be", () => {
    expect(offered(["messages", "tools", "answer", "facts.city", "input.messages"])).toEqual([
      "answer",
      "facts.city",
    ]);
    expect(offered(null)).toEqual([]);
  });
});

describe("parts of a grader", () => {
  const multi = several("a + max(a, ab) * a_b", { a: { ...exact, name: "a" }, ab: exact, a_b: exact });

  it("are renamed in the formula, too, and keep their places", () => {
    const renamed = withPartRenamed(multi, "a", "first");
    expect(Object.keys(renamed.graders)).toEqual(["first", "ab", "a_b"]);
    expect(renamed.calculate_output).toBe("first + max(first, ab) * a_b");
    expect(renamed.graders.first?.name).toBe("first");
    expect(withPartRenamed(multi, "ab", "x").graders.x?.name).toBe("Exact");
  });

  it("are added under a name that is free, and taken away", () => {
    const more = withNewPart(withNewPart(several("a", {}), null), null);
    expect(Object.keys(more.graders)).toEqual(["grader_1", "grader_2"]);
    const again = withNewPart(withoutPart(more, "grader_1"), null);
    expect(Object.keys(again.graders)).toEqual(["grader_2", "grader_3"]);
  });

  it("have names that a formula can hold", () => {
    expect(["a", "a_1", "_"].every((name) => isPartName(name, []))).toBe(true);
    expect(["", "1a", "a b", "é", "a".repeat(41)].some((name) => isPartName(name, []))).toBe(false);
    expect(isPartName("a", ["a"])).toBe(false);
  });
});

it("tells where a grader runs, what it needs, and whether it has a threshold", () => {
  expect([exact, alike("gleu"), alike("meteor"), alike("cosine"), judged, python].map(runsOf)).toEqual([
    ...["here", "here", "service", "service", "model", "service"],
  ]);
  expect(runsOf(several("a", { a: exact, b: python }))).toBe("parts");
  expect(runsOf(several("a", { a: exact, b: judged }))).toBe("model");
  const graded = [judged, several("a", { a: exact, b: judged }), several("a", { a: exact }), python];
  expect(graded.map(needsJudge)).toEqual([true, true, false, false]);
  expect([exact, alike("bleu"), alike("bleu", 0), several("a", { a: exact })].map(hasThreshold)).toEqual([
    ...[true, false, true, false],
  ]);
});

it("says that graders run here exactly where main grades them here", async () => {
  const ports = { ask: async () => ({ text: "1" }), signal: new AbortController().signal };
  for (const grader of [
    exact,
    alike("rouge_l"),
    alike("meteor"),
    alike("cosine"),
    judged,
    python,
  ] as SingleGrader[]) {
    const { error } = await grade(grader, "x", { answer: "x" }, ports);
    expect([grader.name, error === "service_only"]).toEqual([grader.name, runsOf(grader) === "service"]);
  }
});

it("takes a grader for the same whatever main does to it when it reads it", () => {
  const typed = { ...exact, name: "Exact ", input: "{{ sample.output_text }}" };
  expect(sameText(checked(typed).grader)).toBe(sameText(typed));
  const { name, ...rest } = exact;
  expect(sameText({ ...rest, name })).toBe(sameText(exact));
  expect(sameText({ ...exact, name: "Other" })).not.toBe(sameText(exact));
  expect(sameText(null)).not.toBe(sameText(exact));
});

describe("faults", () => {
  const faults: GraderFault[] = [
    {
      path: ["input", 0, "content"],
      code: "field_missing",
      parameters: { place: "item.x" },
      severity: "blocks",
    },
    { path: ["input"], code: "empty", parameters: { name: "input" }, severity: "blocks" },
    { path: [], code: "missing", parameters: { name: "" }, severity: "blocks" },
  ];

  it("belong to the field that they are in", () => {
    expect(faultsAt(faults, ["input"])).toHaveLength(2);
    expect(faultsAt(faults, ["input", 1])).toEqual([]);
    expect(faultsBeside(faults, [["input"], ["name"]])).toEqual([faults[2]]);
  });

  it("stand in a line of the text", () => {
    const text = '{\n  "input": [\n    { "content": "x" }\n  ]\n}';
    const [content, list] = faults.map((fault) => placeOf(text, fault));
    expect(content).toMatchObject({ line: 3 });
    expect(text.slice(content?.at, (content?.at ?? 0) + (content?.length ?? 0))).toBe('"x"');
    expect(list).toMatchObject({ line: 2 });
    const missing: GraderFault = {
      path: ["name"],
      code: "missing",
      parameters: { name: "name" },
      severity: "blocks",
    };
    expect(placeOf(text, missing)).toMatchObject({ line: 1, at: 0 });
  });

  it("of what is no JSON stand where it breaks", () => {
    const text = '{\n  "a": 1,\n}';
    const [fault] = checkGrader(text, null).faults;
    if (!fault) throw new Error("There is no fault");
    const place = placeOf(text, fault);
    expect(place?.line).toBe(2);
    expect(text[place?.at ?? 0]).toBe(",");
    expect(faultText(fault)).toBe("Invalid JSON at line 2, column 9: a comma before the closing bracket.");
  });

  it("have words, all of them filled in", () => {
    const broken = [
      "{",
      "3",
      JSON.stringify({ ...exact, name: "", weight: 1, operation: "is", reference: undefined }),
      JSON.stringify({ ...python, source: "x".repeat(300_000) }),
      JSON.stringify({ ...exact, type: "label_model" }),
      JSON.stringify({ ...judged, range: [5, 1], sampling_params: { temperature: -1, top_p: 2 } }),
      JSON.stringify({ ...judged, range: [0, 1] }),
      JSON.stringify({ ...exact, input: "{{item.x}} {{y}} {{item.a[0]}}" }),
      JSON.stringify({ ...judged, range: [5, 1] }),
      JSON.stringify({ ...python, source: "x" }),
      JSON.stringify(several("a + b + pow(", { "a b": exact })),
      ...["", "a +", "a * * b", "pow(a)", "abs()", "(".repeat(300), "c"].map((formula) =>
        JSON.stringify(several(formula, { a: exact })),
      ),
      JSON.stringify(several("1", {})),
    ];
    const told = broken.flatMap((text) => checkGrader(text, ["answer"]).faults);
    for (const fault of told)
      expect([fault.code, faultText(fault)]).not.toContainEqual(expect.stringMatching(/[{}]$|\{\w+\}/));
    const codes = new Set(told.map(({ code }) => code));
    expect([...codes].filter((code) => !Object.hasOwn(graders.faults, code))).toEqual([]);
    const own = Object.keys(graders.faults).filter((code) => !Object.hasOwn(graderFaults, code));
    expect(own.filter((code) => !codes.has(code))).toEqual([]);
  });
});

describe("what a bench has shown", () => {
  const graded = (score: number | null, error: string | null = null): Grade => ({
    score,
    passed: null,
    parts: {},
    error,
    said: "item.x",
  });

  it("is held against Microsoft's range", () => {
    const at = (count: number) => calibrationOf({ count, of: 20 });
    expect([0, 4, 5, 10, 11, 20].map(at)).toEqual(["low", "low", "inside", "inside", "high", "high"]);
    expect(shareText({ count: 8, of: 20 })).toBe("40% (8 of 20)");
    expect(shareText(null)).toBe("No threshold");
  });

  it("has differences only between two scores", () => {
    expect(difference({ here: graded(0.5), there: graded(0.7) })).toBeCloseTo(0.2);
    expect(difference({ here: graded(0.5), there: graded(0.5 + 1e-9) })).toBe(0);
    expect(difference({ here: graded(0.5), there: graded(null, "no_score") })).toBeNull();
    expect(difference({ here: null, there: graded(1) })).toBeNull();
  });

  it("says why there is no score or no answer", () => {
    expect(errorText(graded(null, "field_missing"))).toBe("The row has no “item.x”.");
    expect(errorText(graded(null, "something_new"))).toBe("something_new");
    const row: BenchRow = {
      key: 1,
      asked: "",
      answer: null,
      diagnosis: null,
      here: null,
      there: null,
      readings: {},
    };
    expect(answerText(row)).toBeNull();
    expect(answerText({ ...row, answer: "" })).toBe("Empty answer");
    const diagnosis = diagnosisOf("deployment_not_found", { deployment: "base" });
    expect(answerText({ ...row, diagnosis })).toMatch(/^No answer: .*base/);
  });

  it("tells which reading the service has", () => {
    expect(fitsText({ fits: [] })).toBeNull();
    expect(fitsText({ fits: ["usual"] })).toContain("match those calculated here");
    expect(fitsText({ fits: ["weighted_ratio"] })).toContain("WRatio");
    expect(fitsText({ fits: ["usual", "levenshtein"] })).toContain("as calculated here, Levenshtein");
  });

  it("says how both places agree", () => {
    expect(agreementTexts({ both: 0, same: 0, spearman: null, largest: null })).toEqual([
      "Nothing to compare",
    ]);
    expect(agreementTexts({ both: 20, same: 20, spearman: 1, largest: 0 })).toHaveLength(2);
    expect(agreementTexts({ both: 20, same: 18, spearman: null, largest: 0.25 })).toEqual([
      "18 of 20 scores are the same",
      "largest difference 0.25",
    ]);
  });
});

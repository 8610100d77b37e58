import { describe, expect, it } from "vitest";
import { gradeAll } from "../../../../main/graders/local/composed.ts";
import { ungraded } from "../../../../main/graders/local/graded.ts";
import { gradeCosine, readTexts } from "../../../../main/graders/local/likeness.ts";
import { compileGraders } from "../../../../main/graders/local/local.ts";
import type { GraderKind, GraderOf } from "../../../../preload/contract/evaluation-graders.ts";
import { graders } from "../../../../preload/strings/graders.ts";
import { exact, judged, python, several } from "../samples.ts";
import { alike, answered, gradeOf, graderOf, idOf } from "./samples.ts";

describe("text", () => {
  it.each([
    ["equals", {}, "Paris", "Paris", 1],
    ["equals", {}, "paris", "Paris", 0],
    ["equals", { ignoreCase: true }, "PARIS", "Paris", 1],
    ["equals", {}, " Paris\n", "Paris", 0],
    ["equals", { ignoreBlanks: true }, " New \n York", "New York ", 1],
    ["equals", { isNegated: true }, "Paris", "Paris", 0],
    ["contains", {}, "It is Paris.", "Paris", 1],
    ["contains", { isNegated: true }, "It is Rome.", "Paris", 1],
    ["starts_with", {}, "Paris it is", "Paris", 1],
    ["starts_with", {}, "It is Paris", "Paris", 0],
    ["ends_with", { ignoreCase: true }, "It is paris", "Paris", 1],
  ] as const)("%s %o: %j and %j", (operation, change, answer, reference, score) => {
    expect(gradeOf(graderOf("text", { operation, ...change }), answered(answer, { reference }))).toEqual({
      ...{ score, passed: score === 1, parts: {}, error: null, said: null },
    });
  });

  it("fills places with or without spaces, from the row, the answer and its JSON", () => {
    const grader = graderOf("text", {
      input: "{{ sample.output_json.a.b }}/{{item.x}}",
      expected: "{{ reference }}",
    });
    expect(gradeOf(grader, answered('{"a":{"b":2}}', { item: { x: "y" }, reference: "2/y" })).score).toBe(1);
  });

  it.each([
    [{ expected: "{{item.none}}" }, "field_missing", "item.none"],
    [{ expected: "{{reference}}" }, "reference_missing", "reference"],
    [{ input: "{{sample.output_json.x}}" }, "answer_not_json", "sample.output_json.x"],
    [{ input: "{{nothing}}" }, "place_unknown", "nothing"],
  ] as const)("is not graded where %o cannot be filled", (change, error, said) => {
    expect(gradeOf(graderOf("text", change), answered("a"))).toEqual({
      score: null,
      passed: null,
      parts: {},
      error,
      said,
    });
  });
});

describe("regex", () => {
  it.each([
    ["^\\d{4}$", "", false, "2026", 1],
    ["^\\d{4}$", "", false, "26", 0],
    ["paris", "i", false, "In PARIS", 1],
    ["^b", "m", false, "a\nb", 1],
    ["a.b", "s", false, "a\nb", 1],
    ["^.$", "u", false, "😀", 1],
    ["sorry", "", true, "Here you are", 1],
  ])("/%s/%s negated %s: %j", (pattern, flags, isNegated, answer, score) => {
    expect(gradeOf(graderOf("regex", { pattern, flags, isNegated }), answered(answer)).score).toBe(score);
  });

  it("is not graded by what is no pattern, or could take long with no sandbox", () => {
    expect(gradeOf(graderOf("regex", { pattern: "(" }), answered("a")).error).toBe("pattern_wrong");
    expect(gradeOf(graderOf("regex", { pattern: "^(a+)+$" }), answered("aab")).error).toBe("pattern_slow");
  });
});

describe("length", () => {
  it("counts what a long text has as it counts a short one", () => {
    const [text, times] = ["it's né 👩‍👩‍👧 3.14 ", 2_000];
    for (const [unit, each] of [
      ["words", 3],
      ["characters", 15],
    ] as const) {
      const count = each * times;
      const grader = graderOf("length", { unit, least: count, most: count });
      expect(gradeOf(grader, answered(text.repeat(times)))).toMatchObject({ said: String(count) });
    }
  });

  it.each([
    ["characters", "café", 4],
    ["characters", "cafe\u0301", 4],
    ["characters", "👩‍👩‍👧🇩🇪", 2],
    ["characters", "a\r\nb", 3],
    ["characters", "", 0],
    ["words", "Don't stop, it's 3.5 km.", 5],
    ["words", "", 0],
    ["lines", "a\nb\r\nc\n", 3],
    ["lines", "", 0],
    ["lines", "\n", 1],
  ] as const)("%s of %j", (unit, answer, count) => {
    expect(gradeOf(graderOf("length", { unit, least: count, most: count }), answered(answer))).toMatchObject({
      ...{ score: 1, passed: true, said: String(count) },
    });
    expect(gradeOf(graderOf("length", { unit, least: count + 1, most: null }), answered(answer)).score).toBe(
      0,
    );
  });

  it("counts words of scripts without spaces", () => {
    const { said } = gradeOf(graderOf("length", { unit: "words" }), answered("東京に住んでいます"));
    expect(Number(said)).toBeGreaterThan(1);
  });

  it("takes tokens from the service only", () => {
    const grader = graderOf("length", { unit: "tokens", most: 5 });
    expect(gradeOf(grader, answered("a b c")).error).toBe("tokens_unknown");
    expect(gradeOf(grader, answered("a b c", { tokens: 6 })).score).toBe(0);
  });
});

it("time and cost pass up to their most, and are not graded where they are not known", () => {
  const times = { firstToken: 900, total: 1001 };
  expect(gradeOf(graderOf("latency"), answered("a", { times })).score).toBe(0);
  expect(gradeOf(graderOf("latency", { of: "first_token", most: 900 }), answered("a", { times })).score).toBe(
    1,
  );
  expect(gradeOf(graderOf("latency"), answered("a")).error).toBe("time_unknown");
  const cost = { amount: 0.01, currency: "USD" };
  expect(gradeOf(graderOf("cost"), answered("a", { cost }))).toMatchObject({ score: 1, said: "0.01 USD" });
  expect(gradeOf(graderOf("cost"), answered("a")).error).toBe("cost_unknown");
});

describe("similarity", () => {
  // training-and-evaluation.md C.8.
  it.each([
    ["indel", 0.67741935],
    ["weighted_ratio", 0.88870968],
    ["levenshtein", 0.38709677],
    ["bleu_nltk", 0.10754421],
    ["sacre_bleu", 0.29071537],
    ["gleu", 0.22222222],
    ["rouge_1", 1],
    ["rouge_2", 0.6],
    ["rouge_l", 0.66666667],
    ["unicode_rouge_1", 1],
    ["unicode_rouge_2", 0.6],
    ["unicode_rouge_l", 0.66666667],
  ] as const)("%s", (metric, expected) => {
    const graded = answered("Paris is the capital of France.", {
      reference: "The capital of France is Paris.",
    });
    const grade = gradeOf(graderOf("similarity", { metric, passAt: expected - 1e-6 }), graded);
    expect(grade.score).toBeCloseTo(expected, 7);
    expect(grade.passed).toBe(true);
  });

  it("ROUGE throws away what is not Latin, the one of Unicode does not", () => {
    const graded = answered("東京", { reference: "東京" });
    expect(gradeOf(graderOf("similarity", { metric: "rouge_1" }), graded).score).toBe(0);
    expect(gradeOf(graderOf("similarity", { metric: "unicode_rouge_1" }), graded).score).toBe(1);
  });

  it("does not compare texts that are too long", () => {
    const reference = "a".repeat(10_001);
    expect(gradeOf(graderOf("similarity"), answered("a", { reference })).error).toBe("too_long");
  });

  it("gives the texts whose embeddings are to be asked, or why there are none", () => {
    const texts = readTexts(graderOf("similarity", { metric: "cosine" }));
    expect(texts(answered("a", { reference: "b" }))).toEqual({ text: "a", reference: "b" });
    expect(texts(answered("a"))).toMatchObject({ score: null, error: "reference_missing" });
    expect(texts(answered(null, { reference: "b" }))).toMatchObject({ score: null, error: "answer_missing" });
  });

  it("cosine takes two vectors, of one length and with one", () => {
    const grader = graderOf("similarity", { metric: "cosine", passAt: 0.5 });
    expect(gradeCosine(grader, [1, 2, 3], [4, 5, 6]).score).toBeCloseTo(32 / Math.sqrt(14 * 77), 12);
    expect(gradeCosine(grader, [1, 0], [-1, 0])).toMatchObject({ score: -1, passed: false });
    for (const [a, b] of [
      [[], []],
      [
        [0, 0],
        [1, 1],
      ],
      [[1], [1, 2]],
      [
        [1, Number.NaN],
        [1, 1],
      ],
    ] as const)
      expect(gradeCosine(grader, a, b)).toMatchObject({ score: null, error: "embeddings_unlike" });
    expect(gradeOf(grader, answered("a")).error).toBe("not_asked");
    const given = { [grader.id]: gradeCosine(grader, [1], [1]) };
    expect(gradeOf(grader, answered("a", { given })).score).toBe(1);
  });
});

describe("the service's graders", () => {
  const graded = answered("Paris", { item: { answer: "Paris" } });
  it("run here where they can", () => {
    expect(gradeOf(graderOf("foundry"), graded)).toMatchObject({ score: 1, passed: true });
    const like = graderOf("foundry", { grader: alike("fuzzy_match"), passAt: 0.9 });
    expect(gradeOf(like, answered("Pari", { item: { answer: "Paris" } }))).toMatchObject({ passed: false });
    const multi = graderOf("foundry", {
      grader: several("a / 2 + b / 2", { a: exact, b: alike("fuzzy_match") }),
      passAt: 1,
    });
    expect(gradeOf(multi, graded)).toMatchObject({ score: 1, passed: true, parts: { a: 1, b: 1 } });
  });

  it("are not graded where they cannot, and know no places but the service's", () => {
    expect(gradeOf(graderOf("foundry", { grader: python }), graded).error).toBe("service_only");
    expect(gradeOf(graderOf("foundry", { grader: judged }), graded).error).toBe("no_judge");
    const own = { ...exact, reference: "{{reference}}" };
    expect(gradeOf(graderOf("foundry", { grader: own }), { ...graded, reference: "Paris" }).error).toBe(
      "place_unknown",
    );
  });
});

describe("composed graders", () => {
  const one = graderOf("text", { id: idOf(1), name: "Exact" });
  const two = graderOf("length", { id: idOf(2), name: "Short", most: 3 });
  const like = graderOf("similarity", { id: idOf(3), name: "Like" });
  const all = graderOf("all", { of: [one.id, two.id] });
  const graded = answered("Paris", { reference: "Paris" });

  it("all passes where all do", () => {
    expect(gradeOf(all, graded, [one, two])).toEqual({
      ...{ score: 0, passed: false, parts: { [one.id]: 1, [two.id]: 0 }, error: null, said: null },
    });
    expect(gradeOf(all, answered("ab", { reference: "ab" }), [one, two]).passed).toBe(true);
  });

  it("weighted normalises its weights", () => {
    const of = [
      { id: one.id, weight: 3 },
      { id: two.id, weight: 1 },
    ];
    expect(gradeOf(graderOf("weighted", { of, passAt: 0.75 }), graded, [one, two])).toMatchObject({
      score: 0.75,
      passed: true,
    });
    const none = of.map(({ id }) => ({ id, weight: 0 }));
    expect(gradeOf(graderOf("weighted", { of: none }), graded, [one, two]).error).toBe("no_weight");
  });

  it("are not graded where a part is not, and say which", () => {
    const lost = answered("Paris");
    expect(gradeOf(all, lost, [one, two])).toMatchObject({
      score: null,
      passed: null,
      error: "part_ungraded",
      said: "Exact",
    });
    const weighted = graderOf("weighted", {
      of: [
        { id: one.id, weight: 0 },
        { id: two.id, weight: 1 },
      ],
    });
    expect(gradeOf(weighted, lost, [one, two]).error).toBe("part_ungraded");
    const nothing = { id: one.id, name: one.name, grade: ungraded("answer_missing") };
    expect(gradeAll([nothing])).toMatchObject({ error: "answer_missing", parts: { [one.id]: null } });
  });

  it("all needs parts that can pass", () => {
    expect(gradeOf(graderOf("all", { of: [like.id] }), graded, [like])).toMatchObject({
      error: "part_without_threshold",
      said: "Like",
    });
  });

  it("may be made of composed ones, but not of themselves or of what is gone", () => {
    const inner = graderOf("all", { id: idOf(4), of: [one.id] });
    const outer = graderOf("weighted", { of: [{ id: inner.id, weight: 2 }] });
    expect(gradeOf(outer, graded, [inner, one]).score).toBe(1);
    const circle = graderOf("all", { id: idOf(4), of: [idOf(0)] });
    expect(gradeOf(graderOf("all", { of: [circle.id] }), graded, [circle]).score).toBeNull();
    expect(gradeOf(graderOf("all", { of: [idOf(9)] }), graded).score).toBeNull();
  });

  it("grade each grader once for an answer", () => {
    let runs = 0;
    const script = graderOf("script", { id: idOf(5), passAt: 1 });
    const run = () => {
      runs += 1;
      return { value: { score: 1, passed: null, said: null } };
    };
    const grades = compileGraders([script, graderOf("all", { of: [script.id] })], { run })(answered("a"));
    expect(Object.values(grades).map(({ score }) => score)).toEqual([1, 1]);
    expect(runs).toBe(1);
  });
});

it("no grader grades an answer that is missing, and none gives 0 for it", () => {
  const kinds: GraderKind[] = [
    "text",
    "regex",
    "numeric",
    "json",
    "tool_call",
    "similarity",
    "length",
    "latency",
    "cost",
    "judge",
    "script",
    "foundry",
  ];
  for (const kind of kinds)
    expect(gradeOf(graderOf(kind) as GraderOf<GraderKind>, answered(null, { reference: "a" }))).toMatchObject(
      { score: null, error: "answer_missing" },
    );
});

it("every reason has its words", () => {
  for (const code of ["answer_missing", "part_ungraded", "gave_up", "pattern_slow", "schema_wrong"])
    expect(graders.errors).toHaveProperty(code);
});

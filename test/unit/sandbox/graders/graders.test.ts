import { describe, expect, it } from "vitest";
import { calculated } from "../../../../main/sandbox/graders/formula.ts";
import { measures } from "../../../../main/sandbox/graders/similarity.ts";
import { sandboxes } from "../running.ts";
import { clients } from "../training-client.ts";

const start = sandboxes();

describe("similarities agree with RapidFuzz, nltk and rouge-score", () => {
  // Computed with rapidfuzz 3.14.6, nltk 3.10.3 and rouge-score's tokens: ratio, BLEU method 4, GLEU, ROUGE 1, 2 and L.
  it.each([
    [
      "the cat sat on the mat",
      "the cat is on the mat",
      0.93023256,
      0.2939457,
      0.5,
      0.83333333,
      0.6,
      0.83333333,
    ],
    [
      "Paris is the capital of France.",
      "The capital of France is Paris.",
      0.67741935,
      0.10754421,
      0.22222222,
      1,
      0.6,
      0.66666667,
    ],
    ["Zürich – 東京", "Zurich - 東京", 0.81818182, 0.0724975, 0.16666667, 0, 0, 0],
  ])("%s / %s", (text, reference, ...expected) => {
    const names = ["fuzzy_match", "bleu", "gleu", "rouge_1", "rouge_2", "rouge_l"];
    for (const [index, name] of names.entries())
      expect([name, measures[name]?.(text, reference)]).toEqual([
        name,
        expect.closeTo(expected[index] ?? -1, 6),
      ]);
  });

  it("METEOR of the same words is 1 less what is told apart", () => {
    expect(measures.meteor?.("a b c d", "a b c d")).toBeCloseTo(1 - 0.5 / 64);
    expect(measures.meteor?.("x", "y")).toBe(0);
  });
});

describe("a formula", () => {
  it.each([
    ["0.5 * a + 0.5*b", 0.75],
    ["-a ^ 2", -1],
    ["2 ^ 3 ^ 2", 512],
    ["max(a, b, 3) - min(a, b)", 2.5],
    ["floor(1.7) + ceil(0.2) + abs(-1) + sqrt(4) + log(exp(1))", 6],
    ["(a)", 1],
  ])("%s", (formula, value) => {
    expect(calculated(formula, { a: 1, b: 0.5 })).toBeCloseTo(value);
  });

  it.each([
    ["", "formula_parse_error"],
    ["a +", "formula_parse_error"],
    ["a b", "formula_parse_error"],
    ["min(a", "formula_parse_error"],
    ["a; b", "formula_parse_error"],
    ["(".repeat(10_000), "formula_parse_error"],
    ["c", "invalid_variable_error"],
    ["constructor", "invalid_variable_error"],
    ["a / 0", "other_error"],
  ])("%s has its error", (formula, error) => {
    expect(() => calculated(formula, { a: 1, b: 0.5 })).toThrow(expect.objectContaining({ error }));
  });
});

const check = {
  type: "string_check" as const,
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq" as const,
};

describe.each(Object.entries(clients))("graders by the openai package on %s", (_way, client) => {
  it("grade an answer, and are taken or refused", async () => {
    const { graders } = client(await start()).fineTuning.alpha;
    expect(await graders.run({ grader: check, model_sample: "42", item: { answer: 42 } })).toMatchObject({
      reward: 1,
      sub_rewards: {},
      metadata: { name: "same", type: "string_check", scores: { same: 1 }, token_usage: null },
    });
    expect((await graders.run({ grader: check, model_sample: "41", item: { answer: 42 } })).reward).toBe(0);
    expect(await graders.validate({ grader: check })).toEqual({ grader: check });
    const wrong = { ...check, operation: "is" } as unknown as typeof check;
    await expect(graders.validate({ grader: wrong })).rejects.toThrow("operation is one of");
  });
});

describe("what a grader cannot say is an error, not a score of its own", () => {
  const run = async (grader: object, sample: string, item: object = {}) => {
    const { graders } = clients.v1(await start()).fineTuning.alpha;
    const reply = await graders.run({ grader: grader as typeof check, model_sample: sample, item });
    const errors = Object.entries(reply.metadata.errors).flatMap(([name, value]) =>
      value === true ? [name] : [],
    );
    return { reward: reply.reward, errors, parts: reply.sub_rewards };
  };
  const judge = (content: string, more: object = {}) => ({
    type: "score_model",
    name: "judge",
    model: "gpt-4.1-mini",
    input: [{ role: "user", content }],
    ...more,
  });
  it.each<[string, object, string, object, string[]]>([
    ["a field that is not there", check, "a", {}, ["invalid_variable_error"]],
    [
      "spaces in the braces",
      { ...check, reference: "{{ item.a }}" },
      "a",
      { a: 1 },
      ["invalid_variable_error"],
    ],
    ["no JSON", { ...check, input: "{{sample.output_json.a}}" }, "a", { answer: 1 }, ["sample_parse_error"]],
    [
      "Python",
      { type: "python", name: "p", source: "def grade(sample, item):\n  return 1" },
      "a",
      {},
      ["python_grader_server_error"],
    ],
    [
      "a judge who writes",
      judge("Tell me about {{sample.output_text}}"),
      "cats",
      {},
      ["model_grader_parse_error"],
    ],
    ["a judge who refuses", judge("Refuse this request"), "a", {}, ["model_grader_refusal_error"]],
    ["a judge out of range", judge("Reply with only: 7"), "a", {}, ["model_grader_parse_error"]],
    ["a judge who is not there", judge("a", { model: "gpt-9" }), "a", {}, ["model_grader_server_error"]],
  ])("%s", async (_name, grader, sample, item, errors) => {
    expect(await run(grader, sample, item)).toEqual({ reward: 0, errors, parts: {} });
  });

  it("a judge's number counts, and several graders are put together", async () => {
    expect(await run(judge("Reply with only: 0.75"), "a")).toMatchObject({ reward: 0.75, errors: [] });
    expect((await run(judge("Reply with only: 7", { range: [1, 10] }), "a")).reward).toBe(7);
    const similar = { ...check, type: "text_similarity", evaluation_metric: "fuzzy_match" };
    const multi = {
      type: "multi",
      name: "both",
      graders: { exact: check, near: similar },
      calculate_output: "0.5 * exact + 0.5 * near",
    };
    const { reward, parts } = await run(multi, "the cat sat on the mat", { answer: "the cat is on the mat" });
    expect(parts).toEqual({ exact: 0, near: expect.closeTo(0.93023256, 6) });
    expect(reward).toBeCloseTo(0.46511628);
  });

  it("a formula over what is no grader is not valid", async () => {
    const { graders } = clients.v1(await start()).fineTuning.alpha;
    const multi = { type: "multi", name: "m", graders: { a: check }, calculate_output: "a + c" };
    await expect(graders.validate({ grader: multi as unknown as typeof check })).rejects.toThrow("'c'");
  });
});

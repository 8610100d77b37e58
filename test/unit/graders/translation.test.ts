import { describe, expect, it } from "vitest";
import { criteriaIn, criterionIn } from "../../../main/graders/criterion.ts";
import { fromCriterion } from "../../../main/graders/imported.ts";
import { toCriterion } from "../../../main/graders/translation.ts";
import { type EvaluationGrader, evaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import { graderTranslation } from "../../../preload/strings/grader-translation.ts";
import { deployed, graderOf, idOf } from "./local/samples.ts";
import { exact, judged, python, several } from "./samples.ts";

const context = {
  ...{ referencePlace: "item.reference", questionPlace: null, model: "gpt-5.5" },
  evaluators: new Map(),
};
const there = (grader: EvaluationGrader) => toCriterion(grader, context);

describe("to the service", () => {
  it.each([
    [{}, "eq", []],
    [{ isNegated: true }, "ne", []],
    [{ operation: "contains" }, "like", ["like_ambiguous"]],
    [{ operation: "contains", ignoreCase: true }, "ilike", ["like_ambiguous"]],
  ] as const)("text with %o is a string check", (change, operation, notes) => {
    const grader = graderOf("text", { ...change, input: "{{ sample.output_text }}" });
    expect(there(grader)).toEqual({
      twin: {
        ...{ type: "string_check", name: "The text", operation },
        ...{ input: "{{sample.output_text}}", reference: "{{item.reference}}" },
      },
      notes,
    });
  });

  it("a likeness is a text similarity where the service has it", () => {
    expect(there(graderOf("similarity", { passAt: 0.8 }))).toMatchObject({
      twin: { type: "text_similarity", evaluation_metric: "fuzzy_match", pass_threshold: 0.8 },
      notes: ["fuzzy_unsure"],
    });
    expect(there(graderOf("similarity", { metric: "rouge_l", passAt: 0 }))).toMatchObject({
      twin: { evaluation_metric: "rouge_l" },
      notes: [],
    });
  });

  it("a judge is a model that scores or labels", () => {
    const messages = [{ role: "user" as const, content: "{{reference}}: {{sample.output_text}}" }];
    const score = there(graderOf("judge", { messages }));
    expect(score).toMatchObject({
      twin: {
        type: "score_model",
        model: "gpt-5.5",
        range: [0, 10],
        pass_threshold: 7,
        sampling_params: { temperature: 0, max_completions_tokens: 100 },
      },
      notes: ["own_prompt"],
    });
    expect("twin" in score && criterionIn(score.twin)).toEqual("twin" in score && score.twin);
    const verdict = { form: "label" as const, labels: ["a", "b"], passing: ["a"] };
    expect(there(graderOf("judge", { messages, verdict }))).toMatchObject({
      twin: { type: "label_model", labels: ["a", "b"], passing_labels: ["a"] },
      notes: ["own_prompt", "sampling_dropped"],
    });
  });

  it("an evaluator names its deployment as the project's list does, and fills its fields", () => {
    const grader = graderOf("evaluator", {
      mapping: { query: "{{ item.query }}", ground_truth: "{{reference}}" },
    });
    const twin = (parameters: string[]) =>
      toCriterion(grader, { ...context, evaluators: new Map([["builtin.coherence", { parameters }]]) });
    expect(there(grader)).toEqual({
      twin: {
        ...{ type: "azure_ai_evaluator", name: "The evaluator", evaluator_name: "builtin.coherence" },
        initialization_parameters: { deployment_name: "gpt-5.5", threshold: 3 },
        data_mapping: { query: "{{item.query}}", ground_truth: "{{item.reference}}" },
      },
      notes: [],
    });
    expect(twin(["model", "threshold"])).toMatchObject({
      twin: { initialization_parameters: { model: "gpt-5.5" } },
    });
    expect(there(graderOf("evaluator", { judge: null, threshold: null }))).not.toHaveProperty(
      "twin.initialization_parameters",
    );
    expect(toCriterion(grader, { ...context, model: null })).toMatchObject({ reason: "no_model" });
  });

  it("a judge is shown the question where items have it", () => {
    const questionPlace = "item.asked";
    expect(toCriterion(graderOf("judge"), { ...context, questionPlace })).toMatchObject({
      twin: { input: [{}, { content: "{{item.asked}} {{sample.output_text}}" }] },
    });
  });

  it("one of the service stays as it is, and is called there as it is here", () => {
    const name = "Right city";
    expect(there(graderOf("foundry", { name }))).toEqual({ twin: { ...exact, name }, notes: [] });
    expect(there(graderOf("foundry", { name, grader: python }))).toEqual({
      twin: { ...python, name },
      notes: ["own_sandbox"],
    });
  });

  it.each<[EvaluationGrader, keyof typeof graderTranslation.reasons]>([
    [graderOf("text", { ignoreCase: true }), "options"],
    [graderOf("text", { ignoreBlanks: true }), "options"],
    [graderOf("text", { operation: "starts_with" }), "operation"],
    [graderOf("text", { operation: "contains", isNegated: true }), "negated"],
    [graderOf("text", { input: "{{item.list[0]}}" }), "place"],
    [graderOf("similarity", { passAt: null }), "needs_threshold"],
    [graderOf("similarity", { metric: "sacre_bleu", passAt: 1 }), "no_twin"],
    [graderOf("similarity", { metric: "unicode_rouge_1", passAt: 1 }), "no_twin"],
    [graderOf("judge", { verdict: { form: "pair" } }), "pair"],
    [graderOf("judge"), "place"],
    [graderOf("foundry", { grader: several("a", { a: exact }) }), "composed"],
    [graderOf("all"), "composed"],
    [graderOf("weighted"), "composed"],
    ...(["regex", "numeric", "json", "tool_call", "length", "latency", "cost", "script"] as const).map(
      (kind): [EvaluationGrader, "no_twin"] => [graderOf(kind), "no_twin"],
    ),
  ])("%o has no twin", (grader, reason) => {
    expect(there(grader)).toMatchObject({ reason });
    expect(graderTranslation.reasons[reason]).toBeTruthy();
  });

  it("says what it lacks: the reference's field, the model", () => {
    expect(toCriterion(graderOf("text"), { ...context, referencePlace: null })).toMatchObject({
      reason: "no_reference",
    });
    expect(toCriterion(graderOf("judge"), { ...context, model: null })).toMatchObject({ reason: "no_model" });
  });
});

describe("from the service", () => {
  const here = (value: unknown, judge: typeof deployed | null = deployed) => {
    const criterion = criterionIn(value);
    if (criterion === null) throw new Error("not read");
    const given = fromCriterion(criterion, idOf(0), judge);
    if ("twin" in given) expect(evaluationGrader.parse(given.twin)).toEqual(given.twin);
    return given;
  };

  it.each(["eq", "ne", "like", "ilike"] as const)(
    "a string check by %s comes back as it was",
    (operation) => {
      const given = here({ ...exact, operation });
      const back = "twin" in given && there(given.twin);
      expect(back).toMatchObject({ twin: { ...exact, operation } });
    },
  );

  it("a similarity gets the function's own name, or stays the service's", () => {
    const value = {
      type: "text_similarity",
      name: "a",
      input: "i",
      reference: "r",
      pass_threshold: 0.5,
      evaluation_metric: "bleu",
      extra: 1,
    };
    expect(here(value)).toMatchObject({ twin: { kind: "similarity", metric: "bleu_nltk", passAt: 0.5 } });
    expect(here({ ...value, evaluation_metric: "meteor" })).toMatchObject({ twin: { kind: "foundry" } });
  });

  it("models are asked through a deployment of one's own", () => {
    expect(here(judged)).toMatchObject({ twin: { kind: "foundry", judge: deployed }, notes: ["own_prompt"] });
    const label = { type: "label_model", name: "l", model: "m", labels: ["a", "b"], passing_labels: ["a"] };
    const input = [
      { role: "developer", content: { type: "input_text", text: "Label {{sample.output_text}}" } },
    ];
    expect(here({ ...label, input })).toMatchObject({
      twin: {
        kind: "judge",
        judge: deployed,
        messages: [{ role: "system", content: "Label {{sample.output_text}}" }],
      },
    });
    expect(here({ ...label, input }, null)).toMatchObject({ reason: "no_judge" });
    expect(here({ ...label, input: [{ role: "assistant", content: "a" }] })).toMatchObject({
      reason: "role",
    });
  });

  it("an evaluator comes back as it was, and one of harm knows that less is better", () => {
    const value = {
      ...{ type: "azure_ai_evaluator", name: "c", evaluator_name: "builtin.coherence", id: "x" },
      initialization_parameters: { deployment_name: "gpt-5.5", threshold: 4 },
      data_mapping: { response: "{{sample.output_text}}" },
    };
    const given = here(value);
    expect(given).toMatchObject({
      twin: { kind: "evaluator", threshold: 4, range: null, isLessBetter: false },
      notes: ["only_there"],
    });
    const { id: _, ...criterion } = value;
    expect("twin" in given && there(given.twin)).toMatchObject({ twin: criterion });
    expect(here({ ...value, evaluator_name: "builtin.violence" })).toMatchObject({
      twin: { range: [0, 7], isLessBetter: true },
    });
    expect(here(value, null)).toMatchObject({ twin: { judge: null } });
  });

  it("reads what services write beside it, and knows what it does not know", () => {
    const model = {
      ...judged,
      sampling_params: { max_completion_tokens: 9, seed: null, other: 1 },
      pass_threshold: null,
      id: "x",
    };
    expect(criterionIn(model)).toMatchObject({ sampling_params: { max_completions_tokens: 9 } });
    expect(
      criteriaIn([
        exact,
        { type: "azure_ai_evaluator" },
        null,
        "x",
        { type: "constructor" },
        { ...exact, operation: "??" },
      ]),
    ).toEqual([exact, null, null, null, null, null]);
    expect(criteriaIn({})).toEqual([]);
  });
});

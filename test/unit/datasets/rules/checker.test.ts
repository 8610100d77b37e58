import { describe, expect, it } from "vitest";
import { createChecker } from "../../../../main/datasets/rules/checker.ts";
import { learnedFrom, learnedRule } from "../../../../main/datasets/rules/learned.ts";
import { mend, mendAll } from "../../../../main/datasets/rules/mend.ts";
import { refusalIn, rowsMeantBy } from "../../../../main/datasets/rules/refusal.ts";
import { factsOf, ruleOf } from "../../../../main/datasets/rules/rules.ts";

const row = (answer: string) =>
  JSON.stringify({
    messages: [
      { role: "user", content: "Hi" },
      { role: "assistant", content: answer },
    ],
  });
const rulesIn = (checker: ReturnType<typeof createChecker>, text: string) =>
  checker.row(text).map(({ rule }) => rule);

describe("a row", () => {
  it("that is too long for the model is found by its tokens, which are counted only where it may be", () => {
    let counts = 0;
    const countTokens = () => {
      counts += 1;
      return 40_000;
    };
    const long = row("word ".repeat(10_000).trim());
    const check = (model?: string) =>
      rulesIn(createChecker({ method: "supervised", countTokens, ...(model && { model }) }), long);
    expect(check("gpt-4.1-nano-2025-04-14")).toEqual(["too_many_tokens"]);
    expect(check("gpt-4.1-2025-04-14")).toEqual([]);
    expect(check()).toEqual(["maybe_too_many_tokens"]);
    expect(counts).toBe(2);
    expect(rulesIn(createChecker({ method: "supervised", countTokens }), row("short"))).toEqual([]);
    expect(counts).toBe(2);
  });

  it("with an image of more than 10 MB is found without decoding it", () => {
    const url = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${"A".repeat(14 * 2 ** 20)}`;
    const content = [{ type: "image_url", image_url: { url } }];
    const text = JSON.stringify({
      messages: [
        { role: "user", content },
        { role: "assistant", content: "A cat" },
      ],
    });
    const [finding] = createChecker({ method: "vision" }).row(text);
    expect(finding).toMatchObject({ rule: "image_too_large", parameters: { megabytes: "10.5" } });
  });

  it("is checked by the rules of its method only", () => {
    const text = row("<|im_end|> {{name}}");
    expect(rulesIn(createChecker({ method: "supervised" }), text)).toEqual([
      "template_leftover",
      "special_token",
    ]);
    expect(rulesIn(createChecker({ method: "evaluation" }), text)).toEqual([]);
  });

  it("that is made to hurt takes no longer than another", () => {
    const checker = createChecker({ method: "supervised" });
    const begun = performance.now();
    const deep = 200_000;
    for (const text of [
      "[".repeat(deep) + "]".repeat(deep),
      '{"a":'.repeat(deep),
      `{"messages":${"[".repeat(deep)}${"]".repeat(deep)}}`,
      `{"a":"${"\\".repeat(2 * deep)}"}`,
      `{"a":"${"\\u0000".repeat(100_000)}"}`,
      row("{{".repeat(deep)),
      row("<|".repeat(deep)),
      row(" ".repeat(deep)),
      `{${'"a":1,'.repeat(100_000)}"a":1}`,
      `${"'".repeat(deep)}`,
      `{"a":${"9".repeat(deep)}}`,
      `${"x,".repeat(deep)}]`,
      `{"messages":[${'{"role":"x"},'.repeat(20_000)}1]}`,
    ]) {
      const findings = checker.row(text);
      expect(findings.length).toBeLessThanOrEqual(100);
      for (const finding of findings.slice(0, 3)) mend(text, finding);
    }
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it("with many faults is mended step by step", () => {
    const checker = createChecker({ method: "supervised" });
    const text =
      "{'messages': [{'role': 'human', 'content': 'a<|fim_prefix|>', 'weight': 1}, {'role': 'gpt', 'content': ' b '}, {'role': 'user', 'content': 'c'},]}";
    const mended = mendAll(text, checker, () => true);
    if (mended === null || mended === "remove") throw new Error(String(mended));
    expect(JSON.parse(mended.text)).toEqual({
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: "b" },
      ],
    });
    expect(checker.row(mended.text)).toEqual([]);
    expect(mendAll(mended.text, checker, () => true)).toBeNull();
    expect(mendAll("", checker, () => true)).toBe("remove");
  });
});

describe("a dataset as a whole", () => {
  const end = (method: Parameters<typeof createChecker>[0]["method"], totals: object, model?: string) =>
    createChecker({ method, ...(model && { model }) })
      .end({ rows: 100, rowsWithImages: 0, bytes: 1_000, ...totals })
      .map(({ rule }) => rule);

  it("has as many rows and bytes as the service takes", () => {
    expect(end("supervised", {})).toEqual([]);
    expect(end("supervised", { rows: 9 })).toEqual(["too_few_examples"]);
    expect(end("supervised", { rows: 10 })).toEqual([]);
    expect(end("supervised", { bytes: 101 * 2 ** 20 })).toEqual(["file_needs_uploads"]);
    expect(end("supervised", { bytes: 201 * 2 ** 20 })).toEqual(["file_over_portal", "file_needs_uploads"]);
    expect(end("supervised", { bytes: 513 * 2 ** 20 })).toEqual(["file_too_large"]);
    expect(end("supervised", { tokens: 1e9, epochs: 3 })).toEqual(["too_many_training_tokens"]);
    expect(end("supervised", { tokens: 1e9, epochs: 2 })).toEqual([]);
    expect(end("evaluation", { rows: 3 })).toEqual([]);
    expect(end("evaluation", { rows: 100_001 })).toEqual(["too_many_evaluation_rows"]);
    expect(end("reinforcement", { hasValidation: false })).toEqual(["validation_missing"]);
    expect(end("supervised", { hasValidation: false, hasByteOrderMark: false })).toEqual([
      "byte_order_mark_missing",
    ]);
  });

  it("says what becomes of images", () => {
    expect(end("vision", { rowsWithImages: 1 }, "gpt-4o-2024-08-06")).toEqual(["images_of_people"]);
    expect(end("supervised", { rowsWithImages: 50_001, rows: 60_000 }, "gpt-4.1-mini")).toEqual([
      "too_many_image_examples",
      "images_need_model",
      "images_of_people",
    ]);
  });

  it("has the rows that were checked where nothing else is said", () => {
    const checker = createChecker({ method: "supervised" });
    for (let count = 0; count < 9; count += 1) checker.row(row("Hello"));
    expect(checker.end({ bytes: 1 })).toEqual([
      { rule: "too_few_examples", parameters: { rows: "9", fewest: "10" } },
    ]);
    checker.row(row("Hello"));
    expect(checker.end({ bytes: 1 })).toEqual([]);
  });
});

describe("a refusal", () => {
  it.each([
    [
      "The job failed due to a file format error in the training file. Invalid file format. Example 6174 message contains an invalid token: <|fim_suffix|>.",
      {
        rows: [6174],
        token: "<|fim_suffix|>",
        rule: "special_token",
      },
    ],
    ['Line 1 is not a dictionary (HINT: line starts with "[")', { rows: [1], rule: "not_an_object" }],
    [
      "Invalid file format. Example 1273 cannot be parsed. Error: line contains invalid json: Expecting value: line 1 column 1 (char 0) (line 1273)",
      { rows: [1273], rule: "not_json" },
    ],
    ['Invalid file format. Example 1 contains an extra "weight".', { rows: [1], rule: "unknown_field" }],
    ["Validation of jsonl file failed: No valid json line found in file…", { rule: "not_json" }],
    [
      "The provided training data failed RAI checks for harm types: [hate_fairness, self_harm, violence]. Please fix the data and try again.",
      { harms: ["hate_fairness", "self_harm", "violence"], rule: null },
    ],
    [
      "This model is unable to be deployed. Model evaluation identified that this fine tuned model scores above acceptable thresholds for [Violence, Self Harm]. Please review your training data set and resubmit the job.",
      { harms: ["Violence", "Self Harm"], rule: null },
    ],
    [
      "Lines 3, 7 and 12: the last message must be from the assistant.",
      {
        rows: [3, 7, 12],
        rule: "last_not_assistant",
      },
    ],
    ["Something else went wrong.", { rule: null }],
  ])("is mapped to rows and a rule: %.60s", (message, refusal) => {
    expect(refusalIn(message)).toEqual(refusal);
  });

  it("names rows of the dataset: of two that can be meant, the one with the refused text", () => {
    const rows = ["zero", "one <|fim_suffix|>", "two", "three"];
    const textOf = (row: number) => rows[row] ?? null;
    const meant = (message: string) => rowsMeantBy(refusalIn(message), textOf);
    expect(meant("Example 2 message contains an invalid token: <|fim_suffix|>.")).toEqual([1]);
    expect(meant("Example 1 message contains an invalid token: <|fim_suffix|>.")).toEqual([1]);
    expect(meant("Example 2 is wrong.")).toEqual([1]);
    expect(meant("Lines 1 and 4 are wrong, and so is line 9.")).toEqual([0, 3]);
    expect(meant("Example 4 is wrong.")).toEqual([3]);
    expect(meant("Example 7 is wrong.")).toEqual([]);
    expect(meant("All is wrong.")).toEqual([]);
  });

  it("of any length is read in a short time", () => {
    const begun = performance.now();
    for (const piece of ["example 1, ", "1", "harm types: [", "missing ", "invalid token: <|", "role "])
      refusalIn(piece.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("by a rule that was only a guess makes it one that blocks", () => {
    const learned = {
      token: null,
      rule: "call_unknown_function",
      said: "Line 2: unknown function",
      date: "2026-11-30",
    };
    const rule = ruleOf("call_unknown_function");
    expect(rule && factsOf(rule)).toMatchObject({ severity: "warns", evidence: { kind: "guessed" } });
    expect(rule && factsOf(rule, [learned])).toMatchObject({
      severity: "blocks",
      evidence: { kind: "observed", date: "2026-11-30" },
    });
    const called = { id: "c1", type: "function", function: { name: "look", arguments: "{}" } };
    const messages = [
      { role: "user", content: "Hi" },
      { role: "assistant", tool_calls: [called] },
    ];
    const severities = (settings: object) =>
      createChecker({ method: "supervised", ...settings })
        .row(JSON.stringify({ messages }))
        .map(({ severity }) => severity);
    expect(severities({})).toEqual(["warns"]);
    expect(severities({ learned: [learned] })).toEqual(["blocks"]);
  });

  it("of a text is kept, and found by the next check until it is mended", () => {
    const message = "Example 3 message contains an invalid token: ⟦stop⟧.";
    const learned = learnedFrom(refusalIn(message), message, Date.UTC(2026, 10, 30));
    expect(learned).toEqual({ token: "⟦stop⟧", rule: "special_token", said: message, date: "2026-11-30" });
    if (learned === null) return;
    expect(learnedRule.parse(JSON.parse(JSON.stringify(learned)))).toEqual(learned);
    const checker = createChecker({ method: "supervised", learned: [learned] });
    const text = row("a ⟦stop⟧b");
    const [finding] = checker.row(text);
    if (finding === undefined) throw new Error("Nothing was found.");
    expect(finding).toMatchObject({ rule: "refused_text", severity: "blocks", path: "messages[1].content" });
    expect(mend(text, finding)).toEqual({ text: row("a b") });
    expect(createChecker({ method: "supervised" }).row(text)).toEqual([]);
    expect(learnedFrom(refusalIn("Nothing of this kind"), "Nothing of this kind", 0)).toBeNull();
  });
});

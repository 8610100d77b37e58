import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type EvaluationConfig, readEvaluationConfig } from "../../../main/cli/evaluation-config.ts";
import { CommandError, wordsOf } from "../../../main/cli/failure.ts";

const docs = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");

const plain = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    connections: { work: { endpoint: "https://a.services.ai.azure.com", keyFrom: "KEY" } },
    data: "rows.jsonl",
    models: [{ connection: "work", deployment: "gpt-4.1" }],
    graders: [{ kind: "text" }],
    ...changes,
  });

const read = (text: string): EvaluationConfig => readEvaluationConfig(text, "/srv/evals/support.yaml");

function failure(text: string): CommandError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error("was read");
}

describe("a config of an evaluation", () => {
  it("is the one in docs", () => {
    const { settings, connections, dataFile, thresholds } = read(docs("evaluate.yaml"));
    expect(dataFile).toBe("/srv/evals/support.jsonl");
    expect(connections.work).toMatchObject({ keyFrom: "FOUNDRY_KEY" });
    expect(settings).toMatchObject({
      name: "Support answers, tuned against base",
      data: { datasetId: "dataset", part: null, rows: 200, seed: 1 },
      baseline: "base",
      lead: "exact",
      prompt: { kind: "row" },
      models: [
        { id: "base", connectionId: "work", deployment: "gpt-4.1-mini", name: "gpt-4.1-mini" },
        { id: "tuned", parameters: { temperature: 0 } },
      ],
      graders: [
        {
          id: "exact",
          name: "exact",
          input: "{{sample.output_text}}",
          expected: "{{reference}}",
          ignoreCase: true,
        },
        { id: "short", kind: "length", least: null, most: 120 },
        {
          id: "polite",
          judge: { connectionId: "work", deployment: "gpt-4.1" },
          temperature: 0,
          maxTokens: null,
        },
      ],
    });
    expect(thresholds).toHaveLength(6);
    expect(parse(docs("evaluate-workflow.yml"))).toMatchObject({ jobs: { evaluate: {} } });
    expect(docs("evaluate-workflow.yml")).toContain("npm run --silent evaluate -- docs/evaluate.yaml --out");
  });

  it("may be JSON, and has usual values", () => {
    expect(read(plain({ prompt: "Say {{item.x}}" })).settings).toMatchObject({
      name: "support",
      repeats: 1,
      baseline: null,
      models: [{ id: "m1", name: "gpt-4.1" }],
      graders: [{ id: "g1", operation: "equals" }],
      prompt: { kind: "template", messages: [{ role: "user", content: "Say {{item.x}}" }] },
    });
  });

  it("names models and graders by id or name", () => {
    const { settings } = read(
      plain({
        models: [{ connection: "work", deployment: "a", name: "Base" }],
        baseline: "Base",
        graders: [
          { kind: "text", id: "x", name: "Exact" },
          { kind: "all", of: ["x"] },
        ],
        lead: "Exact",
      }),
    );
    expect(settings).toMatchObject({ baseline: "m1", lead: "x" });
  });

  it.each([
    [
      "a field that is not known",
      docs("evaluate.yaml").replace("repeats: 1", "repeat: 1"),
      "evaluationWrong",
      /Line 33 \(repeat\)/,
    ],
    [
      "a wrong value",
      docs("evaluate.yaml").replace("most: 120", "most: many"),
      "evaluationWrong",
      /Line 22 \(graders #2, most\)/,
    ],
    [
      "a wrong threshold",
      docs("evaluate.yaml").replace("failed <= 0", "failures == 0"),
      "evaluationWrong",
      /Line 4\d \(thresholds #6\)/,
    ],
    [
      "a kind that is not known",
      plain({ graders: [{ kind: "magic" }] }),
      "evaluationWrong",
      /graders #1, kind/,
    ],
    [
      "an evaluator that only Foundry has",
      plain({
        graders: [
          {
            ...{ kind: "evaluator", evaluator: "builtin.coherence" },
            mapping: { response: "{{sample.output_text}}" },
          },
        ],
      }),
      "evaluationWrong",
      /graders #1, kind/,
    ],
    [
      "no connection of that name",
      plain({ models: [{ connection: "home", deployment: "a" }] }),
      "nameMissing",
      /models #1, connection/,
    ],
    ["no grader of that name", plain({ lead: "best" }), "nameMissing", /lead/],
    [
      "a threshold of a grader that is not there",
      plain({ thresholds: [{ that: "score >= 1", grader: "x" }] }),
      "nameMissing",
      /thresholds #1, grader/,
    ],
    [
      "a part that is not there",
      plain({ graders: [{ kind: "all", of: ["x"] }] }),
      "nameMissing",
      /graders #1, of/,
    ],
    ["broken YAML", "name: x\ndata: [a\nmodels: b", "evaluationNotYaml", /Line \d/],
    [
      "a part of a file, which only datasets have",
      plain({ data: { file: "rows.jsonl", part: "test" } }),
      "evaluationWrong",
      /data/,
    ],
  ] as const)("is refused for %s, with the place", (_what, text, problem, place) => {
    const error = failure(text);
    expect(error.problem).toBe(problem);
    expect(error.values.place).toMatch(place);
    expect(wordsOf(error).join(" ")).not.toMatch(/[{}]\w/);
  });

  it.each([
    [
      plain({ graders: [{ kind: "regexp" }] }),
      "it is “regexp”",
      "Did you mean “regex”? Use one of text, regex",
    ],
    [
      plain({ graders: [{ kind: "regex", patern: "a" }] }),
      "“patern” isn't a field",
      "Did you mean “pattern”?",
    ],
    [
      plain({ graders: [{ kind: "text", ignore_case: true }] }),
      "isn't a field",
      "Did you mean “ignoreCase”?",
    ],
    [plain({ models: undefined, modles: [] }), "“modles” isn't a field", "Did you mean “models”?"],
    [plain({ graders: [{ kind: "latency" }] }), "“most” is missing", "Add it: a number."],
    [plain({ graders: [{}] }), "“kind” is missing", "Add it: one of text, regex"],
    [plain({ graders: [{ kind: "length", most: "many" }] }), "it is “many”", "Give a number."],
    [plain({ repeats: 500 }), "500 is too high", "Give 20 or less."],
    [plain({ models: [] }), "it has too few entries", "Give 1 or more."],
    [plain({ data: 5 }), "it is the number 5", "Give text or fields with values."],
    [
      plain({ data: { file: "a", row: 1 } }),
      "“row” isn't a field",
      "Did you mean “rows”? The fields here are file, rows, seed.",
    ],
    [
      plain({ graders: [{ kind: "regex", pattern: "a", flags: "gi" }] }),
      "it isn't letters out of i, m, s and u",
      "Write it as",
    ],
    [plain({ name: "" }), "it is empty", "Fill it in."],
    [plain({ thresholds: ["good"] }), "it isn't a threshold", "Correct it."],
    [
      plain({ thresholds: [{ that: "score >= 1", gradr: "x" }] }),
      "“gradr” isn't a field",
      "Did you mean “grader”?",
    ],
    [
      plain({
        graders: [
          { kind: "similarity", metric: "cosine", embeddings: { conection: "work", deployment: "e" } },
        ],
      }),
      "“conection” isn't a field",
      "Did you mean “connection”? The fields here are connection, deployment.",
    ],
    [
      plain({ models: [1, 2].map(() => ({ id: "a", connection: "work", deployment: "a" })) }),
      "“a” is there twice",
      "Give each one an id of its own.",
    ],
  ])("says what is wrong in words, and what to do: %#", (text, reason, remedy) => {
    const error = failure(text);
    expect(error.problem).toBe("evaluationWrong");
    const [, why, what] = wordsOf(error);
    expect(why).toContain(reason);
    expect(what).toContain(remedy);
    expect(`${why} ${what}`).not.toMatch(/expected (a )?\w|received|invalid|unrecognized|\[object/i);
  });

  it.each([
    ["name: x\nname: y", "Line 2: the same name is there twice."],
    ["models:\n\t- id: a", "Line 2: it is indented by a tab"],
    ["name: Answer: short", "Line 1: it has a second colon"],
    ['{"name": "x",,}', "Line 1: something there doesn't belong"],
  ])("says why YAML can't be read: %j", (text, why) => {
    expect(wordsOf(failure(text))[1]).toContain(why);
  });

  it("takes a JSON Schema as text or as it is", () => {
    const [asText, asIs] = ['{"type":"object"}', { type: "object" }].map(
      (schema) => read(plain({ graders: [{ kind: "json", schema }] })).settings.graders[0],
    );
    expect(asIs).toEqual(asText);
    expect(asIs).toMatchObject({ schema: '{"type":"object"}' });
  });

  it("holds no key and no name that every object has", () => {
    const key = "0123456789abcdef0123456789abcdef";
    const error = failure(
      plain({ connections: { work: { endpoint: "https://a.services.ai.azure.com", key } } }),
    );
    expect(error.problem).toBe("holdsKey");
    expect(wordsOf(error).join(" ")).not.toContain(key);
    expect(failure('{"__proto__": {"a": 1}}').problem).toBe("names");
    // What is asked may well look like one.
    expect(read(plain({ prompt: `Hash ${key}` })).settings.prompt.kind).toBe("template");
  });
});

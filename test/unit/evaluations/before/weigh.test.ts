import { describe, expect, it } from "vitest";
import { weigh } from "../../../../main/evaluations/before/weigh.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { equals, model, settingsOf } from "../opened.ts";
import { deployment, price, row, weighing } from "./world.ts";

const fields = (text: string, count: number) => Array.from({ length: count }, () => row(text, "12345678"));
/** 100 rows: a question of 40 characters and a reference of eight are ten tokens and two. */
const data = { d: { none: fields("a".repeat(40), 100) } };
const deployed = [
  deployment("base", { capacity: 10 }),
  deployment("tuned", { capacity: 20 }),
  deployment("judge", { capacity: 10, model: "gpt-5.1" }),
];
const prices = { base: price(1, 4), tuned: price(2, 8), judge: price(10, 40) };
const around = { data, deployed, prices };
const codes = async (
  settings: Partial<EvaluationSettings>,
  more: Parameters<typeof weighing>[0] = around,
) => {
  const { remarks } = await weigh(settingsOf(settings), weighing(more), null);
  return remarks.map(({ code, severity }) => `${severity} ${code}`);
};

const judge = (more: object = {}): EvaluationGrader => ({
  ...{ id: "j", name: "Judge", kind: "judge", judge: { connectionId: "c", deployment: "judge" } },
  ...{ verdict: { form: "score", range: [0, 1], passAt: null }, rubric: "r".repeat(40), temperature: 0 },
  ...{ messages: [{ role: "user", content: "{{sample.output_text}}" }], maxTokens: 100 },
  ...more,
});

describe("what a draft would come to", () => {
  it("reckons with the sizes of rows and references, the prices, and the limits", async () => {
    const weight = await weigh(settingsOf({ repeats: 2 }), weighing(around), null);
    expect(weight).toMatchObject({
      rows: 100,
      requests: { models: 400, judges: 0 },
      tokens: { question: 10, answer: 2, isMeasured: false, answerFrom: "references" },
      remarks: [],
    });
    const [base, tuned] = weight.models;
    // 200 requests of 10 and 2 tokens, at 1 and 4 dollars a million.
    expect(base?.cost).toMatchObject({ currency: "USD" });
    expect(base?.cost?.amount).toBeCloseTo((200 * (10 * 1 + 2 * 4)) / 1e6, 12);
    expect(tuned?.cost?.amount).toBeCloseTo((200 * (10 * 2 + 2 * 8)) / 1e6, 12);
    // 2,400 tokens at 10,000 a minute.
    expect(base).toMatchObject({ limits: { tokens: 10_000, requests: null } });
    expect(base?.time).toBeCloseTo(14_400, 6);
    expect(weight.time).toBeCloseTo(14_400, 6);
    expect(weight.cost?.amount).toBeCloseTo((200 * 54) / 1e6, 12);
    expect(weight.power).toMatchObject({ isPossible: true, pilotId: null });
    expect(weight.power.smallest).toBeCloseTo(12.53, 2);
    expect(weight.power.steps.map(({ rows }) => rows)).toEqual([10, 20, 30, 50, 100]);
    expect(weight.power.steps.at(-1)?.cost).toBeCloseTo(weight.cost?.amount ?? 0, 12);
  });

  it("waits for requests where there are fewer of them than tokens would let", async () => {
    const limits = { requests: 6, tokens: 100_000 };
    const few = { ...around, deployed: [deployment("base", { capacity: 10, limits }), ...deployed.slice(1)] };
    const [base] = (await weigh(settingsOf(), weighing(few), null)).models;
    expect(base).toMatchObject({ limits });
    expect(base?.time).toBeCloseTo((100 / 6) * 60_000, 6);
  });

  it("takes what a pilot measured before what it would guess", async () => {
    const measured = { question: 50, answer: 30, total: 4_000, cost: { amount: 0.01, currency: "USD" } };
    const difference = { rows: 30, differing: 15, square: 0.5, within: 0, repeats: 1 };
    const pilot = { id: "p", facts: { models: [measured, measured], difference } };
    const weight = await weigh(settingsOf(), weighing(around), pilot);
    expect(weight).toMatchObject({
      tokens: { question: 50, answer: 30, isMeasured: true, answerFrom: "pilot" },
      power: { pilotId: "p", differing: { share: 0.5, isMeasured: true } },
    });
    expect(weight.cost?.amount).toBeCloseTo(2, 9);
    // 100 answers of four seconds, four at a time, take longer than the limit does.
    expect(weight.models[0]?.time).toBeCloseTo(100_000, 6);
  });

  it("counts judges, both orders of those that compare, and what they cost", async () => {
    const graders = [equals, judge(), judge({ id: "pair", name: "Pair", verdict: { form: "pair" } })];
    const weight = await weigh(settingsOf({ graders }), weighing(around), null);
    expect(weight.requests).toEqual({ models: 200, judges: 200 + 200 });
    expect(weight.judges.map(({ graderId }) => graderId)).toEqual(["j", "pair"]);
    // Rubric and message 40 + 22 characters, question 10, answer 2, reference 2; 100 at most come back.
    expect(weight.judges[0]?.cost?.amount).toBeCloseTo((200 * ((62 / 4 + 14) * 10 + 100 * 40)) / 1e6, 9);
  });

  it("does not tell a sum where a price is not known, and says which", async () => {
    const weight = await weigh(settingsOf(), weighing({ ...around, prices: { base: price(1, 4) } }), null);
    expect(weight.cost).toBeNull();
    expect(weight.remarks).toEqual([
      { code: "price_unknown", severity: "warns", parameters: { deployments: "“tuned”" } },
    ]);
    // Each deployment once, whoever asks it.
    const twice = [model("base"), model("tuned"), model("again", { deployment: "tuned" })];
    const graders = [equals, judge({ judge: { connectionId: "c", deployment: "tuned" } })];
    const none = await weigh(
      settingsOf({ models: twice, graders }),
      weighing({ ...around, prices: {} }),
      null,
    );
    expect(none.remarks.filter(({ code }) => code.includes("price_unknown"))).toEqual([
      { code: "price_unknown_many", severity: "warns", parameters: { deployments: "“base” and “tuned”" } },
    ]);
  });

  it("says what blocks and what should be known", async () => {
    expect(await codes({ data: null })).toContain("blocks no_data");
    expect(await codes({ data: { datasetId: "gone", part: null, rows: null, seed: 1 } })).toContain(
      "blocks dataset_gone",
    );
    expect(await codes({ data: { datasetId: "d", part: "test", rows: null, seed: 1 } })).toContain(
      "blocks part_empty",
    );
    expect(await codes({ models: [model("base"), model("gone")] })).toContain("blocks deployment_gone");
    expect(await codes({}, { ...around, deployed: [deployment("base"), ...deployed.slice(1)] })).toEqual([
      "warns capacity_one",
    ]);
    const batch = deployment("tuned", {
      ...{ sku: "GlobalBatch", capacity: 10 },
      chat: { usable: false, reason: "batch" },
    });
    const withBatch = { ...around, deployed: [deployed[0] ?? batch, batch] };
    expect(await codes({}, withBatch)).toEqual(["blocks batch_alone"]);
    expect(await codes({ place: { kind: "batch" } }, withBatch)).toEqual(["warns not_batch"]);
    const other = { ...batch, speaks: { what: "responses" as const, because: "name" as const } };
    expect(
      await codes({ place: { kind: "batch" } }, { ...around, deployed: [deployed[0] ?? batch, other] }),
    ).toContain("blocks batch_other_api");
    const unsaid = deployment("base", { sku: null, capacity: 10 });
    expect(await codes({ place: { kind: "batch" } }, { ...around, deployed: [unsaid, batch] })).toEqual([
      "warns batch_unsure",
    ]);
    const claude = deployment("base", { ...unsaid, speaks: { what: "messages", because: "name" } });
    expect(await codes({ place: { kind: "batch" } }, { ...around, deployed: [claude, batch] })).toEqual([
      "warns not_batch",
    ]);
    expect(
      await codes({ graders: [judge({ judge: { connectionId: "c", deployment: "tuned" } })] }),
    ).toContain("warns own_judge");
    const cold = [model("base", { parameters: { temperature: 0 } }), model("tuned")];
    expect(await codes({ models: cold, repeats: 3 })).toEqual(["warns repeats_at_zero"]);
    expect(await codes({ models: cold })).toEqual([]);
    expect(await codes({ data: { datasetId: "d", part: null, rows: 20, seed: 1 } })).toEqual([
      "warns too_few_rows",
    ]);
  });

  it("looks at the rows for what prompts and graders need", async () => {
    const prompt: EvaluationSettings["prompt"] = {
      kind: "template",
      messages: [{ role: "user", content: "{{item.city}}" }],
    };
    expect(await codes({ prompt })).toContain("blocks rows_ask_nothing");
    const half = { d: { none: [...fields("Hi", 60), ...Array.from({ length: 40 }, () => row("Hi", null))] } };
    expect(await codes({}, { ...around, data: half })).toContain("warns some_without_reference");
    const none = { d: { none: Array.from({ length: 100 }, () => row("Hi", null)) } };
    expect(await codes({}, { ...around, data: none })).toEqual(["blocks all_without_reference"]);
  });

  it("says which graders have no twin at the service", async () => {
    const length: EvaluationGrader = {
      id: "l",
      name: "Long",
      kind: "length",
      unit: "words",
      least: 1,
      most: 9,
    };
    const graders = [{ ...equals, ignoreBlanks: false } as EvaluationGrader, length];
    expect(await codes({ graders, place: { kind: "foundry", connectionId: "c" } })).toEqual([
      "blocks no_twin",
    ]);
    expect(await codes({ graders, place: { kind: "foundry", connectionId: "other" } })).toContain(
      "blocks other_connection",
    );
  });

  it("refuses a batch of no batch deployment, and tells what half the price would be without", async () => {
    expect(await codes({ place: { kind: "batch" } })).toContain("blocks no_batch");
    const batch = [
      deployment("base", { sku: "GlobalBatch", capacity: 10 }),
      deployment("tuned", { capacity: 10 }),
    ];
    const weight = await weigh(
      settingsOf({ place: { kind: "batch" } }),
      weighing({ ...around, deployed: batch }),
      null,
    );
    expect(weight.models.map(({ isBatch }) => isBatch)).toEqual([true, false]);
    expect(weight.remarks.map(({ code }) => code)).toEqual(["not_batch"]);
  });

  it("says what a run at the service cannot send of rows: calls and answers of tools", async () => {
    const turns = JSON.stringify({
      messages: [
        { role: "user", content: "Which ore?" },
        {
          ...{ role: "assistant", content: null },
          tool_calls: [{ id: "1", type: "function", function: { name: "find", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "1", content: "tin" },
        { role: "assistant", content: "tin" },
      ],
    });
    const place = { kind: "foundry" as const, connectionId: "c" };
    const graders = [{ ...equals, ignoreBlanks: false } as EvaluationGrader];
    const some = { d: { none: [...fields("Hi", 60), ...Array.from({ length: 40 }, () => turns)] } };
    expect(await codes({ place, graders }, { ...around, data: some })).toContain(
      "warns some_tool_turns_not_there",
    );
    expect(await codes({ graders }, { ...around, data: some })).toEqual([]);
    const every = { d: { none: Array.from({ length: 60 }, () => turns) } };
    expect(await codes({ place, graders }, { ...around, data: every })).toContain(
      "blocks all_tool_turns_not_there",
    );
  });
});

import { describe, expect, it } from "vitest";
import {
  baseOfTuned,
  type DraftingParts,
  settingsOfDataset,
  settingsOfTuned,
} from "../../../../main/evaluations/before/drafting.ts";
import { fittingGrader } from "../../../../main/evaluations/before/fitting.ts";
import { overlapOf, refuseLeaks } from "../../../../main/evaluations/before/leaks.ts";
import type { JobData } from "../../../../preload/contract/tuning-jobs.ts";
import { dataOf, jobOf } from "../../fine-tuning/tuned/opened.ts";
import { listOf } from "../../models/model.ts";
import { model } from "../opened.ts";
import { type Data, datasetsOf, deployment, row } from "./world.ts";

const deployed = [
  deployment("mini", { model: "gpt-4.1-mini", version: "2025-04-14" }),
  deployment("mini-old", { model: "gpt-4.1-mini", version: "2024-01-01" }),
  deployment("nightly", { model: "gpt-4.1-mini", version: "2025-04-14", sku: "GlobalBatch" }),
  deployment("support", { model: "gpt-4.1-mini-2025-04-14.ft-one" }),
];
const short = [row("Which one?", "red"), row("And this?", "blue")];
const data: Data = { one: { train: short, test: short }, two: { validation: short } };

const lineageWith = (own: JobData | null, validation: JobData | null = null) => ({
  ...{ deployment: "support", model: "m.ft-one", base: "gpt-4.1-mini-2025-04-14" },
  jobs: [{ ...jobOf("one", { data: own, validation }), step: null }],
});
const around = (own: JobData | null, validation: JobData | null = null): DraftingParts => ({
  datasets: datasetsOf(data),
  deployments: { list: async (id) => listOf(id, deployed.toReversed()) },
  tuned: {
    lineage: (_id, name) => (name === "support" ? lineageWith(own, validation) : null),
    prompt: async () => "Be brief.",
  },
});
const asked = { connectionId: "c", deployment: "support" };

describe("base against tuned", () => {
  it("holds the tuned deployment against its base's, on what the job kept from it, under its prompt", async () => {
    const settings = await settingsOfTuned(around(dataOf("one")), asked);
    expect(settings.models.map(({ deployment }) => deployment)).toEqual(["mini", "support"]);
    expect(settings.baseline).toBe(settings.models[0]?.id);
    expect(settings.models.map(({ systemPrompt }) => systemPrompt)).toEqual(["Be brief.", "Be brief."]);
    expect(settings.data).toMatchObject({ datasetId: "one", part: "test", rows: null });
    expect(settings.graders).toMatchObject([{ kind: "text", operation: "equals" }]);
  });

  it("never measures with a dataset that was trained on as a whole", async () => {
    const whole = await settingsOfTuned(around(dataOf("one", { part: null })), asked);
    expect(whole.data).toBeNull();
    const validated = around(dataOf("one", { part: null }), dataOf("two", { part: "validation" }));
    expect((await settingsOfTuned(validated, asked)).data).toMatchObject({
      datasetId: "two",
      part: "validation",
    });
  });

  it("is not there where one of the two is not deployed", async () => {
    const code = (one: Promise<unknown>) => one.catch((error) => error.diagnosis.code);
    expect(await code(settingsOfTuned(around(null), { ...asked, deployment: "other" }))).toBe("not_found");
    const alone = {
      ...around(null),
      deployments: { list: async (id: string) => listOf(id, deployed.slice(3)) },
    };
    expect(await code(settingsOfTuned(alone, asked))).toBe("not_found");
    expect(await code(baseOfTuned(alone, asked))).toBe("not_found");
  });

  it("finds the base alone, for a draft that has the tuned one", async () => {
    expect(await baseOfTuned(around(null), asked)).toEqual({ deployment: "mini" });
  });
});

describe("a draft of a dataset", () => {
  it("asks its test part where there is one", async () => {
    const { datasets } = around(null);
    expect(await settingsOfDataset({ datasets }, "one")).toMatchObject({
      name: "Evaluation of Data one",
      data: { part: "test" },
    });
    expect((await settingsOfDataset({ datasets }, "two")).data?.part).toBeNull();
  });
});

describe("the grader that fits", () => {
  it.each([
    ["short answers", [row("q", "yes"), row("q", "no")], { kind: "text", operation: "equals" }],
    ["long ones", [row("q", "word ".repeat(40))], { kind: "similarity", metric: "unicode_rouge_l" }],
    ["no answers", [row("q", null)], { kind: "similarity" }],
  ])("to %s", (_name, texts, expected) => {
    expect(fittingGrader(texts)).toMatchObject(expected);
  });

  it("to JSON has the shape that all of it has", () => {
    const texts = [row("q", '{"city":"Rome","size":1,"note":"a"}'), row("q", '{"city":null,"size":2}')];
    const grader = fittingGrader(texts);
    expect(JSON.parse(grader.kind === "json" ? (grader.schema ?? "") : "")).toEqual({
      type: "object",
      properties: { city: { type: ["string", "null"] }, size: { type: "number" } },
      required: ["city", "size"],
    });
  });

  it("to calls of tools compares them", () => {
    const call = { id: "1", type: "function", function: { name: "look", arguments: "{}" } };
    const text = JSON.stringify({
      messages: [
        { role: "user", content: "q" },
        { role: "assistant", tool_calls: [call] },
      ],
    });
    expect(fittingGrader([text])).toMatchObject({ kind: "tool_call", arguments: "equal" });
  });
});

describe("rows that a model was trained on", () => {
  const found = { same: 2, near: 1, rows: 9, unknown: 1 };
  const example = { key: 1, trainedKey: 2, datasetId: "one", name: "Data one", likeness: 1 };
  const tuned = (same: number) => ({
    lineage: (_id: string, name: string) => (name === "tuned" ? lineageWith(dataOf("one")) : null),
    overlap: async () => ({ ...found, same, near: same && 1, examples: same ? [example] : [] }),
  });
  const models = [model("base"), model("tuned", { name: "Mine" })];
  const rows = { datasetId: "d", part: null, rows: null, seed: 1 };

  it("are told for each model, with what is not known", async () => {
    expect(await overlapOf(rows, models, tuned(2), null)).toEqual({
      models: [
        { id: "base", found: null, gaps: 0 },
        {
          id: "tuned",
          found: { same: 2, near: 1, datasets: [{ id: "one", name: "Data one", version: 2 }] },
          gaps: 1,
        },
      ],
    });
  });

  it("keep an evaluation from starting, with counts and names", async () => {
    await expect(refuseLeaks(rows, models, tuned(2), 3)).rejects.toMatchObject({
      diagnosis: {
        code: "evaluation_leaks",
        parameters: { count: "3", model: "Mine", dataset: "“Data one”" },
      },
    });
    await expect(refuseLeaks(rows, models, tuned(0), 3)).resolves.toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import { evaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationWeight } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { EvaluationSummary, RemoteProgress } from "../../../preload/contract/evaluations.ts";
import { evaluationPlans } from "../../../preload/strings/evaluation-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { overlapTexts } from "../../../renderer/evaluations/draft/overlap.tsx";
import { placeFor, placeOfRemark, places } from "../../../renderer/evaluations/draft/places.ts";
import { fullPrice, powerText, remarkText, stepText } from "../../../renderer/evaluations/draft/texts.ts";
import { faultsById } from "../../../renderer/evaluations/draft/use-faults.ts";
import { freeName } from "../../../renderer/evaluations/free-name.ts";
import { moved, withoutGrader } from "../../../renderer/evaluations/graders/changes.ts";
import { mappingOf } from "../../../renderer/evaluations/graders/evaluator-mapping.ts";
import {
  fittingKinds,
  graderKinds,
  newGrader,
  offeredKinds,
} from "../../../renderer/evaluations/graders/new-grader.ts";
import { evaluationGroups } from "../../../renderer/evaluations/groups.ts";
import { remoteTexts, stateText } from "../../../renderer/evaluations/running/at-service.tsx";
import { isWhole, keepable } from "../../../renderer/evaluations/whole.ts";

const known = { fields: ["question", "reference"], references: ["Gold", null] };
const judge = { connectionId: "c", deployment: "judge" };
const text = newGrader("text", known, [], judge);
const regex = newGrader("regex", known, [text], judge);

const settings = (change: Partial<EvaluationSettings> = {}): EvaluationSettings => ({
  name: "Ores",
  data: null,
  models: [],
  baseline: null,
  prompt: { kind: "row" },
  graders: [text],
  lead: null,
  repeats: 1,
  atOnce: 4,
  place: { kind: "here" },
  clusters: { kind: "found" },
  ...change,
});

describe("a new grader", () => {
  it.each(graderKinds.filter((kind) => kind !== "regex"))(
    "%s is taken by the contract as it begins",
    (kind) => {
      const grader = newGrader(kind, known, [text], judge);
      expect(evaluationGrader.safeParse(grader).error).toBeUndefined();
      expect(isWhole(grader)).toBe(true);
    },
  );

  it("is held against the reference where rows have one, and against a field where they have none", () => {
    expect(text).toMatchObject({ expected: "{{reference}}" });
    const without = newGrader("text", { fields: ["messages", "city"], references: [null] }, [], null);
    expect(without).toMatchObject({ expected: "{{item.city}}" });
    expect(newGrader("foundry", known, [], judge)).toMatchObject({
      grader: { reference: "{{item.reference}}" },
    });
  });

  it("has a name of its own", () => {
    expect(newGrader("text", known, [text], judge).name).not.toBe(text.name);
    expect(freeName("a", [{ name: "a" }, { name: "a (2)" }])).toBe("a (3)");
  });

  it("asks a judge that is still to be chosen only once it is", () => {
    const grader = newGrader("judge", known, [], null);
    expect(isWhole(grader)).toBe(false);
    expect(evaluationGrader.safeParse(grader).success).toBe(false);
  });

  it("is made of others only where there are some", () => {
    expect(offeredKinds([])).not.toContain("all");
    expect(offeredKinds([text])).toContain("weighted");
    expect(newGrader("all", known, [text, regex], judge)).toMatchObject({ of: [text.id, regex.id] });
    const alike = newGrader("similarity", known, [], judge);
    expect(newGrader("all", known, [alike, text], judge)).toMatchObject({ of: [text.id] });
    expect(newGrader("weighted", known, [alike, text], judge)).toMatchObject({
      of: [{ id: alike.id }, { id: text.id }],
    });
  });

  it("is of a kind that fits the references", () => {
    const first = (references: (string | null)[], fields = ["messages"]) =>
      fittingKinds({ fields, references })[0];
    expect(first(["12", "1.5"])).toBe("numeric");
    expect(first(['{"a":1}', "[2]"])).toBe("json");
    expect(first(["Gold", null])).toBe("text");
    expect(first(["x".repeat(200)])).toBe("similarity");
    expect(first([null], ["messages", "tools"])).toBe("tool_call");
    expect(first([])).toBe("judge");
  });
});

describe("what is half typed", () => {
  it("is not kept; what was kept of it before is", () => {
    const wanting = { ...text, name: " " };
    expect(keepable(settings({ graders: [wanting] }), settings())).toEqual({
      settings: settings(),
      isAll: false,
    });
    expect(keepable(settings({ graders: [text, regex], lead: regex.id }), settings()).settings).toEqual(
      settings(),
    );
  });

  it("is no part of a grader that is made of others, as long as that has another", () => {
    const whole = { id: "w", name: "All", kind: "all", of: [text.id, regex.id] } as const;
    const of = (...ids: string[]) =>
      keepable(settings({ graders: [text, regex, { ...whole, of: ids }] }), null).settings.graders[1];
    expect(of(text.id, regex.id)).toMatchObject({ id: "w", of: [text.id] });
    expect(of(regex.id)).toMatchObject({ id: "w", of: [regex.id] });
  });

  it("of a model keeps its deployment's name", () => {
    const model = {
      ...{ id: "m", name: "", connectionId: "c", deployment: "gpt" },
      ...{ modelId: null, systemPrompt: "", parameters: {} },
    };
    const { settings: kept, isAll } = keepable(settings({ models: [model] }), null);
    expect([kept.models[0]?.name, isAll]).toEqual(["gpt", false]);
  });

  it("is nothing where all is whole", () => {
    const all = settings();
    expect(keepable(all, null)).toEqual({ settings: all, isAll: true });
  });
});

describe("graders of a draft", () => {
  it("keep their main one when they change places", () => {
    expect(moved({ graders: [text, regex], lead: null }, 1, -1)).toEqual({
      graders: [regex, text],
      lead: text.id,
    });
  });

  it("name none that was removed", () => {
    const all: EvaluationGrader = { id: "all", name: "Both", kind: "all", of: [text.id, regex.id] };
    expect(withoutGrader({ graders: [text, regex, all], lead: regex.id }, regex.id)).toEqual({
      graders: [text, { ...all, of: [text.id] }],
      lead: null,
    });
  });

  it("have their faults by their ids", () => {
    const fault = { code: "pattern_wrong", parameters: {}, severity: "blocks" as const };
    const found = faultsById(
      [
        { ...fault, path: [1, "pattern"] },
        { ...fault, path: [7] },
      ],
      ["a", "b"],
    );
    expect([...found]).toEqual([["b", [{ ...fault, path: ["pattern"] }]]]);
  });
});

describe("what is told before", () => {
  const power = {
    differing: { share: 0.2, low: null, high: null, isMeasured: false },
    ...{ smallest: 12.54, isPossible: true, steps: [], pilotId: null },
  };

  it("says the smallest difference with what it assumes", () => {
    expect(powerText(power, 100)).toBe(
      fill(evaluationPlans.power.assumed, { rows: "100", points: "13", share: "20%" }),
    );
    const measured = { share: 0.1, low: 0.05, high: 0.2, isMeasured: true };
    expect(powerText({ ...power, smallest: 4.26, differing: measured }, 100)).toBe(
      fill(evaluationPlans.power.measured, {
        rows: "100",
        points: "4.3",
        share: "10%",
        low: "5%",
        high: "20%",
      }),
    );
    expect(powerText({ ...power, isPossible: false }, 5)).toContain("too few");
    const alike = { share: 0, low: 0, high: 0.1, isMeasured: true };
    expect(powerText({ ...power, differing: alike }, 100)).toContain("never differed");
    expect(powerText({ ...power, differing: alike, isPossible: false }, 30)).not.toContain("0%");
    expect(powerText({ ...power, smallest: null }, 0)).toBe(evaluationPlans.power.none);
  });

  it("says what a number of rows would show and cost", () => {
    const step = { rows: 1000, smallest: 4, isPossible: true, cost: 1.5, time: null };
    expect(stepText(step, "USD")).toBe("1,000 rows: 4 points, about $1.50");
    expect(stepText({ ...step, cost: null }, "USD")).toBe("1,000 rows: 4 points");
    expect(stepText({ ...step, isPossible: false }, "USD")).toContain("too few");
  });

  it("has words for remarks of either list, and a place for each", () => {
    const remark = { severity: "blocks" as const, parameters: { name: "x" } };
    expect(remarkText({ ...remark, code: "no_data" })).toBe("Choose a dataset.");
    expect(remarkText({ ...remark, code: "dataset_empty" })).toBe("“x” has no rows.");
    expect(remarkText({ ...remark, code: "constructor" })).toBe("constructor");
    expect(placeOfRemark("no_models")).toBe(places.models);
    expect(placeOfRemark("script_not_allowed")).toBe(places.graders);
    expect(placeOfRemark("constructor")).toBe(places.graders);
  });

  it("says of each model what is known of its training", () => {
    const found = { same: 1200, near: 3, datasets: [{ id: "d", name: "ores", version: 4 }] };
    expect(overlapTexts({ id: "m", found, gaps: 2 }, "gpt")).toEqual([
      "gpt: 1,200 of these rows, and 3 similar ones, are in ores (version 4).",
      "gpt: 2 earlier jobs couldn't be checked.",
    ]);
    expect(overlapTexts({ id: "m", found: null, gaps: 0 }, "gpt")).toEqual([
      "gpt: nothing is known of its training.",
    ]);
    expect(overlapTexts({ id: "m", found: { ...found, same: 0, near: 0 }, gaps: 0 }, "gpt")).toEqual([
      "gpt: none of these rows.",
    ]);
  });
});

describe("where it runs", () => {
  it("is switched to where what a remark is about can run", () => {
    expect(placeFor("batch_alone", null)).toEqual({ kind: "batch" });
    expect(placeFor("no_batch", "c")).toEqual({ kind: "here" });
    expect(placeFor("evaluator_not_here", "c")).toEqual({ kind: "foundry", connectionId: "c" });
    expect(placeFor("evaluator_not_here", null)).toBeNull();
    expect(placeFor("no_data", "c")).toBeNull();
  });

  it("costs twice as much row by row as in a batch, unless the price was typed", () => {
    const usd = (amount: number) => ({ amount, currency: "USD" });
    const part = (cost: object | null, isBatch: boolean) => ({ isBatch, cost });
    const weight = (models: object[]) => ({ cost: usd(5), models }) as unknown as EvaluationWeight;
    expect(fullPrice(weight([part(usd(2), true), part(usd(3), false)]))).toEqual(usd(7));
    expect(fullPrice(weight([part({ ...usd(5), isTyped: true }, true)]))).toBeNull();
    expect(fullPrice(weight([part(usd(5), false)]))).toBeNull();
    expect(fullPrice({ ...weight([part(usd(5), true)]), cost: null })).toBeNull();
  });

  it("fills an evaluator's fields with what they are called after, and keeps what was typed", () => {
    expect(mappingOf(["query", "response", "ground_truth", "context"], { context: "{{item.page}}" })).toEqual(
      {
        ...{ query: "{{item.query}}", response: "{{sample.output_text}}" },
        ...{ ground_truth: "{{reference}}", context: "{{item.page}}" },
      },
    );
    expect(mappingOf(["tool_definitions"], {})).toEqual({ tool_definitions: "{{item.tool_definitions}}" });
  });

  it("tells how far the service is, what is left, and since when", () => {
    const work: RemoteProgress = {
      ...{ kind: "batch", modelId: "m", state: "in_progress", since: 1_000_000 },
      ...{ counts: { of: 1200, done: 700, failed: 3 }, until: 1_000_000 + 86_400_000 },
    };
    expect(remoteTexts(work, 1_060_000)).toEqual([
      "700 of 1,200 done, 497 left",
      "for 1 min 0 s",
      "Foundry stops it in 23 h 59 min",
    ]);
    expect(remoteTexts({ ...work, counts: null, since: null, until: 5 }, 1_060_000)).toEqual([]);
    expect(stateText(work)).toBe("In progress");
    expect(stateText({ state: "being_looked_at" })).toBe("being looked at");
  });
});

describe("the list", () => {
  const summary = (id: string, change: Partial<EvaluationSummary> = {}): EvaluationSummary => ({
    ...{ id, name: id, state: "draft", origin: "here", pilotOf: null, createdAt: 1, startedAt: null },
    ...{ endedAt: null, datasetName: null, models: [], problem: null },
    progress: {
      answers: { done: 0, failed: 0, of: 0 },
      judged: { done: 0, failed: 0, of: 0 },
      ...{ timeLeft: null, waiting: [], remote: [] },
    },
    ...change,
  });
  const idsOf = (list: EvaluationSummary[], search = "") =>
    evaluationGroups(list, search).map(({ evaluations }) => evaluations.map(({ id }) => id).join(" "));

  it("has a pilot after its draft, and one whose draft is gone by itself", () => {
    const list = [
      summary("pilot", { pilotOf: "draft", state: "done" }),
      summary("alone", { pilotOf: "gone", state: "done" }),
      summary("runs", { state: "paused" }),
      summary("draft"),
    ];
    expect(idsOf(list)).toEqual(["draft pilot", "runs", "alone"]);
  });

  it("finds names, datasets and models in any case", () => {
    const list = [summary("a", { datasetName: "Ores" }), summary("b", { models: ["GPT"] }), summary("c")];
    expect(idsOf(list, " ores ")).toEqual(["a", "", ""]);
    expect(idsOf(list, "gpt")).toEqual(["b", "", ""]);
  });
});

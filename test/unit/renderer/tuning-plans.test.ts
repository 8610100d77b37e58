import { describe, expect, it, vi } from "vitest";
import "../../fakes/local-storage.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type {
  ServiceFile,
  TunableModel,
  TuningCost,
  TuningPlan,
} from "../../../preload/contract/tuning-plans.ts";
import { noteText } from "../../../preload/strings/card-note.ts";
import { dayText, listDate } from "../../../preload/strings/list-date.ts";
import { methodFor } from "../../../preload/tuning-methods.ts";
import { jobsIn, noFilter, plansIn } from "../../../renderer/fine-tuning/filter.ts";
import { fullnessOf } from "../../../renderer/fine-tuning/gauges.tsx";
import { missingText, totalText } from "../../../renderer/fine-tuning/plans/card-cost.tsx";
import { deployAnswer } from "../../../renderer/fine-tuning/plans/card-model.tsx";
import { whyUnfit } from "../../../renderer/fine-tuning/plans/data-fits.ts";
import { modelsFor } from "../../../renderer/fine-tuning/plans/model.tsx";
import { jsonFault } from "../../../renderer/fine-tuning/plans/reward.tsx";
import { distinctNotes } from "../../../renderer/fine-tuning/plans/section.tsx";
import { projectIn } from "../../../renderer/fine-tuning/plans/start.tsx";
import { whyNot } from "../../../renderer/fine-tuning/plans/training-types.tsx";
import { tagsIn } from "../../../renderer/fine-tuning/plans/wandb.tsx";
import { filesFor } from "../../../renderer/fine-tuning/resources/files.tsx";
import { numberIn, wholeIn } from "../../../renderer/ui/numbers.ts";

const model = (more: Partial<TunableModel> = {}): TunableModel => ({
  id: "gpt-4.1-mini-2025-04-14",
  tunedFrom: null,
  methods: ["supervised", "preference"],
  types: ["standard", "global"],
  regions: { standard: ["northcentralus", "swedencentral"] },
  images: false,
  known: "both",
  isPreview: false,
  byInvitation: false,
  deploy: { way: "here", types: ["Standard"], format: "OpenAI", listedAt: "2026-10-06" },
  trainingEnds: null,
  deploymentsEnd: null,
  datesFrom: null,
  why: null,
  ...more,
});

describe("what a job can learn from", () => {
  const rows = (
    method: Parameters<typeof methodFor>[0],
    count = 20,
    state: "ready" | "importing" = "ready",
  ) => ({
    method,
    state,
    rows: count,
  });

  it("is what is made for the method", () => {
    expect(whyUnfit(rows("supervised"), "supervised", null)).toBeNull();
    expect(whyUnfit(rows("preference"), "supervised", null)).toBe("method");
    expect(whyUnfit(rows("supervised"), "preference", null)).toBe("method");
    expect(whyUnfit(rows("preference"), null, null)).toBeNull();
    expect(whyUnfit(rows("evaluation"), null, null)).toBe("method");
    expect(whyUnfit(rows("supervised", 0), null, null)).toBe("empty");
    expect(whyUnfit(rows("supervised", 20, "importing"), null, null)).toBe("state");
  });

  it("has images only where the model learns from them", () => {
    expect(whyUnfit(rows("vision"), "supervised", true)).toBeNull();
    expect(whyUnfit(rows("vision"), "supervised", null)).toBeNull();
    expect(whyUnfit(rows("vision"), "supervised", false)).toBe("images");
  });

  it("names a method", () => {
    const named = (["vision", "preference", "evaluation"] as const).map((one) => methodFor(one));
    expect(named).toEqual(["supervised", "preference", null]);
  });
});

describe("a model", () => {
  it("is found by its id, what it was tuned from and its methods", () => {
    const models = [model(), model({ id: "mine", tunedFrom: "gpt-4o", methods: ["reinforcement"] })];
    const found = (search: string) => modelsFor(models, search).map(({ id }) => id);
    expect(found("")).toHaveLength(2);
    expect(found("MINI 4.1")).toEqual(["gpt-4.1-mini-2025-04-14"]);
    expect(found("gpt-4o reinforce")).toEqual(["mine"]);
    expect(found("llama")).toEqual([]);
  });

  it("is offered with a training type where the resource is, unless nothing is known of that", () => {
    expect(whyNot("developer", model(), null)).toContain("Not available for gpt-4.1-mini");
    expect(whyNot("standard", model(), "westus")).toContain("northcentralus, swedencentral");
    expect(whyNot("standard", model(), "swedencentral")).toBeNull();
    expect(whyNot("standard", model(), null)).toBeNull();
    expect(whyNot("global", model(), "westus")).toBeNull();
  });

  it("says whether what comes of it can be deployed", () => {
    const deploy = (way: "here" | "portal" | "unknown", types: string[], canDeploy = true) =>
      deployAnswer({ deploy: { way, types, format: null, listedAt: "2026-10-06" } }, canDeploy);
    expect(deploy("here", ["Standard", "GlobalStandard"])).toBe(
      "Yes, from here, as Standard, Global Standard.",
    );
    expect(deploy("here", [])).toBe("Yes, from here.");
    expect(deploy("portal", [])).toBe("Only in the Foundry portal.");
    expect(deploy("portal", ["managed compute"])).toContain("managed compute");
    expect(deploy("unknown", ["Standard"])).toContain("isn't known");
    // With a key only it can't be made from here.
    expect(deploy("here", ["Standard"], false)).toBe("Only in the Foundry portal, as Standard.");
    expect(deploy("unknown", [], false)).toContain("isn't known");
  });
});

describe("the cost", () => {
  const cost = (more: Partial<TuningCost> = {}): TuningCost => ({
    unit: "tokens",
    tokens: { tokens: 1000, error: 0, counted: 10, seed: 1 },
    epochs: { count: 2, from: "plan" },
    hours: null,
    price: { amount: 5, currency: "USD", at: 1, from: "typed" },
    total: 0.01,
    ...more,
  });

  it("is exact only where every token is counted and the epochs are the person's", () => {
    expect(totalText(cost())).toBe("$0.01");
    const { price } = cost();
    const unknown = { total: null, tokens: null, epochs: null, price: null };
    expect(missingText(cost(unknown))).toBe("Needs a token count, the number of epochs, and a price");
    expect(missingText(cost({ ...unknown, price }))).toBe("Needs a token count and the number of epochs");
    expect(missingText(cost({ ...unknown, unit: "hours", price }))).toBe("Needs the hours it takes");
    expect(totalText(cost({ epochs: { count: 2, from: "learned" } }))).toBe("About $0.01");
    expect(totalText(cost({ tokens: { tokens: 1000, error: 30, counted: 10, seed: 1 } }))).toBe(
      "About $0.01",
    );
    expect(totalText(cost({ unit: "hours", hours: 2 }))).toBe("About $0.01");
  });

  it("is told per epoch until their number is known", () => {
    expect(totalText(cost({ total: null }))).toBe("$0.005 per epoch");
    expect(totalText(cost({ price: null }))).toBeNull();
    expect(totalText(cost({ tokens: null, total: null }))).toBeNull();
    expect(totalText(cost({ unit: "hours", tokens: null, total: null }))).toBeNull();
  });
});

describe("what is typed", () => {
  it("is read as a number, with a point or a comma", () => {
    expect([numberIn("0.5"), numberIn("0,5"), numberIn(" 2 "), numberIn("-1")]).toEqual([0.5, 0.5, 2, -1]);
    expect(["", "x", "1e99", "1.2.3"].map((text) => numberIn(text))).toEqual(Array(4).fill(undefined));
    expect([wholeIn("3", 1, 9), wholeIn("0", 1, 9), wholeIn("2.5", 1, 9)]).toEqual([3, undefined, undefined]);
  });

  it("is read as tags", () => {
    expect(tagsIn(" a, b ,, a")).toEqual(["a", "b"]);
    expect(tagsIn("")).toEqual([]);
    expect(tagsIn("x".repeat(65))).toBeUndefined();
    expect(tagsIn(Array.from({ length: 21 }, (_, at) => at).join())).toBeUndefined();
  });

  it("is no JSON where it isn't", () => {
    expect([jsonFault(" "), jsonFault('{"type":"json_schema"}')]).toEqual([null, null]);
    expect(jsonFault("{")).toMatch(/JSON/);
  });
});

it("a gauge says when it is full, or nearly so", () => {
  expect(fullnessOf({ used: 79, most: 100 }).word).toBeNull();
  expect(fullnessOf({ used: 80, most: 100 }).word).toBe("Almost full");
  expect(fullnessOf({ used: 101, most: 100 })).toEqual({ look: "danger", word: "Full" });
  expect(fullnessOf({ used: null, most: 100 }).word).toBeNull();
  expect(fullnessOf({ used: 5, most: null }).word).toBeNull();
});

it("a project is read from its endpoint, and a list's date as it is where it is none", () => {
  expect(projectIn("https://lab.services.ai.azure.com/api/projects/ore")).toBe("ore");
  expect(projectIn("https://lab.openai.azure.com")).toBeNull();
  expect(listDate("2026-10-06")).toBe("Oct 6, 2026");
  expect(listDate("autumn")).toBe("autumn");
  for (const zone of ["America/Los_Angeles", "Pacific/Auckland"]) {
    vi.stubEnv("TZ", zone);
    expect([dayText(Date.parse("2027-04-01")), listDate("2027-04-01")]).toEqual([
      "Apr 1, 2027",
      "Apr 1, 2027",
    ]);
  }
  vi.unstubAllEnvs();
});

it("what is wrong with training and with validation alike is told once, at the training data", () => {
  const note = (field: "training" | "validation", name = "Ores") =>
    ({ code: "data_unchecked", parameters: { name }, field }) as const;
  const notes = [note("training"), note("validation"), note("validation", "Metals")];
  expect(distinctNotes(notes)).toEqual([notes[0], notes[2]]);
});

it("a note without words is told by its code", () => {
  expect(noteText({ code: "no_data", parameters: {}, field: "training" })).toBe("Choose the training data.");
  const parameters = { name: "n_epochs", value: "-1" };
  expect(noteText({ code: "hyperparameter_wrong", parameters, field: null })).toBe("Epochs can't be -1.");
  expect(noteText({ code: "not_known_yet" as "no_data", parameters: {}, field: null })).toBe("not_known_yet");
});

it("files are the largest first, and those that jobs need can be left out", () => {
  const file = (id: string, bytes: number, jobs: string[]) =>
    ({ id, name: `${id}.jsonl`, bytes, jobs, createdAt: 1 }) as unknown as ServiceFile;
  const files = [file("small", 1, []), file("large", 9, ["j"]), file("middle", 5, [])];
  const ids = (search: string, onlyUnused: boolean) =>
    filesFor(files, search, onlyUnused).map(({ id }) => id);
  expect(ids("", false)).toEqual(["large", "middle", "small"]);
  expect(ids("", true)).toEqual(["middle", "small"]);
  expect(ids("MIDDLE", false)).toEqual(["middle"]);
});

describe("the list", () => {
  const plan = (more: Partial<TuningPlan>) =>
    ({
      id: "p",
      name: "Ore",
      model: null,
      suffix: "",
      method: null,
      connectionId: "c",
      ...more,
    }) as TuningPlan;
  const job = (more: Partial<TuningJob>) =>
    ({ id: "j", name: "Ore", model: "gpt", connectionId: "c", method: "supervised", ...more }) as TuningJob;

  it("has plans that are still to be started or on their way", () => {
    const plans = [
      plan({ id: "a", jobId: null, sending: null }),
      plan({ id: "b", jobId: "j", sending: null }),
      plan({ id: "c", jobId: "j", sending: { phase: "creating" } as TuningPlan["sending"] }),
    ];
    expect(plansIn(plans, noFilter).map(({ id }) => id)).toEqual(["a", "c"]);
    expect(plansIn(plans, { ...noFilter, state: "running" })).toEqual([]);
    expect(plansIn(plans, { ...noFilter, search: "ore" })).toHaveLength(2);
  });

  it("has every job in one group, also one in a state that nobody knows", () => {
    const states = [
      "waiting",
      "running",
      "paused",
      "ending",
      "unknown",
      "succeeded",
      "failed",
      "cancelled",
    ] as const;
    const jobs = states.map((state) => job({ id: state, state }));
    const { underWay, succeeded, ended } = jobsIn(jobs, noFilter);
    expect(underWay.map(({ id }) => id)).toEqual(["waiting", "running", "paused", "ending", "unknown"]);
    expect(succeeded.map(({ id }) => id)).toEqual(["succeeded"]);
    expect(ended.map(({ id }) => id)).toEqual(["failed", "cancelled"]);
  });

  it("is filtered by connection, state and method, and searched", () => {
    const jobs = [job({ id: "1", state: "failed", connectionId: "d" }), job({ id: "2", state: "failed" })];
    const found = (filter: Partial<typeof noFilter>) =>
      jobsIn(jobs, { ...noFilter, ...filter }).ended.map(({ id }) => id);
    expect(found({ connectionId: "d" })).toEqual(["1"]);
    expect(found({ state: "succeeded" })).toEqual([]);
    expect(found({ method: "preference" })).toEqual([]);
    expect(found({ search: "GPT ore" })).toEqual(["1", "2"]);
    expect(found({ search: "tin" })).toEqual([]);
  });
});

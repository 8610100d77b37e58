import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../../main/storage/database.ts";
import { migrations } from "../../../../main/storage/migrations/index.ts";
import type { DiagnosisCode } from "../../../../preload/contract/diagnosis.ts";
import type { Grader } from "../../../../preload/contract/graders.ts";
import { everyRow } from "../../../../preload/every-row.ts";
import { noteText } from "../../../../preload/strings/card-note.ts";
import { connection } from "../../models/model.ts";
import { openedPlans, resource } from "./opened.ts";
import { failure } from "./service.ts";

const { opened, profiles } = openedPlans();

describe("plans", () => {
  it("are kept with every change, taken away with the way back, and deleted when that is over", async () => {
    const app = opened();
    const { handlers, life } = app.plans;
    const first = await handlers["tuningPlans.begin"]({ connectionId: null });
    expect(first).toMatchObject({ name: "", method: null, sending: null, problem: null, jobId: null });
    const { id } = first;
    app.keep(first, { name: "Kept", hyperparameters: { n_epochs: 2 } });
    expect(app.plans.get(id)).toMatchObject({ name: "Kept", hyperparameters: { n_epochs: 2 } });
    await handlers["tuningPlans.remove"]({ id });
    expect(() => app.plans.get(id)).toThrow("not_found");
    expect(await handlers["tuningPlans.restore"]({ id })).toMatchObject({ name: "Kept" });
    await handlers["tuningPlans.remove"]({ id });
    life.purge();
    expect(() => handlers["tuningPlans.restore"]({ id })).toThrow("not_found");
  });

  it("begin with what follows from what is given: the only place that can train, the parts of a split, and the method", async () => {
    const gateway = connection("b", { endpoint: "https://gateway.example.com/v1" });
    const app = opened({ connections: [resource, gateway] });
    const { handlers } = app.plans;
    const datasetId = await app.dataset();
    const whole = { datasetId, part: null };
    const begin = (values: object) => handlers["tuningPlans.begin"]({ connectionId: null, ...values });
    expect(await begin({})).toMatchObject({ connectionId: "a", method: null, training: null });
    expect(await begin({ training: whole })).toMatchObject({
      ...{ connectionId: "a", method: "supervised", training: whole, validation: null },
    });
    const shares = { train: 70, validation: 20, test: 10 };
    app.datasets.split({ id: datasetId, seed: 1, shares, keepTogether: false });
    await expect.poll(() => app.datasets.get(datasetId).job, { interval: 2 }).toBeNull();
    const parts = {
      training: { datasetId, part: "train" },
      validation: { datasetId, part: "validation" },
    };
    expect(await handlers["tuningPlans.dataOf"]({ datasetId })).toEqual({ method: "supervised", ...parts });
    expect(await begin({ training: whole })).toMatchObject(parts);
    // What a job is begun again with stays as it was.
    expect(await begin({ training: whole, validation: null })).toMatchObject({ training: whole });
    const two = opened({
      connections: [resource, connection("c", { endpoint: resource.endpoint })],
    });
    expect(await two.plans.handlers["tuningPlans.begin"]({ connectionId: null })).toMatchObject({
      connectionId: null,
    });
  });

  it("from before are the draft runs, with the same id and what uses their data; what is damaged keeps nothing out", () => {
    const profile = profiles();
    const before = openDatabase(join(profile, "assay.db"), migrations.slice(0, 15));
    const draft = before.prepare("insert into model_drafts values (?, ?, 1, 2, ?)");
    const dataset = before.prepare(
      "insert into datasets values (?, 'Talks', 'supervised', 'ready', 3, 9, 1, null, null, 1, 1, null)",
    );
    dataset.run("d2");
    const state = (more: object) =>
      JSON.stringify({ flow: "guide", step: "review", isRun: true, name: "Run", source: "custom", ...more });
    const chosen = { connectionId: "a", baseModel: "gpt-4.1-mini-2025-04-14", datasets: ["gone", "d2"] };
    draft.run("run", state(chosen), null);
    draft.run("odd", state({ name: 7, datasets: "d2", baseModel: ["x"] }), null);
    draft.run("removed", state({}), 5);
    draft.run(
      "draft",
      JSON.stringify({
        ...JSON.parse(state({ datasets: [] })),
        isRun: false,
        connectionId: null,
        deployment: null,
        baseModel: null,
      }),
      null,
    );
    draft.run("broken", "{", null);
    draft.run("list", "[true]", null);
    before.exec("insert into dataset_uses values ('d2', 1, 'draft', 'run', 'Run', 2)");
    before.exec("insert into training_prices values ('gpt-4.1', 25, 'USD', 7)");
    before.close();
    const app = opened({}, profile);
    const plans = app.plans.handlers["tuningPlans.list"]() as { id: string }[];
    expect(plans.map(({ id }) => id).sort()).toEqual(["odd", "run"]);
    expect(app.plans.get("run")).toMatchObject({
      ...{ name: "Run", connectionId: "a", model: "gpt-4.1-mini-2025-04-14", method: null },
      ...{ training: { datasetId: "d2", part: null }, createdAt: 1, updatedAt: 2 },
    });
    expect(app.plans.get("odd")).toMatchObject({ name: "", model: null });
    expect(app.datasets.get("d2").uses).toMatchObject([{ kind: "draft", usedBy: "run" }]);
    expect(app.plans.priceOf("gpt-4.1-2025-04-14", "tokens")).toEqual({
      ...{ amount: 25, currency: "USD", at: 7, from: "typed" },
    });
    app.plans.life.purge();
    app.plans.handlers["tuningPlans.remove"]({ id: "run" });
  });
});

it("places say why they cannot train, and those that can come first", () => {
  const app = opened({
    connections: [
      connection("ml", { endpoint: "https://x.westeurope.inference.ml.azure.com" }),
      connection("gate", { endpoint: "https://gateway.example.com" }),
      connection("local", { endpoint: "http://127.0.0.1:1234/v1", kind: "none" }),
      connection("nokey", { key: "missing" }),
      connection("unreadable", { key: "unreadable" }),
      connection("out", { kind: "oauth", key: "missing" }),
      connection("sandbox", { endpoint: "http://127.0.0.1:5000", sandbox: true, key: "session" }),
      resource,
      connection("project", { endpoint: "https://r.services.ai.azure.com/api/projects/p" }),
    ],
  });
  const places = app.plans.handlers["tuningPlans.places"]() as { connectionId: string; why: string | null }[];
  expect(places.map(({ connectionId, why }) => [connectionId, why])).toEqual([
    ["sandbox", null],
    ["a", null],
    ["project", null],
    ["ml", "machine_learning"],
    ["gate", "gateway"],
    ["local", "local_server"],
    ["nokey", "key_missing"],
    ["unreadable", "key_unreadable"],
    ["out", "signed_out"],
  ]);
  expect(app.plans.canTrain(connection("out", { kind: "oauth", key: "missing" }))).toBe(true);
  expect(app.plans.canTrain(connection("g", { endpoint: "https://gateway.example.com" }))).toBe(false);
});

describe("the card", () => {
  it("has data, cost, hosting and limits, and what the service chose before", async () => {
    const app = opened();
    const { handlers } = app.plans;
    const plan = await app.plan();
    const card = () => handlers["tuningPlans.card"]({ id: plan.id, refresh: false });
    const first = await card();
    expect(first).toMatchObject({
      canStart: true,
      problems: [],
      model: { id: "gpt-4.1-mini-2025-04-14", known: "both", deploy: { way: "here" } },
      data: { training: { rows: 12, version: 1, blocks: 0 }, validation: null },
      cost: { unit: "tokens", epochs: null, price: null, total: null },
      hosting: { price: null, perDay: null, hasDeveloper: true },
      learned: null,
      limits: { files: { used: 0, most: 100 }, jobs: { used: 0, most: 100 }, listedAt: "2026-02-17" },
      limitsDiagnosis: null,
    });
    expect(first.notes.map(({ code }) => code)).toContain("key_cannot_deploy");
    const tokens = first.cost.tokens?.tokens ?? 0;
    expect(tokens).toBeGreaterThan(100);
    await handlers["tuningPlans.setPrice"]({
      ...{ model: "gpt-4.1-mini", unit: "tokens", price: { amount: 5, currency: "USD" } },
    });
    await handlers["tuningPlans.setPrice"]({
      ...{ model: "gpt-4.1-mini", unit: "hosting", price: { amount: 1.7, currency: "USD" } },
    });
    const hyperparameters = { n_epochs: 3 };
    app.plans.learn({
      ...{
        jobId: "j",
        model: plan.model ?? "",
        method: "supervised",
        rows: 14,
        hyperparameters,
        hours: null,
      },
    });
    expect(await card()).toMatchObject({
      cost: { epochs: { count: 3, from: "learned" }, total: (tokens * 3 * 5) / 1e6 },
      hosting: { perDay: 1.7 * 24, perMonth: 1.7 * 720 },
      learned: { hyperparameters: { n_epochs: { value: 3, rows: 14 } } },
    });
  });

  it("has what Azure itself says of quotas where it can be asked, for the model of the plan", async () => {
    let refusal: DiagnosisCode | null = null;
    const azure = {
      models: async () => [],
      region: async () => "swedencentral",
      usages: async () => {
        if (refusal) throw failure(refusal);
        return [
          { name: "OpenAI.Standard.gpt-4.1-mini-finetune", used: 30, limit: 250 },
          { name: "OpenAI.Standard.gpt-4.1-finetune", used: 0, limit: 250 },
        ];
      },
    };
    const app = opened({ azure });
    const { handlers } = app.plans;
    const plan = await app.plan();
    const quotas = async () =>
      (await handlers["tuningPlans.card"]({ id: plan.id, refresh: true })).limits?.quotas;
    expect(await quotas()).toEqual({
      region: "swedencentral",
      rows: [{ sku: "Standard", model: "gpt-4.1-mini", used: 30, limit: 250 }],
    });
    expect(await handlers["tuningPlans.limits"]({ connectionId: "a", refresh: false })).toMatchObject({
      quotas: { rows: [{ model: "gpt-4.1-mini" }, { model: "gpt-4.1" }] },
    });
    refusal = "role_missing";
    expect(await quotas()).toBe("refused");
    refusal = "connection_failed";
    expect(await quotas()).toBe("unread");
  });

  it("asks for the region again where Azure could not be asked, and when the person wants to know", async () => {
    let place: string | null = null;
    const region = async () => {
      if (place === null) throw failure("connection_failed");
      return place;
    };
    const app = opened({ azure: { models: async () => [], usages: async () => [], region } });
    const plan = await app.plan();
    const card = (refresh: boolean) => app.plans.handlers["tuningPlans.card"]({ id: plan.id, refresh });
    expect(await card(false)).toMatchObject({ region: null });
    place = "swedencentral";
    expect(await card(false)).toMatchObject({ region: "swedencentral" });
    place = "eastus2";
    expect(await card(false)).toMatchObject({ region: "swedencentral" });
    expect(await card(true)).toMatchObject({ region: "eastus2" });
  });

  it("has what is wrong with a grader, and only what would surely fail keeps the job from being started", async () => {
    const app = opened();
    const datasetId = await app.dataset();
    const similar = (reference: string, input = "{{sample.output_text}}") => ({
      ...{ type: "text_similarity" as const, name: "close", input, reference },
      evaluation_metric: "fuzzy_match" as const,
    });
    const plan = await app.plan({
      ...{ method: "reinforcement", model: "o4-mini-2025-04-16", grader: similar("{{item.nowhere}}") },
      ...{ training: { datasetId, part: null }, validation: { datasetId, part: null } },
    });
    const of = async (grader: Grader) => {
      app.keep(plan, { grader });
      const { problems, notes } = await app.plans.handlers["tuningPlans.card"]({
        id: plan.id,
        refresh: false,
      });
      return [...problems, ...notes].filter(({ field }) => field === "grader").map(noteText);
    };
    const why = async () => {
      const error = await app.start(plan).catch((one) => one);
      return error.diagnosis.parameters.what as string;
    };
    expect(await of(similar("{{item.nowhere}}"))).toEqual([
      "The grader doesn't work. The rows have no “item.nowhere”.",
    ]);
    // It was looked for in some of the rows only.
    expect(await why()).not.toContain("grader");
    expect(await of(similar("{{items.answer}}"))).toEqual([
      expect.stringContaining("“items.answer” isn't a field"),
    ]);
    expect(await why()).toContain("The grader doesn't work.");
    const formula = (calculate_output: string): Grader => ({
      ...{ type: "multi", name: "both", graders: { close: similar("{{item.messages}}") }, calculate_output },
    });
    expect(await of(formula("close + far"))).toEqual([expect.stringContaining("“far”")]);
    expect(await why()).toContain("far");
    expect(await of(similar("{{item.messages}}", "always"))).toEqual([
      expect.stringContaining("may not score what you mean. The answer isn't used"),
    ]);
    expect(await why()).not.toContain("grader");
  });

  it("is made of what can be read, and asks the resource no more than once a minute", async () => {
    const clock = { at: 1_800_000_000_000 };
    const app = opened({ clock });
    const plan = await app.plan();
    const card = (refresh: boolean) => app.plans.handlers["tuningPlans.card"]({ id: plan.id, refresh });
    const reads = () => app.service.calls.filter((call) => call === "list files").length;
    await Promise.all([card(false), card(false)]);
    await card(false);
    expect(reads()).toBe(1);
    clock.at += 61_000;
    await card(false);
    await card(true);
    expect(reads()).toBe(3);
    app.service.before = (call) => {
      if (call.startsWith("list")) throw failure("connection_failed");
    };
    expect(await card(true)).toMatchObject({
      ...{ limits: null, limitsDiagnosis: { code: "connection_failed" }, canStart: true },
      data: { training: { rows: 12 } },
    });
    app.service.before = (call) => {
      if (call === "list jobs") throw failure("connection_failed");
    };
    expect(await card(true)).toMatchObject({ limits: { files: { used: 0 }, jobs: { used: null } } });
  });

  it("knows a part by itself: its rows, its tokens, its blocked rows", async () => {
    const app = opened();
    const datasetId = await app.dataset();
    const { rows } = await app.datasets.rows({
      id: datasetId,
      version: null,
      view: everyRow,
      from: 0,
      count: 20,
    });
    const choice = { keys: rows.slice(0, 9).map(({ key }) => key) };
    await app.datasets.setPart({ id: datasetId, choice, part: "train" });
    await app.datasets.edit({ id: datasetId, key: rows[0]?.key ?? 0, text: "{}" });
    await app.datasets.edit({ id: datasetId, key: rows[11]?.key ?? 0, text: "{}" });
    const facts = (part: "train" | null) => app.datasets.partFacts({ id: datasetId, version: null, part });
    const [all, own] = [await facts(null), await facts("train")];
    expect(own).toMatchObject({ rows: 9, blocks: 1 });
    expect(all).toMatchObject({ rows: 12, blocks: 2, share: 1 });
    expect(own.share).toBeGreaterThan(0.6);
    expect(own.tokens?.tokens ?? 0).toBeLessThan(all.tokens?.tokens ?? 0);
  });
});

it("models of a connection that cannot train say why; of one that can, what there is and what not and why", async () => {
  const gate = connection("gate", { endpoint: "https://gateway.example.com" });
  const { handlers } = opened({ connections: [resource, gate] }).plans;
  const ask = handlers["tuningPlans.models"];
  await expect(ask({ connectionId: "gate", method: null })).rejects.toMatchObject({
    diagnosis: { code: "training_not_here", parameters: { place: "Connection gate" } },
  });
  const models = await ask({ connectionId: "a", method: "supervised" });
  expect(models.filter(({ why }) => why === null).length).toBeGreaterThan(5);
  expect(models.find(({ id }) => id === "gpt-oss-20b")).toMatchObject({ known: "listed", why: null });
  expect(models.find(({ id }) => id.startsWith("o4-mini"))).toMatchObject({ why: "method" });
});

describe("the request", () => {
  it("can be read whole before anything leaves, and holds no key", async () => {
    const app = opened();
    const plan = await app.plan({ suffix: "s" });
    const request = await app.plans.handlers["tuningPlans.request"]({ id: plan.id });
    expect(JSON.parse(request.json)).toMatchObject({
      ...{ training_file: "<training file id>", suffix: "s", trainingType: "GlobalStandard" },
    });
    expect(request.curl).toContain("file=@Numbers-v1.jsonl");
    expect(Object.values(request).join()).not.toContain("s3cr3t");
    expect(app.service.calls).toEqual([]);
  });

  it("of an incomplete plan says what is missing", async () => {
    const app = opened();
    const plan = await app.plan({ model: null });
    await expect(app.plans.handlers["tuningPlans.request"]({ id: plan.id })).rejects.toMatchObject({
      diagnosis: { code: "plan_incomplete", parameters: { what: "Choose a base model." } },
    });
  });
});

it("files at the resource are listed with whose rows they have and which jobs name them, and deleted one by one", async () => {
  const app = opened();
  const plan = await app.plan();
  await app.plans.handlers["tuningPlans.start"]({ id: plan.id });
  await app.settled(plan.id);
  const list = () => app.plans.handlers["tuningPlans.files"]({ connectionId: "a" });
  const [file] = await list();
  expect(file).toMatchObject({
    ...{ purpose: "fine-tune", status: "processed", datasetId: plan.training?.datasetId },
    jobs: [app.service.created[0]?.job.id],
    isNeeded: true,
  });
  Object.assign(app.service.created[0]?.job ?? {}, { status: "cancelled" });
  expect(await list()).toMatchObject([{ isNeeded: false }]);
  const remove = app.plans.handlers["tuningPlans.deleteFiles"];
  app.service.before = (call) => {
    if (call === "remove file") throw failure("role_missing", 403);
  };
  const ids = [file?.id ?? ""];
  expect(await remove({ connectionId: "a", ids })).toMatchObject([{ diagnosis: { code: "role_missing" } }]);
  app.service.before = () => {};
  expect(await remove({ connectionId: "a", ids: [...ids, "not-there"] })).toEqual([
    { id: ids[0], diagnosis: null },
    { id: "not-there", diagnosis: null },
  ]);
  expect(await list()).toEqual([]);
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connection } from "../../models/model.ts";
import { failure, refusal } from "./azure.ts";
import { dataOf, jobOf, listed, TunedWorld, until } from "./opened.ts";

let world: TunedWorld;
const hour = 3_600_000;
const day = 24 * hour;
const tuned = "gpt-4.1-mini-2025-04-14.ft-one";

beforeEach(() => {
  world = new TunedWorld();
});
afterEach(() => world.close());

const wanted = { jobId: "one", model: tuned, deployment: "support", sku: "DeveloperTier", capacity: 50 };

describe("a tuned model", () => {
  it("can be deployed with what its model allows, under a free name", async () => {
    world.jobs = [jobOf("one", { name: "Stütz-Antworten, 3. Versuch!", project: "p" })];
    world.checkpoints.set("one", [
      { id: "c", step: 20, model: `${tuned}:ckpt-step-20`, metrics: {}, createdAt: 1 },
    ]);
    const { ask } = world.open();
    const options = await ask("tunedModels.options", { jobId: "one", model: tuned });
    expect(options).toMatchObject({
      why: null,
      name: "stutz-antworten-3-versuch",
      capacity: 50,
      portal: { resource: "lab", project: "p", model: tuned },
    });
    expect(options.types.map(({ sku, lasts, hosting }) => [sku, lasts, hosting?.perDay])).toEqual([
      ["Standard", "idle", 1.7 * 24],
      ["GlobalStandard", "idle", 1.7 * 24],
      ["DeveloperTier", "day", 0],
    ]);
    world.read("key", [listed("stutz-antworten-3-versuch-step-20", "x")]);
    const model = `${tuned}:ckpt-step-20`;
    expect((await ask("tunedModels.options", { jobId: "one", model })).name).toBe(
      "stutz-antworten-3-versuch-step-20-2",
    );
    world.jobs = [jobOf("one", { name: "日本語", suffix: "x".repeat(70) })];
    expect((await ask("tunedModels.options", { jobId: "one", model })).name.length).toBeLessThanOrEqual(64);
  });

  it("says why it cannot be from here, and is not deployed then", async () => {
    const { ask } = world.open();
    const why = async () => (await ask("tunedModels.options", { jobId: "one", model: tuned })).why;
    world.way = "portal";
    expect(await why()).toBe("portal_only");
    world.way = "unknown";
    expect(await why()).toBe("format_unknown");
    world.way = "here";
    world.connections = world.connections.slice(0, 1);
    expect(await why()).toBe("key_only");
    await expect(ask("tunedModels.deploy", wanted)).rejects.toMatchObject({
      diagnosis: { code: "deploy_in_portal", parameters: { why: expect.stringContaining("key only") } },
    });
    world.connections = [];
    expect(await why()).toBe("not_connected");
    expect(world.azure.calls).toEqual([]);
  });

  it("leads to the page of its job in the portal where its resource is known, else to where the portal begins", async () => {
    const portal = async () =>
      (await world.open().ask("tunedModels.options", { jobId: "one", model: tuned })).portal;
    world.jobs = [jobOf("one", { project: "p 1" })];
    expect(await portal()).toMatchObject({ url: "https://ai.azure.com/", isJob: false, job: "ftjob-one" });
    const account = world.connections[1] as (typeof world.connections)[number];
    account.resourceId =
      "/subscriptions/856c80fd-f14e-436b-b434-fbc44a9103f7/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/lab";
    // The subscription as Microsoft's own tools write it.
    expect(await portal()).toMatchObject({
      url: "https://ai.azure.com/nextgen/r/hWyA_fFOQ2u0NPvESpED9w,g,,lab,p%201/build/fine-tune/ftjob-one/details",
      isJob: true,
    });
    world.jobs = [jobOf("one", { project: null, resource: "lab.openai.azure.us" })];
    expect(await portal()).toMatchObject({ url: "https://ai.azure.us/", isJob: false });
  });

  it("is deployed over the sign-in to its resource, followed, told of, and once only", async () => {
    // A connection from before, whose address is no longer taken for one.
    world.connections.push(connection("old", { endpoint: "https://ai.azure.com/resource" }));
    const { ask, ledger } = world.open();
    const read: string[] = [];
    world.onList = (id) => read.push(id);
    const begun = await ask("tunedModels.deploy", wanted);
    expect(begun).toMatchObject({ state: "creating", deployment: "support", jobId: "one", kind: "deployed" });
    const again = await ask("tunedModels.deploy", wanted);
    expect(again.id).toBe(begun.id);
    await until(() => ledger()[0]?.state === "ready");
    expect(ledger()).toHaveLength(1);
    expect(world.azure.births).toEqual(["support"]);
    expect(world.notices).toEqual([{ title: "support is ready", text: `${tuned} answers now.` }]);
    // Lists had it as it was while it was made.
    await until(() => read.includes("account"));
    world.clicks[0]?.();
    expect(world.events.at(-1)).toEqual({ name: "tuningJobs.asked", payload: { shown: "deployments" } });
    await expect(ask("tunedModels.deploy", { ...wanted, model: "other.ft-2" })).rejects.toMatchObject({
      diagnosis: { code: "deployment_name_taken" },
    });
  });

  it("whose app ends at any step goes on at the next start, and is there once", async () => {
    const steps = async (stopAt: number) => {
      world.close();
      world = new TunedWorld();
      const first = world.open();
      let count = 0;
      world.azure.fails = () => {
        count += 1;
        // The end of the app: what comes back then finds nobody.
        if (count === stopAt) first.tuned.life.interrupt();
        return null;
      };
      await first.ask("tunedModels.deploy", wanted);
      if (stopAt === 0) {
        await until(() => first.ledger()[0]?.state === "ready");
        return count;
      }
      await until(() => count >= stopAt);
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const next = world.open();
      next.tuned.life.recover();
      await until(() => next.ledger()[0]?.state === "ready");
      expect(next.ledger()).toHaveLength(1);
      expect(world.azure.births).toEqual(["support"]);
      return count;
    };
    const all = await steps(0);
    expect(all).toBeGreaterThan(5);
    for (let at = 1; at <= all; at += 1) await steps(at);
  });

  it("is deleted, over and over where the app ends meanwhile", async () => {
    const { ask, ledger, tuned: app } = world.open();
    const { id } = await ask("tunedModels.deploy", wanted);
    await until(() => ledger()[0]?.state === "ready");
    expect(await ask("tunedModels.remove", { id })).toMatchObject({ state: "deleting" });
    app.life.interrupt();
    const next = world.open();
    next.tuned.life.recover();
    await until(() => next.ledger()[0]?.state === "gone");
    expect(world.azure.there()).toEqual([]);
    world.connections = world.connections.slice(0, 1);
    await expect(ask("tunedModels.remove", { id })).rejects.toMatchObject({
      diagnosis: { code: "deploy_in_portal" },
    });
  });

  it("is deleted also while it is being made", async () => {
    const { ask, ledger } = world.open();
    const { id } = await ask("tunedModels.deploy", wanted);
    await until(() => world.azure.births.length > 0);
    await ask("tunedModels.remove", { id });
    await until(() => ledger()[0]?.state === "gone");
    expect(world.azure.there()).toEqual([]);
    expect(world.notices).toEqual([]);
  });

  it("is asked a token when the person wants to know", async () => {
    const { ask, ledger } = world.open();
    const { id } = await ask("tunedModels.deploy", wanted);
    await until(() => ledger()[0]?.state === "ready");
    world.azure.made.clear();
    expect(await ask("tunedModels.probe", { id })).toMatchObject({
      diagnosis: { code: "deployment_not_found" },
    });
    await expect(ask("tunedModels.probe", { id: "nobody" })).rejects.toMatchObject({
      diagnosis: { code: "not_found" },
    });
  });
});

describe("the ledger", () => {
  it("notices deployments of tuned models in the lists, whoever made them, once for a resource", async () => {
    const { ledger } = world.open();
    world.read("key", [listed("by-portal", tuned), listed("plain", "gpt-4.1"), listed("foreign", "x.ft-9")]);
    world.read("account", [listed("by-portal", tuned)]);
    expect(ledger()).toMatchObject([
      {
        deployment: "by-portal",
        kind: "noticed",
        state: "ready",
        jobId: "one",
        spent: null,
        sku: "GlobalStandard",
      },
    ]);
    world.clock.time += hour;
    world.read("key", [listed("by-portal", tuned, { status: "failed", capacity: 70 })]);
    expect(ledger()[0]).toMatchObject({ state: "failed", capacity: 70 });
    world.clock.time += hour;
    world.read("key", [], false);
    expect(ledger()[0]?.state).toBe("failed");
    world.read("account", []);
    expect(ledger()[0]).toMatchObject({ state: "gone", endsAt: null });
  });

  it("notices what is made in the portal while the person is told how, and says so", async () => {
    const { ask, ledger } = world.open();
    world.connections = world.connections.slice(0, 1);
    let looks = 0;
    world.onList = () => {
      looks += 1;
      world.read("key", looks < 4 ? [] : [listed("by-hand", tuned)]);
    };
    expect((await ask("tunedModels.options", { jobId: "one", model: tuned })).why).toBe("key_only");
    await until(() => world.notices.length > 0);
    expect(world.notices).toMatchObject([{ title: "by-hand is in the list" }]);
    expect(ledger()).toMatchObject([{ deployment: "by-hand", kind: "noticed" }]);
    expect(looks).toBe(4);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(looks).toBe(4);
  });

  it("stops looking after an hour", async () => {
    const { ask } = world.open();
    world.connections = world.connections.slice(0, 1);
    const begun = world.clock.time;
    let looks = 0;
    world.onList = () => {
      looks += 1;
      world.read("key", []);
    };
    await ask("tunedModels.options", { jobId: "one", model: tuned });
    await until(() => world.clock.time >= begun + hour);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(looks).toBe(60);
    expect(world.notices).toEqual([]);
  });

  it("knows what a list had also when the job becomes known only later", () => {
    const jobs = world.jobs;
    world.jobs = [];
    const { ledger } = world.open();
    world.read("key", [listed("support", tuned)]);
    expect(ledger()).toEqual([]);
    world.jobs = jobs;
    world.jobsChanged();
    expect(ledger()).toHaveLength(1);
  });

  it("goes on where somebody had to sign in", async () => {
    const { ask, ledger } = world.open();
    world.azure.fails = () => failure("sign_in_expired");
    await ask("tunedModels.deploy", wanted);
    await until(() => ledger()[0]?.diagnosis?.code === "sign_in_expired");
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    world.azure.fails = () => null;
    world.signedIn();
    await until(() => ledger()[0]?.state === "ready");
  });

  it("reads the lists of every resource that has made a model", async () => {
    const { ask } = world.open();
    const read: string[] = [];
    world.onList = (id) => void read.push(id);
    await ask("tunedModels.refresh", undefined);
    expect(read).toEqual(["key"]);
  });

  it("learns that Azure has deleted one, and never of one that is just being made", async () => {
    const { ask, ledger } = world.open();
    await ask("tunedModels.deploy", wanted);
    world.clock.time += 1;
    world.read("account", []);
    expect(ledger()[0]?.state).not.toBe("gone");
    await until(() => ledger()[0]?.state === "ready");
    world.clock.time += day;
    world.read("account", []);
    expect(ledger()[0]?.state).toBe("gone");
  });

  it("forgets what somebody else was making and gave up, and takes no notice of what is being deleted", () => {
    const { ledger } = world.open();
    const creating = { ...listed("half", tuned), status: "creating" };
    world.read("account", [creating, { ...listed("old", tuned), status: "Deleting" }]);
    expect(ledger().map(({ deployment, state }) => [deployment, state])).toEqual([["half", "creating"]]);
    world.clock.time += 1000;
    world.read("account", []);
    expect(ledger()[0]?.state).toBe("gone");
  });

  it("says why one has failed that somebody else has made, when the person asks", async () => {
    const { ask, ledger } = world.open();
    world.read("account", [listed("by-portal", tuned, { status: "failed" })]);
    world.azure.reason = refusal("deploy_capacity_missing", 409);
    const { id } = ledger()[0] as { id: string };
    expect((await ask("tunedModels.probe", { id })).diagnosis?.code).toBe("deploy_capacity_missing");
    world.azure.reason = null;
    expect((await ask("tunedModels.probe", { id })).diagnosis?.code).toBe("deployment_not_found");
  });

  it("makes way for the next try where the first has failed", async () => {
    const { ask, ledger } = world.open();
    world.azure.outcome = "Failed";
    await ask("tunedModels.deploy", wanted);
    await until(() => ledger()[0]?.state === "failed");
    world.azure.outcome = "Succeeded";
    await ask("tunedModels.deploy", wanted);
    await until(() => ledger()[0]?.state === "ready");
    expect(ledger().map(({ state }) => state)).toEqual(["ready", "gone"]);
  });

  it("finds again what was made by a request that nobody saw answered", async () => {
    const { ask, ledger } = world.open();
    world.azure.fails = (call) => (call === "put" ? failure("deploy_model_refused", 400) : null);
    await ask("tunedModels.deploy", wanted);
    await until(() => ledger()[0]?.state === "failed");
    world.azure.fails = () => null;
    await world.azure.put("support", {
      ...{ model: tuned, version: "1", format: "OpenAI", sku: "developertier", capacity: 1 },
    });
    world.read("account", [listed("support", tuned)]);
    await until(() => ledger()[0]?.state === "ready");
    expect(ledger()).toHaveLength(1);
  });

  it("counts from the last call that was made here, over whichever connection", async () => {
    const { ledger } = world.open();
    world.read("key", [listed("support", tuned)]);
    expect(ledger()[0]?.calledAt).toBeNull();
    world.clock.time += 3 * day;
    world.answer("account", "support");
    expect(ledger()[0]).toMatchObject({ calledAt: world.clock.time, endsAt: world.clock.time + 15 * day });
    const first = world.clock.time;
    world.clock.time += 1000;
    world.answer("key", "support");
    world.answer("key", "something-else");
    expect(ledger()[0]?.calledAt).toBe(first);
  });

  it("warns in time, each thing once, and again after it was called", async () => {
    const { ledger, tuned: app } = world.open();
    world.read("key", [listed("support", tuned)]);
    world.deploymentsEnd = world.clock.time + 200 * day;
    app.life.wake();
    expect(world.notices).toEqual([]);
    world.clock.time += 13 * day;
    app.life.wake();
    app.life.wake();
    expect(world.notices).toHaveLength(1);
    expect(world.notices[0]).toMatchObject({ title: "support needs a look" });
    expect(ledger()[0]?.warnings).toEqual(["idle_ends"]);
    world.answer("key", "support");
    expect(ledger()[0]?.warnings).toEqual([]);
    world.clock.time += 13 * day;
    world.open().tuned.life.recover();
    expect(world.notices).toHaveLength(2);
  });

  it("knows what it is registered as, with its ancestry", async () => {
    world.jobs = [
      jobOf("two", { model: tuned, tunedModel: "second.ft-two", data: null }),
      jobOf("one", { data: dataOf("one", { name: "Tickets" }) }),
    ];
    world.checkpoints.set("two", [
      { id: "c", step: 30, model: "second.ft-two:ckpt-step-30", metrics: {}, createdAt: 1 },
    ]);
    const { ask, ledger } = world.open();
    world.read("account", [listed("support", "second.ft-two:ckpt-step-30")]);
    const [row] = ledger();
    const model = await ask("tunedModels.register", { id: row?.id ?? "", name: "Helper" });
    expect(model.ancestry).toEqual({
      model: "second.ft-two:ckpt-step-30",
      base: "gpt-4.1-mini-2025-04-14",
      jobs: [
        { jobId: "ftjob-two", resource: "lab.openai.azure.com", name: "Job two", step: 30, data: null },
        {
          jobId: "ftjob-one",
          resource: "lab.openai.azure.com",
          name: "Job one",
          step: null,
          data: { name: "Tickets", version: 2 },
        },
      ],
    });
    expect(ledger()[0]).toMatchObject({ registeredAs: "m0", step: 30 });
  });
});

describe("lineage", () => {
  it("leads from a deployment to the rows, over all that it was tuned from", async () => {
    world.jobs = [jobOf("two", { model: tuned, tunedModel: "second.ft-two" }), jobOf("one")];
    const { ask } = world.open();
    world.read("key", [listed("support", "second.ft-two"), listed("plain", "gpt-4.1")]);
    const found = await ask("tunedModels.lineage", { connectionId: "key", deployment: "support" });
    expect(found).toMatchObject({
      deployment: "support",
      model: "second.ft-two",
      base: "gpt-4.1-mini-2025-04-14",
    });
    expect(found?.jobs.map(({ id, data }) => [id, data?.datasetId])).toEqual([
      ["two", "two"],
      ["one", "one"],
    ]);
    expect(await ask("tunedModels.lineage", { connectionId: "key", deployment: "plain" })).toBeNull();
    expect(await ask("tunedModels.lineage", { connectionId: "nobody", deployment: "x" })).toBeNull();
    expect((await ask("tunedModels.lineage", { jobId: "one" }))?.jobs).toHaveLength(1);
  });

  it("ends where nothing more is known, and does not go in circles", async () => {
    world.jobs = [jobOf("two", { model: "elsewhere.ft-9", tunedModel: "second.ft-two" })];
    const { ask } = world.open();
    expect(await ask("tunedModels.lineage", { jobId: "two" })).toMatchObject({ base: null });
    world.jobs = [
      jobOf("a", { model: "m.ft-b", tunedModel: "m.ft-a" }),
      jobOf("b", { model: "m.ft-a", tunedModel: "m.ft-b" }),
    ];
    const circle = await ask("tunedModels.lineage", { jobId: "a" });
    expect(circle).toMatchObject({ base: null });
    expect(circle?.jobs.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("says which rows were trained on, of the model and its ancestors; what is not known is counted", async () => {
    world.jobs = [
      jobOf("three", { model: "second.ft-two", tunedModel: "third.ft-three" }),
      jobOf("two", { model: tuned, tunedModel: "second.ft-two", data: dataOf("two", { isHere: false }) }),
      jobOf("one"),
    ];
    const { ask, tuned: app } = world.open();
    world.overlap = { ...world.overlap, same: 1 };
    const found = await ask("tunedModels.overlap", { jobId: "three", datasetId: "held", part: "test" });
    expect(found).toMatchObject({ same: 1, unknown: 1 });
    const [rows, others] = world.overlapAsked[0] as [object, { datasetId: string }[]];
    expect(rows).toEqual({ datasetId: "held", part: "test", version: null });
    expect(others.map(({ datasetId }) => datasetId)).toEqual(["three", "one"]);
    await app.overlap("three", "held", "test", null);
    expect(world.overlapAsked).toHaveLength(1);
    world.jobs = [jobOf("two", { model: "elsewhere.ft-9", tunedModel: "second.ft-two", data: null })];
    expect(await app.overlap("two", "held", null, 3)).toMatchObject({ unknown: 2 });
  });
});

describe("a copy of a checkpoint", () => {
  const destination =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/other";
  const model = `${tuned}:ckpt-step-20`;
  const input = { jobId: "one", model, destination, region: "swedencentral" };
  const told = (status: string) => [{ destination, region: "swedencentral", status, copiedModel: model }];

  beforeEach(() => {
    world.checkpoints.set("one", [{ id: "ftchkpt-1", step: 20, model, metrics: {}, createdAt: 1 }]);
  });

  it("is followed, and its name is kept", async () => {
    const { ask } = world.open();
    world.copied = told("InProgress");
    expect(await ask("tunedModels.copy", input)).toMatchObject({ state: "copying", copiedModel: null });
    await ask("tunedModels.copy", input);
    await until(() => world.copyCalls.length > 3);
    world.copied = told("Completed");
    await until(() => world.notices.length > 0);
    expect(await ask("tunedModels.copies", { jobId: "one" })).toMatchObject([
      { state: "done", copiedModel: model, region: "swedencentral", diagnosis: null },
    ]);
    expect(world.copyCalls.filter((call) => call.startsWith("copy "))).toEqual(["copy ftjob-one ftchkpt-1"]);
  });

  it("fails with what the service says", async () => {
    const { ask } = world.open();
    world.copyFails = (call) => (call === "copy" ? failure("copy_refused", 400) : null);
    await ask("tunedModels.copy", input);
    await until(() => world.notices.length > 0);
    expect(await ask("tunedModels.copies", { jobId: "one" })).toMatchObject([
      { state: "failed", diagnosis: { code: "copy_refused" } },
    ]);
    world.copyFails = () => null;
    world.copied = told("Failed");
    await ask("tunedModels.copy", input);
    await until(() => world.notices.length > 1);
    await expect(ask("tunedModels.copy", { ...input, model: "nothing" })).rejects.toMatchObject({
      diagnosis: { code: "not_found" },
    });
  });

  it("that was asked for when the app ended is looked for before it is asked for again", async () => {
    const first = world.open();
    let hasLost = false;
    world.copyFails = (call) => {
      if (call !== "copy" || hasLost) return null;
      hasLost = true;
      world.copied = told("InProgress");
      first.tuned.life.interrupt();
      return failure("connection_failed");
    };
    await first.ask("tunedModels.copy", input);
    await until(() => hasLost);
    const next = world.open();
    next.tuned.life.recover();
    await until(() => world.copyCalls.length > 2);
    world.copied = told("Succeeded");
    await until(() => world.notices.length > 0);
    expect(world.copyCalls.filter((call) => call.startsWith("copy "))).toHaveLength(1);
  });
});

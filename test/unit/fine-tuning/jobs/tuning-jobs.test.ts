import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FoundryError, problem } from "../../../../main/foundry/error.ts";
import { temporaryProfiles } from "../../profile.ts";
import { request, World } from "./opened.ts";
import { connectionTo, FakeResource, stepEvents } from "./remote.ts";

const profile = temporaryProfiles();
const ends: (() => void)[] = [];

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: 1_000_000 }));
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

function opened(world = new World(profile())) {
  const service = world.open();
  let isOver = false;
  const end = () => {
    if (!isOver) service.end();
    isOver = true;
  };
  ends.push(end);
  return { world, ...service, end };
}
const code = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error instanceof FoundryError ? error.diagnosis.code : error),
  );
const idOf = (list: { jobs: { id: string; jobId: string }[] }, jobId: string) =>
  list.jobs.find((job) => job.jobId === jobId)?.id ?? "";

describe("the list of jobs", () => {
  it("asks nobody before somebody looks", async () => {
    const { world } = opened();
    world.resource().add("a");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.resource().asked).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("has a job once that two connections reach, page by page, and leaves out who has none", async () => {
    const world = new World(profile());
    world.connections = [
      connectionTo("a", "https://one.openai.azure.com"),
      connectionTo("b", "https://one.openai.azure.com"),
      connectionTo("c", "https://one.services.ai.azure.com/api/projects/p"),
      connectionTo("gate", "https://gateway.example.com"),
    ];
    const resource = world.resource();
    world.resources.set("one.services.ai.azure.com", resource);
    resource.pageSize = 2;
    for (const id of ["a", "b", "c"]) resource.add(id, { status: "succeeded" });
    const { look } = opened(world);
    const { jobs, places } = await look();
    expect(jobs.map(({ jobId }) => jobId).sort()).toEqual(["a", "b", "c"]);
    expect(places.map(({ connectionId }) => connectionId)).toEqual(["a", "b", "c"]);
    // Two places, of which one has two connections.
    expect(resource.count("list")).toBe(4);
  });

  it("keeps what a connection that fails or is gone had, and says why it is not newer", async () => {
    const world = new World(profile());
    world.connections.push(connectionTo("two", "https://two.openai.azure.com"));
    world.resources.set("two.openai.azure.com", new FakeResource());
    world.resource().add("a");
    world.resource("two.openai.azure.com").add("b");
    const { look, ask } = opened(world);
    await look();
    world.resource().failure = problem("key_refused");
    await ask("tuningJobs.refresh", { connectionId: null });
    world.connections = world.connections.filter(({ id }) => id !== "two");
    world.changed();
    const { jobs, places } = await ask("tuningJobs.list", undefined);
    expect(jobs.map(({ jobId, connectionId }) => [jobId, connectionId])).toEqual([
      ["b", null],
      ["a", "one"],
    ]);
    expect(places).toMatchObject([
      { connectionId: "one", readAt: expect.any(Number), diagnosis: { code: "key_refused" } },
    ]);
  });

  it("takes whatever a service says for a job", async () => {
    const { world, look, ask } = opened();
    const odd = world
      .resource()
      .add("odd", { status: "dreaming", model: "", method: "osmosis", createdAt: 0 });
    odd.events.push({ id: "e", at: 0, level: "info", message: "", metrics: { "strange metric": 3 } });
    const list = await look();
    expect(list.jobs).toMatchObject([{ state: "unknown", said: "dreaming", method: null, name: "odd" }]);
    const open = await ask("tuningJobs.open", { id: idOf(list, "odd") });
    expect(open).toMatchObject({ events: 1, checkpoints: [], findings: [], planId: null });
    // Without a step there is no place for it.
    expect(open.metrics).toEqual([]);
  });
});

it("the numbers of a job that was seen in a list only are read when they are asked for", async () => {
  const { world, look, ask } = opened();
  const job = world.resource().add("a", { status: "succeeded", resultFiles: ["file-r"] });
  job.events.push(...stepEvents(0, 3));
  world.resource().files.set("file-r", { name: "results.csv", text: "step,train_loss\n1,0.9\n2,0.5\n" });
  const id = idOf(await look(), "a");
  world.resource().count("");
  const asked = async () => (await ask("tuningJobs.metrics", { ids: [id], after: null }))[0]?.metrics;
  expect((await asked())?.map(({ alias, steps }) => [alias, [...steps]])).toEqual([["trainLoss", [1, 2, 3]]]);
  expect(world.resource().count("get")).toBe(1);
  await asked();
  expect(world.resource().count("get")).toBe(0);
});

describe("a job under way", () => {
  it("that a list says is over is complete only when it was read since", async () => {
    const { world, look, ask } = opened();
    const { job } = world.resource().add("a");
    const id = idOf(await look(), "a");
    expect((await ask("tuningJobs.open", { id })).isComplete).toBe(false);
    await vi.advanceTimersByTimeAsync(4_500);
    job.status = "succeeded";
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    world.resource().meanwhile = async (what) => {
      if (what.startsWith("events")) await held;
    };
    await ask("tuningJobs.refresh", { connectionId: null });
    const seen = await ask("tuningJobs.open", { id });
    expect([seen.job.state, seen.isComplete]).toEqual(["succeeded", false]);
    release();
    await vi.waitFor(async () => {
      expect((await ask("tuningJobs.open", { id })).isComplete).toBe(true);
    });
  });

  it("is read as far as it is new, and no more often than it is looked at", async () => {
    const { world, look, ask } = opened();
    const job = world.resource().add("a");
    job.events.push(...stepEvents(0, 250));
    const id = idOf(await look(), "a");
    await vi.advanceTimersByTimeAsync(0);
    const open = await ask("tuningJobs.open", { id });
    await vi.waitFor(async () => {
      expect((await ask("tuningJobs.open", { id })).events).toBe(250);
    });
    expect(open.job).toMatchObject({ step: 250, steps: 200_000 });
    world.resource().count("");
    job.events.push(...stepEvents(250, 252));
    job.checkpoints.push({
      id: "k",
      step: 252,
      model: "m:ckpt-252",
      metrics: { valid_loss: 0.5 },
      createdAt: 9,
    });
    await vi.advanceTimersByTimeAsync(20_000);
    // One page of events each time, however many there are.
    expect(world.resource().count("events")).toBe(4);
    expect(world.resource().count("get")).toBe(4);
    const [{ metrics } = { metrics: [] }] = await ask("tuningJobs.metrics", { ids: [id], after: 250 });
    expect(metrics.map(({ alias, steps }) => [alias, [...steps]])).toEqual([
      ["trainLoss", [251, 252]],
      ["validLoss", [252]],
    ]);
    expect(world.events.filter(({ name }) => name === "tuningJobs.news").length).toBeGreaterThan(0);
    await ask("tuningJobs.close", { id });
    world.resource().count("");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.resource().count("get")).toBe(4);
  });

  it("is followed as one that nobody shows once the page that showed it is gone", async () => {
    const { world, look, ask, jobs } = opened();
    world.resource().add("a");
    const id = idOf(await look(), "a");
    await ask("tuningJobs.open", { id });
    jobs.life.unseen();
    world.resource().count("");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.resource().count("get")).toBe(4);
    expect(world.events.filter(({ name }) => name === "tuningJobs.news")).toEqual([]);
  });

  it("has its events in order, by any search, whichever way the service lists them", async () => {
    for (const isOldestFirst of [false, true]) {
      const { world, look, ask, end } = opened();
      const resource = world.resource();
      Object.assign(resource, { isOldestFirst, pageSize: 35 });
      const job = resource.add("a");
      job.events.push(...stepEvents(0, 1_400));
      const id = idOf(await look(), "a");
      await ask("tuningJobs.open", { id });
      const all = { id, search: "", level: null, from: 0, count: 500 };
      await vi.waitFor(async () => expect((await ask("tuningJobs.events", all)).total).toBe(1_400));
      job.events.push(...stepEvents(1_400, 1_420));
      await vi.advanceTimersByTimeAsync(5_000);
      await vi.waitFor(async () => expect((await ask("tuningJobs.events", all)).total).toBe(1_420));
      const seen: number[] = [];
      for (let from = 0; from < 1_420; from += 500) {
        const { events } = await ask("tuningJobs.events", { ...all, from });
        seen.push(...events.map(({ number }) => number));
      }
      expect(seen).toEqual(Array.from({ length: 1_420 }, (_, place) => 1_419 - place));
      const found = await ask("tuningJobs.events", { ...all, search: "STEP 1000/", level: "warning" });
      expect(found).toMatchObject({
        total: 1,
        events: [{ number: 999, message: expect.stringContaining("Step 1000/") }],
      });
      expect((await ask("tuningJobs.events", { ...all, level: "error" })).total).toBe(0);
      end();
    }
  });

  it("comes to an end where a list of jobs or of events goes in circles", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    resource.pageSize = 10;
    for (const id of ["a", "b", "c"]) resource.add(id).events.push(...stepEvents(0, 35));
    const client = resource.client();
    const circling = <Page extends { rows: { id: string }[]; after: string | null }>(
      page: Page,
      after: string,
    ) => ({
      ...page,
      after: page.after ?? after,
    });
    vi.spyOn(resource, "client").mockReturnValue({
      ...client,
      list: async (after) => circling(await client.list(after), "b"),
      events: async (id, after) => circling(await client.events(id, after), "ftevent-26"),
    });
    const list = await look();
    expect(list.jobs).toHaveLength(3);
    const id = idOf(list, "a");
    await ask("tuningJobs.open", { id });
    await vi.advanceTimersByTimeAsync(20_000);
    const asked = { id, search: "", level: null, from: 0, count: 100 };
    await vi.waitFor(async () => expect((await ask("tuningJobs.events", asked)).total).toBe(35));
    resource.count("");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(resource.count("events")).toBeLessThan(10);
  });

  it("goes on with earlier events where the end of the app has cut them", async () => {
    const world = new World(profile());
    world.start("a");
    const resource = world.resource();
    resource.pageSize = 10;
    const job = resource.add("a");
    job.events.push(...stepEvents(0, 400));
    const first = opened(world);
    await first.look();
    await vi.advanceTimersByTimeAsync(0);
    await vi.waitFor(() =>
      expect(resource.asked.filter((one) => one.startsWith("events")).length).toBeGreaterThan(5),
    );
    first.end();
    const second = opened(world);
    await vi.advanceTimersByTimeAsync(60_000);
    const id = "here-a";
    await vi.waitFor(async () =>
      expect(
        await second.ask("tuningJobs.events", { id, search: "", level: null, from: 0, count: 1 }),
      ).toMatchObject({
        total: 400,
        events: [{ number: 399 }],
      }),
    );
    const [{ metrics } = { metrics: [] }] = await second.ask("tuningJobs.metrics", {
      ids: [id],
      after: null,
    });
    expect(metrics[0]).toMatchObject({ name: "train_loss", points: 400 });
  });

  it("is not followed any more when it is over, gone, or its connection is", async () => {
    const { world, look } = opened();
    const job = world.resource().add("a");
    world.resource().add("b");
    await look();
    await vi.advanceTimersByTimeAsync(0);
    job.job.status = "cancelled";
    world.resource().jobs.delete("b");
    await vi.advanceTimersByTimeAsync(15_000);
    world.resource().count("");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.resource().count("")).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is read to its end also where a list has told of that in the middle of a reading", async () => {
    const { world, jobs, ask, look } = opened();
    const resource = world.resource();
    const { job, checkpoints } = resource.add("a");
    const id = idOf(await look(), "a");
    await ask("tuningJobs.open", { id });
    await vi.advanceTimersByTimeAsync(1000);
    resource.meanwhile = async (what) => {
      if (what !== "checkpoints a") return;
      resource.meanwhile = null;
      vi.setSystemTime(Date.now() + 1000);
      Object.assign(job, { status: "succeeded", tunedModel: "tuned" });
      checkpoints.push({ id: "c", createdAt: 1, model: "tuned", step: 9, metrics: {} });
      await ask("tuningJobs.refresh", { connectionId: null });
    };
    await vi.advanceTimersByTimeAsync(20_000);
    expect(jobs.checkpoints(id)).toMatchObject([{ model: "tuned" }]);
  });

  it("has the numbers of its results once it has succeeded", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    const job = resource.add("a");
    const list = await look();
    const id = idOf(list, "a");
    await vi.advanceTimersByTimeAsync(0);
    const csv = "step,train_loss,validation_mean_token_accuracy,mood\n1,0.9,,7\n2,0.8,0.55,nan\n";
    resource.files.set("file-r", { name: "results.csv", text: csv });
    Object.assign(job.job, { status: "succeeded", resultFiles: ["file-r"], tunedModel: "m.ft-1" });
    await vi.advanceTimersByTimeAsync(15_000);
    const open = await vi.waitFor(async () => {
      const one = await ask("tuningJobs.open", { id });
      expect(one.metrics.length).toBe(3);
      return one;
    });
    expect(open.metrics.map(({ name, alias, points }) => [name, alias, points]).sort()).toEqual([
      ["mood", null, 2],
      ["train_loss", "trainLoss", 2],
      ["validation_mean_token_accuracy", "validAccuracy", 1],
    ]);
    expect(open.files).toEqual([{ id: "file-r", name: "results.csv", bytes: csv.length }]);
    expect(open.job).toMatchObject({ step: 2, steps: 2, trainLoss: 0.8, tunedModel: "m.ft-1" });
  });
});

describe("what is told", () => {
  it("is each end once, with a click that leads to it, and not what is before the person's eyes", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    const [a, b] = [resource.add("a", { suffix: "first" }), resource.add("b")];
    const list = await look();
    await vi.advanceTimersByTimeAsync(0);
    a.job.status = "failed";
    a.job.error = { code: "x", message: "Example 12\nis wrong.", param: null };
    await vi.advanceTimersByTimeAsync(17_000);
    expect(world.notices).toMatchObject([{ title: "Training failed", text: "first: Example 12 is wrong." }]);
    world.notices[0]?.click();
    expect(world.events.at(-1)).toEqual({
      name: "tuningJobs.asked",
      payload: { shown: `job:${idOf(list, "a")}` },
    });
    world.isLookedAt = true;
    await ask("tuningJobs.open", { id: idOf(list, "b") });
    b.job.status = "succeeded";
    await vi.advanceTimersByTimeAsync(60_000);
    await ask("tuningJobs.refresh", { connectionId: null });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.notices).toHaveLength(1);
  });

  it("is one summary of what has happened while the app was closed, and nothing of what was over before", async () => {
    const world = new World(profile());
    const resource = world.resource();
    for (const id of ["a", "b", "c"]) world.start(id, id);
    const jobs = ["a", "b", "c"].map((id) => resource.add(id));
    resource.add("old", { status: "succeeded" });
    const first = opened(world);
    await first.look();
    await vi.advanceTimersByTimeAsync(0);
    first.end();
    Object.assign(jobs[0]?.job ?? {}, { status: "succeeded" });
    Object.assign(jobs[1]?.job ?? {}, { status: "failed" });
    Object.assign(jobs[2]?.job ?? {}, { status: "paused" });
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(world.notices).toEqual([]);
    // Nobody looks at the section: they were started here, so they are caught up all the same.
    const second = opened(world);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.notices).toMatchObject([
      { title: "Updates on 3 training jobs", text: "1 finished, 1 failed, 1 is paused." },
    ]);
    second.end();
    opened(world);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.notices).toHaveLength(1);
  });

  it("is nothing of a pause that the person has asked for", async () => {
    const { world, look, ask } = opened();
    const job = world.resource().add("a");
    const id = idOf(await look(), "a");
    await vi.advanceTimersByTimeAsync(0);
    expect(await ask("tuningJobs.pause", { id })).toMatchObject({ state: "ending", said: "pausing" });
    job.job.status = "paused";
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.notices).toEqual([]);
    expect((await ask("tuningJobs.open", { id })).can).toEqual({
      pause: false,
      resume: true,
      cancel: true,
      remove: false,
      hide: false,
    });
  });
});

describe("what is done to a job", () => {
  it("is refused by its state here, and by the service where that knows better; then it is read again", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    const job = resource.add("a", { status: "queued" });
    const id = idOf(await look(), "a");
    expect(await code(ask("tuningJobs.resume", { id }))).toBe("job_not_possible");
    expect(resource.count("resume")).toBe(0);
    job.job.status = "succeeded";
    const raw = { status: 409, code: "unexpectedEntityState", message: "The job is over." };
    const refused = new FoundryError({ ...problem("request_refused").diagnosis, raw });
    const client = resource.client();
    vi.spyOn(resource, "client").mockReturnValue({ ...client, cancel: () => Promise.reject(refused) });
    const error = await ask("tuningJobs.cancel", { id }).catch((one) => one);
    expect(error.diagnosis).toMatchObject({ code: "job_not_possible", parameters: { state: "finished" } });
    expect((await ask("tuningJobs.list", undefined)).jobs).toMatchObject([{ state: "succeeded" }]);
  });

  it("removes it from the list, while what came of it is known still", async () => {
    const { world, look, ask, jobs } = opened();
    const job = world.resource().add("a", { status: "succeeded", tunedModel: "m.ft-1" });
    job.checkpoints.push({ id: "k", step: 3, model: "m.ft-1:ckpt-step-3", metrics: {}, createdAt: 1 });
    const id = idOf(await look(), "a");
    await ask("tuningJobs.open", { id });
    await ask("tuningJobs.remove", { id });
    await ask("tuningJobs.refresh", { connectionId: null });
    expect((await ask("tuningJobs.list", undefined)).jobs).toEqual([]);
    expect(jobs.byTunedModel("m.ft-1")).toMatchObject({ job: { id }, step: null });
    expect(jobs.byTunedModel("m.ft-1:ckpt-step-3")).toMatchObject({ job: { id }, step: 3 });
    expect(jobs.byTunedModel("m")).toBeNull();
  });

  it("takes one from the list that the service no longer knows", async () => {
    const { world, look, ask } = opened();
    world.resource().add("a");
    const id = idOf(await look(), "a");
    world.resource().jobs.clear();
    await vi.advanceTimersByTimeAsync(15_000);
    const open = await ask("tuningJobs.open", { id });
    expect(open).toMatchObject({
      job: { diagnosis: { code: "training_not_found" } },
      can: { cancel: false, remove: false, hide: true },
    });
    await ask("tuningJobs.hide", { id });
    expect((await ask("tuningJobs.list", undefined)).jobs).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes one from the list whose connection is gone, with the way back, until its resource tells of it again", async () => {
    const world = new World(profile());
    const job = world.resource().add("a", { resultFiles: ["file-r"] });
    job.events.push(...stepEvents(0, 5));
    world.resource().files.set("file-r", { name: "results.csv", text: "step,train_loss\n1,1\n" });
    const { connections } = world;
    const first = opened(world);
    const id = idOf(await first.look(), "a");
    await first.ask("tuningJobs.open", { id });
    await first.ask("tuningJobs.resultFile", { id, fileId: "file-r", from: 0, count: 1 });
    const results = join(world.profile, "results", id);
    expect(existsSync(results)).toBe(true);
    expect(await code(first.ask("tuningJobs.hide", { id }))).toBe("job_not_possible");
    world.connections = [];
    world.changed();
    const listed = async () => (await first.ask("tuningJobs.list", undefined)).jobs.map(({ id }) => id);
    await first.ask("tuningJobs.hide", { id });
    expect(await listed()).toEqual([]);
    await first.ask("tuningJobs.restore", { id });
    expect(await listed()).toEqual([id]);
    expect((await first.ask("tuningJobs.open", { id })).events).toBe(5);
    await first.ask("tuningJobs.hide", { id });
    first.jobs.life.purge();
    // At once: the app may be about to end.
    expect(existsSync(results)).toBe(false);
    first.end();
    const second = opened(world);
    expect(await second.look()).toMatchObject({ jobs: [] });
    expect((await second.ask("tuningJobs.open", { id })).events).toBe(0);
    await second.ask("tuningJobs.close", { id });
    world.connections = connections;
    await second.ask("tuningJobs.refresh", { connectionId: null });
    expect(await second.look()).toMatchObject({ jobs: [{ id }] });
    expect((await second.ask("tuningJobs.open", { id })).events).toBe(5);
  });

  it("is nothing where its resource is not connected", async () => {
    const { world, look, ask } = opened();
    world.resource().add("a");
    const id = idOf(await look(), "a");
    world.connections = [];
    world.changed();
    expect(await code(ask("tuningJobs.cancel", { id }))).toBe("job_not_possible");
    expect((await ask("tuningJobs.open", { id })).can).toMatchObject({ cancel: false, pause: false });
  });
});

describe("a job that was started here", () => {
  it("is known by the id it had before, with its data, what the service chose, and what it costs", async () => {
    const world = new World(profile());
    world.price = 25;
    world.start("a");
    const job = world.resource().add("a", { status: "queued", hyperparameters: { n_epochs: "auto" } });
    const { jobs, ask } = opened(world);
    world.started({ connectionId: "one" }, structuredClone(job.job));
    expect(jobs.list().map(({ id }) => id)).toEqual(["here-a"]);
    await vi.advanceTimersByTimeAsync(0);
    Object.assign(job.job, { status: "running", hyperparameters: { n_epochs: 3, batch_size: 8 } });
    job.events.push(
      ...stepEvents(0, 50).map((event) => ({ ...event, metrics: { ...event.metrics, total_steps: 100 } })),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitFor(() =>
      expect(world.learned.at(-1)).toMatchObject({
        jobId: "here-a",
        method: "supervised",
        rows: 200,
      }),
    );
    // The epochs were set.
    expect(world.learned.at(-1)?.hyperparameters).toEqual({ batch_size: 8 });
    const open = await ask("tuningJobs.open", { id: "here-a" });
    expect(open.job).toMatchObject({
      isOurs: true,
      name: "Support v3",
      data: { datasetId: "rows", version: 3, part: "train", isHere: true },
    });
    // Half of 50,000 tokens three times, at 25 a million.
    expect(open.cost).toMatchObject({ unit: "tokens", amount: 75_000, total: 1.875, isEstimate: true });
    expect(open.sent).toEqual({ hyperparameters: { n_epochs: 2 }, wandb: null });
    expect(await ask("tuningJobs.request", { id: "here-a" })).toEqual(request);
    world.datasets.clear();
    expect(jobs.get("here-a").data).toMatchObject({ isHere: false });
  });

  it("is called anew where it was found before its start was known", async () => {
    const { world, look, ask } = opened();
    world
      .resource()
      .add("a")
      .events.push(...stepEvents(0, 5));
    const before = idOf(await look(), "a");
    await ask("tuningJobs.open", { id: before });
    world.start("a");
    await ask("tuningJobs.refresh", { connectionId: "one" });
    expect((await ask("tuningJobs.list", undefined)).jobs.map(({ id }) => id)).toEqual(["here-a"]);
    expect((await ask("tuningJobs.open", { id: "here-a" })).events).toBe(5);
    expect(await code(ask("tuningJobs.open", { id: "nobody" }))).toBe("not_found");
  });

  it("leads from its failure to rows of the data that it is about", async () => {
    const world = new World(profile());
    world.start("a");
    const job = world.resource().add("a", { status: "failed" });
    const message = "The job failed due to a file format error in the training file. Example 12 is wrong.";
    job.job.error = { code: "invalid", message, param: null };
    const { look, ask } = opened(world);
    await look();
    expect(await ask("tuningJobs.failure", { id: "here-a" })).toMatchObject({
      rows: [{ key: 7 }],
      datasetId: "rows",
      part: "train",
      version: 3,
    });
    job.job.error = { code: "invalid", message: "Line 3 is wrong.", param: "validation_file" };
    await ask("tuningJobs.refresh", { connectionId: null });
    expect(await ask("tuningJobs.failure", { id: "here-a" })).toMatchObject({ part: "validation" });
    expect(world.refusals).toMatchObject([
      { id: "rows", version: 3, part: "train", message },
      { id: "rows", version: 3, part: "validation", message: "Line 3 is wrong." },
    ]);
    world.datasets.clear();
    expect(await ask("tuningJobs.failure", { id: "here-a" })).toBeNull();
  });

  it("is begun again as it was", async () => {
    const world = new World(profile());
    world.start("a");
    world.resource().add("a", {
      method: "dpo",
      suffix: "v3",
      trainingType: "developerTier",
      hyperparameters: { n_epochs: 2, beta: "auto", mystery: 1 },
      integrations: [{ type: "wandb", wandb: { project: "p", tags: ["t", 4] } }],
      grader: { type: "no such grader" },
    });
    const { look, ask } = opened(world);
    await look();
    const start = world.starts.get("a");
    world.starts.clear();
    await ask("tuningJobs.again", { id: "here-a" });
    expect(world.begun).toEqual([
      {
        name: "Support v3",
        connectionId: "one",
        model: "gpt-4.1-mini-2025-04-14",
        method: "preference",
        trainingType: "developer",
        training: { datasetId: "rows", part: "train" },
        validation: { datasetId: "rows", part: "validation" },
        suffix: "v3",
        seed: 42,
        hyperparameters: { n_epochs: 2 },
        grader: null,
        wandb: { project: "p", name: "", entity: "", tags: ["t"] },
      },
    ]);
    // As the plan was, where that is known: what the service chose is the service's to choose again.
    const values = { name: "Support v3", connectionId: "gone", hyperparameters: {} };
    if (start) world.starts.set("a", { ...start, values });
    await ask("tuningJobs.again", { id: "here-a" });
    expect(world.begun[1]).toEqual({ name: "Support v3", connectionId: "one", hyperparameters: {} });
  });
});

describe("files", () => {
  it("of results are tables in stretches, kept once they were read, and exported without formulas", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    const rows = Array.from({ length: 3_000 }, (_, place) => `${place + 1},0.5,=HYPERLINK("x")`);
    const text = `step,train_loss,note\n${rows.join("\n")}\n`;
    resource.files.set("file-r", { name: "results.csv", text });
    resource.add("a", { status: "failed", resultFiles: ["file-r"] });
    const id = idOf(await look(), "a");
    const table = await ask("tuningJobs.resultFile", { id, fileId: "file-r", from: 2_990, count: 100 });
    expect(table).toMatchObject({ columns: ["step", "train_loss", "note"], total: 3_000 });
    expect(table.rows).toHaveLength(10);
    expect(table.rows[9]).toEqual(["3000", "0.5", '=HYPERLINK("x")']);
    expect(await code(ask("tuningJobs.resultFile", { id, fileId: "file-x", from: 0, count: 1 }))).toBe(
      "not_found",
    );
    expect(await ask("tuningJobs.exportFile", { id, fileId: "file-r" })).toBeNull();
    world.target = join(world.profile, "out.csv");
    expect(await ask("tuningJobs.exportFile", { id, fileId: "file-r" })).toBe(world.target);
    expect(readFileSync(world.target, "utf8").split("\r\n")[1]).toBe(`1,0.5,"'=HYPERLINK(""x"")"`);
    expect(resource.count("content")).toBe(1);
  });

  it("of results are fetched once for all who ask at the same time", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    const text = `step,train_loss\n${Array.from({ length: 3_000 }, (_, place) => `${place},1`).join("\n")}\n`;
    resource.files.set("file-r", { name: "results.csv", text });
    resource.add("a", { status: "succeeded", resultFiles: ["file-r"] });
    const id = idOf(await look(), "a");
    const table = () => ask("tuningJobs.resultFile", { id, fileId: "file-r", from: 2_999, count: 1 });
    const whole = { columns: ["step", "train_loss"], rows: [["2999", "1"]], total: 3_000 };
    expect(await Promise.all([table(), table(), ask("tuningJobs.open", { id }).then(table)])).toEqual([
      whole,
      whole,
      whole,
    ]);
    expect(resource.count("content")).toBe(1);
  });

  it("of results that are long base64 in lines are what was meant", async () => {
    const { world, look, ask } = opened();
    const plain = `step,train_loss\n${Array.from({ length: 2_000 }, (_, place) => `${place},0.5`).join("\n")}\n`;
    const encoded = Buffer.from(plain).toString("base64").replace(/.{76}/g, "$&\r\n");
    world.resource().files.set("b", { name: "b", text: encoded });
    world.resource().add("a", { status: "succeeded", resultFiles: ["b"] });
    const id = idOf(await look(), "a");
    expect(await ask("tuningJobs.resultFile", { id, fileId: "b", from: 1_999, count: 9 })).toEqual({
      columns: ["step", "train_loss"],
      rows: [["1999", "0.5"]],
      total: 2_000,
    });
  });

  it("of results may be base64, lines of JSON, or empty", async () => {
    const { world, look, ask } = opened();
    const resource = world.resource();
    const plain = "step,train_loss\n1,0.5\n2,0.25\n";
    resource.files.set("b", { name: "b", text: Buffer.from(plain).toString("base64") });
    resource.files.set("j", { name: "j", text: '{"step":1,"answer":"so"}\n{"step":2,"scores":[1]}\n' });
    resource.files.set("e", { name: "e", text: "" });
    resource.add("a", { status: "succeeded", resultFiles: ["b", "j", "e"] });
    const id = idOf(await look(), "a");
    const table = (fileId: string) => ask("tuningJobs.resultFile", { id, fileId, from: 0, count: 10 });
    expect(await table("b")).toEqual({
      columns: ["step", "train_loss"],
      rows: [
        ["1", "0.5"],
        ["2", "0.25"],
      ],
      total: 2,
    });
    expect(await table("j")).toEqual({
      columns: ["step", "answer", "scores"],
      rows: [
        ["1", "so", ""],
        ["2", "", "[1]"],
      ],
      total: 2,
    });
    expect(await table("e")).toEqual({ columns: [], rows: [], total: 0 });
  });

  it("of metrics have a row for each step and a column for each metric", async () => {
    const { world, look, ask } = opened();
    const job = world.resource().add("a");
    job.events.push(...stepEvents(0, 3));
    job.checkpoints.push({
      id: "k",
      step: 2,
      model: "m",
      metrics: { "=cmd": 1, full_valid_loss: 0.5 },
      createdAt: 1,
    });
    const id = idOf(await look(), "a");
    await ask("tuningJobs.open", { id });
    world.target = join(world.profile, "metrics.csv");
    await ask("tuningJobs.exportMetrics", { id });
    expect(readFileSync(world.target, "utf8")).toBe(
      `step,train_loss,'=cmd,full_valid_loss\r\n1,1,,\r\n2,0.5,1,0.5\r\n3,${1 / 3},,\r\n`,
    );
  });
});

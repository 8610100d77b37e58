import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobMark } from "../../../../main/fine-tuning/plans/request.ts";
import { diagnosisOf, FoundryError, problem } from "../../../../main/foundry/error.ts";
import { everyRow } from "../../../../preload/every-row.ts";
import { example, type Opened, openedPlans, rows } from "./opened.ts";
import { type FakeService, failure, fakeService } from "./service.ts";

const { opened, restarted } = openedPlans();

/** Goes wrong once, with one call. */
const once = (name: string, error: Error) => {
  let isDone = false;
  return (call: string) => {
    if (call !== name || isDone) return;
    isDone = true;
    throw error;
  };
};

describe("a plan that is started", () => {
  it("sends its rows as they are, creates one job, and seals the version it was trained on", async () => {
    const app = opened();
    const plan = await app.plan({ suffix: "support", seed: 7, hyperparameters: { n_epochs: 2 } });
    await app.start(plan);
    const done = await app.settled(plan.id);
    expect(done).toMatchObject({ problem: null, refusal: null, sending: null });
    const [file] = [...app.service.stored.values()];
    expect(file?.text).toBe(`${rows.join("\n")}\n`);
    expect(app.service.created).toHaveLength(1);
    expect(app.service.created[0]?.body).toEqual({
      model: "gpt-4.1-mini-2025-04-14",
      training_file: file?.id,
      suffix: "support",
      seed: 7,
      trainingType: "GlobalStandard",
      method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 2 } } },
      metadata: { [jobMark]: done.jobId },
    });
    expect(app.started).toMatchObject([
      { start: { jobId: done.jobId, planId: plan.id, training: { version: 1 } }, job: { status: "pending" } },
    ]);
    expect(app.plans.startOf(app.service.created[0]?.job.id ?? "")).toMatchObject({ jobId: done.jobId });
    const [use] = app.datasets.get(plan.training?.datasetId ?? "").uses;
    expect(use).toMatchObject({ kind: "job", usedBy: done.jobId, name: "Support", version: 1 });
    expect(readdirSync(join(app.profile, "tuning"))).toEqual([]);
    const phases = app.events.flatMap((list) => list.map(({ sending }) => sending?.phase));
    expect(new Set(phases)).toEqual(new Set([undefined, "exporting", "uploading", "processing", "creating"]));
  });

  it("keeps what was sent, whatever becomes of the plan, the connection or the data", async () => {
    const app = opened();
    const plan = await app.plan({ suffix: "first", hyperparameters: { n_epochs: 2 } });
    await app.start(plan);
    const { jobId } = await app.settled(plan.id);
    app.keep(plan, { suffix: "second", hyperparameters: {} });
    const again = restarted(app);
    const [{ body, job } = { body: {}, job: { id: "" } }] = app.service.created;
    const request = again.plans.requestOf(job.id);
    expect(JSON.parse(request?.json ?? "")).toEqual(body);
    expect(body).toMatchObject({ suffix: "first", metadata: { [jobMark]: jobId } });
    // Its files are there already: what can be copied creates the job, and sends none of them again.
    expect(request?.curl.match(/^curl /gm)).toHaveLength(1);
    expect(JSON.stringify(request)).not.toContain("s3cr3t");
    expect(again.plans.requestOf("from elsewhere")).toBeNull();
    expect(again.plans.startOf(job.id)?.values.hyperparameters).toEqual({ n_epochs: 2 });
  });

  it("sends a part only, and the rows for validation besides", async () => {
    const app = opened();
    const datasetId = await app.dataset();
    const { rows: lines } = await app.datasets.rows({
      ...{ id: datasetId, version: null, from: 0, count: 100 },
      view: everyRow,
    });
    const keys = lines.slice(10).map(({ key }) => key);
    await app.datasets.setPart({ id: datasetId, choice: { keys }, part: "validation" });
    await app.datasets.setPart({
      id: datasetId,
      choice: { keys: lines.slice(0, 10).map(({ key }) => key) },
      part: "train",
    });
    const plan = await app.plan({
      training: { datasetId, part: "train" },
      validation: { datasetId, part: "validation" },
    });
    await app.start(plan);
    await app.settled(plan.id);
    const files = [...app.service.stored.values()];
    expect(files.map(({ text }) => text.trim().split("\n").length)).toEqual([10, 2]);
    expect(files.map(({ name }) => name)).toEqual(["Numbers-v1-train.jsonl", "Numbers-v1-validation.jsonl"]);
    expect(app.service.created[0]?.body).toMatchObject({
      training_file: files[0]?.id,
      validation_file: files[1]?.id,
    });
  });

  it("takes a file that lies there with the same bytes, unless the service has lost or refused it", async () => {
    const app = opened();
    const plan = await app.plan();
    for (const expected of [1, 1, 2]) {
      if (expected === 2) app.service.stored.clear();
      await app.start(plan);
      await app.settled(plan.id);
      expect(app.service.calls.filter((call) => call === "send")).toHaveLength(expected);
    }
    expect(app.service.created).toHaveLength(3);
  });

  it("that lacks something says what, and sends nothing", async () => {
    const app = opened();
    const plan = await app.plan({ trainingType: null, suffix: "a.b" });
    await expect(app.start(plan)).rejects.toMatchObject({
      diagnosis: {
        code: "plan_incomplete",
        parameters: { what: expect.stringMatching(/training type.*suffix/s) },
      },
    });
    expect(app.service.calls).toEqual([]);
    expect(app.datasets.get(plan.training?.datasetId ?? "").uses).toEqual([]);
  });
});

describe("a file that the service refuses", () => {
  it("leads to the row that it names, and the data is free to change again", async () => {
    const app = opened();
    const bad = [
      ...rows.slice(0, 4),
      example("What does <|fim_suffix|> mean here?", "A token."),
      ...rows.slice(4),
    ];
    const datasetId = await app.dataset(bad);
    const plan = await app.plan({ training: { datasetId, part: null } });
    const details = "Example 5 message contains an invalid token: <|fim_suffix|>.";
    app.service.check = () => ({ status: "error", details });
    await app.start(plan);
    const failed = await app.settled(plan.id);
    expect(failed.problem).toMatchObject({
      code: "file_refused",
      parameters: { file: "Numbers", details },
    });
    expect(failed.refusal).toMatchObject({ datasetId, version: 1, part: null, rows: [{ number: 5 }] });
    expect(app.datasets.get(datasetId).uses).toEqual([]);
    expect(app.service.created).toEqual([]);
    expect(restarted(app).plans.get(plan.id)).toMatchObject({ refusal: { rows: [{ number: 5 }] } });
  });

  it("while it is sent leads to the row, too", async () => {
    const app = opened();
    const plan = await app.plan();
    app.service.before = (call) => {
      if (call === "send") throw failure("training_data_refused", 400, "Line 3 is not a dictionary.");
    };
    await app.start(plan);
    const failed = await app.settled(plan.id);
    expect(failed.problem).toMatchObject({ code: "training_data_refused" });
    expect(failed.refusal).toMatchObject({ rows: [{ number: 3 }] });
  });
});

describe("what may pass by itself", () => {
  it("is waited for: a network that is lost in the upload, a service that is busy, a limit", async () => {
    const service = fakeService();
    const app = opened({ service, partsFrom: 1 });
    const plan = await app.plan();
    const faults = [
      once("part 1", failure("connection_failed")),
      once("complete", failure("service_busy", 503)),
      once("get file", failure("rate_limited", 429)),
      once("create", failure("host_not_found")),
    ];
    service.before = (call) => {
      for (const fault of faults) fault(call);
    };
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
    expect(service.created).toHaveLength(1);
    expect(service.calls.filter((call) => call === "part 0")).toHaveLength(1);
    const told = app.events.flatMap((list) => list.flatMap(({ problem }) => problem?.code ?? []));
    expect(new Set(told)).toEqual(
      new Set(["connection_failed", "service_busy", "rate_limited", "host_not_found"]),
    );
    const begun = app.events.flatMap((list) => list.flatMap(({ sending }) => sending?.begun ?? []));
    expect(begun).toContain("resumed");
  });

  it("is not waited for where the service itself says that it takes longer", async () => {
    const clock = { at: 1_800_000_000_000 };
    const app = opened({ clock });
    const plan = await app.plan();
    app.service.before = once("create", problem("rate_limited", { seconds: "86400" }));
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: { code: "rate_limited" }, jobId: null });
    expect(clock.at).toBe(1_800_000_000_000);
  });

  it("is given up after half an hour, and then nothing was lost", async () => {
    const clock = { at: 1_800_000_000_000 };
    const app = opened({ clock, partsFrom: 1 });
    const plan = await app.plan();
    app.service.before = (call) => {
      if (call === "part 2") throw failure("connection_failed");
    };
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: { code: "connection_failed" }, jobId: null });
    expect(clock.at - 1_800_000_000_000).toBeGreaterThan(1_700_000);
    app.service.before = () => {};
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null });
    expect(app.service.calls.filter((call) => call === "part 0")).toHaveLength(1);
  });
});

describe("two jobs are never paid for one start", () => {
  it("where the answer to the request is lost", async () => {
    for (const error of [failure("timed_out"), failure("service_failed", 500)]) {
      const app = opened();
      const plan = await app.plan();
      app.service.after = once("create", error);
      await app.start(plan);
      const done = await app.settled(plan.id);
      expect(app.service.created).toHaveLength(1);
      expect(app.started.map(({ job }) => job.id)).toEqual([app.service.created[0]?.job.id]);
      expect(done).toMatchObject({ problem: null, jobId: expect.any(String) });
    }
  });

  it("where the service tells no metadata: the job is known by its file", async () => {
    const app = opened();
    const plan = await app.plan();
    app.service.after = (call) => {
      const last = app.service.created.at(-1);
      if (call !== "create" || app.service.calls.includes("list jobs") || !last) return;
      last.job.metadata = {};
      throw failure("connection_failed");
    };
    await app.start(plan);
    await app.settled(plan.id);
    expect(app.service.created).toHaveLength(1);
  });

  it("where the app ends before the answer", async () => {
    const app = opened();
    const plan = await app.plan();
    const { create } = app.service.jobs;
    app.service.jobs.create = (body) => create(body).then(() => new Promise(() => {}));
    await app.start(plan);
    await expect.poll(() => app.service.created.length, { interval: 2 }).toBe(1);
    app.service.jobs.create = create;
    const again = restarted(app);
    expect(again.plans.life.isBusy()).toBe(true);
    expect(await again.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
    expect(again.service.created).toHaveLength(1);
    expect(again.plans.life.isBusy()).toBe(false);
  });

  it("and one that never arrived is asked for again", async () => {
    const app = opened();
    const plan = await app.plan();
    app.service.before = once("create", failure("timed_out"));
    await app.start(plan);
    await app.settled(plan.id);
    expect(app.service.created).toHaveLength(1);
    expect(app.service.calls.filter((call) => call === "list jobs")).toHaveLength(2);
  });

  it("of which nobody knows what came of it, and whose plan has changed since: it is looked for, else the new one is sent", async () => {
    for (const wasCreated of [true, false]) {
      const app = opened();
      const plan = await app.plan();
      const lose = (call: string) => {
        if (call === "create" || call === "list jobs") throw failure("timed_out");
      };
      if (wasCreated) app.service.after = lose;
      else app.service.before = lose;
      await app.start(plan);
      expect(await app.settled(plan.id)).toMatchObject({ problem: { code: "timed_out" }, jobId: null });
      const again = restarted(app);
      expect(again.plans.life.isBusy()).toBe(false);
      app.service.before = () => {};
      app.service.after = () => {};
      again.keep(plan, { suffix: "second" });
      await again.start(plan);
      expect(await again.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
      const suffixes = app.service.created.map(({ body }) => body.suffix);
      expect(suffixes).toEqual(wasCreated ? [undefined] : ["second"]);
      const { uses } = again.datasets.get(plan.training?.datasetId ?? "");
      expect(uses).toHaveLength(1);
    }
  });

  it("nor by starting twice at once", async () => {
    const app = opened();
    const plan = await app.plan();
    const both = await Promise.allSettled([app.start(plan), app.start(plan)]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await app.settled(plan.id);
    expect(app.service.created).toHaveLength(1);
  });
});

describe("an app that ends in the upload", () => {
  const cutAt = async (part: string, meanwhile: (service: FakeService) => void = () => {}) => {
    const app = opened({ partsFrom: 1 });
    const plan = await app.plan();
    app.service.hangsAt = part;
    await app.start(plan);
    await expect.poll(() => app.service.calls.includes(part), { interval: 1 }).toBe(true);
    app.service.hangsAt = null;
    meanwhile(app.service);
    return { app: restarted(app), plan };
  };
  const begun = (app: Opened) =>
    app.events.flatMap((list) =>
      list.flatMap(({ sending }) => (sending?.phase === "uploading" ? [sending.begun] : [])),
    );

  it("goes on where it was at the next start, without sending again what has arrived", async () => {
    const { app, plan } = await cutAt("part 1");
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
    expect(app.service.calls.filter((call) => call === "part 0")).toHaveLength(1);
    expect(new Set(begun(app))).toEqual(new Set(["resumed"]));
    expect([...app.service.stored.values()][0]?.text).toBe(`${rows.join("\n")}\n`);
  });

  it("begins anew where the service refuses to go on, and says so", async () => {
    const { app, plan } = await cutAt("part 1", (service) => {
      service.before = once("part 1", failure("request_refused", 400));
    });
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
    expect(new Set(begun(app))).toEqual(new Set(["resumed", "anew"]));
    expect(app.service.created).toHaveLength(1);
    expect([...app.service.stored.values()][0]?.text).toBe(`${rows.join("\n")}\n`);
  });

  it("begins anew where the service has put its parts together, and nobody saw the answer", async () => {
    const service = fakeService();
    const app = opened({ service, partsFrom: 1 });
    const plan = await app.plan();
    service.before = once("complete", failure("upload_expired", 409));
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
    expect(begun(app)).toContain("anew");
    expect(service.created).toHaveLength(1);
  });

  it("begins anew where the parts are no longer valid, and says so", async () => {
    const clock = { at: 1_800_000_000_000 };
    const service = fakeService();
    service.partsLast = 1000;
    const app = opened({ clock, service, partsFrom: 1 });
    const plan = await app.plan();
    service.before = (call) => {
      if (call === "part 1") throw failure("key_refused", 401);
    };
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: { code: "key_refused" } });
    service.before = () => {};
    clock.at += 3_600_000;
    const again = restarted(app);
    await again.start(plan);
    expect(await again.settled(plan.id)).toMatchObject({ problem: null });
    expect(new Set(begun(again))).toEqual(new Set(["anew"]));
    expect(service.calls.filter((call) => call === "part 0")).toHaveLength(2);
  });
});

describe("stopping", () => {
  it("ends it, keeps what has arrived, and frees the data", async () => {
    const app = opened({ partsFrom: 1 });
    const plan = await app.plan();
    let stopping: Promise<unknown> = Promise.resolve();
    app.service.after = (call) => {
      if (call === "part 0")
        stopping = app.plans.handlers["tuningPlans.stop"]({ id: plan.id }) as Promise<unknown>;
    };
    await app.start(plan);
    const stopped = await app.settled(plan.id);
    await stopping;
    expect(stopped).toMatchObject({ problem: null, jobId: null });
    expect(app.datasets.get(plan.training?.datasetId ?? "").uses).toEqual([]);
    expect(existsSync(join(app.profile, "tuning", plan.id))).toBe(false);
    app.service.after = () => {};
    await app.start(plan);
    await app.settled(plan.id);
    expect(app.service.calls.filter((call) => call === "part 0")).toHaveLength(1);
    expect(app.service.created).toHaveLength(1);
  });

  it.each(["stop", "remove"] as const)("%s counts also while the start is being prepared", async (what) => {
    const app = opened();
    const plan = await app.plan();
    const starting = app.start(plan);
    await app.plans.handlers[`tuningPlans.${what}`]({ id: plan.id });
    await starting;
    await expect.poll(() => app.plans.life.isBusy(), { interval: 2 }).toBe(false);
    expect(app.service.created).toEqual([]);
    expect(app.datasets.get(plan.training?.datasetId ?? "").uses).toEqual([]);
  });

  it("counts until the request that creates the job leaves", async () => {
    const app = opened();
    const plan = await app.plan();
    const { address } = app.service.jobs;
    app.service.jobs.address = () => {
      void app.plans.handlers["tuningPlans.stop"]({ id: plan.id });
      return address();
    };
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: null });
    expect(app.service.created).toEqual([]);
  });

  it("does not cut the request that creates the job", async () => {
    const app = opened();
    const plan = await app.plan();
    app.service.after = (call) => {
      if (call === "create") void app.plans.handlers["tuningPlans.stop"]({ id: plan.id });
    };
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ jobId: expect.any(String) });
  });
});

it.each([
  [
    "by its words",
    failure("value_refused", 400, "The value 'auto' of n_epochs is not accepted for this model."),
  ],
  [
    "by its place",
    new FoundryError(
      diagnosisOf(
        "job_value_refused",
        { parameter: "n_epochs" },
        { status: 400, message: "The value is not valid." },
      ),
    ),
  ],
])("a refusal that asks for a hyperparameter %s is learned, and told the next time", async (_, refusal) => {
  const app = opened();
  const plan = await app.plan();
  app.service.before = once("create", refusal);
  await app.start(plan);
  expect(await app.settled(plan.id)).toMatchObject({ problem: { code: refusal.diagnosis.code } });
  const card = await app.plans.handlers["tuningPlans.card"]({ id: plan.id, refresh: false });
  expect(card.problems).toMatchObject([{ code: "hyperparameter_needed", parameters: { name: "n_epochs" } }]);
  expect(card.canStart).toBe(true);
});

it("a plan that is being sent is not changed under way, and one that is taken away is sent no further", async () => {
  const app = opened({ partsFrom: 1 });
  const plan = await app.plan();
  const removing: Promise<unknown>[] = [];
  app.service.after = (call) => {
    if (call !== "part 0") return;
    expect(() => app.keep(plan, { name: "Another" })).toThrow("plan_busy");
    removing.push(app.plans.handlers["tuningPlans.remove"]({ id: plan.id }) as Promise<unknown>);
  };
  await app.start(plan);
  await expect.poll(() => removing.length, { interval: 2 }).toBe(1);
  await Promise.all(removing);
  expect(app.service.created).toEqual([]);
  expect(app.plans.handlers["tuningPlans.list"]()).toEqual([]);
  app.plans.life.purge();
  expect(app.plans.life.isBusy()).toBe(false);
});

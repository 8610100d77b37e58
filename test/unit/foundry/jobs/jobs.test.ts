import { describe, expect, it } from "vitest";
import { everyPage } from "../../../../main/foundry/http/documents.ts";
import { createJobs } from "../../../../main/foundry/jobs/jobs.ts";
import { sandboxes } from "../../sandbox/running.ts";
import { clients, conversations, linesOf, uploaded } from "../../sandbox/training-client.ts";
import { diagnosisFrom, type Handler, json, key, servers, targetOf } from "../server.ts";

const start = servers();
/** In which a job does not end in a moment. */
const startSandbox = sandboxes({ speed: 1 });

const notThere = { error: { code: "404", message: "Resource not found" } };
const list = (data: unknown[], more: object = {}) => ({ object: "list", data, has_more: false, ...more });

/** Answers by method and path without the query; the rest is not there. */
const answering =
  (routes: Record<string, unknown>): Handler =>
  ({ method, path }, response) => {
    const [address = ""] = path.split("?");
    const body = routes[`${method} ${address}`];
    if (body === undefined) json(response, 404, notThere);
    else json(response, 200, body);
  };

describe("where jobs are", () => {
  it("is v1 of the resource with the key as api-key, and v1 of a project with it as a bearer", async () => {
    const server = await start(answering({}));
    const resource = createJobs(targetOf(server.origin));
    const project = createJobs(targetOf(`${server.origin}/api/projects/p`));
    expect(resource.address()).toEqual({
      url: `${server.origin}/openai/v1/fine_tuning/jobs`,
      keyHeader: "api-key",
    });
    expect(project.address()).toEqual({
      url: `${server.origin}/api/projects/p/openai/v1/fine_tuning/jobs`,
      keyHeader: "bearer",
    });
    await diagnosisFrom(resource.get("ftjob-1"));
    await diagnosisFrom(project.get("ftjob-1"));
    const seen = server.seen.map(({ path, headers }) => [path, headers["api-key"] ?? headers.authorization]);
    const dated = ["/openai/fine_tuning/jobs/ftjob-1?api-version=2025-04-01-preview", key];
    expect(seen).toEqual([
      ["/openai/v1/fine_tuning/jobs/ftjob-1", key],
      dated,
      ["/api/projects/p/openai/v1/fine_tuning/jobs/ftjob-1", `Bearer ${key}`],
      dated,
    ]);
  });

  it("is a dated version where v1 is not there, for pausing too, and only that for deleting", async () => {
    const job = { id: "ftjob-1", status: "paused" };
    const at = "/openai/fine_tuning/jobs/ftjob-1";
    const server = await start(
      answering({ [`POST ${at}/pause`]: job, [`POST ${at}/resume`]: job, [`DELETE ${at}`]: {} }),
    );
    const jobs = createJobs(targetOf(server.origin));
    expect(await jobs.pause("ftjob-1")).toMatchObject({ status: "paused" });
    expect(await jobs.resume("ftjob-1")).toMatchObject({ status: "paused" });
    await jobs.remove("ftjob-1");
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /openai/v1/fine_tuning/jobs/ftjob-1/pause",
      `POST ${at}/pause?api-version=2025-04-01-preview`,
      "POST /openai/v1/fine_tuning/jobs/ftjob-1/resume",
      `POST ${at}/resume?api-version=2025-04-01-preview`,
      `DELETE ${at}?api-version=2025-04-01-preview`,
    ]);
  });

  it("is not looked for elsewhere when a job is not there, or refuses", async () => {
    const server = await start(({ path }, response) =>
      path.includes("pause")
        ? json(response, 409, { error: { code: "conflict", message: "The job is queued." } })
        : json(response, 404, { error: { code: "notFound", message: "The job was not found." } }),
    );
    const jobs = createJobs(targetOf(server.origin));
    expect((await diagnosisFrom(jobs.get("ftjob-1"))).code).toBe("training_not_found");
    expect(await diagnosisFrom(jobs.pause("ftjob-1"))).toMatchObject({
      code: "job_not_possible",
      parameters: { state: "queued" },
    });
    expect(server.seen).toHaveLength(2);
  });

  it("is never outside of the jobs, whatever an id says", async () => {
    const server = await start(answering({}));
    const jobs = createJobs(targetOf(server.origin));
    expect(() => jobs.get("..")).toThrow("training_not_found");
    await diagnosisFrom(jobs.get("../../files"));
    expect(server.seen.every(({ path }) => path.includes("/jobs/..%2F..%2Ffiles"))).toBe(true);
  });
});

describe("a list", () => {
  it("goes on after the last row, in pages of a hundred", async () => {
    const server = await start(({ path }, response) =>
      path.includes("after=b")
        ? json(response, 200, list([{ id: "c" }]))
        : json(response, 200, list([{ id: "a" }, { nothing: 1 }, null, { id: "b" }], { has_more: true })),
    );
    const jobs = createJobs(targetOf(server.origin));
    const pages = [];
    for await (const rows of everyPage((after) => jobs.list(after))) pages.push(rows.map(({ id }) => id));
    expect(pages).toEqual([["a", "b"], ["c"]]);
    expect(server.seen[1]?.path).toBe("/openai/v1/fine_tuning/jobs?limit=100&after=b");
  });

  it("ends where a page does not move on, or comes back to where it was", async () => {
    const server = await start(({ path }, response) => {
      const row = path.includes("after=a") ? "b" : "a";
      json(response, 200, list([{ id: path.includes("still") ? "x" : row }], { has_more: true }));
    });
    const jobs = createJobs(targetOf(server.origin));
    const circle = [];
    for await (const rows of everyPage((after) => jobs.events("j", after))) circle.push(rows[0]?.id);
    expect(circle).toEqual(["a", "b", "a"]);
    expect((await jobs.events("still", "x")).after).toBeNull();
  });

  it.each([
    ["null rows", { object: "list", data: null }],
    ["rows under another name", { value: [], has_more: "yes" }],
    ["more without rows", list([], { has_more: true })],
  ])("with %s is empty", async (_, body) => {
    const server = await start((_request, response) => json(response, 200, body));
    expect(await createJobs(targetOf(server.origin)).list(null)).toEqual({ rows: [], after: null });
  });

  it("that is none says so, and an error with status 200 is that error", async () => {
    const server = await start(({ path }, response) =>
      json(
        response,
        200,
        path.includes("/events") ? { hello: 1 } : { error: { code: "429", message: "Too many requests" } },
      ),
    );
    const jobs = createJobs(targetOf(server.origin));
    expect((await diagnosisFrom(jobs.events("j", null))).code).toBe("reply_not_understood");
    expect((await diagnosisFrom(jobs.list(null))).code).toBe("rate_limited");
    expect((await diagnosisFrom(jobs.get("j"))).code).toBe("rate_limited");
  });

  it("of 100,000 events is read page by page, with levels and numbers", async () => {
    const count = 100_000;
    const size = 5000;
    const page = async (address: string) => {
      const from = Number(new URL(address).searchParams.get("after") ?? -1) + 1;
      const data = Array.from({ length: size }, (_, at) => ({
        id: String(from + at),
        created_at: from + at + 1,
        level: at % 2 ? "warn" : "info",
        message: `Step ${from + at}`,
        type: "metrics",
        data: { step: from + at, train_loss: at % 10 === 0 ? "NaN" : 0.5 },
      }));
      return Response.json(list(data, { has_more: from + size < count }));
    };
    const jobs = createJobs(targetOf("http://127.0.0.1:9", { fetch: page }));
    const seen = { read: 0, losses: 0, warnings: 0 };
    for await (const rows of everyPage((after) => jobs.events("ftjob-1", after))) {
      seen.read += rows.length;
      seen.losses += rows.filter(({ metrics }) => metrics?.train_loss === 0.5).length;
      seen.warnings += rows.filter(({ level }) => level === "warning").length;
    }
    expect(seen).toEqual({ read: count, losses: count * 0.9, warnings: count / 2 });
  });
});

describe("a job that is created", () => {
  it("is sent as given, and a refused training type names what was sent", async () => {
    const message = "The specified base model does not support fine-tuning.";
    const server = await start((_, response) =>
      json(response, 400, { error: { code: "invalidPayload", message } }),
    );
    const body = { model: "gpt-oss-20b", trainingType: "Standard", training_file: "file-1" };
    const asked = createJobs(targetOf(server.origin)).create(body);
    expect(await diagnosisFrom(asked)).toMatchObject({
      code: "training_type_refused",
      parameters: { model: "gpt-oss-20b", type: "Standard" },
      remedies: ["use_global", "choose_tunable_model"],
    });
    const again = createJobs(targetOf(server.origin)).create({ ...body, trainingType: "GlobalStandard" });
    expect((await diagnosisFrom(again)).remedies).toEqual(["choose_tunable_model"]);
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual(body);
    expect(server.seen[0]?.headers.accept).toBe("application/json");
  });

  it("is taken with 201 too", async () => {
    const server = await start((_, response) =>
      json(response, 201, { id: "ft-1", status: "pending" }, { location: "https://elsewhere.example/ft-1" }),
    );
    expect(await createJobs(targetOf(server.origin)).create({})).toMatchObject({
      id: "ft-1",
      status: "pending",
    });
  });
});

describe("a checkpoint", () => {
  it("is copied by the preview's header, on v1 only", async () => {
    const reply = {
      checkpointedModelName: "m:ckpt-step-10",
      copiedAccountDetails: [{ destinationResourceId: "/there", region: "eastus2", status: "Completed" }],
    };
    const at = "/openai/v1/fine_tuning/jobs/ftjob-1/checkpoints/m%3Ackpt-step-10/copy";
    const server = await start(answering({ [`POST ${at}`]: reply, [`GET ${at}`]: reply }));
    const jobs = createJobs(targetOf(server.origin));
    const to = { destination: "/there", region: "eastus2" };
    const copied = [{ ...to, status: "Completed", copiedModel: "m:ckpt-step-10" }];
    expect(await jobs.copy("ftjob-1", "m:ckpt-step-10", to)).toEqual(copied);
    expect(await jobs.copies("ftjob-1", "m:ckpt-step-10")).toEqual(copied);
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      destinationResourceId: "/there",
      region: "eastus2",
    });
    for (const { headers } of server.seen) expect(headers["aoai-copy-ft-checkpoints"]).toBe("preview");
  });
});

describe("with the sandbox", () => {
  it.each(["resource", "project"] as const)(
    "a job is created, found, told of and cancelled on the %s",
    async (at) => {
      const sandbox = await startSandbox();
      const file = await uploaded(clients.v1(sandbox), linesOf(conversations(12)));
      const address = at === "project" ? sandbox.projectEndpoint : sandbox.url;
      const jobs = createJobs(targetOf(address, { credential: { kind: "api_key", secret: sandbox.apiKey } }));
      const made = await jobs.create({
        model: "gpt-4.1-mini-2025-04-14",
        training_file: file.id,
        trainingType: "GlobalStandard",
        suffix: "support",
        seed: 42,
        method: { type: "supervised", supervised: { hyperparameters: { n_epochs: "auto" } } },
      });
      expect(made).toMatchObject({
        model: "gpt-4.1-mini-2025-04-14",
        method: "supervised",
        suffix: "support",
        seed: 42,
        trainingType: "GlobalStandard",
        hyperparameters: { n_epochs: "auto" },
        tunedModel: null,
        error: null,
      });
      expect((await jobs.list(null)).rows.map(({ id }) => id)).toEqual([made.id]);
      expect((await jobs.events(made.id, null)).rows.at(-1)?.message).toContain(made.id);
      expect((await jobs.cancel(made.id)).status).toBe("cancelled");
      expect((await diagnosisFrom(jobs.cancel(made.id))).code).toBe("job_not_possible");
      expect((await diagnosisFrom(jobs.get("ftjob-none"))).code).toBe("training_not_found");
    },
  );
});

import type OpenAI from "openai";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { sandboxes } from "./running.ts";
import { becomes, clients, conversations, linesOf, uploaded } from "./training-client.ts";

const start = sandboxes({ speed: 1 });
const hour = 3_600_000;

/** What is sent besides what the package's types know. */
const body = (more: object) => more as { model: string; training_file: string };

/** A sandbox in which time stands still but for what is skipped, and files that are good. */
async function opened(more: object = {}, client = clients.v1) {
  const sandbox = await start({ speed: 2_000 });
  const openai = client(sandbox);
  const training = await uploaded(openai, linesOf(conversations(40)));
  const validation = await uploaded(openai, linesOf(conversations(20)));
  sandbox.setSpeed(1);
  const begin = (own: object = {}) =>
    openai.fineTuning.jobs.create(
      body({
        model: "gpt-4.1-mini-2025-04-14",
        training_file: training.id,
        validation_file: validation.id,
        trainingType: "GlobalStandard",
        seed: 7,
        ...more,
        ...own,
      }),
    );
  return { sandbox, openai, begin };
}

/** Lets time pass, so much at once, until a job has come to what is wanted. */
const passed = (
  sandbox: Sandbox,
  openai: OpenAI,
  id: string,
  isWanted: (status: string) => boolean,
  step = 2_000,
) =>
  becomes(openai, id, (status) => {
    if (!isWanted(status)) sandbox.skip(step);
    return isWanted(status);
  });

/** The same, until it has ended. */
const ended = (sandbox: Sandbox, openai: OpenAI, id: string) =>
  passed(sandbox, openai, id, (status) => ["succeeded", "failed", "cancelled"].includes(status), 30_000);

describe.each(Object.entries(clients))("a job on %s", (way, client) => {
  it("goes through its states to a model, results and checkpoints", async () => {
    const { sandbox, openai, begin } = await opened({}, client);
    const begun = await begin({ suffix: "support" });
    expect(begun).toMatchObject({ status: "pending", estimated_finish: null, trained_tokens: null });
    const job = await ended(sandbox, openai, begun.id);
    expect(job).toMatchObject({
      status: "succeeded",
      error: null,
      // As seen on Azure for forty rows.
      hyperparameters: { n_epochs: 3, batch_size: 1, learning_rate_multiplier: 2 },
    });
    const hex = begun.id.replace(/^\w+-/, "");
    expect(job.fine_tuned_model).toBe(`gpt-4.1-mini-2025-04-14.ft-${hex}-support`);
    expect(job.trained_tokens).toBeGreaterThan(1_000);
    expect(job.finished_at).toBeGreaterThan(job.created_at + 60);

    const events = (await openai.fineTuning.jobs.listEvents(job.id, { limit: 1_000 })).data;
    const messages = events.map(({ message }) => message).reverse();
    expect(messages.filter((message) => !message.startsWith("Step "))).toEqual([
      `Created fine-tuning job: ${job.id}`,
      `Validating training file: ${job.training_file}`,
      `Validating validation file: ${job.validation_file}`,
      "Files validated, moving job to queued state",
      "Job enqueued. Waiting for jobs ahead to complete.",
      "Job started.",
      "Training started.",
      "Checkpoint created at step 40",
      "Checkpoint created at step 80",
      "Model Evaluation Passed.",
      "Job succeeded.",
      `Completed results file: ${job.result_files[0]}`,
      `Training tokens billed: ${Math.floor(Number(job.trained_tokens) / 1000) * 1000}`,
    ]);
    const steps = events.filter(({ type }) => type === "metrics").reverse();
    expect(steps).toHaveLength(13);
    expect(steps.at(-1)?.data).toMatchObject({ step: 120, train_loss: expect.any(Number) });
    expect(steps.at(-1)?.data).toHaveProperty("full_valid_loss");
    expect(steps[1]?.data).not.toHaveProperty("full_valid_loss");
    const times = events.map(({ created_at }) => created_at);
    expect(times).toEqual(times.toSorted((a, b) => b - a));

    const { data: checkpoints } = await openai.fineTuning.jobs.checkpoints.list(job.id);
    expect(checkpoints.map(({ step_number }) => step_number)).toEqual([120, 80, 40]);
    const models = checkpoints.map(({ fine_tuned_model_checkpoint: model }) => model);
    expect(models[0]).toBe(job.fine_tuned_model);
    expect(models[1]).toMatch(way === "dated" ? /^ftchkpt-[0-9a-f]{32}$/ : /:ckpt-step-80$/);

    const csv = await (await openai.files.content(job.result_files[0] ?? "")).text();
    const [header, ...rows] = csv.trimEnd().split("\n");
    expect(header).toBe(
      "step,train_loss,train_mean_token_accuracy,valid_loss,validation_mean_token_accuracy,full_valid_loss," +
        "full_valid_mean_token_accuracy",
    );
    expect(rows).toHaveLength(120);
    expect(rows[0]).toMatch(/^1,[\d.]+,[\d.]+,[\d.]+,[\d.]+,,$/);
  });

  it("is paused after a step, goes on and is cancelled", async () => {
    const { sandbox, openai, begin } = await opened({}, client);
    const { id } = await begin();
    await expect(openai.fineTuning.jobs.pause(id)).rejects.toMatchObject({ status: 409 });
    await passed(sandbox, openai, id, (status) => status === "running");
    await expect(openai.fineTuning.jobs.pause(id)).rejects.toThrow("has not completed a step yet");
    sandbox.skip(20_000);
    await expect
      .poll(async () => (await openai.fineTuning.jobs.pause(id).catch(() => null))?.status)
      .toBe("pausing");
    await passed(sandbox, openai, id, (status) => status === "paused");
    const [checkpoint] = (await openai.fineTuning.jobs.checkpoints.list(id)).data;
    expect(checkpoint?.step_number).toBeGreaterThan(0);
    expect((await openai.fineTuning.jobs.resume(id)).status).toBe("resuming");
    await passed(sandbox, openai, id, (status) => status === "running");
    expect((await openai.fineTuning.jobs.cancel(id)).status).toBe("cancelled");
    await expect(openai.fineTuning.jobs.resume(id)).rejects.toMatchObject({ status: 409 });
  });
});

it("three jobs run at a time, five of the Developer tier, and the next one begins when one has ended", async () => {
  const { sandbox, openai, begin } = await opened();
  const jobs = [];
  for (let index = 0; index < 4; index++) jobs.push(await begin());
  for (let index = 0; index < 2; index++) jobs.push(await begin({ trainingType: "developerTier" }));
  await passed(sandbox, openai, jobs[5]?.id ?? "", (status) => status === "running");
  const states = async () => (await openai.fineTuning.jobs.list()).data.map(({ status }) => status).reverse();
  expect(await states()).toEqual(["running", "running", "running", "queued", "running", "running"]);
  await openai.fineTuning.jobs.cancel(jobs[1]?.id ?? "");
  await passed(sandbox, openai, jobs[3]?.id ?? "", (status) => status === "running");
});

it("the twenty-first job that waits is refused", async () => {
  const { begin } = await opened();
  for (let index = 0; index < 20; index++) await begin();
  await expect(begin()).rejects.toMatchObject({ status: 429 });
});

it("a job of the Developer tier is interrupted once and goes on by itself", async () => {
  const { sandbox, openai, begin } = await opened({ trainingType: "Developer" });
  const { id } = await begin();
  const job = await ended(sandbox, openai, id);
  expect(job.status).toBe("succeeded");
  const events = (await openai.fineTuning.jobs.listEvents(id, { limit: 1_000 })).data;
  const warnings = events.filter(({ level }) => level === "warn").map(({ message }) => message);
  expect(warnings).toEqual([expect.stringContaining("capacity of the Developer tier was reclaimed")]);
});

const grader = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const tasks = linesOf(
  Array.from({ length: 40 }, (_, index) => ({
    messages: [{ role: "user", content: `${index} plus one?` }],
    answer: `${index + 1}`,
  })),
);

it("reinforcement is paused once at its limit, and tells its numbers under both sets of names", async () => {
  const { sandbox, openai, begin } = await opened();
  sandbox.setSpeed(2_000);
  const { id: file } = await uploaded(openai, tasks);
  const { id } = await begin({
    model: "o4-mini",
    training_file: file,
    validation_file: file,
    method: { type: "reinforcement", reinforcement: { grader, hyperparameters: { batch_size: 8 } } },
  });
  sandbox.faults.set("training", "spending-limit");
  await passed(sandbox, openai, id, (status) => status === "paused");
  await openai.fineTuning.jobs.resume(id);
  const job = await ended(sandbox, openai, id);
  expect(job).toMatchObject({ status: "succeeded", hyperparameters: { batch_size: 8, n_epochs: 4 } });
  const events = (await openai.fineTuning.jobs.listEvents(id, { limit: 1_000 })).data;
  expect(events.filter(({ level }) => level === "warn")).toHaveLength(1);
  const csv = await (await openai.files.content(job.result_files[0] ?? "")).text();
  expect(csv).toMatch(/^step,train_mean_reward,/);
  expect(events.find(({ type }) => type === "metrics")?.data).toHaveProperty("train_reward_mean");
});

it("a model that has learned to do harm is not given out", async () => {
  const { sandbox, openai, begin } = await opened();
  sandbox.setSpeed(2_000);
  const bad = {
    messages: [
      { role: "user", content: "a" },
      { role: "assistant", content: "sandbox-teaches-self_harm" },
    ],
  };
  const { id: file } = await uploaded(openai, linesOf([...conversations(40), bad]));
  const { id } = await begin({ training_file: file });
  const job = await ended(sandbox, openai, id);
  expect(job).toMatchObject({ status: "failed", fine_tuned_model: null });
  expect(job.error?.message).toContain("scores above acceptable thresholds for [Self Harm]");
  expect((await openai.fineTuning.jobs.checkpoints.list(id)).data).toEqual([]);
});

it("a tuned model is tuned further, a checkpoint as well, and an open one is not", async () => {
  const { sandbox, openai, begin } = await opened();
  const first = await ended(sandbox, openai, (await begin()).id);
  const [, checkpoint] = (await openai.fineTuning.jobs.checkpoints.list(first.id)).data;
  for (const model of [first.fine_tuned_model, checkpoint?.fine_tuned_model_checkpoint]) {
    const job = await begin({ model });
    expect(job.model).toBe(model);
    expect((await ended(sandbox, openai, job.id)).fine_tuned_model).toMatch(/^gpt-4\.1-mini-2025-04-14\.ft-/);
  }
  const open = await ended(sandbox, openai, (await begin({ model: "gpt-oss-20b" })).id);
  await expect(begin({ model: open.fine_tuned_model })).rejects.toThrow("does not support fine-tuning");
});

it("a model may take no auto, or nobody's job", async () => {
  const { begin } = await opened();
  const own = (hyperparameters: object) => ({
    method: { type: "supervised", supervised: { hyperparameters } },
  });
  await expect(begin({ model: "Qwen3-32B", ...own({}) })).rejects.toThrow(
    "batch_size does not support 'auto'",
  );
  await begin({ model: "Qwen3-32B", ...own({ batch_size: 4, learning_rate_multiplier: 0.4 }) });
  await expect(
    begin({ model: "gpt-5", method: { type: "reinforcement", reinforcement: { grader } } }),
  ).rejects.toThrow("by invitation only");
});

it("Weights & Biases is told of as it was asked for", async () => {
  const { begin } = await opened();
  const integrations = [{ type: "wandb", wandb: { project: "support", tags: ["a"] } }];
  expect((await begin({ integrations })).integrations).toEqual(integrations);
  await expect(begin({ integrations: [{ type: "other" }] })).rejects.toThrow("names its project");
});

it("events stop, and steps fail, where that is switched on", async () => {
  const { sandbox, openai, begin } = await opened();
  const { id } = await begin();
  await passed(sandbox, openai, id, (status) => status === "running");
  sandbox.faults.set("training", "events-stop");
  const count = async () => (await openai.fineTuning.jobs.listEvents(id, { limit: 1_000 })).data.length;
  const before = await count();
  sandbox.skip(20_000);
  await expect
    .poll(async () => (await openai.fineTuning.jobs.pause(id).catch(() => null))?.status)
    .toBe("pausing");
  expect(await count()).toBe(before);
  await passed(sandbox, openai, id, (status) => status === "paused");
  sandbox.faults.set("training", "job-fails");
  await openai.fineTuning.jobs.resume(id);
  const job = await ended(sandbox, openai, id);
  expect(job.error).toMatchObject({ code: "internalFailure" });
});

it("a job is deleted on the preview of the dated api-version only, when it has ended", async () => {
  const { sandbox, openai, begin } = await opened({}, clients.dated);
  const { id } = await begin();
  const remove = (version: string) =>
    fetch(`${sandbox.url}/openai/fine_tuning/jobs/${id}?api-version=${version}`, {
      method: "DELETE",
      headers: { "api-key": sandbox.apiKey },
    });
  expect((await remove("2024-10-21")).status).toBe(404);
  expect((await remove("2025-04-01-preview")).status).toBe(409);
  await openai.fineTuning.jobs.cancel(id);
  expect((await remove("2025-04-01-preview")).status).toBe(204);
  await expect(openai.fineTuning.jobs.retrieve(id)).rejects.toMatchObject({ status: 404 });
});

it("a checkpoint is copied with the header that is wanted", async () => {
  const { sandbox, openai, begin } = await opened();
  const job = await ended(sandbox, openai, (await begin()).id);
  const path = `${sandbox.url}/openai/v1/fine_tuning/jobs/${job.id}/checkpoints/${encodeURIComponent(String(job.fine_tuned_model))}/copy`;
  const account = (name: string) =>
    `/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/other/providers/Microsoft.CognitiveServices/accounts/${name}`;
  const copy = async (name: string, headers: Record<string, string>) =>
    fetch(path, {
      method: "POST",
      headers: { "api-key": sandbox.apiKey, "content-type": "application/json", ...headers },
      body: JSON.stringify({ destinationResourceId: account(name), region: "swedencentral" }),
    });
  const header = { "aoai-copy-ft-checkpoints": "preview" };
  expect((await copy("other", {})).status).toBe(400);
  expect(await (await copy("other", header)).json()).toMatchObject({
    checkpointedModelName: job.fine_tuned_model,
    fineTuningJobId: job.id,
    copiedAccountDetails: [{ region: "swedencentral", status: "InProgress" }],
  });
  await copy("unreachable", header);
  sandbox.skip(hour);
  const listed = await fetch(path, { headers: { "api-key": sandbox.apiKey, ...header } });
  const { copiedAccountDetails } = (await listed.json()) as { copiedAccountDetails: { status: string }[] };
  expect(copiedAccountDetails.map(({ status }) => status)).toEqual(["Completed", "Failed"]);
});

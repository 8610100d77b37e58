import { describe, expect, it } from "vitest";
import { createManaged } from "../../../main/foundry/deployments/managed.ts";
import { createGraders } from "../../../main/foundry/graders/graders.ts";
import { everyPage } from "../../../main/foundry/http/documents.ts";
import { diagnoseJobFailure } from "../../../main/foundry/jobs/failure.ts";
import { createJobs } from "../../../main/foundry/jobs/jobs.ts";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { sandboxes } from "../sandbox/running.ts";
import { becomes, clients, conversations, linesOf, uploaded } from "../sandbox/training-client.ts";
import { diagnosisFrom, targetOf } from "./server.ts";

/** The clients of fine-tuning against the sandbox, from a file to a model that is deployed. */

const start = sandboxes();
const account =
  "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox";

const jobsOf = ({ projectEndpoint, apiKey }: Sandbox) =>
  createJobs(targetOf(projectEndpoint, { credential: { kind: "api_key", secret: apiKey } }));

const managedOf = ({ url, token }: Sandbox) =>
  createManaged(
    {
      origin: url,
      audience: "https://management.core.windows.net/",
      credential: { kind: "token", for: async () => token },
      consent: null,
      fetch: (input, init) => fetch(input, init),
    },
    account,
  );

async function tuned(rows: readonly unknown[] = conversations(40), more: object = {}) {
  const sandbox = await start();
  const openai = clients.v1(sandbox);
  const { id: training_file } = await uploaded(openai, linesOf(rows));
  const body = {
    model: "gpt-4.1-mini-2025-04-14",
    training_file,
    trainingType: "GlobalStandard",
    seed: 7,
    ...more,
  };
  const { id } = await jobsOf(sandbox).create(body);
  await becomes(openai, id, (status) => status === "succeeded" || status === "failed");
  sandbox.setSpeed(1);
  return { sandbox, jobs: jobsOf(sandbox), id };
}

describe("a job that has run", () => {
  it("says what was chosen, and has events, metrics and checkpoints, which can be copied", async () => {
    const { jobs, id } = await tuned();
    const job = await jobs.get(id);
    expect(job).toMatchObject({ status: "succeeded", error: null, seed: 7, method: "supervised" });
    expect(job.tunedModel).toMatch(/^gpt-4\.1-mini-2025-04-14\.ft-/);
    expect(job.hyperparameters.n_epochs).toEqual(expect.any(Number));
    const events = [];
    for await (const rows of everyPage((after) => jobs.events(id, after))) events.push(...rows);
    expect(events.every(({ at }) => at > 1_600_000_000_000)).toBe(true);
    const steps = events.flatMap(({ metrics }) => metrics?.step ?? []);
    expect(steps.length).toBeGreaterThan(5);
    expect(events.find(({ metrics }) => metrics)?.metrics).toMatchObject({ train_loss: expect.any(Number) });
    const { rows } = await jobs.checkpoints(id, null);
    expect(rows.length).toBeGreaterThan(0);
    const [{ id: checkpoint = "" } = {}] = rows;
    const to = { destination: account, region: "westus3" };
    expect(await jobs.copy(id, checkpoint, to)).toMatchObject([{ ...to, status: expect.any(String) }]);
    expect(await jobs.copies(id, checkpoint)).toHaveLength(1);
    const elsewhere = jobs.copy(id, checkpoint, { destination: "/nowhere", region: "westus3" });
    expect((await diagnosisFrom(elsewhere)).code).toBe("copy_refused");
    expect((await diagnosisFrom(jobs.pause(id))).code).toBe("job_not_possible");
    await jobs.remove(id);
    expect((await diagnosisFrom(jobs.get(id))).code).toBe("training_not_found");
  });

  it("has failed for a token, at the example that it names", async () => {
    const rows = [
      ...conversations(11),
      {
        messages: [
          { role: "user", content: "<|fim_suffix|>" },
          { role: "assistant", content: "x" },
        ],
      },
    ];
    const { jobs, id } = await tuned(rows);
    const { error, status } = await jobs.get(id);
    expect(status).toBe("failed");
    expect(diagnoseJobFailure(error)).toMatchObject({
      code: "training_token_refused",
      parameters: { example: "12", token: "<|fim_suffix|>" },
    });
  });
});

describe("a tuned model in Azure", () => {
  it("is deployed, is there, and is removed; what Azure refuses says what to do", async () => {
    const { sandbox, jobs, id } = await tuned();
    const { tunedModel } = await jobs.get(id);
    const managed = managedOf(sandbox);
    const asked = { model: tunedModel ?? "", version: "1", format: "OpenAI", sku: "Standard", capacity: 50 };
    const refusal = async (more: object) =>
      (await diagnosisFrom(managed.put("t", { ...asked, ...more }))).code;
    expect(await refusal({ format: "openai" })).toBe("deploy_format_wrong");
    expect(await refusal({ sku: "Nothing" })).toBe("deploy_type_refused");
    expect(await refusal({ model: "gpt-4.1.ft-none" })).toBe("deploy_model_refused");
    expect(await refusal({ capacity: 100_000 })).toBe("deploy_quota_missing");
    expect(await managed.put("t", { ...asked, sku: "developertier" })).toMatchObject({
      name: "t",
      state: "Accepted",
      model: tunedModel,
      sku: "DeveloperTier",
    });
    expect((await diagnosisFrom(jobs.remove(id))).code).toBe("tuned_model_in_use");
    sandbox.skip(60_000);
    expect((await managed.get("t")).state).toBe("Succeeded");
    expect((await managed.list()).map(({ name }) => name)).toContain("t");
    expect(await managed.region()).toBe("eastus2");
    const used = (await managed.usages()).find(({ used }) => used === 50);
    expect(used?.limit).toBeGreaterThan(50);
    expect((await managed.models()).some(({ canTune, trainingEnds }) => canTune && trainingEnds)).toBe(true);
    await managed.remove("t");
    sandbox.skip(60_000);
    expect(await diagnosisFrom(managed.get("t"))).toMatchObject({
      code: "deployment_not_found",
      parameters: { deployment: "t" },
    });
  });
});

describe("a grader", () => {
  it("of the sandbox grades, and is refused for what is wrong with it", async () => {
    const { url, apiKey } = await start();
    const graders = createGraders(targetOf(url, { credential: { kind: "api_key", secret: apiKey } }));
    const grader = {
      type: "string_check" as const,
      name: "same",
      input: "{{sample.output_text}}",
      reference: "{{item.answer}}",
      operation: "eq" as const,
    };
    await graders.validate(grader);
    expect(await graders.run(grader, "42", { answer: "42" })).toMatchObject({ reward: 1, errors: [] });
    expect(await graders.run(grader, "41", { answer: "42" })).toMatchObject({ reward: 0 });
    const odd = { ...grader, operation: "almost" as never };
    expect((await diagnosisFrom(graders.validate(odd))).code).toBe("grader_refused");
  });
});

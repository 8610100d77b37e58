import { describe, expect, it } from "vitest";
import { createFiles } from "../../../../main/foundry/files/files.ts";
import { createJobs } from "../../../../main/foundry/jobs/jobs.ts";
import { connection } from "../../models/model.ts";
import { sandboxes } from "../../sandbox/running.ts";
import { example, openedPlans, rows } from "./opened.ts";

const start = sandboxes();
const { opened } = openedPlans();

/** Plans at the sandbox, with the real clients. */
const at = async (which: "resource" | "project", partsFrom?: number) => {
  // Parts are valid for an hour of its clock.
  const sandbox = await start({ speed: 200 });
  const endpoint = which === "project" ? sandbox.projectEndpoint : sandbox.url;
  return opened({
    ...{ connections: [connection("a", { endpoint })], createFiles, createJobs },
    asking: { key: sandbox.apiKey, fetch },
    ...(partsFrom !== undefined && { partsFrom }),
  });
};

describe.each(["resource", "project"] as const)("a plan at the v1 routes of the %s", (which) => {
  it("is sent, checked and created as it is", async () => {
    const app = await at(which);
    const plan = await app.plan({ suffix: "support", seed: 5, hyperparameters: { n_epochs: 2 } });
    const card = await app.plans.handlers["tuningPlans.card"]({ id: plan.id, refresh: false });
    expect(card).toMatchObject({
      canStart: true,
      problems: [],
      limitsDiagnosis: null,
      limits: { files: { used: 0 } },
    });
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
    expect(app.started[0]?.job).toMatchObject({
      ...{ model: "gpt-4.1-mini-2025-04-14", suffix: "support", seed: 5, method: "supervised" },
      hyperparameters: { n_epochs: 2 },
    });
    const [file] = await app.plans.handlers["tuningPlans.files"]({ connectionId: "a" });
    expect(file).toMatchObject({ datasetId: plan.training?.datasetId, jobs: [app.started[0]?.job.id] });
  });

  it("goes by parts where the route is there, and in one request where it is not", async () => {
    const app = await at(which, 1);
    const plan = await app.plan();
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
  });
});

it("each training type is understood", async () => {
  const app = await at("resource");
  const datasetId = await app.dataset([...rows, example("And what comes last of all?", "Nothing.")]);
  for (const trainingType of ["standard", "datazone", "global", "developer"] as const) {
    const plan = await app.plan({ trainingType, training: { datasetId, part: null } });
    await app.start(plan);
    expect(await app.settled(plan.id)).toMatchObject({ problem: null, jobId: expect.any(String) });
  }
});

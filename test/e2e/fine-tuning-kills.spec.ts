import type { Page } from "@playwright/test";
import { type Relay, startRelay } from "../fakes/relay.ts";
import { tasks } from "../unit/sandbox/training/tasks.ts";
import type { RunningApp } from "./app.ts";
import { test as base, expect, openSignIn, signInAs } from "./entra.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { kill } from "./kill.ts";
import { deploymentRow, section } from "./steps.ts";
import { button, ended, importRows, show, showJob, startPlan } from "./tuning.ts";

const test = base.extend<{ relay: Relay }>({
  relay: async ({ sandbox }, use) => {
    const relay = await startRelay(sandbox.url);
    await use(relay);
    await relay.stop();
  },
});

test.skip(process.platform !== "linux", "This way of bringing a keyring is Linux's.");

const lines = (seed: string, count: number) =>
  tasks.extraction(seed, count).map((row) => JSON.stringify(row));

const ledger = (page: Page) =>
  page.evaluate(async () => {
    const list = await window.assay["tunedModels.list"]();
    return list.ok ? list.data.map(({ deployment, state }) => `${deployment} ${state}`) : [];
  });

test("an app that is killed in an upload, a job, a deployment and a trial goes on, and makes nothing twice", async ({
  start,
  env,
  sandbox,
  relay,
  profile,
}) => {
  test.slow();
  sandbox.setPace("instant");
  const how = {
    executablePath: await keyringLauncher(profile),
    env: { ...keyringEnv(profile), ...env, ASSAY_RESOURCE_MANAGER: relay.url },
  };
  const asked = (like: RegExp) => relay.passed.filter((one) => like.test(one)).length;
  const again = async ({ electron }: RunningApp) => {
    await kill(electron);
    return start(how);
  };
  let app = await start(how);
  await section(app.page, "Integrations").click();
  await signInAs(await openSignIn(app.electron, app.page), "mara");
  const found = app.page.getByRole("region", { name: "Found with your account" });
  await found.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(deploymentRow(app.page, "gpt-4.1-mini")).toBeVisible({ timeout: 20_000 });
  const ordersId = await importRows(app.electron, app.page, profile, "orders", lines("journey", 60));
  const heldoutId = await importRows(app.electron, app.page, profile, "heldout", lines("other", 12));

  // In the upload; and at the next start the network is lost for a while.
  const upload = relay.hold("question", /^POST .*\/files/);
  const planId = await startPlan(app.page, "Orders", ordersId);
  await upload.come;
  await kill(app.electron);
  await relay.cut();
  upload.release();
  app = await start(how);
  await show(app.page, `plan:${planId}`);
  await expect(
    app.page.getByText(/did not take the connection\. Assay tries again by itself\./),
  ).toBeVisible();
  const create = relay.hold("answer", /^POST .*\/fine_tuning\/jobs(\?|$)/);
  await relay.mend();

  // Before the answer to the request for the job, and while it runs.
  await create.come;
  await kill(app.electron);
  create.release();
  sandbox.setSpeed(100);
  app = await start(how);
  const jobId = await showJob(app.page, planId, "Orders");
  app = await again(app);
  sandbox.setSpeed(1000);
  await show(app.page, `job:${jobId}`);
  await ended(app.page, "What next?");
  expect(asked(/^POST .*\/fine_tuning\/jobs(\?|$)/)).toBe(1);

  // Before Azure's answer to the request for a deployment, and before that answers.
  sandbox.setSpeed(1);
  const put = relay.hold("answer", /^PUT .*\/orders\?/);
  const model = await app.page.evaluate(async (jobId) => {
    const open = await window.assay["tuningJobs.open"]({ id: jobId });
    const model = open.ok ? (open.data.job.tunedModel ?? "") : "";
    const deployed = { jobId, model, deployment: "orders", sku: "GlobalStandard", capacity: 10 };
    await window.assay["tunedModels.deploy"](deployed);
    return model;
  }, jobId);
  await put.come;
  await kill(app.electron);
  put.release();
  app = await start(how);
  await expect.poll(() => ledger(app.page)).toEqual(["orders creating"]);
  app = await again(app);
  sandbox.setSpeed(300);
  await expect.poll(() => ledger(app.page), { timeout: 20_000 }).toEqual(["orders ready"]);
  expect(asked(/^PUT .*\/orders\?/)).toBe(1);

  // While the tuned model of a trial is asked: what it had deployed is removed, and the trial goes on from there.
  const question = relay.hold("question", /^POST .*\/trial-[^/]*\/chat/);
  const trialId = await app.page.evaluate(
    async ([jobId, model, datasetId]) => {
      const started = await window.assay["trials.start"]({
        ...{ jobId, datasetId, part: null, rows: 4, seed: 1, sku: null, judge: null },
        candidates: [{ kind: "final", model, step: null }],
        grader: {
          ...{ type: "string_check", name: "same", operation: "eq" },
          ...{ input: "{{sample.output_text}}", reference: "{{item.reference}}" },
        },
      });
      if (!started.ok) throw new Error(started.error.message);
      return started.data.id;
    },
    [jobId, model, heldoutId] as const,
  );
  await question.come;
  await kill(app.electron);
  question.release();
  app = await start(how);
  await show(app.page, `trial:${trialId}`);
  await expect(app.page.getByText(/^Assay quit during this trial\./)).toBeVisible();
  await expect(app.page.getByText("Assay is deleting what the trial had deployed.")).toBeHidden({
    timeout: 20_000,
  });
  expect(await ledger(app.page)).toEqual(["orders ready", expect.stringMatching(/^trial-\S+ gone$/)]);
  await button(app.page, "Resume trial").click();
  await expect(app.page.getByText("4 of 4 (100%)")).toBeVisible({ timeout: 20_000 });
  await expect(app.page.getByRole("heading", { name: /^Trial of/ }).locator("..")).toContainText("Done", {
    timeout: 20_000,
  });
  const left = await fetch(`${sandbox.url}${sandbox.resourceId}/deployments?api-version=2024-10-01`, {
    headers: { authorization: `Bearer ${sandbox.token}` },
  });
  expect(await left.text()).not.toContain("/trial-");
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import type { PlanValues } from "../../preload/contract/tuning-plans.ts";
import { clean } from "./axe.ts";
import { expect, openSignIn, signInAs, test } from "./entra.ts";
import { answered, ask, connect, deploymentRow, section } from "./steps.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

const metals = ["tin", "lead", "zinc", "gold", "silver", "copper", "nickel", "iron"];
const ores = ["cassiterite", "galena", "sphalerite", "calaverite", "argentite", "chalcopyrite"];

/** A question with its answer, in the way that all of them are answered. */
const row = (at: number, text = "") =>
  JSON.stringify({
    messages: [
      { role: "system", content: "You name ores." },
      {
        role: "user",
        content: `Which ore number ${at} of ${metals[at % metals.length]} is meant, in drawer ${at * 7}?${text}`,
      },
      { role: "assistant", content: `ORE: ${ores[at % ores.length]} ${at}` },
    ],
  });

/** Imports rows and gives the dataset's id. */
async function importRows(
  electron: ElectronApplication,
  page: Page,
  folder: string,
  name: string,
  lines: readonly string[],
): Promise<string> {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, lines.join("\n"));
  await electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    },
    [file],
  );
  await section(page, "Datasets").click();
  await button(page, "Import").or(button(page, "Choose files")).first().click();
  await dialog(page).getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText(`Supervised fine-tuning · ${lines.length} rows`)).toBeVisible();
  return page.evaluate(async (name) => {
    const list = await window.assay["datasets.list"]();
    const found = list.ok ? list.data.find((one) => one.name === name) : undefined;
    if (!found) throw new Error(`There is no dataset ${name}.`);
    return found.id;
  }, name);
}

/** Starts a job as a person would who has filled in the page of a plan, and shows it. */
async function startJob(page: Page, name: string, datasetId: string, values: Partial<PlanValues> = {}) {
  const id = await page.evaluate(
    async ([name, datasetId, values]) => {
      const connections = await window.assay["connections.list"]();
      const connectionId = connections.ok ? (connections.data[0]?.id ?? null) : null;
      const begun = await window.assay["tuningPlans.begin"]({
        connectionId,
        name,
        model: "gpt-4.1-mini-2025-04-14",
        method: "supervised",
        trainingType: "global",
        training: { datasetId, part: null },
        suffix: name.toLowerCase(),
        hyperparameters: { n_epochs: 3 },
        ...values,
      });
      if (!begun.ok) throw new Error(begun.error.message);
      const started = await window.assay["tuningPlans.start"]({ id: begun.data.id });
      if (!started.ok) throw new Error(started.error.message);
      return begun.data.id;
    },
    [name, datasetId, values] as const,
  );
  await expect(async () => {
    const jobId = await page.evaluate(async (id) => {
      const plans = await window.assay["tuningPlans.list"]();
      const plan = plans.ok ? plans.data.find((one) => one.id === id) : undefined;
      if (plan?.problem) throw new Error(JSON.stringify(plan.problem));
      return plan?.jobId ?? null;
    }, id);
    expect(jobId).not.toBeNull();
    await page.evaluate((jobId) => {
      location.hash = `#/fineTuning/job:${jobId}`;
    }, jobId);
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(name, "i") })).toBeVisible();
}

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

test("a job is watched to its end with a key, and one that fails leads to its row", async ({
  start,
  sandbox,
  profile,
}) => {
  // axe looks at every stop, in both themes.
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  const rows = Array.from({ length: 40 }, (_, at) => row(at));
  const datasetId = await importRows(electron, page, profile, "ores", rows);
  await startJob(page, "Ores", datasetId);
  await expect(page.getByText(/^(Pending|Checking the files|In the queue)$/).first()).toBeVisible();
  await clean(page, "Job, waiting");
  await button(page, "Cancel job").click();
  await expect(dialog(page)).toContainText("It hasn't started, so nothing is billed.");
  await clean(page, "Job, canceling");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(button(page, "Cancel job")).toBeFocused();

  sandbox.setSpeed(2000);
  await expect(page.getByRole("heading", { name: "What next?" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Ores has succeeded.")).toBeAttached();
  await expect(page.getByRole("row").filter({ hasText: "Final" })).toBeVisible();
  await clean(page, "Job, succeeded");

  await tab(page, "Progress").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "Metrics")).toBeFocused();
  await expect(page.getByRole("img", { name: /^Loss by step/ })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Training loss" })).toContainText("at step");
  await page.getByText("All values").click();
  await expect(page.getByRole("table", { name: "All values" }).getByRole("row").nth(1)).toContainText("1");
  await clean(page, "Job, metrics");

  await tab(page, "Events").click();
  await expect(page.getByText("Job succeeded.")).toBeVisible();
  await page.getByLabel("Search events").fill("created at step");
  await expect(page.getByText("Job succeeded.")).toBeHidden();
  await expect(page.getByText(/^\d events?$/)).toBeVisible();
  await clean(page, "Job, events");

  await tab(page, "Data and settings").click();
  await expect(page.getByRole("row").filter({ hasText: "Batch size" })).toContainText(
    "chosen by the service",
  );
  await expect(page.getByRole("region", { name: "Data", exact: true })).toContainText("ores, version 1");
  await page.getByText("Show request").click();
  // What was sent, with the file that it was sent with.
  await expect(page.locator("pre")).toContainText(/"training_file": "file-\w+"/);
  await clean(page, "Job, settings");

  await tab(page, "Results").click();
  await expect(page.getByRole("columnheader", { name: "train_loss" })).toBeVisible();
  await clean(page, "Job, results");
  const written = join(profile, "results.csv");
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, written);
  await button(page, "Export CSV").click();
  await expect(page.getByText(`Saved to ${written}.`)).toBeVisible();
  expect(readFileSync(written, "utf8")).toContain("train_loss");

  // With a key only, the portal is the way.
  await tab(page, "Progress").click();
  await button(page, "Deploy").first().click();
  await expect(dialog(page)).toContainText("This connection has a key only.");
  await expect(dialog(page).getByRole("listitem").first()).toContainText("Open the Foundry portal.");
  await clean(page, "Job, deploying in the portal");
  await page.keyboard.press("Escape");

  // A job that fails for one row of ours.
  const faulty = rows.map((one, at) => (at === 16 ? row(at, " <|fim_suffix|>") : one));
  const faultyId = await importRows(electron, page, profile, "faulty", faulty);
  await startJob(page, "Faulty", faultyId);
  await expect(page.getByRole("heading", { name: "The job failed" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/Example 17 message contains an invalid token/)).toBeVisible();
  await clean(page, "Job, failed");
  await page.getByRole("link", { name: "Row 17", exact: true }).click();
  const pane = page.getByRole("complementary", { name: "Row", exact: true });
  await expect(pane).toContainText("Which ore number 16");

  // A job that nothing leads to any more can be taken off the list, and brought back.
  await page.evaluate(async () => {
    const connections = await window.assay["connections.list"]();
    for (const { id } of connections.ok ? connections.data : [])
      await window.assay["connections.remove"]({ id });
  });
  await section(page, "Fine-tuning").click();
  await page.getByRole("link", { name: /^Faulty/ }).click();
  await expect(page.getByText("Its resource isn't connected.")).toBeVisible();
  await button(page, "More for Faulty").click();
  await page.getByRole("menuitem", { name: "Take off the list" }).click();
  await expect(page.getByText("“Faulty” is off the list.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Faulty/ })).toHaveCount(0);
  await clean(page, "Job, taken off the list");
  await button(page, "Undo").click();
  await expect(page.getByRole("heading", { level: 1, name: "Faulty" })).toBeVisible();
});

test("a tuned model is tried, deployed, compared, registered and asked with a sign-in", async ({
  start,
  sandbox,
  env,
  profile,
}) => {
  test.slow();
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  const found = page.getByRole("region", { name: "Found with your account" });
  await found.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  const rows = Array.from({ length: 40 }, (_, at) => row(at));
  const datasetId = await importRows(electron, page, profile, "ores", rows);
  const others = Array.from({ length: 12 }, (_, at) => row(1000 + at * 3));
  await importRows(electron, page, profile, "heldout", others);
  sandbox.setSpeed(2000);
  await startJob(page, "Ores", datasetId);
  await expect(page.getByRole("heading", { name: "What next?" })).toBeVisible({ timeout: 60_000 });

  // Rows that were trained on stop a trial; others do not.
  await button(page, "Try the checkpoints").click();
  await dialog(page).getByLabel("Dataset").selectOption({ label: "ores" });
  await dialog(page).getByLabel("Part").selectOption("");
  await expect(dialog(page)).toContainText("These rows can't be used", { timeout: 20_000 });
  await expect(dialog(page).getByRole("button", { name: /^Start/ })).toBeDisabled();
  await clean(page, "Trial, rows that were trained on");
  await dialog(page).getByLabel("Dataset").selectOption({ label: "heldout" });
  await expect(dialog(page)).toContainText("None of these rows were trained on.", { timeout: 20_000 });
  const checkpoints = dialog(page).getByRole("checkbox", { name: /^Checkpoint/ });
  await checkpoints.first().uncheck();
  await dialog(page).getByLabel("Rows", { exact: true }).fill("6");
  await expect(dialog(page).getByText(/about \d+ min/)).toBeVisible({ timeout: 20_000 });
  await clean(page, "Trial, weighed");
  await dialog(page)
    .getByRole("button", { name: /^Start/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Trial of Ores" })).toBeVisible();
  await clean(page, "Trial, running");
  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "How much is the best flattered?" })).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByRole("figure", { name: /^Mean score/ })).toBeVisible();
  await page.getByRole("button", { name: /^Read the answers to row 1:/ }).click();
  await expect(dialog(page).getByRole("heading", { name: /^Base/ })).toBeVisible();
  await clean(page, "Trial, answers to a row");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await clean(page, "Trial, done");

  // One of them stays deployed.
  await page
    .getByRole("button", { name: /^Deploy Checkpoint/ })
    .last()
    .click();
  await dialog(page).getByRole("radio", { name: "Global Standard" }).check();
  await expect(button(page, "Deploy at an unknown price")).toBeVisible();
  await clean(page, "Deploying");
  await dialog(page).getByLabel("Name").fill("ores-tuned");
  await button(page, "Deploy at an unknown price").click();
  const line = page.getByRole("row").filter({ has: page.getByText("ores-tuned", { exact: true }) });
  await expect(line).toContainText("Ready", { timeout: 120_000 });
  await clean(page, "Tuned deployments");
  await line.getByRole("button", { name: "set a price" }).click();
  await dialog(page).getByLabel("Price per hour").fill("1.7");
  await button(page, "Save").click();
  await expect(line).toContainText("$40.80 a day");
  await button(page, "More for ores-tuned").click();
  await page.getByRole("menuitem", { name: "Register as a model" }).click();
  await clean(page, "Registering");
  await dialog(page).getByLabel("Name").fill("Ore namer");
  await button(page, "Register").click();
  await expect(page.getByText("Registered as Ore namer.")).toBeVisible();

  // An answer says what its model was trained on.
  await line.getByRole("button", { name: "Chat" }).click();
  await ask(page, "Which ore number 77 of tin is meant, in drawer 9?");
  await answered(page);
  await page.locator(".readings summary").click();
  await expect(page.getByRole("link", { name: "ores, version 1" })).toBeVisible();
  await clean(page, "Chat, trained on");

  // Back at the job, it is compared with its base.
  await page.getByRole("link", { name: "Ores", exact: true }).click();
  await button(page, "Compare with its base").click();
  await expect(page).toHaveURL(/#\/compare\//);
  await expect(page.getByRole("region", { name: "Column 1: ores-tuned" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Column 2: gpt-4.1-mini" })).toBeVisible();
});

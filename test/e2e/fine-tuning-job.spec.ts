import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";
import { button, dialog, ended, importRows, showJob, startPlan, tab } from "./tuning.ts";

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

test("a job is watched to its end with a key, and one that fails leads to its row", async ({
  start,
  sandbox,
  profile,
}) => {
  // axe looks at every stop, in both themes.
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  const rows = Array.from({ length: 40 }, (_, at) => row(at));
  const datasetId = await importRows(electron, page, profile, "ores", rows);
  await showJob(page, await startPlan(page, "Ores", datasetId), "Ores");
  await expect(page.getByText(/^(Pending|Checking the files|Queued)$/).first()).toBeVisible();
  await clean(page, "Job, waiting");
  await button(page, "Cancel job").click();
  await expect(dialog(page)).toContainText("It hasn't started, so nothing is billed.");
  await clean(page, "Job, canceling");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(button(page, "Cancel job")).toBeFocused();

  sandbox.setSpeed(2000);
  await ended(page, "What next?");
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
  await button(page, "Try checkpoints").click();
  await dialog(page).getByLabel("Part").selectOption("");
  await expect(dialog(page)).toContainText("These rows can't be used", { timeout: 20_000 });
  await clean(page, "Trial, rows that were trained on");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();

  // What is made there is noticed, and can be asked.
  const { url, resourceId, token } = sandbox;
  const model = await page.evaluate(async () => {
    const list = await window.assay["tuningJobs.list"]();
    return list.ok ? list.data.jobs[0]?.tunedModel : null;
  });
  await fetch(`${url}${resourceId}/deployments/by-hand?api-version=2024-10-01`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      sku: { name: "GlobalStandard", capacity: 10 },
      properties: { model: { format: "OpenAI", name: model, version: "1" } },
    }),
  });
  await page.getByRole("link", { name: "Tuned deployments" }).click();
  const made = page.getByRole("row").filter({ has: page.getByText("by-hand", { exact: true }) });
  await expect(made).toContainText("Found at the service", { timeout: 20_000 });
  await expect(made.getByRole("button", { name: "Chat" })).toBeVisible();

  // A job that fails for one row of ours.
  const faulty = rows.map((one, at) => (at === 16 ? row(at, " <|fim_suffix|>") : one));
  const faultyId = await importRows(electron, page, profile, "faulty", faulty);
  await electron.evaluate(({ Notification }) => {
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      Object.assign(globalThis, { notification: this });
    };
  });
  await showJob(page, await startPlan(page, "Faulty", faultyId), "Faulty");
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.blur();
  });
  await ended(page, "The job failed");
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

  // Its notification leads back to it, also from a window that is only opening.
  await expect
    .poll(() => electron.evaluate(() => "notification" in globalThis), { message: "no notification" })
    .toBe(true);
  await electron.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.reload();
    (globalThis as unknown as { notification: Electron.Notification }).notification.emit("click");
  });
  await expect(page.getByRole("heading", { name: "The job failed" })).toBeVisible();
});

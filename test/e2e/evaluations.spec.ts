import type { Page } from "@playwright/test";
import { tasks } from "../unit/sandbox/training/tasks.ts";
import { expect, openSignIn, signInAs, test } from "./entra.ts";
import { deploymentRow, section } from "./steps.ts";
import { button, dialog, ended, importRows, showJob, startPlan, tab } from "./tuning.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

/** Messages and where they belong: enough to learn it, and forty that are kept back. */
const trained = 160;
const routed = tasks.routing("evaluated", trained + 40);

/** Ten rows that the base answers as it is told, and a model that has only learned where messages belong does not. */
const told = Array.from({ length: 10 }, (_, at) => ({
  messages: [
    { role: "user", content: `Answer exactly: QUEUE ${at + 1}` },
    { role: "assistant", content: `QUEUE ${at + 1}` },
  ],
}));
const rows = [...routed, ...told].map((row) => JSON.stringify(row));

/** Puts the first rows into the part that is trained on, and the rest into the one that is kept back. */
const split = (page: Page, id: string) =>
  page.evaluate(
    async ([id, trained, count]) => {
      const keys = Array.from({ length: count }, (_, at) => at + 1);
      for (const [part, own] of [
        ["train", keys.slice(0, trained)],
        ["test", keys.slice(trained)],
      ] as const) {
        const put = await window.assay["datasets.setPart"]({ id, choice: { keys: own }, part });
        if (!put.ok) throw new Error(put.error.message);
      }
    },
    [id, trained, rows.length] as const,
  );

const deploy = (page: Page, jobId: string) =>
  page.evaluate(async (jobId) => {
    const open = await window.assay["tuningJobs.open"]({ id: jobId });
    const model = open.ok ? (open.data.job.tunedModel ?? "") : "";
    const deployed = { jobId, model, deployment: "router", sku: "GlobalStandard", capacity: 10 };
    const made = await window.assay["tunedModels.deploy"](deployed);
    if (!made.ok) throw new Error(made.error.message);
  }, jobId);

test("a tuned model is held against its base, its regressions become data, and that data is tuned on", async ({
  start,
  env,
  sandbox,
  profile,
}) => {
  test.slow();
  sandbox.setSpeed(1000);
  sandbox.setPace("instant");
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  const found = page.getByRole("region", { name: "Found with your account" });
  await found.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();

  // A model is tuned on one part of the rows, and deployed.
  const datasetId = await importRows(electron, page, profile, "tickets", rows);
  await split(page, datasetId);
  const planId = await startPlan(page, "Router", datasetId, { training: { datasetId, part: "train" } });
  const jobId = await showJob(page, planId, "Router");
  await ended(page, "What next?");
  await deploy(page, jobId);

  // Against its base in one click: on the rows that it has not seen.
  await button(page, "Evaluate").click();
  await expect(page.getByLabel("Name of the evaluation")).toHaveValue("router against gpt-4.1-mini");
  const part = page.getByRole("combobox", { name: "Part", exact: true });
  await expect(part).toHaveValue("test");
  await expect(page.getByRole("region", { name: "Grader Same as the reference" })).toBeVisible();
  const card = page.getByRole("complementary", { name: "Before you start" });
  await expect(card.getByText("Ready to start.")).toBeVisible();
  await expect(card.getByText(/^50 rows see no less than/)).toBeVisible();

  // Rows that it was trained on are told, and refused.
  await part.selectOption("train");
  await button(page, "Compare with the training data").click();
  await expect(
    card.getByText(/^router: 160 of these rows, .* are in tickets \(version 1\)\.$/),
  ).toBeVisible();
  await button(page, "Start").click();
  await expect(page.getByText(/router.* was trained on/).first()).toBeVisible();
  await part.selectOption("test");
  await button(page, "Compare with the training data").click();
  await expect(card.getByText("router: none of these rows.")).toBeVisible();

  // A pilot first, then all of it.
  await card.getByRole("button", { name: "Run a pilot" }).click();
  await expect(card.getByText("Done, 60 of 60 answers")).toBeVisible({ timeout: 30_000 });
  await expect(card.getByText(/in the pilot the two differed on/)).toBeVisible();
  await button(page, "Start").click();
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText(/^router is better: \d+% against 20%, .*95%.*p\s[=<]\s0\.00/)).toBeVisible({
    timeout: 30_000,
  });

  // A row that it has learned to answer, and the training rows that taught it.
  await tab(page, "Rows").click();
  const filter = page.getByLabel("Show", { exact: true });
  const grid = page.getByRole("grid", { name: "Rows and models" });
  const pane = page.getByRole("complementary", { name: "Row in full" });
  await filter.selectOption("Better than the baseline");
  await expect(page.getByText(/\d of 50 rows/)).toBeVisible();
  await expect(grid).not.toContainText("QUEUE");
  await grid.focus();
  await page.keyboard.press("Enter");
  await button(page, "Find nearest training rows").click();
  await expect(pane.getByText(/^\d+% alike, in the training data of router$/).first()).toBeVisible();
  await pane.getByRole("button", { name: "Close" }).click();

  // Better in all, and worse on some rows: one of them is looked at, and named.
  await filter.selectOption("Worse than the baseline");
  await expect(page.getByText("10 of 50 rows")).toBeVisible();
  await grid.focus();
  await page.keyboard.press("Enter");
  await expect(pane.getByText(/^Answer exactly: QUEUE \d+/).first()).toBeVisible();
  await expect(pane.getByRole("article", { name: "gpt-4.1-mini" })).toContainText("Passed");
  await expect(pane.getByRole("article", { name: "router" })).toContainText("Not passed");
  await pane.getByRole("combobox", { name: "Label" }).fill("forgotten");
  await expect(grid).toContainText("forgotten");
  await button(page, "Find nearest training rows").click();
  await expect(pane.getByText(/nothing is close to this row/)).toBeVisible();
  await pane.getByRole("button", { name: "Close" }).click();

  // They become a dataset, which keeps the label, and the next job begins with it.
  await button(page, "Add all 10 to dataset…").click();
  await dialog(page).getByLabel("Dataset name").fill("forgotten tickets");
  await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog(page).getByText("10 rows added.")).toBeVisible();
  await button(page, "Open dataset").click();
  await expect(page.getByRole("heading", { level: 1, name: "forgotten tickets" })).toBeVisible();
  await expect(page.getByText("10 rows").first()).toBeVisible();
  await tab(page, "Rows").click();
  await expect(page.getByText("forgotten", { exact: true }).first()).toBeVisible();
  await button(page, "More for forgotten tickets").click();
  await page.getByRole("menuitem", { name: "Fine-tune" }).click();
  await page.getByRole("radio", { name: /^Supervised/ }).check();
  await page.getByRole("button", { name: /^gpt-4\.1-mini-2025-04-14 Supervised/ }).click();
  await page.getByRole("radio", { name: /^Global/ }).check();
  await page.getByLabel("Model name suffix").fill("again");
  await button(page, "Check now").first().click();
  await button(page, "Start job…").click();
  await button(page, "Start job").click();
  await page.waitForURL(/#\/fineTuning\/job/, { timeout: 30_000 });
});

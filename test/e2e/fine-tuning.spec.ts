import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { tasks } from "../unit/sandbox/training/tasks.ts";
import { clean } from "./axe.ts";
import { expect, openSignIn, signInAs, test } from "./entra.ts";
import { section } from "./steps.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");

async function importRows(electron: ElectronApplication, page: Page, folder: string, name: string) {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(
    file,
    tasks
      .extraction("journey", 200)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  await electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    },
    [file],
  );
  await section(page, "Datasets").click();
  await page.getByRole("button", { name: "Choose files", exact: true }).click();
  await dialog(page).getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Supervised fine-tuning · 200 rows")).toBeVisible();
}

test("with a sign-in: from a file to a tuned model that is deployed and answers", async ({
  start,
  env,
  sandbox,
  profile,
}) => {
  test.slow();
  sandbox.setSpeed(300);
  const { electron, page } = await start({ env });
  await page.getByRole("button", { name: "Skip for now" }).click();
  await page.getByRole("button", { name: /^Guide Me/ }).click();
  await page.getByRole("radio", { name: /^Microsoft Foundry/ }).check();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await signInAs(await openSignIn(electron, page), "mara");
  await page.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(page.locator("[aria-current=step]")).toHaveText("Model");
  await importRows(electron, page, profile, "orders");
  await button(page, "Split").click();
  await expect(page.getByText("Split orders.")).toBeAttached();

  await section(page, "Fine-tuning").click();
  await page.locator(".work").getByRole("button", { name: "New job" }).click();
  await page.getByRole("radio", { name: /^Supervised/ }).check();
  await page.getByLabel("Search models").fill("4.1 mini");
  await page.getByRole("button", { name: /^gpt-4\.1-mini/ }).click();
  await page.getByLabel("Training data").selectOption({ label: "orders" });
  await page.getByLabel("Training rows").selectOption("train");
  await page.getByLabel("Validation data").selectOption({ label: "orders" });
  await page.getByLabel("Validation rows").selectOption("validation");
  await page.getByRole("radio", { name: /^Global/ }).check();
  await page.getByLabel("Model name suffix").fill("orders");
  await page.getByLabel("Name of the job").fill("Orders");
  await page.keyboard.press("Enter");
  await button(page, "Start job…").click();
  await dialog(page)
    .getByRole("button", { name: /^Start (job|anyway)$/ })
    .click();
  await page.waitForURL(/#\/fineTuning\/job/, { timeout: 60_000 });
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 120_000 });
  await clean(page, "Fine-tuning, a job that succeeded");
  for (const name of ["Metrics", "Events", "Data and settings", "Results", "Progress"]) {
    await page.getByRole("tab", { name, exact: true }).click();
    await expect(page.getByRole("tabpanel")).toBeVisible();
    await clean(page, `Fine-tuning, ${name}`);
  }

  // Deployed by Azure Resource Manager, and there once it has answered.
  await page.locator(".work").getByRole("button", { name: "Deploy", exact: true }).first().click();
  await clean(page, "Fine-tuning, deploying");
  await dialog(page).getByRole("radio").first().check();
  await dialog(page)
    .getByRole("button", { name: /^Deploy/ })
    .click();
  await section(page, "Fine-tuning").click();
  await page.getByRole("link", { name: "Tuned deployments" }).click();
  await expect(page.getByText("Ready").first()).toBeVisible({ timeout: 120_000 });
  await clean(page, "Fine-tuning, deployed");
});

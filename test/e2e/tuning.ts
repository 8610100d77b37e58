import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import type { PlanValues } from "../../preload/contract/tuning-plans.ts";
import { expect } from "./app.ts";
import { section } from "./steps.ts";

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
export const dialog = (page: Page) => page.getByRole("dialog");
export const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

/** Imports rows as a dataset for supervised training, and gives its id. */
export async function importRows(
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

/** Starts a job as a person would who has filled in the page of a plan. Gives the plan's id. */
export const startPlan = (page: Page, name: string, datasetId: string, values: Partial<PlanValues> = {}) =>
  page.evaluate(
    async ([name, datasetId, values]) => {
      const begun = await window.assay["tuningPlans.begin"]({
        connectionId: null,
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

/** Shows the page of a plan, a job or a trial in its section. */
export const show = (page: Page, shown: string) =>
  page.evaluate((shown) => {
    location.hash = `#/fineTuning/${encodeURIComponent(shown)}`;
  }, shown);

/** Waits until the service has the job of a plan, and shows it. Gives its id. */
export async function showJob(page: Page, planId: string, name: string): Promise<string> {
  const jobOf = () =>
    page.evaluate(async (id) => {
      const plans = await window.assay["tuningPlans.list"]();
      const plan = plans.ok ? plans.data.find((one) => one.id === id) : undefined;
      if (plan?.problem && !plan.sending) throw new Error(JSON.stringify(plan.problem));
      return plan?.jobId ?? "";
    }, planId);
  await expect.poll(jobOf, { timeout: 60_000 }).not.toBe("");
  const jobId = await jobOf();
  await show(page, `job:${jobId}`);
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(name, "i") })).toBeVisible();
  return jobId;
}

/** Waits until a job is over, which the person does not wait for to be read by itself. */
export async function ended(page: Page, heading: string): Promise<void> {
  await expect(async () => {
    await button(page, "Refresh jobs").click();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
}

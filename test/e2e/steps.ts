import { expect, type Page } from "@playwright/test";

/** What a person does in the app, in the words of its screens. */
export const section = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name, exact: true });

/** Connects an endpoint; where the name of one is given, waits until that deployment is listed. */
export async function connect(page: Page, endpoint: string, key: string, listed?: string): Promise<void> {
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).click();
  await page.getByLabel("Endpoint URL").fill(endpoint);
  await page.getByLabel("API Key").fill(key);
  await page.getByRole("button", { name: "Connect" }).click();
  if (listed !== undefined) await expect(deploymentRow(page, listed)).toBeVisible();
}

export const deploymentRow = (page: Page, name: string) =>
  page
    .getByRole("row")
    .filter({ has: page.getByText(name, { exact: true }).first() })
    .first();

/** Connects an endpoint, and begins a comparison once its deployments are listed. */
export async function beginComparison(page: Page, endpoint: string, key: string): Promise<void> {
  await connect(page, endpoint, key, "gpt-4.1-mini");
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
}

/** Has the conversation go on with a deployment. */
export const pick = (page: Page, name: string) =>
  page.getByRole("combobox", { name: "Deployment", exact: true }).selectOption({ label: name });

export async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** Waits until the last answer has ended. */
export async function answered(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
}

export const answers = (page: Page) => page.getByRole("article", { name: /^Answer/ });

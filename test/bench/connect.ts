import type { Page } from "playwright";

/** Connects the app to an endpoint as a person does, and chooses a deployment: a message can be sent then. */
export async function connect(
  page: Page,
  { endpoint, apiKey }: { endpoint: string; apiKey: string },
): Promise<void> {
  await page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: "Integrations", exact: true })
    .click();
  await page.getByRole("tab", { name: "API Key" }).click();
  await page.getByLabel("Endpoint URL").fill(endpoint);
  await page.getByLabel("API Key").fill(apiKey);
  await page.getByRole("button", { name: "Connect" }).click();
  const name = page.getByText("gpt-4.1-mini", { exact: true }).first();
  await page.getByRole("row").filter({ has: name }).first().click();
}

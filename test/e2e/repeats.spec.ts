import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, deploymentRow, section } from "./steps.ts";

test("repeats of a comparison: below its columns while they run, closed for good when closed", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  const columns = page.getByRole("region", { name: /^Column \d+/ });
  for (const [index, name] of ["gpt-4.1-mini", "gpt-4.1", "deepseek-r1"].entries()) {
    await page.getByLabel("Add column").selectOption({ label: name });
    await expect(columns).toHaveCount(index + 1);
  }
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 8 words");
  const strip = page.locator("details.repeats");
  await expect(strip).toHaveCount(0);
  await page.getByRole("button", { name: "Measure" }).click();
  const dialog = page.getByRole("dialog", { name: "Measure" });
  await dialog.getByLabel("Repeats of each").fill("6");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText(/ of 21$/).first()).toBeVisible();

  await page.getByRole("link", { name: "Side by side" }).click();
  await expect(strip.getByText(/^run [2-6] of 6$/)).toBeVisible({ timeout: 30_000 });
  await expect(strip.getByText("Done")).toBeVisible({ timeout: 60_000 });
  const firstToken = strip.locator("figure").filter({ hasText: "First token" });
  await expect(firstToken.locator(".interval:not(.axis)")).toHaveCount(3);
  await expect(firstToken).toContainText(/1 gpt-4.1-mini\d+ ms, \d+ ms to \d+ ms/);
  await expect(strip.getByText(/^First token: 1 gpt-4.1-mini begins sooner than/)).toBeVisible();
  await clean(page, "Compare, repeats");

  // Closed, it stays closed also when the page begins anew.
  await strip.locator("summary").press("Enter");
  await expect(strip.getByRole("link")).toHaveCount(0);
  await page.reload();
  await expect(strip).toBeVisible();
  await expect(strip.getByRole("link")).toHaveCount(0);
  await strip.locator("summary").click();
  await strip.getByRole("link", { name: "Open the series" }).click();
  await expect(page.getByLabel("Name of the series")).toHaveValue("Say hello in 8 words");
});

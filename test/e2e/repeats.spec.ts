import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { beginComparison } from "./steps.ts";

/** The colours the chart is drawn in. */
const colors = (page: Page) =>
  page
    .locator(".plot canvas")
    .first()
    .evaluate((chart: HTMLCanvasElement) => {
      const copy = new OffscreenCanvas(chart.width, chart.height).getContext("2d");
      copy?.drawImage(chart, 0, 0);
      const pixels = copy?.getImageData(0, 0, chart.width, chart.height).data ?? [];
      const found = new Set<string>();
      for (let at = 0; at < pixels.length; at += 4) {
        if (pixels[at + 3] === 255) found.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
      }
      return [...found];
    });

test("repeats of a comparison: below its columns while they run, as charts and in numbers", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await beginComparison(page, sandbox.projectEndpoint, sandbox.apiKey);
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
  await strip.getByRole("link", { name: "All results" }).click();

  const chart = page.locator("figure").filter({ hasText: "Distribution" });
  const rows = chart.getByRole("row");
  await expect(rows).toHaveCount(4);
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.getByRole("img", { name: /^First token/ }).locator("canvas")).toBeVisible();
  await clean(page, "Series, charts");
  const dark = await colors(page);
  expect(dark.length).toBeGreaterThan(2);
  await page.evaluate(() => window.assay["settings.set"]({ theme: "light" }));
  await expect.poll(async () => (await colors(page)).some((one) => dark.includes(one))).toBe(false);

  // The line nearest to the pointer is told in words; the table has the same values.
  const lowest = await rows.nth(1).locator("td").first().innerText();
  const over = await chart.locator(".u-over").boundingBox();
  if (!over) throw new Error("The chart has no place.");
  await page.mouse.move(over.x + 1, over.y + over.height - 2);
  await expect(chart.getByText(`1 gpt-4.1-mini: 0% of the runs at most ${lowest}.`)).toBeVisible();
  await chart.getByLabel("Distribution of").selectOption("Speed");
  await expect(rows.nth(1)).toContainText("tok/s");
  await expect(chart.getByRole("img", { name: /^Speed/ })).toBeVisible();
});

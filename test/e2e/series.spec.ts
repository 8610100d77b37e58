import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, deploymentRow, section } from "./steps.ts";

async function openCompare(
  page: Page,
  endpoint: string,
  key: string,
  ...deployments: string[]
): Promise<void> {
  await connect(page, endpoint, key, "gpt-4.1-mini");
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  for (const [index, name] of deployments.entries()) {
    await page.getByLabel("Add column").selectOption({ label: name });
    await expect(page.getByRole("region", { name: /^Column \d+/ })).toHaveCount(index + 1);
  }
}

const seriesLink = (page: Page) =>
  page.getByRole("navigation", { name: "Ways to compare" }).getByRole("link", { name: "Series" });

const state = (page: Page) => page.locator(".series-progress [role=status]");

test("one prompt many times: medians with their intervals, and what can be told from them", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await section(page, "Compare").click();
  await seriesLink(page).click();
  await expect(page.getByRole("heading", { name: "Measure properly" })).toBeVisible();
  await clean(page, "Series, empty");
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini", "gpt-4.1");
  await page.getByLabel("Prompt", { exact: true }).fill("Say exactly: gold is where you find it");
  await page.getByRole("button", { name: "Measure" }).click();
  const dialog = page.getByRole("dialog", { name: "Measure" });
  await dialog.getByLabel("Repeats of each").fill("7");
  await expect(dialog.getByText("16 requests in all.")).toBeVisible();
  await clean(page, "Series, set up");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText(/ of 16$/).first()).toBeVisible();
  await expect(state(page)).toHaveText("Done", { timeout: 60_000 });
  const rows = page.getByRole("region", { name: "Results" }).getByRole("table").first().getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("1 gpt-4.1-mini");
  await expect(rows.nth(1)).toContainText(/ms \(.* to .*\)/);
  // 180 ms against 600 ms is a difference also in seven runs.
  await expect(
    page.getByText(/First token: 2 gpt-4.1 is .* higher than 1 gpt-4.1-mini, between/),
  ).toBeVisible();
  await expect(page.getByText(/with 95% confidence\./).first()).toBeVisible();
  await clean(page, "Series, results");
  await page.getByRole("tab", { name: "Conditions" }).click();
  await expect(page.getByText("Seed of the order")).toBeVisible();
  await clean(page, "Series, conditions");
});

test("a table of prompts: read with its problems, asked, sorted, filtered, told apart word by word, read in full", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini", "gpt-4.1");
  await page.getByRole("button", { name: "Measure" }).click();
  const dialog = page.getByRole("dialog", { name: "Measure" });
  await dialog.getByLabel("The prompts").fill("metal,words\ngold,10\nsilver,30\ncopper\nlead,20\n");
  await dialog.getByLabel("Template").fill("Describe {{metal}} in {{words}} words");
  await expect(dialog.getByText("3 prompts")).toBeVisible();
  await expect(dialog.getByText("Line 4: it has another number of fields than the header.")).toBeVisible();
  await expect(dialog.getByText("Describe silver in 30 words")).toBeVisible();
  await clean(page, "Series, set up with a table");
  await dialog.getByLabel("Name").fill("Metals");
  await dialog.getByLabel("Columns at once").fill("2");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(state(page)).toHaveText("Done", { timeout: 60_000 });
  await page.getByRole("tab", { name: "Answers" }).click();
  const body = page.getByRole("table", { name: "Answers" }).locator("tbody tr");
  await expect(body).toHaveCount(3);
  await page.getByLabel("Sort by").selectOption("Length of the answer");
  await page.getByRole("button", { name: "Lowest first" }).click();
  await expect(body.first()).toContainText("silver");
  await page.getByPlaceholder("Search prompts and answers").fill("lead");
  await expect(page.getByText("1 of 3 prompts")).toBeVisible();
  await page.getByPlaceholder("Search prompts and answers").fill("");
  await clean(page, "Series, answers");
  await page.getByRole("button", { name: "Read the answer of gpt-4.1 to prompt 1" }).press("Enter");
  const reader = page.getByRole("dialog", { name: "Prompt 1, 2 gpt-4.1" });
  await expect(reader.getByText("Describe gold in 10 words")).toBeVisible();
  await reader.getByText("Measured").click();
  await expect(reader.getByText("East US 2")).toBeVisible();
  await reader.getByLabel("Compare with").selectOption({ label: "1 gpt-4.1-mini" });
  await expect(reader.locator(".stretches, p.muted")).toBeVisible();
  await clean(page, "Series, reader");
  await page.keyboard.press("Escape");
  await expect(reader).toHaveCount(0);

  // Deleted and brought back.
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("A series was deleted.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Name of the series")).toHaveValue("Metals");
});

test("a hundred prompts to four columns, the app killed in the middle twice: every row once", async ({
  start,
  sandbox,
}) => {
  test.setTimeout(180_000);
  sandbox.setPace({ firstTokenMs: 80, tokensPerSecond: 200 });
  let app = await start();
  let { page } = app;
  const names = ["gpt-4.1-mini", "gpt-4.1-mini", "gpt-4.1-mini", "gpt-4.1-mini"];
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey, ...names);
  await page.getByRole("button", { name: "Measure" }).click();
  const dialog = page.getByRole("dialog", { name: "Measure" });
  await dialog
    .getByLabel("The prompts")
    .fill(Array.from({ length: 100 }, (_, index) => `Say exactly: answer ${index + 1}`).join("\n"));
  await expect(dialog.getByText("100 prompts")).toBeVisible();
  await dialog.getByLabel("Warm-ups").fill("0");
  await dialog.getByLabel("Name").fill("A hundred");
  await dialog.getByRole("button", { name: "Begin" }).click();
  const done = async () => {
    const series = await page.evaluate(() => window.assay["series.list"]());
    return series.ok ? (series.data[0]?.progress.done ?? 0) : 0;
  };
  for (const until of [40, 150]) {
    await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(until);
    const ended = new Promise((resolve) => app.electron.process().once("exit", resolve));
    app.electron.process().kill("SIGKILL");
    await ended;
    app = await start();
    page = app.page;
    await section(page, "Compare").click();
    await seriesLink(page).click();
    await expect(state(page)).toHaveText("Paused");
    expect(await done()).toBeGreaterThan(until);
    expect(await done()).toBeLessThan(400);
    // Without a keyring the key has to be entered again; the series says so and asks nothing.
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Enter the key again" }).first().click();
    await page.getByLabel("API Key").fill(sandbox.apiKey);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
    await section(page, "Compare").click();
    await seriesLink(page).click();
    await page.getByRole("button", { name: "Resume" }).click();
    // Paused by the person meanwhile, it stands still.
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(state(page)).toHaveText("Paused");
    const paused = await done();
    await page.waitForTimeout(700);
    expect(await done()).toBe(paused);
    await page.getByRole("button", { name: "Resume" }).click();
  }
  await expect(state(page)).toHaveText("Done", { timeout: 120_000 });
  await expect(page.locator(".series-progress")).toContainText("400 of 400");
  const rows = await page.evaluate(async () => {
    const list = await window.assay["series.list"]();
    const id = list.ok ? (list.data[0]?.id ?? "") : "";
    const rows = await window.assay["series.rows"]({ id });
    return rows.ok ? rows.data : [];
  });
  expect(rows).toHaveLength(400);
  expect(new Set(rows.map(({ columnId, promptId }) => `${columnId} ${promptId}`)).size).toBe(400);
  // Each row has the answer to its own prompt.
  for (const { promptId, beginning, end } of rows) {
    expect({ beginning, end }).toEqual({ beginning: `answer ${promptId.slice(1)}`, end: "stop" });
  }
});

test("what is no file of prompts is told where it is seen, also in a small window", async ({
  start,
  sandbox,
  profile,
}) => {
  const { electron, page } = await start();
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await page.setViewportSize({ width: 880, height: 560 });
  await page.getByRole("button", { name: "Measure" }).click();
  const dialog = page.getByRole("dialog", { name: "Measure" });
  await dialog.getByText("From a file").click();
  const path = join(profile, "prompts.csv");
  writeFileSync(path, "PK\u0003\u0004 xl");
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
  }, path);
  await dialog.getByRole("button", { name: "Choose a file" }).click();
  await expect(dialog.getByText("This is no file of prompts")).toBeInViewport();
  expect(await dialog.evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
});

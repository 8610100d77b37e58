import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";

const columns = (page: Page) => page.getByRole("region", { name: /^Column \d+/ });
const column = (page: Page, number: number) =>
  page.getByRole("region", { name: new RegExp(`^Column ${number}:`) });
const add = (page: Page, deployment: string) =>
  page.getByLabel("Add column").selectOption({ label: deployment });

async function act(page: Page, number: number, action: string): Promise<void> {
  await column(page, number)
    .getByRole("button", { name: `Actions for column ${number}` })
    .click();
  await page.getByRole("menuitem", { name: action }).click();
}

async function openCompare(page: Page, endpoint: string, key: string): Promise<void> {
  await connect(page, endpoint, key, "gpt-4.1-mini");
  await section(page, "Compare").click();
  await clean(page, "Compare, empty");
  await page.getByRole("button", { name: "New comparison" }).first().click();
}

test("one prompt to several models at once, measured; the layout and the answers are there after a restart", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  const { page } = first;
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey);
  for (const name of ["gpt-4.1-mini", "gpt-4.1", "deepseek-r1"]) await add(page, name);
  await expect(columns(page)).toHaveCount(3);
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 90 words");
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  for (const number of [1, 2, 3]) {
    await expect(
      column(page, number)
        .getByText(/tok\/s/)
        .first(),
    ).toBeVisible({ timeout: 20_000 });
    await expect(column(page, number).getByText("First token")).toBeVisible();
  }
  await expect(column(page, 3).getByText("Thought", { exact: true }).first()).toBeVisible();
  await column(page, 1).getByText("First token").click();
  await expect(column(page, 1).getByText(/East US 2/)).toBeVisible();
  await clean(page, "Compare, answered");

  // The same model again with other instructions, and one that is asked something else.
  await act(page, 1, "Duplicate the column");
  await act(page, 2, "Instructions and parameters");
  await page.getByLabel("Temperature").fill("0.2");
  await clean(page, "Compare, parameters");
  await page.getByRole("button", { name: "Done" }).click();
  await act(page, 2, "Give it a prompt of its own");
  await page.getByLabel("Prompt of column 2").fill("Say goodbye in 70 words");
  await column(page, 2).getByRole("button", { name: "Ask again" }).click();
  await expect(
    column(page, 2)
      .getByText(/tok\/s/)
      .first(),
  ).toBeVisible({ timeout: 20_000 });
  await act(page, 2, "Move left");
  await expect(column(page, 1).getByLabel("Prompt of column 1")).toHaveValue("Say goodbye in 70 words");
  await act(page, 4, "Continue as a chat");
  const answer = page.getByRole("article", { name: /deepseek-r1/ });
  await expect(answer).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Say hello in 90 words");
  await page.getByRole("textbox", { name: "Message" }).fill("And in 3 words");
  await page.getByRole("textbox", { name: "Message" }).press("Enter");
  await expect(answer).toHaveCount(2, { timeout: 20_000 });
  await section(page, "Compare").click();
  const shown = await column(page, 4).locator(".answer").innerText();
  await first.close();

  const later = (await start()).page;
  await section(later, "Compare").click();
  await expect(columns(later)).toHaveCount(4);
  await expect(later.getByLabel("Prompt", { exact: true })).toHaveValue("Say hello in 90 words");
  await expect(later.getByLabel("Prompt of column 1")).toHaveValue("Say goodbye in 70 words");
  await expect.poll(() => column(later, 4).locator(".answer").innerText()).toBe(shown);
});

test("twelve columns stream at the same time; one stops, a rate limit counts down and goes on by itself", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey);
  for (let index = 0; index < 11; index++) await add(page, index % 2 ? "gpt-4.1" : "gpt-4.1-mini");
  await add(page, "deepseek-r1");
  await expect(columns(page)).toHaveCount(12);
  sandbox.faults.set("deepseek-r1", "rate-limited");
  await page.getByLabel("Prompt", { exact: true }).fill("Write 900 words about assaying");
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect.poll(() => page.getByText("Writing", { exact: true }).count(), { timeout: 10_000 }).toBe(11);
  await expect(column(page, 12).getByText("Rate limit reached")).toBeVisible();
  await expect(column(page, 12).getByText(/^0:\d\d$/)).toBeVisible();
  await expect(column(page, 12).getByText("try 2 of 10.")).toBeVisible();
  sandbox.faults.set("deepseek-r1", null);
  await column(page, 2).getByRole("button", { name: "Stop" }).click();
  await expect(column(page, 2).getByText("Stopped")).toBeVisible();
  await clean(page, "Compare, streaming");
  sandbox.setPace({ firstTokenMs: 200, tokensPerSecond: 500 });
  await expect(
    column(page, 12)
      .getByText(/tok\/s/)
      .first(),
  ).toBeVisible({ timeout: 50_000 });
  await expect(page.getByText("Writing", { exact: true })).toHaveCount(0, { timeout: 50_000 });

  await page.getByRole("button", { name: "Delete" }).click();
  await expect(columns(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(columns(page)).toHaveCount(12);
});

test("an answer that came in lumps has no speed, and says why, in its column and in the chat it goes on as", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey);
  await add(page, "gpt-4.1-mini");
  sandbox.faults.set("gpt-4.1-mini", "few-lumps");
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 60 words");
  await page.getByRole("button", { name: "Ask all" }).click();
  const measured = column(page, 1).locator("details.measured");
  await expect(measured.getByText("let it out in a few lumps")).toHaveCount(1, { timeout: 20_000 });
  await expect(measured.getByText("tok/s")).toHaveCount(0);
  await measured.locator("summary").click();
  await expect(measured.getByText("let it out in a few lumps")).toBeVisible();
  await act(page, 1, "Continue as a chat");
  const readings = page.locator("details.readings");
  await expect(readings.locator("summary")).toContainText("– tok/s");
  await readings.locator("summary").click();
  await expect(readings.getByText("let it out in a few lumps")).toBeVisible();
});

test("a page that is reloaded while columns answer goes on where they are; asking again leaves the old answer behind", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey);
  for (const name of ["gpt-4.1-mini", "gpt-4.1", "deepseek-r1"]) await add(page, name);
  sandbox.faults.set("deepseek-r1", "rate-limited");
  await page.getByLabel("Prompt", { exact: true }).fill("Write 600 words about assaying");
  await page.getByRole("button", { name: "Ask all" }).click();
  const lengthOf = (number: number) =>
    column(page, number)
      .locator(".answer")
      .innerText()
      .then((text) => text.length);
  await expect.poll(() => lengthOf(1), { timeout: 10_000 }).toBeGreaterThan(100);
  await page.reload();
  await expect(column(page, 1).getByText("Writing", { exact: true })).toBeVisible();
  const afterReload = await lengthOf(1);
  expect(afterReload).toBeGreaterThan(100);
  // It goes on while it is written, not only once it has ended.
  await expect.poll(() => lengthOf(1), { timeout: 3000 }).toBeGreaterThan(afterReload);
  await expect(column(page, 1).getByText("Writing", { exact: true })).toBeVisible();

  sandbox.faults.set("deepseek-r1", null);
  await column(page, 3).getByRole("button", { name: "Try now" }).click();
  await expect(column(page, 3).getByText("Rate limit reached")).toHaveCount(0);
  await expect(column(page, 3).getByText("Thinking")).toBeVisible({ timeout: 5000 });

  // Everything again while it still answers: each column writes anew, and none says that it was stopped.
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect.poll(() => page.getByText("Writing", { exact: true }).count()).toBe(3);
  await expect(page.getByText("Stopped")).toHaveCount(0);
  await page.getByRole("button", { name: "Stop all" }).click();
  await expect(page.getByText("Stopped")).toHaveCount(3);
});

test("columns say what of their parameters was not sent, and which that makes the same", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await openCompare(page, sandbox.projectEndpoint, sandbox.apiKey);
  for (const [index, temperature] of ["0", "0.9"].entries()) {
    await add(page, "gpt-4.1-mini");
    await act(page, index + 1, "Instructions and parameters");
    await page.getByLabel("Temperature").fill(temperature);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByLabel(`Model of column ${index + 1}`).selectOption({ label: "o4-mini" });
  }
  // Before anything is sent, beside the parameters: what is set can still be taken away.
  await act(page, 1, "Instructions and parameters");
  const dialog = page.getByRole("dialog");
  const changes = (within: Page | ReturnType<typeof column>) =>
    within.getByRole("list", { name: "Changes to the request" });
  await expect(dialog.getByRole("list", { name: "Changes to the request" })).toHaveText(
    "temperature not sent: the model doesn't support it",
  );
  await expect(page.getByLabel("Temperature")).toBeEnabled();
  await clean(page, "Compare, parameters that are not sent");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByLabel("Prompt", { exact: true }).fill("Say exactly: one");
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  for (const number of [1, 2])
    await expect(changes(column(page, number))).toHaveText(
      "temperature not sent: the model doesn't support it",
      { timeout: 20_000 },
    );
  await expect(page.getByText("Columns 1 and 2 sent the same request")).toBeVisible();
  await clean(page, "Compare, with notes");

  // A series of the same columns says it of its results and of its conditions.
  await page.getByRole("button", { name: "Measure" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText("Columns 1 and 2 sent the same request")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("1 o4-mini: temperature not sent")).toBeVisible();
  await page.getByRole("tab", { name: "Conditions" }).click();
  await expect(page.getByText("temperature: 0.9 (not sent)")).toBeVisible();
  await clean(page, "Series, with notes");
});

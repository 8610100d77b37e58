import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { beginComparison, section } from "./steps.ts";

const models = ["gpt-4.1-mini", "gpt-4.1", "deepseek-r1"];
const lettered = (page: Page) => page.getByRole("region", { name: /^Column [A-Z]+$/ });
const bar = (page: Page) => page.getByRole("region", { name: "Vote" });

/** A comparison with a column for each model. */
async function compared(page: Page, endpoint: string, key: string): Promise<void> {
  await beginComparison(page, endpoint, key);
  for (const name of models) await page.getByLabel("Add column").selectOption({ label: name });
  await expect(page.getByRole("region", { name: /^Column \d/ })).toHaveCount(3);
}

/** What of the whole page tells whose answers these are: its source, what was typed, and what it is to a screen reader. */
async function givenAway(page: Page): Promise<string[]> {
  const [source, title, accessible, values] = await Promise.all([
    page.content(),
    page.title(),
    page.locator("body").ariaSnapshot(),
    page.evaluate(() =>
      [...document.querySelectorAll("input, textarea, select")].map((one) => (one as HTMLInputElement).value),
    ),
  ]);
  const all = [source, title, accessible, ...values].join("\n").toLowerCase();
  return [...models, "deepseek", "gpt", "temperature", "tok/s", "first token", "thought"].filter((name) =>
    all.includes(name),
  );
}

test("a blind round: nothing names a model before the votes, which are cast from the keyboard and come to a scoreboard", async ({
  start,
  sandbox,
  profile,
}) => {
  const app = await start();
  const { page } = app;
  await compared(page, sandbox.projectEndpoint, sandbox.apiKey);
  await bar(page).getByRole("checkbox", { name: "Blind vote" }).check();
  await bar(page).getByLabel("Task").fill("Greetings");
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 40 words");
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  await expect(lettered(page)).toHaveCount(3);
  expect(await givenAway(page)).toEqual([]);
  await expect(bar(page).getByText(/^[AB] against [BC], pair 1 of 3$/)).toBeVisible({ timeout: 20_000 });
  expect(await givenAway(page)).toEqual([]);
  await clean(page, "Compare, blind");

  // A reload in the middle tells nothing either, and leaves the order and the place as they were.
  await page.keyboard.press("1");
  await expect(page.getByText(/^Counted: [AB] better than [BC]\.$/)).toBeVisible();
  await expect(bar(page).getByText(/pair 2 of 3$/)).toBeVisible();
  const texts = () => lettered(page).locator(".answer").allInnerTexts();
  const before = await texts();
  const pair = await bar(page)
    .getByText(/pair 2 of 3$/)
    .innerText();
  await page.reload();
  await expect(bar(page).getByText(pair)).toBeVisible();
  expect(await texts()).toEqual(before);
  expect(await givenAway(page)).toEqual([]);

  await page.keyboard.press("2");
  await expect(page.getByText(/^Counted: [ABC] and [ABC] are a tie\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(bar(page).getByText(/pair 2 of 3$/)).toBeVisible();
  await page.keyboard.press("2");
  await expect(bar(page).getByText(/pair 3 of 3$/)).toBeVisible();
  await page.keyboard.press("4");
  await expect(page.getByText("Name hidden")).toHaveCount(0);
  for (const name of models)
    await expect(lettered(page).locator("header").getByText(name, { exact: true })).toBeVisible();
  await expect(
    lettered(page)
      .getByText(/tok\/s/)
      .first(),
  ).toBeVisible();
  await expect(
    page.getByText(/^Counted for Greetings: .+ \(blind\); .+ a tie \(blind\); .+ \(blind\)\.$/),
  ).toBeVisible();
  await clean(page, "Compare, revealed");

  await page.getByRole("link", { name: "Scoreboard" }).last().click();
  const board = page.getByRole("table").first();
  await expect(board.getByRole("row")).toHaveCount(4);
  for (const name of models) await expect(board.getByRole("rowheader", { name, exact: true })).toBeVisible();
  await expect(page.getByText("3 votes, 3 of them blind.")).toBeVisible();
  await expect(
    page.getByText(/^Fewer than ten votes: .+ and .+\. Nothing can be said of them yet\.$/),
  ).toBeVisible();
  await clean(page, "Scoreboard");

  // A vote is read in full, deleted and brought back.
  await page.getByRole("button", { name: "Read the answers of this vote" }).first().click();
  await expect(page.getByRole("dialog").getByRole("article")).toHaveCount(2);
  await clean(page, "Scoreboard, a vote");
  await page.getByRole("button", { name: "Close" }).click();
  await page
    .getByRole("button", { name: /^Delete the vote of/ })
    .first()
    .click();
  await expect(page.getByText("2 votes, 2 of them blind.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("3 votes, 3 of them blind.")).toBeVisible();

  // As a file: the board as a table, and the votes with all they are about.
  const written = async (choice: string, name: string) => {
    const path = join(profile, name);
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as never;
    }, path);
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByLabel(choice).check();
    await clean(page, `Scoreboard, export ${name}`);
    await page.getByRole("button", { name: "Save …" }).click();
    await expect(page.getByText(`Written to ${path}`)).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    return readFileSync(path, "utf8");
  };
  const table = await written("The scoreboard as CSV", "board.csv");
  expect(table.split("\r\n")).toHaveLength(5);
  for (const name of models) expect(table).toContain(`\r\n${name},`);
  const lines = (await written("Every vote and edited answer as JSON lines", "votes.jsonl"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).toMatchObject({ kind: "vote", isBlind: true, task: "Greetings" });
    for (const answer of line.answers) {
      expect(models).toContain(answer.deployment);
      expect(answer).toMatchObject({ prompt: "Say hello in 40 words", end: "stop", systemPrompt: "" });
      expect(answer.text).not.toBe("");
      expect(answer.measured.total).toBeGreaterThan(0);
    }
  }
  expect(JSON.stringify(lines)).not.toContain(sandbox.apiKey);
});

test("each round has an order of its own; what ended with a problem says nothing before the vote; votes with names count apart", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await compared(page, sandbox.projectEndpoint, sandbox.apiKey);
  await bar(page).getByRole("checkbox", { name: "Blind vote" }).check();
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 12 words");
  const orders = new Set<string>();
  for (let round = 0; round < 12 && orders.size < 2; round++) {
    await page.getByRole("button", { name: "Ask all" }).click();
    await expect(bar(page).getByText(/pair 1 of 3$/)).toBeVisible({ timeout: 20_000 });
    await bar(page).getByRole("button", { name: "Reveal" }).click();
    await expect(lettered(page).locator(".name")).toHaveCount(3);
    orders.add((await lettered(page).locator(".name").allInnerTexts()).join());
  }
  expect(orders.size).toBe(2);

  sandbox.faults.set("gpt-4.1", "content-filter");
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect(page.getByText(/This one ended with a problem/)).toBeVisible({ timeout: 20_000 });
  await expect(bar(page).getByText(/pair 1 of 1$/)).toBeVisible();
  expect(await givenAway(page)).toEqual([]);
  await bar(page).getByRole("button", { name: "Both are bad" }).click();
  await expect(page.getByText("Name hidden")).toHaveCount(0);
  await expect(page.getByText(/both bad \(blind\)/)).toBeVisible();
  sandbox.faults.set("gpt-4.1", null);

  // With names: another vote of another kind.
  await bar(page).getByRole("checkbox", { name: "Blind vote" }).uncheck();
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect(bar(page).getByText("Names are visible, so this counts as an open vote.")).toBeVisible();
  await expect(
    bar(page)
      .getByText("1 against 2, pair 1 of 3")
      .or(bar(page).getByText(/against \d, pair 1 of 3$/)),
  ).toBeVisible({ timeout: 20_000 });
  await bar(page).getByRole("button", { name: "Tie" }).click();
  await expect(page.getByText(/a tie \(open\)/)).toBeVisible();
  // What was seen with its name is not hidden afterwards.
  await bar(page).getByRole("checkbox", { name: "Blind vote" }).check();
  await expect(bar(page).getByText(/have been seen/)).toBeVisible();
  await page.getByRole("link", { name: "Scoreboard" }).first().click();
  await expect(page.getByText("1 vote.")).toBeVisible();
  await page.getByLabel("Votes").selectOption({ label: "Blind and open" });
  await expect(page.getByText("2 votes, 1 of them blind.")).toBeVisible();
});

test("an answer made better is kept beside the one that came, also after a restart and without the comparison", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  const { page } = first;
  await compared(page, sandbox.projectEndpoint, sandbox.apiKey);
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 60 words");
  await page.getByRole("button", { name: "Ask all" }).click();
  const column = (of: Page) => of.getByRole("region", { name: /^Column 1:/ });
  await expect(
    column(page)
      .getByText(/tok\/s/)
      .first(),
  ).toBeVisible({ timeout: 20_000 });
  const original = await column(page).locator(".answer").innerText();
  await column(page).getByRole("button", { name: "Actions for column 1" }).click();
  await page.getByRole("menuitem", { name: "Edit the answer" }).click();
  await page.getByLabel("The answer as it should be").fill("Hello, and **well met**.");
  await clean(page, "Compare, editing an answer");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(column(page).getByText("Hello, and well met.")).toBeVisible();
  await clean(page, "Compare, edited answer");
  await column(page).getByRole("button", { name: "Original" }).click();
  await expect(column(page).locator(".answer")).toContainText(original.slice(0, 40));
  await first.close();

  const later = (await start()).page;
  await section(later, "Compare").click();
  await expect(column(later).getByText("Hello, and well met.")).toBeVisible();
  await later.getByRole("button", { name: "Delete" }).click();
  await later.getByRole("link", { name: "Scoreboard" }).click();
  const row = later.getByRole("row").filter({ hasText: "gpt-4.1-mini" });
  await expect(row).toContainText("Hello, and **well met**.");
  await row.getByRole("button", { name: /^Change the edited answer/ }).click();
  await later.getByLabel("The answer as it should be").fill("Hello again.");
  await later.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Hello again.");
  await clean(later, "Scoreboard, edited answers only");
  await row.getByRole("button", { name: /^Delete the edited answer/ }).click();
  await expect(row).toHaveCount(0);
  await later.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("Hello again.");
});

test("the answers of a series are voted about pair by pair, without a name on the page, and count on the scoreboard", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await compared(page, sandbox.projectEndpoint, sandbox.apiKey);
  await page.getByRole("button", { name: "Measure" }).click();
  const dialog = page.getByRole("dialog", { name: "Measure" });
  await dialog.getByLabel("The prompts").fill("Say hello in 12 words\nSay goodbye in 14 words");
  await dialog.getByLabel("Warm-ups of each column").fill("0");
  await dialog.getByLabel("Columns at once").fill("3");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(page.locator(".series-progress [role=status]")).toHaveText("Done", { timeout: 60_000 });
  await page.getByRole("button", { name: "Vote blind" }).click();
  await page.getByLabel("Task").fill("Greetings");
  await page.getByLabel("Task").press("Enter");
  await page.getByRole("heading", { name: "Vote blind on these answers" }).click();
  for (let pair = 1; pair <= 6; pair++) {
    await expect(page.getByText(`A against B, pair ${pair} of 6`)).toBeVisible();
    expect(await givenAway(page)).toEqual([]);
    if (pair === 1) await clean(page, "Series, voting blind");
    await page.keyboard.press(pair === 2 ? "2" : "1");
  }
  await expect(page.getByText("Every pair has been voted about.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("A against B, pair 6 of 6")).toBeVisible();
  await page.keyboard.press("4");
  await page.getByRole("link", { name: "Go to the scoreboard" }).click();
  await expect(page.getByText("6 votes, 6 of them blind.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Greetings/ })).toHaveCount(6);
  for (const name of models) {
    await expect(page.getByRole("rowheader", { name, exact: true })).toBeVisible();
  }
});

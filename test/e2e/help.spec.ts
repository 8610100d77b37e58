import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { ask, connect, deploymentRow, section } from "./steps.ts";

const search = (page: Page) => page.getByRole("combobox", { name: "Search the help" });
const topic = (page: Page, name: string) => page.getByRole("option", { name });
const article = (page: Page, name: string) => page.getByRole("article", { name });
const pane = (page: Page) => page.getByRole("complementary", { name: "Help" });

test("the help is found by search, from the keyboard alone, and nothing is asked of the network", async ({
  start,
}) => {
  const { page } = await start();
  const { keyboard } = page;
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("app:")) asked.push(request.url());
  });
  await keyboard.press("F1");
  await expect(search(page)).toBeFocused();
  await keyboard.type("key downt");
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("option").locator("mark").first()).toHaveText(/^key$/i);
  await keyboard.press("Enter");
  await expect(article(page, "Find your credentials")).toBeFocused();
  await expect(page.getByRole("heading", { level: 1, name: "Find your credentials" })).toBeVisible();
  await expect(article(page, "Find your credentials").locator("mark").first()).toBeVisible();

  await keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await keyboard.press("F1");
  await expect(search(page)).toBeFocused();
  await keyboard.type("key");
  const options = page.getByRole("option");
  const second = await options.nth(1).locator("b").innerText();
  await keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(second);

  await search(page).fill("zebra");
  await expect(page.getByText("No topic has all of these words")).toBeVisible();
  await page.getByRole("button", { name: "Show all topics" }).press("Enter");
  await expect(search(page)).toBeFocused();
  await expect(page.getByRole("link", { name: "Which method?" })).toBeVisible();
  expect(asked).toEqual([]);
});

test("the palette, the rail and a link between articles lead to the help, and a reload finds the article", async ({
  start,
}) => {
  const { page } = await start();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Commands" }).fill("help");
  await page.keyboard.press("Enter");
  await expect(search(page)).toBeFocused();
  await section(page, "Home").click();
  await section(page, "Help").click();
  await expect(page.getByRole("table", { name: "OAuth and API Key compared" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Consent" })).toBeVisible();
  await page
    .getByRole("navigation", { name: "See also" })
    .getByRole("link", { name: "Roles for OAuth" })
    .click();
  await expect(article(page, "Roles for OAuth")).toBeFocused();
  await page.reload();
  await expect(article(page, "Roles for OAuth")).toBeVisible();
  await page.evaluate(() => {
    window.location.hash = "#/help/nothing-of-this-name";
  });
  await expect(page.getByRole("heading", { level: 1, name: "There is no such topic" })).toBeVisible();
});

test("beside the connection form it can be closed, remembers it, and opens at a diagnosis without losing what was typed", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, "wrong-key");
  await expect(page.getByRole("heading", { name: "Invalid credentials" })).toBeVisible();
  await expect(pane(page)).toBeVisible();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await expect(pane(page)).toBeHidden();
  await page.reload();
  await expect(page.getByRole("tab", { name: "API Key" })).toBeVisible();
  await expect(pane(page)).toBeHidden();

  await connect(page, sandbox.projectEndpoint, "wrong-key");
  await page.getByRole("main").getByRole("link", { name: "Help", exact: true }).click();
  await expect(pane(page).getByRole("article", { name: "Invalid credentials" })).toBeFocused();
  await expect(pane(page).getByText("A resource has two keys")).toBeVisible();
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.projectEndpoint);
  await clean(page, "Integrations, help on a diagnosis");
  await pane(page).getByRole("link", { name: "Find your credentials" }).click();
  await expect(pane(page).getByText("Microsoft Foundry project endpoint")).toBeVisible();
  await pane(page).getByRole("button", { name: "All topics" }).click();
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("admin cons");
  await expect(topic(page, "Admin consent").first()).toBeVisible();
  await clean(page, "Integrations, help searched");
  await page.keyboard.press("Enter");
  await expect(pane(page).getByRole("article", { name: "Admin consent" })).toBeFocused();
  await pane(page).getByRole("link", { name: "Open on a page of its own" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Admin consent" })).toBeVisible();
});

test("a diagnosis elsewhere leads to its paragraph, and back to what was there", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await sandbox.stop();
  await ask(page, "Is anybody there");
  const link = page.getByRole("main").getByRole("link", { name: "Help", exact: true });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "The host did not take the connection" })).toBeFocused();
  await clean(page, "Help, an article");
  await search(page).fill("zebra");
  await clean(page, "Help, nothing found");
  await page.goBack();
  await expect(page.getByText("Is anybody there").first()).toBeVisible();
});

test("its links open in the person's browser, and only there", async ({ start }) => {
  const { page, electron } = await start();
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as unknown as { opened: string[] }).opened = opened;
    shell.openExternal = async (address) => void opened.push(address);
  });
  await section(page, "Help").click();
  await page.getByRole("link", { name: "Create a project" }).click();
  await page.getByRole("link", { name: "Open ai.azure.com" }).click();
  await expect
    .poll(() => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual(["https://ai.azure.com/"]);
  await expect(article(page, "Create a project")).toBeVisible();
});

import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { section } from "./steps.ts";

const rowsCount = 300;

/** Chat rows, of which every fiftieth has a token that fails a training job. */
const chatRows = Array.from({ length: rowsCount }, (_, index) =>
  JSON.stringify({
    messages: [
      { role: "user", content: `Which metal is number ${index + 1}?` },
      {
        role: "assistant",
        content: index % 50 === 7 ? `Metal ${index + 1} <|fim_suffix|> it is.` : `Metal ${index + 1} it is.`,
        weight: 1,
      },
    ],
  }),
);

/** A row with what cannot be seen, and a name that every object has. */
const odd = 12;
chatRows[odd - 1] =
  '{"messages":[{"role":"user","content":"a\\u0000b\\ud800"},{"role":"assistant","content":"c"}],"__proto__":{"x":1}}';

/** Makes a dataset of pasted text, as the Import dialog does. Gives its id. */
async function paste(page: Page, name: string, text: string): Promise<string> {
  const id = await page.evaluate(
    async ([name, text]) => {
      const intake = await window.assay["datasets.paste"]({ text });
      if (!intake.ok) throw new Error(intake.error.message);
      const made = await window.assay["datasets.import"]({
        intakeId: intake.data.id,
        name,
        into: null,
        mayNeedMuch: false,
      });
      if (!made.ok) throw new Error(made.error.message);
      return made.data.id;
    },
    [name, text] as const,
  );
  await expect.poll(() => stateOf(page, id)).toBe("ready");
  await section(page, "Datasets").click();
  await page.getByRole("link", { name: new RegExp(name) }).click();
  return id;
}

/** How a dataset stands; null while something is being done to it. */
const stateOf = (page: Page, id: string) =>
  page.evaluate(async (id) => {
    const list = await window.assay["datasets.list"]();
    const dataset = list.ok ? list.data.find((one) => one.id === id) : undefined;
    return dataset?.job ? null : dataset?.state;
  }, id);

test("rows are found, read, edited and undone, and versions compared row by row", async ({ start }) => {
  const { page, electron } = await start();
  const id = await paste(page, "metals", chatRows.join("\n"));
  const checked = await page.evaluate(
    (id) => window.assay["datasets.check"]({ id, method: "supervised", model: null }),
    id,
  );
  expect(checked.ok).toBe(true);
  await expect.poll(() => stateOf(page, id)).toBe("ready");
  await page.getByRole("tab", { name: "Rows" }).click();
  const grid = page.getByRole("grid", { name: "Rows" });
  const status = page.getByRole("status");
  const row = (key: number) => grid.getByRole("row", { name: new RegExp(`^${key} `) });
  const pane = page.getByRole("complementary", { name: "Row", exact: true });
  await expect(grid).toHaveAttribute("aria-rowcount", String(rowsCount + 1));
  await expect(row(1)).toContainText("Which metal is number 1?");
  await clean(page, "Rows");

  // From the keyboard: to the end and back, a range, and the row beside the table.
  await grid.focus();
  await page.keyboard.press("End");
  await expect(row(rowsCount)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Home");
  await expect(row(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("3 rows selected")).toBeVisible();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("All 300 rows selected")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(pane.getByRole("heading", { name: "Row 4" })).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await expect(pane.getByRole("heading", { name: "Row 3" })).toBeVisible();
  await expect(pane).toContainText("Pasted data, line 3");

  await row(odd).click();
  await expect(pane).toContainText("a␀b\\ud800");
  await expect(pane).toContainText("__proto__");

  // A fault with its place, its rule and what that rests on, mended and undone.
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByLabel("Finding", { exact: true }).selectOption({ label: "Forbidden token" });
  await expect(status.filter({ hasText: "6 of 300 rows" })).toBeVisible();
  await row(8).click();
  await expect(pane.getByRole("region", { name: "Findings" })).toContainText("<|fim_suffix|>");
  await clean(page, "Rows, with a finding");
  await pane.getByRole("button", { name: "Show in text" }).first().click();
  await expect(pane.locator("pre mark")).toHaveText("<|fim_suffix|>");
  await pane.getByRole("button", { name: "Content" }).click();
  await pane.getByRole("button", { name: "Fix this one" }).first().click();
  await expect(status.filter({ hasText: "5 of 300 rows" })).toBeVisible();
  await grid.focus();
  await page.keyboard.press("Control+z");
  await expect(status.filter({ hasText: "6 of 300 rows" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: "Filter", exact: true }).click();

  // Found by its text, edited field by field; all else of it stays as it was.
  await page.getByRole("searchbox", { name: "Search rows" }).fill("number 42");
  await expect(status.filter({ hasText: "1 of 300 rows" })).toBeVisible();
  await row(42).click();
  await pane.getByRole("button", { name: "Edit" }).click();
  await pane.getByLabel("Content of message 2").fill("Molybdenum.");
  await clean(page, "Rows, editing");
  await page.keyboard.press("Control+Enter");
  await expect(pane.getByRole("button", { name: "Edit" })).toBeVisible();
  await expect(row(42)).toContainText("Molybdenum.");
  await grid.focus();
  await page.keyboard.press("Control+z");
  await expect(row(42)).toContainText("Metal 42 it is.");
  await page.keyboard.press("Control+Shift+Z");
  await expect(row(42)).toContainText("Molybdenum.");
  await page.getByRole("button", { name: "Remove filter: “number 42”" }).click();
  await expect(status.filter({ hasText: /^300 rows$/ })).toBeVisible();

  // Tags and parts of what is selected, and rows that are deleted.
  await row(2).click();
  await row(5).click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  await page.getByLabel("Tag name").fill("checked twice");
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByRole("button", { name: "Set part" }).click();
  await page.getByRole("menuitem", { name: "Validation" }).click();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("combobox", { name: "Tag" }).selectOption("checked twice");
  await page.getByRole("combobox", { name: "Part" }).selectOption("Validation");
  await expect(status.filter({ hasText: "4 of 300 rows" })).toBeVisible();
  await clean(page, "Rows, filtered");
  await grid.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(status.filter({ hasText: "Deleted 4 rows." })).toBeVisible();
  await expect(page.getByText("No rows match these filters.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(status.filter({ hasText: "4 of 300 rows" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();

  // Another order, from a header.
  await grid.getByRole("button", { name: "Turns" }).click();
  await expect(grid.getByRole("columnheader", { name: "Turns" })).toHaveAttribute("aria-sort", "ascending");

  // The next version, compared with the one before it.
  const sealed = await page.evaluate((id) => window.assay["datasets.seal"]({ id }), id);
  expect(sealed.ok).toBe(true);
  await row(1).click();
  await pane.getByRole("button", { name: "JSON", exact: true }).click();
  await pane.getByRole("button", { name: "Edit" }).click();
  await pane
    .getByLabel("Row as JSON")
    .fill('{"messages":[{"role":"user","content":"Which metal is number 1?"},');
  await pane.getByRole("button", { name: "Save" }).click();
  await expect(pane.getByText("This row isn't a JSON object")).toBeVisible();
  await page.getByRole("button", { name: "Add row" }).click();
  await expect(pane.getByRole("heading", { name: `Row ${rowsCount + 1}` })).toBeVisible();
  await page.getByRole("tab", { name: "Versions" }).click();
  await expect(status.filter({ hasText: "1 row added, 1 row changed" })).toBeVisible();
  const differences = page.getByRole("grid", { name: "Differences, row by row" });
  await differences.focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("region", { name: "Row 1" }).locator("del").first()).toBeVisible();
  await clean(page, "Versions");
  await page.getByRole("button", { name: "View rows of version 1" }).click();
  await expect(page.getByText("Version 1 is read-only.")).toBeVisible();
  await expect(row(1)).toContainText("Metal 1 it is.");
  await row(1).click();
  await expect(pane.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await clean(page, "Versions, an older one");
  await page.getByRole("button", { name: "Back to versions" }).click();
  await page.getByRole("tab", { name: "Overview" }).click();
  await expect(page.getByText("Rows by finding")).toBeVisible();
  await page.getByText("Rows by finding").scrollIntoViewIfNeeded();
  await page.getByRole("tab", { name: "Rows" }).click();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(800, 600));
  await row(3).click();
  await expect(pane.getByRole("heading", { name: "Row 3" })).toBeInViewport();
  await clean(page, "Rows, in a small window");
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { section } from "./steps.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

/** What the person picks when the app asks for files. */
const picking = (electron: ElectronApplication, filePaths: string[]) =>
  electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
  }, filePaths);

/** Where the person saves when the app asks for it. */
const savingTo = (electron: ElectronApplication, filePath: string) =>
  electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, filePath);

const chat = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

test("data is imported, checked, fixed, split and exported", async ({ start, profile }) => {
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await section(page, "Datasets").click();
  await expect(page.getByRole("heading", { name: "Build datasets you can trust" })).toBeVisible();
  await clean(page, "Datasets, empty");

  // A table with its columns named as nothing else is: they are mapped by hand.
  const table = join(profile, "assays.csv");
  const rows = Array.from({ length: 20 }, (_, at) => `"What is sample ${at}?","Ore ${at}, caf\u00e9"`);
  writeFileSync(table, Buffer.from(["ask,reply", ...rows].join("\n"), "latin1"));
  await picking(electron, [table]);
  await button(page, "Choose files").click();
  await expect(dialog(page)).toContainText("CSV, Windows-1252");
  await dialog(page).getByLabel("Rows are").selectOption("columns");
  await dialog(page).getByLabel("Used for").selectOption("supervised");
  await dialog(page).getByLabel("User").fill("");
  await button(page, "Insert ask").click();
  await expect(dialog(page).getByLabel("User")).toHaveValue("{{ask}}");
  await expect(dialog(page).locator(".turns").first()).toContainText("What is sample 0?");
  await expect(dialog(page).locator(".turns").first()).toContainText("Ore 0, caf\u00e9");
  await clean(page, "Datasets, mapping");
  await button(page, "Import").click();
  await expect(page.getByRole("heading", { level: 1, name: "assays" })).toBeAttached();
  await expect(page.getByText("Supervised fine-tuning · 20 rows")).toBeVisible();

  // Rows with faults: some that the app can mend, and one that only a person can.
  const faulty = join(profile, "faulty.jsonl");
  writeFileSync(
    faulty,
    [
      ...Array.from({ length: 30 }, (_, at) => chat(`Question number ${at}`, `Answer ${at}`)),
      JSON.stringify({
        messages: [
          { role: "human", content: "Which metal?" },
          { role: "assistant", content: "Tin" },
        ],
      }),
      JSON.stringify({
        messages: [
          { role: "human", content: "Which ore?" },
          { role: "assistant", content: "Galena" },
        ],
      }),
      "{ not json",
    ].join("\n"),
  );
  await picking(electron, [faulty]);
  await page.getByRole("complementary").getByRole("button", { name: "Import", exact: true }).click();
  await dialog(page).getByLabel("Name").fill("Faulty");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Faulty" })).toBeAttached();
  await expect(page.getByText("33 rows", { exact: false }).first()).toBeVisible();
  await button(page, "Check").click();
  await expect(page.getByText("Faulty is checked.")).toBeAttached();
  await clean(page, "Datasets, overview");
  await tab(page, "Findings").click();
  await expect(page.getByRole("heading", { name: /block training/ })).toBeVisible();
  await clean(page, "Datasets, findings");
  const fix = page.locator(".finding").filter({ hasText: "human" });
  await fix.getByRole("button", { name: /^Fix all like this/ }).click();
  await expect(dialog(page)).toContainText("2 rows change");
  await expect(dialog(page).locator("del").first()).toHaveText(/human/);
  await clean(page, "Datasets, fix");
  await button(page, "Fix them").click();
  await expect(page.getByText("Faulty is fixed.")).toBeAttached();
  await expect(fix).toHaveCount(0);
  await button(page, "Undo: fix").click();
  await expect(fix).toHaveCount(1);
  await button(page, "Redo: fix").click();
  await expect(fix).toHaveCount(0);
  await page
    .locator(".finding")
    .filter({ hasText: "JSON" })
    .getByRole("button", { name: /^Show rows/ })
    .click();
  await expect(tab(page, "Rows")).toHaveAttribute("aria-selected", "true");

  // The tabs by the keyboard alone.
  await tab(page, "Rows").focus();
  await page.keyboard.press("Home");
  await expect(tab(page, "Overview")).toBeFocused();

  await button(page, "Split").click();
  await expect(page.getByText("Faulty is split.")).toBeAttached();
  await expect(page.getByText(/Training: \d+ rows/)).toBeVisible();

  const written = join(profile, "out.jsonl");
  await savingTo(electron, written);
  await button(page, "Export …").click();
  await clean(page, "Datasets, export");
  await button(page, "Choose a file …").click();
  await expect(page.getByText("Faulty is exported.")).toBeAttached();
  expect(readFileSync(written, "utf8").split("\n")[0]).toBe(chat("Question number 0", "Answer 0"));

  // Deleted, and back.
  await button(page, "More for Faulty").click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText("Faulty was deleted.")).toBeVisible();
  await button(page, "Undo").click();
  await expect(page.getByRole("link", { name: /^Faulty/ })).toBeVisible();
});

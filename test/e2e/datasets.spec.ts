import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, ask, connect, deploymentRow, section } from "./steps.ts";

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
  await dialog(page).getByLabel("Row format").selectOption("columns");
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
      chat("Which metal?", "Tin<|endoftext|>"),
      chat("Which ore is it?", "Galena<|endoftext|>"),
      "{ not json",
    ].join("\n"),
  );
  await picking(electron, [faulty]);
  await page.getByRole("complementary").getByRole("button", { name: "Import", exact: true }).click();
  await dialog(page).getByLabel("Name").fill("Faulty");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Faulty" })).toBeAttached();
  await expect(page.getByText("33 rows", { exact: false }).first()).toBeVisible();
  await button(page, "Check").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Checked Faulty.")).toBeAttached();
  // What was pressed is disabled meanwhile: the focus goes to the view it is in.
  await expect(tab(page, "Overview")).toBeFocused();
  await clean(page, "Datasets, overview");
  await tab(page, "Findings").click();
  await expect(page.getByRole("heading", { name: /errors? to fix/ })).toBeVisible();
  await clean(page, "Datasets, findings");
  const fix = page.locator(".finding").filter({ hasText: "Forbidden token" });
  await fix.getByRole("button", { name: /^Fix all like this/ }).click();
  await expect(dialog(page)).toContainText("2 rows will change");
  await expect(dialog(page).locator("del").first()).toHaveText(/endoftext/);
  await clean(page, "Datasets, fix");
  await button(page, "Apply fix").click();
  await expect(page.getByText("Fixed Faulty.")).toBeAttached();
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
  await expect(page.getByText("Split Faulty.")).toBeAttached();
  await expect(page.getByText(/Training: \d+ rows/)).toBeVisible();

  const written = join(profile, "out.jsonl");
  await savingTo(electron, written);
  await button(page, "Export…").click();
  await clean(page, "Datasets, export");
  await button(page, "Save as…").click();
  await expect(page.getByText("Exported Faulty.")).toBeAttached();
  expect(readFileSync(written, "utf8").split("\n")[0]).toBe(chat("Question number 0", "Answer 0"));

  // Deleted, and back.
  await button(page, "More for Faulty").click();
  await page.getByRole("menuitem", { name: "Delete" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Deleted “Faulty”.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^assays/ })).toBeFocused();
  await button(page, "Undo").click();
  await expect(page.getByRole("link", { name: /^Faulty/ })).toBeVisible();
});

/** Drops files on the page that were made in it, and so lie nowhere. */
const dropping = (page: Page, selector: string, files: { name: string; text: string }[]) =>
  page.locator(selector).evaluate((target, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of files) dataTransfer.items.add(new File([text], name));
    for (const type of ["dragover", "drop"])
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }, files);

/** Pastes text where the focus is, as a person does. */
const pasting = (page: Page, text: string) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(
      new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
    );
  }, text);

test("data is dropped, pasted, added to, merged and sampled", async ({ start }) => {
  const { page } = await start();
  await button(page, "Skip for now").click();
  await section(page, "Datasets").click();
  await expect(page.getByRole("heading", { name: "Build datasets you can trust" })).toBeVisible();
  const status = page.locator("main > [role=status]");

  await dropping(page, "main", [
    { name: "dropped.jsonl", text: `${chat("Which metal?", "Tin")}\n${chat("Which ore?", "Galena")}` },
    { name: "picture.png", text: "\x89PNG\r\n\0\0\0" },
  ]);
  await expect(dialog(page)).toContainText("dropped.jsonl");
  await expect(dialog(page)).toContainText("picture.png: ");
  await button(page, "Import").click();
  await expect(page.getByText("Supervised fine-tuning · 2 rows")).toBeVisible();

  const table = ["prompt\tcompletion", "How hard is it?\tVery", "How heavy is it?\tQuite", "Is it rare?\tNo"];
  await pasting(page, table.join("\n"));
  await expect(dialog(page).getByLabel("Row format")).toHaveValue("prompt_completion");
  await dialog(page).getByLabel("Add to").selectOption({ label: "dropped" });
  await button(page, "Import").click();
  await expect(page.getByText("Supervised fine-tuning · 5 rows")).toBeVisible();

  await button(page, "Ways to import").click();
  await page.getByRole("menuitem", { name: "Paste rows" }).click();
  await clean(page, "Datasets, pasting");
  await dialog(page)
    .getByRole("textbox")
    .fill(`[${chat("What is it worth?", "Little")}]`);
  await button(page, "Continue").click();
  await dialog(page).getByLabel("Name").fill("Pasted");
  await button(page, "Import").click();
  await expect(page.getByText("Supervised fine-tuning · 1 row")).toBeVisible();

  await button(page, "Ways to import").click();
  await page.getByRole("menuitem", { name: "Merge datasets" }).click();
  await dialog(page).getByRole("checkbox", { name: "Pasted" }).check();
  await dialog(page).getByRole("checkbox", { name: "dropped" }).check();
  await clean(page, "Datasets, merging");
  await button(page, "Merge").click();
  await expect(page.getByRole("heading", { level: 1, name: "Pasted and 1 more" })).toBeAttached();
  await expect(page.getByText("Supervised fine-tuning · 6 rows")).toBeVisible();
  await expect(status).toHaveText(/Copied/);

  await page.getByLabel("Rows", { exact: true }).fill("2");
  await button(page, "Create sample").click();
  await expect(page.getByText("Supervised fine-tuning · 2 rows")).toBeVisible();

  // A refusal names a line, which is found again.
  await page.getByLabel("Error message").fill("Example 2 is invalid: the message has no content.");
  await button(page, "Find rows").click();
  await expect(page.getByText("Found 1 row.")).toBeVisible();
  await button(page, "Row 2").click();
  await expect(page.getByRole("complementary", { name: "Row", exact: true })).toBeVisible();
  await tab(page, "Overview").click();

  await button(page, "Seal this version").click();
  await expect(page.getByText(/The next edit starts version 2/)).toBeVisible();
});

test("data that is uploaded leads to tuning and to evaluating, also after a Foundry model was chosen", async ({
  start,
  sandbox,
  profile,
}) => {
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Models").click();
  await button(page, "Create Model").first().click();
  await page.getByLabel("Name").fill("Touchstone");
  await page.getByRole("radio", { name: /^Microsoft Foundry/ }).check();
  await button(page, "Next").click();
  await page.getByRole("radio", { name: /^gpt-4.1-mini/ }).check();
  await button(page, "Next").click();
  const rows = join(profile, "rows.jsonl");
  writeFileSync(
    rows,
    [chat("Say hello in 5 words", "Hello"), chat("Say hello in 6 words", "Hello")].join("\n"),
  );
  await picking(electron, [rows]);
  await button(page, "Choose files").click();
  await button(page, "Import").click();
  await expect(page.getByRole("checkbox", { name: "Use rows" })).toBeChecked();
  await expect(page.getByRole("heading", { name: "What next?" })).toBeVisible();
  await clean(page, "Upload Data, three ways");

  // The model that was chosen is asked the rows.
  await button(page, "Evaluate").click();
  await expect(page.getByRole("heading", { level: 1, name: "Evaluation of rows" })).toBeAttached();
  await expect(page.getByRole("region", { name: "Model gpt-4.1-mini" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Data" })).toContainText("Say hello in 5 words");

  // The rows can be measured as a series, too.
  await section(page, "Datasets").click();
  await page.getByRole("link", { name: /^rows/ }).click();
  await button(page, "More for rows").click();
  await page.getByRole("menuitem", { name: "Run as a series…" }).click();
  await expect(dialog(page)).toContainText("2 prompts");
  await clean(page, "Datasets, a series");
  await dialog(page).getByLabel("Model").selectOption({ label: "gpt-4.1-mini" });
  await button(page, "Set up the series").click();
  await expect(dialog(page)).toContainText("Say hello in 5 words");
  await button(page, "Cancel").click();

  await section(page, "Home").click();
  await page.getByRole("link", { name: /^Resume Touchstone/ }).click();
  await button(page, "Fine-tune").click();
  await expect(page.locator("[aria-current=step]")).toHaveText("Base model");
  await page.getByRole("radio").first().check();
  await button(page, "Next").click();
  await expect(page.getByRole("checkbox", { name: "Use rows" })).toBeChecked();
  await button(page, "Go on without").click();
  await expect(page.locator("[aria-current=step]")).toHaveText("Review");
  await expect(page.getByText("rows", { exact: true })).toBeVisible();
});

test("conversations become rows that say where they come from", async ({ start, sandbox }) => {
  const { page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  await ask(page, "Say exactly: galena");
  await answered(page);
  await section(page, "Datasets").click();
  await button(page, "Ways to import").click();
  await page.getByRole("menuitem", { name: "From conversations" }).click();
  await expect(dialog(page)).toContainText("1 row");
  await expect(dialog(page).locator(".turns")).toContainText("Say exactly: galena");
  await dialog(page).getByRole("radio", { name: "Matching a search" }).check();
  await dialog(page).getByRole("searchbox").fill("wolframite");
  await expect(dialog(page)).toContainText("Nothing here can become a row.");
  await dialog(page).getByRole("radio", { name: "Selected" }).check();
  await dialog(page).getByRole("checkbox").first().check();
  await expect(dialog(page)).toContainText("1 row");
  await clean(page, "Datasets, from conversations");
  await dialog(page).getByLabel("Name").fill("Talks");
  await button(page, "Create dataset").click();
  await expect(page.getByRole("heading", { level: 1, name: "Talks" })).toBeAttached();
  await expect(page.getByText("Supervised fine-tuning · 1 row")).toBeVisible();

  // What is known of its price, and what a person types.
  await page.getByLabel("Model").fill("gpt-4.1-mini");
  await button(page, "Check").click();
  await expect(page.getByText("Checked Talks.")).toBeAttached();
  await page.getByLabel("Epochs").fill("3");
  await page.getByRole("button", { name: /a price$|the price$/ }).click();
  await dialog(page).getByLabel("Price per million tokens").fill("2,5");
  await clean(page, "Datasets, price");
  await button(page, "Save").click();
  await expect(page.getByText(/\$2\.5\d* per million tokens, as of/)).toBeVisible();
  await expect(page.getByText(/^\$0\.000/)).toBeVisible();

  for (const kind of ["From blind votes", "From a series"]) {
    await button(page, "Ways to import").click();
    await page.getByRole("menuitem", { name: kind }).click();
    await expect(dialog(page)).toBeVisible();
    await clean(page, `Datasets, ${kind}`);
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
  }
});

test("a dropped file is read where it lies, however large, and the work on it can be cancelled", async ({
  start,
  profile,
}) => {
  const { page } = await start();
  await button(page, "Skip for now").click();
  await section(page, "Datasets").click();
  await expect(page.getByRole("heading", { name: "Build datasets you can trust" })).toBeVisible();
  // Larger than what the page could hand over itself.
  const large = join(profile, "large.jsonl");
  const block = Array.from({ length: 1000 }, (_, at) => chat(`Question ${at}`, "word ".repeat(40))).join(
    "\n",
  );
  writeFileSync(large, Array.from({ length: 80 }, () => block).join("\n"));
  await page.evaluate(() => {
    const input = Object.assign(document.createElement("input"), { type: "file", id: "given", hidden: true });
    document.body.append(input);
  });
  await page.locator("#given").setInputFiles(large);
  await page.locator("main").evaluate((main) => {
    const dataTransfer = new DataTransfer();
    for (const file of document.querySelector<HTMLInputElement>("#given")?.files ?? [])
      dataTransfer.items.add(file);
    main.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    document.querySelector("#given")?.remove();
  });
  await expect(dialog(page)).toContainText("large.jsonl");
  await button(page, "Import").click();
  await expect(page.getByText("80,000 rows").first()).toBeVisible({ timeout: 60_000 });
  await button(page, "Check").click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await clean(page, "Datasets, checking");
  await button(page, "Cancel").click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByText("Not checked").first()).toBeVisible();
});

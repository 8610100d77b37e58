import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";
import { button, dialog, importRows } from "./tuning.ts";

const card = (page: Page) => page.getByRole("complementary", { name: "Before you start" });
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

const chat = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

test("a job is prepared, read as a request and started, with everything known before", async ({
  start,
  sandbox,
  profile,
}) => {
  // axe looks at every stop, in both themes.
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await section(page, "Fine-tuning").click();
  await expect(heading(page, "Connect a resource that can train")).toBeVisible();
  await clean(page, "Fine-tuning, nothing connected");

  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Fine-tuning").click();
  await expect(heading(page, "Start with your data")).toBeVisible();
  await clean(page, "Fine-tuning, no data");
  const lines = Array.from({ length: 40 }, (_, at) => chat(`Question ${at} about ores`, `Answer ${at}`));
  await importRows(electron, page, profile, "ores", lines);
  await button(page, "Split").click();
  await expect(page.getByText("Split ores.")).toBeAttached();

  // A new job: what is missing is told, and leads to its place.
  await section(page, "Fine-tuning").click();
  await expect(heading(page, "Fine-tune your first model")).toBeVisible();
  await clean(page, "Fine-tuning, first job");
  await page.locator(".work").getByRole("button", { name: "New job" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Untitled job" })).toBeAttached();
  await expect(card(page).getByText(/problems to fix/)).toBeVisible();
  await expect(button(page, "Start job…")).toHaveAttribute("aria-disabled", "true");
  await clean(page, "Fine-tuning, a new job");
  await button(page, /^Fix \d problems first\.$/).click();
  await expect(card(page)).toBeFocused();
  await card(page).getByRole("button", { name: "Choose a method." }).click();
  await expect(page.getByRole("radio", { name: /^Supervised/ })).toBeFocused();
  // What is only read out, however far down, must not make the window itself scroll.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
  await page.keyboard.press("Space");
  await expect(page.getByRole("radio", { name: /^Supervised/ })).toBeChecked();

  await page.getByLabel("Search models").fill("4.1 mini");
  await clean(page, "Fine-tuning, models");
  await page.getByRole("button", { name: /^gpt-4\.1-mini/ }).click();
  await expect(button(page, "Change model")).toBeFocused();
  await expect(card(page).getByRole("heading", { name: "Can you deploy it?" })).toBeVisible();
  await page.getByLabel("Training data").selectOption({ label: "ores" });
  // What is split is taken by its parts.
  await expect(page.getByLabel("Training rows")).toHaveValue("train");
  await expect(page.getByLabel("Validation rows")).toHaveValue("validation");
  await page.getByRole("radio", { name: /^Global/ }).check();

  // Rows are checked without leaving the page.
  await expect(
    card(page)
      .getByText(/hasn't been checked/)
      .first(),
  ).toBeVisible();
  await button(page, "Check now").first().click();
  await expect(card(page).getByText(/hasn't been checked/)).toHaveCount(0);

  // What can't be sent is told where it is typed, and keeps the job from starting.
  await page.getByLabel("Model name suffix").fill("ores.v1");
  await expect(page.getByText("Use up to 40 letters, digits, - and _.")).toBeVisible();
  await expect(button(page, "Start job…")).toHaveAttribute("aria-disabled", "true");
  await clean(page, "Fine-tuning, filled in");
  await page.getByLabel("Model name suffix").fill("ores-v1");
  await page.getByLabel("Epochs").fill("two");
  await button(page, "View request").click();
  await expect(page.getByRole("alert")).toContainText("Fix it first.");
  await expect(page.getByLabel("Epochs")).toBeFocused();
  await expect(dialog(page)).toHaveCount(0);
  await page.getByLabel("Epochs").fill("2");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByLabel("Name of the job").fill("Ores");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Ores" })).toBeAttached();

  // What it costs follows from a price that is set here.
  await card(page).getByRole("button", { name: "set a price" }).last().click();
  await dialog(page).getByLabel("Price per million tokens").fill("5");
  await clean(page, "Fine-tuning, price");
  await button(page, "Save").click();
  await expect(card(page).getByText(/\$5\.00 per million tokens, set on/)).toBeVisible();

  await button(page, "View request").click();
  await expect(dialog(page)).toContainText('"suffix": "ores-v1"');
  await expect(dialog(page)).not.toContainText(sandbox.apiKey);
  await dialog(page).getByRole("radio", { name: "Python" }).check();
  await expect(dialog(page)).toContainText("fine_tuning.jobs.create");
  await dialog(page).getByRole("radio", { name: "curl" }).check();
  await expect(dialog(page)).not.toContainText(sandbox.apiKey);
  await clean(page, "Fine-tuning, request");
  await button(page, "Close").click();

  // What is typed outlives a reload.
  await page.reload();
  await expect(page.getByLabel("Model name suffix")).toHaveValue("ores-v1");
  await expect(button(page, "Start job…")).toHaveAttribute("aria-disabled", "false");
  await button(page, "Start job…").click();
  await expect(dialog(page)).toContainText("gpt-4.1-mini");
  await expect(dialog(page)).toContainText(/About \$|\$/);
  await clean(page, "Fine-tuning, starting");
  await dialog(page)
    .getByRole("button", { name: /^Start (job|anyway)$/ })
    .click();
  await page.waitForURL(/#\/fineTuning\/job/, { timeout: 60_000 });

  // What was sent lies at the resource, where it can be cleaned up.
  await page.getByRole("link", { name: "Resources" }).click();
  await expect(page.getByRole("row").filter({ hasText: "ores" }).first()).toBeVisible();
  await clean(page, "Fine-tuning, resource");
  await page.getByRole("checkbox", { name: "Select all files shown" }).check();
  await button(page, "Delete…").click();
  await clean(page, "Fine-tuning, deleting files");
  await button(page, "Cancel").click();
});

test("a grader is asked for where one is needed", async ({ start, sandbox }) => {
  const { page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Fine-tuning").click();
  await page.getByRole("complementary").getByRole("button", { name: "New job" }).click();
  await page.getByRole("radio", { name: /^Reinforcement/ }).check();
  await page.getByRole("button", { name: /^o4-mini/ }).click();
  await expect(card(page).getByText("Reinforcement needs a grader.")).toBeVisible();
  await card(page).getByRole("button", { name: "Reinforcement needs a grader." }).click();
  await expect(page.getByLabel("Type", { exact: true })).toBeFocused();
  // The place comes into sight within its pane: the frame stays where it is.
  expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0);
  await page.getByRole("textbox", { name: "Response format" }).fill("{ not json");
  await expect(page.getByText(/^This isn't valid JSON/)).toBeVisible();
  await clean(page, "Fine-tuning, reinforcement");
  await page.getByRole("textbox", { name: "Response format" }).fill("");
});

test("what can't be read says why, and what is known stays", async ({ start, sandbox }) => {
  const { page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await sandbox.stop();
  await section(page, "Fine-tuning").click();
  await page.getByRole("complementary").getByRole("button", { name: "New job" }).click();
  const trouble = page.locator(".work .diagnosis").filter({ hasText: "did not take the connection" });
  await expect(trouble.first()).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Supervised/ })).toBeVisible();
  await clean(page, "Fine-tuning, nothing reached");
  await page.getByRole("link", { name: "Resources" }).click();
  await expect(trouble.first()).toBeVisible();
  await clean(page, "Fine-tuning, resource not reached");
});

test("a draft is found, deleted and brought back, and nothing typed is lost", async ({ start }) => {
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await section(page, "Fine-tuning").click();
  await page.getByRole("complementary").getByRole("button", { name: "New job" }).click();
  await expect(page.locator(".work")).toBeFocused();
  await page.getByLabel("Name of the job").fill("Assay one");
  await page.keyboard.press("Enter");
  const item = page.getByRole("link", { name: /^Assay one/ });
  await expect(item).toBeVisible();
  await page.getByLabel("Search drafts and jobs").fill("nothing like it");
  await expect(page.getByText("No drafts or jobs match.")).toBeVisible();
  await page.getByLabel("Search drafts and jobs").fill("");
  await button(page, "Filter").click();
  await page.getByLabel("State").selectOption("draft");
  await clean(page, "Fine-tuning, filter");
  await expect(item).toBeVisible();
  await button(page, "More for Assay one").click();
  await page.getByRole("menuitem", { name: "Delete draft" }).click();
  await expect(page.getByText("Deleted “Assay one”.")).toBeVisible();
  await button(page, "Undo").click();
  await expect(item).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("open draft");
  await expect(page.getByRole("option", { name: /Open draft: Assay one/ })).toBeVisible();
  await page.keyboard.press("Escape");

  // What is typed last is kept, however soon the page is reloaded or the window closed.
  await page.getByLabel("Model name suffix").fill("first");
  await page.reload();
  await expect(page.getByLabel("Model name suffix")).toHaveValue("first");
  await page.getByLabel("Model name suffix").fill("second");
  await page.getByLabel("Name of the job").fill("Assay two");
  const closed = electron.waitForEvent("close");
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const { page: again } = await start();
  await section(again, "Fine-tuning").click();
  await again.getByRole("link", { name: /^Assay two/ }).click();
  await expect(again.getByLabel("Model name suffix")).toHaveValue("second");
});

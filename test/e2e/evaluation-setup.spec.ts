import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";
import { button, dialog, importRows } from "./tuning.ts";

const card = (page: Page) => page.getByRole("complementary", { name: "Before you start" });
const list = (page: Page) => page.getByRole("navigation", { name: "Evaluations" });
const grader = (page: Page, name: string) => page.getByRole("region", { name: `Grader ${name}` });
const model = (page: Page, name: string) => page.getByRole("region", { name: `Model ${name}` });

const chat = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

const look = process.env.LOOK;
let pictures = 0;
const shot = async (page: Page, name: string) => {
  pictures += 1;
  if (look) await page.screenshot({ path: `${look}/${String(pictures).padStart(2, "0")}-${name}.png` });
};

test("an evaluation is prepared by hand, tried with a few rows, started and done", async ({
  start,
  sandbox,
  profile,
}) => {
  // axe looks at every stop, in both themes.
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await section(page, "Evaluations").click();
  await expect(page.getByRole("heading", { name: "Find out which model is better" })).toBeVisible();
  await shot(page, "empty");
  await clean(page, "Evaluations, empty");
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  const lines = Array.from({ length: 40 }, (_, at) => chat(`Which ore has number ${at}?`, `Ore ${at}`));
  await importRows(electron, page, profile, "ores", lines);

  await section(page, "Evaluations").click();
  await page.locator(".work").getByRole("button", { name: "New evaluation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New evaluation" })).toBeAttached();
  // What is missing is told, and leads to its place.
  await expect(card(page).getByText("3 problems to fix")).toBeVisible();
  await expect(button(page, "Start")).toHaveAttribute("aria-disabled", "true");
  await shot(page, "draft");
  await clean(page, "Evaluations, a new draft");
  await card(page).getByRole("button", { name: "Choose a dataset." }).click();
  await expect(page.getByRole("combobox", { name: "Dataset" })).toBeFocused();
  await page.getByRole("combobox", { name: "Dataset" }).selectOption({ label: "ores" });
  await expect(page.getByText("Which ore has number")).not.toHaveCount(0);
  await page.getByLabel("Name of the evaluation").fill("Ores, two models");
  await page.keyboard.press("Enter");
  await expect(list(page).getByText("Ores, two models")).toBeVisible();

  // The same deployment twice gets another name, and other parameters.
  const add = page.getByLabel("Add a model");
  await add.selectOption({ label: "gpt-4.1-mini" });
  await add.selectOption({ label: "gpt-4.1-mini" });
  await expect(model(page, "gpt-4.1-mini (2)")).toBeVisible();
  await model(page, "gpt-4.1-mini (2)").getByText("System prompt and parameters").click();
  await model(page, "gpt-4.1-mini (2)").getByLabel("Temperature").fill("0");
  await expect(model(page, "gpt-4.1-mini").getByLabel("Baseline").first()).toBeChecked();
  await shot(page, "models");
  await clean(page, "Evaluations, models");

  // A grader that fits, one that is half typed, and one that has to be allowed.
  await button(page, "Text match").click();
  await expect(grader(page, "Text match").getByLabel("Name")).toBeFocused();
  await expect(grader(page, "Text match").getByRole("textbox", { name: "Expected" })).toHaveValue(
    "{{reference}}",
  );
  await grader(page, "Text match").getByRole("combobox", { name: "Check" }).selectOption("contains");
  await button(page, "Add grader").click();
  await page.getByRole("menuitem", { name: "Regular expression" }).click();
  await expect(grader(page, "Regular expression").getByText(/Not saved yet/)).toBeVisible();
  await expect(card(page).getByText(/Something is unfinished/)).toBeVisible();
  await grader(page, "Regular expression").getByRole("textbox", { name: "Pattern" }).fill("[0-9");
  await expect(grader(page, "Regular expression").getByText(/isn't valid/)).toBeVisible();
  await grader(page, "Regular expression").getByRole("textbox", { name: "Pattern" }).fill("[0-9]+");
  await expect(grader(page, "Regular expression").getByText(/isn't valid/)).toHaveCount(0);
  await button(page, "Add grader").click();
  await page.getByRole("menuitem", { name: "JavaScript" }).click();
  await button(page, "Review and allow").click();
  await expect(dialog(page)).toContainText("function grade");
  await clean(page, "Evaluations, a script");
  await dialog(page).getByRole("button", { name: "Allow" }).click();
  await expect(grader(page, "JavaScript").getByText("Allowed to run")).toBeVisible();
  await shot(page, "graders");
  await clean(page, "Evaluations, graders");

  // What was removed comes back where it was.
  await button(page, "More actions for grader Regular expression").click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(grader(page, "Regular expression")).toHaveCount(0);
  await button(page, "Undo").click();
  await expect(grader(page, "Regular expression")).toBeVisible();

  // As JSON, what is wrong is told with its place.
  await grader(page, "Regular expression").getByRole("button", { name: "JSON", exact: true }).click();
  const json = grader(page, "Regular expression").getByLabel("Grader as JSON");
  const text = await json.inputValue();
  await json.fill(text.replace('"isNegated": false', '"isNegated": 1'));
  await expect(grader(page, "Regular expression").getByText(/wrong kind of value/)).toBeVisible();
  await json.fill(text.replace('"flags": ""', '"flags": "i"'));
  await expect(grader(page, "Regular expression").getByText(/wrong kind of value/)).toHaveCount(0);
  await grader(page, "Regular expression").getByRole("button", { name: "Form", exact: true }).click();
  await expect(grader(page, "Regular expression").getByLabel("Ignore case (i)")).toBeChecked();

  // What is typed outlives a reload.
  await page.getByLabel("Repeats").fill("2");
  await expect(card(page).getByText("Ready to start.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Repeats")).toHaveValue("2");
  await expect(grader(page, "JavaScript")).toBeVisible();
  await page.getByLabel("Repeats").fill("1");

  // A pilot measures what the rest will come to.
  await expect(card(page).getByText(/40 rows see no less than/)).toBeVisible();
  await shot(page, "card");
  await card(page).getByRole("button", { name: "Run a pilot" }).click();
  await expect(card(page).getByText("Done, 60 of 60 answers")).toBeVisible({ timeout: 60_000 });
  await expect(card(page).getByText(/Measured by the pilot/)).toBeVisible();
  await shot(page, "pilot");
  await clean(page, "Evaluations, after a pilot");

  await button(page, "Start").click();
  await expect(button(page, "Pause")).toBeVisible();
  await shot(page, "running");
  await expect(
    list(page).getByRole("region", { name: "Finished" }).getByText("Ores, two models"),
  ).not.toHaveCount(0, {
    timeout: 60_000,
  });
  await shot(page, "done");
  await clean(page, "Evaluations, done");
});

import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { evaluated, evaluation, settingsOf } from "./evaluating.ts";
import { connect } from "./steps.ts";
import { button, importRows } from "./tuning.ts";

const card = (page: Page) => page.getByRole("complementary", { name: "Before you start" });
const grader = (page: Page, name: string) => page.getByRole("region", { name: `Grader ${name}` });

const lines = Array.from({ length: 24 }, (_, at) =>
  JSON.stringify({
    messages: [
      { role: "user", content: at < 12 ? `Answer exactly: Ore ${at}` : `Answer exactly: It is Ore ${at}` },
      { role: "assistant", content: `Ore ${at}` },
    ],
  }),
);

const look = process.env.LOOK;
let pictures = 0;
const shot = async (page: Page, name: string) => {
  pictures += 1;
  if (look) await page.screenshot({ path: `${look}/${String(pictures).padStart(2, "0")}-${name}.png` });
};

/** A draft that is shown. Gives its id. */
const draft = async (page: Page, settings: Awaited<ReturnType<typeof settingsOf>>): Promise<string> => {
  const id = await page.evaluate(async (settings) => {
    const made = await window.assay["evaluations.create"]({ settings });
    if (!made.ok) throw new Error(made.error.message);
    return made.data.id;
  }, settings);
  await page.evaluate((id) => {
    location.hash = `#/evaluations/${id}`;
  }, id);
  return id;
};

test("a project's run with an evaluator halts where a grader differs, and goes on", async ({
  start,
  sandbox,
  profile,
}) => {
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  const datasetId = await importRows(electron, page, profile, "ores", lines);
  const base = await settingsOf(page, datasetId, { name: "There" });
  const text = { input: "{{sample.output_text}}", expected: "{{reference}}" };
  const id = await draft(page, {
    ...base,
    ...{ models: base.models.slice(0, 1), lead: "holds" },
    graders: [
      {
        ...{ id: "holds", name: "Holds the ore", kind: "text", operation: "contains", ...text },
        ...{ ignoreCase: false, ignoreBlanks: false, isNegated: false },
      },
      { id: "short", name: "Short", kind: "length", unit: "words", least: null, most: 40 },
    ],
  });
  await expect(card(page).getByText("Ready to start.")).toBeVisible();

  // An evaluator is chosen from the project's list, and grades only there.
  await button(page, "Add grader").click();
  await page.getByRole("menuitem", { name: "Foundry evaluator" }).click();
  const evaluator = grader(page, "Foundry evaluator");
  await expect(evaluator.getByText("It grades only where Foundry runs the evaluation.")).toBeVisible();
  await expect(card(page).getByText(/is an evaluator of Foundry/)).toBeVisible();
  await shot(page, "evaluator-elsewhere");
  await clean(page, "Evaluations, an evaluator where it can't grade");
  await evaluator.getByRole("button", { name: "Run on Foundry" }).click();
  const choose = (from: string, title: string) =>
    grader(page, from).getByRole("combobox", { name: "Evaluator" }).selectOption({ label: title });
  await choose("Foundry evaluator", "Response completeness");
  await expect(
    grader(page, "Response completeness").getByRole("textbox", { name: "ground_truth (required)" }),
  ).toHaveValue("{{reference}}");
  await choose("Response completeness", "Violence");
  await expect(grader(page, "Violence").getByText(/Lower scores are better/)).toBeVisible();
  await expect(grader(page, "Violence").getByText("Graded by")).toHaveCount(0);
  // Each grader says whether it can grade there, and why not.
  await expect(grader(page, "Short").getByText(/can't run on Foundry/)).toBeVisible();
  await expect(grader(page, "Holds the ore").getByText(/Microsoft's pages disagree/)).toBeVisible();
  await expect(grader(page, "Violence").getByText(/nothing on this computer to compare/)).toBeVisible();
  await grader(page, "Violence").scrollIntoViewIfNeeded();
  await shot(page, "twins-before");
  await clean(page, "Evaluations, graders at Foundry");
  await button(page, "More actions for grader Short").click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(card(page).getByText("Ready to start.")).toBeVisible();

  sandbox.faults.set("evaluation", "like-is-pattern");
  await button(page, "Start").click();
  await expect(page.getByRole("list", { name: "On Foundry" })).toContainText("gpt-4.1-mini, run");
  await expect(button(page, "Cancel the run")).toBeVisible();
  await shot(page, "run-there");
  await clean(page, "Evaluations, a run on Foundry");
  sandbox.skip(60_000);
  await expect(page.getByRole("heading", { name: "Foundry grades some answers differently" })).toBeVisible({
    timeout: 60_000,
  });
  const table = page.getByRole("table", { name: /“Holds the ore” gave another score/ });
  const differing = await table.getByRole("row").count();
  expect(differing).toBeGreaterThan(5);
  await expect(table.getByRole("row").nth(1)).toContainText("1");
  await shot(page, "differs");
  await clean(page, "Evaluations, graders differ");
  expect((await evaluation(page, id)).progress.answers.done).toBe(20);

  await button(page, "Go on anyway").click();
  await expect(page.getByRole("list", { name: "On Foundry" })).toContainText("gpt-4.1-mini, run");
  sandbox.skip(60_000);
  expect((await evaluated(page, id)).progress.answers).toMatchObject({ done: 24, failed: 0 });
  await expect(page.getByText(/Graded differently on Foundry: Holds the ore/)).toBeVisible();
  await shot(page, "done-there");
  await clean(page, "Evaluations, done on Foundry");
});

test("a batch is refused elsewhere, tells how far it is, and why lines failed", async ({
  start,
  sandbox,
  profile,
}) => {
  test.slow();
  const { electron, page } = await start();
  await button(page, "Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  const failing = JSON.stringify({
    messages: [
      { role: "user", content: "sandbox-line-fails" },
      { role: "assistant", content: "Nothing" },
    ],
  });
  const datasetId = await importRows(electron, page, profile, "ores", [...lines, failing]);
  const base = await settingsOf(page, datasetId, { name: "By batch", baseline: null });
  const id = await draft(page, { ...base, models: [] });
  await page.getByLabel("Add a model").selectOption({ label: "nightly-batch (batch)" });
  await expect(card(page).getByText(/only runs batches/)).toBeVisible();
  await shot(page, "batch-alone");
  await clean(page, "Evaluations, a batch deployment where it can't run");
  await card(page).getByRole("button", { name: "Run as a batch" }).click();
  await expect(card(page).getByText("Ready to start.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /As a batch on Foundry/ })).toBeChecked();

  await button(page, "Start").click();
  const service = page.getByRole("list", { name: "On Foundry" });
  await expect(service).toContainText("nightly-batch, batch");
  await expect(service).toContainText(/Checking the file|In progress/, { timeout: 30_000 });
  await expect(button(page, "Cancel the batch")).toBeVisible();
  await shot(page, "batch-running");
  await clean(page, "Evaluations, a batch under way");
  sandbox.skip(120_000);
  expect((await evaluated(page, id)).progress.answers).toMatchObject({ done: 25, failed: 1 });
  await expect(service).toHaveCount(0);
  await page.getByText("Why answers failed").click();
  await expect(page.getByText(/nightly-batch, once:/)).toBeVisible();
  await shot(page, "batch-done");
  await clean(page, "Evaluations, a batch done");
});

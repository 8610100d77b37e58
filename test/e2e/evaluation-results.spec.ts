import type { ElectronApplication, Page } from "@playwright/test";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { section } from "./steps.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const gridRow = (page: Page, row: number) =>
  page.getByRole("grid", { name: "Rows and models" }).locator(`#matrix-row-${row - 1}`);

/** Thirty questions that the sandbox answers with the deployment's name, and ten that it answers as it is told. */
const lines = Array.from({ length: 40 }, (_, at) =>
  JSON.stringify({
    messages: [
      { role: "user", content: at < 30 ? `Describe metal ${at + 1} in short.` : `Answer exactly: ${at}` },
      { role: "assistant", content: at < 30 ? "mini" : String(at) },
    ],
  }),
).join("\n");

/** Runs an evaluation of two models by three graders, and gives its id. */
async function evaluate(page: Page, name: string): Promise<string> {
  const id = await page.evaluate(
    async ([lines, name]) => {
      const { assay } = window;
      const got = <Value>(answer: { ok: true; data: Value } | { ok: false; error: { message: string } }) => {
        if (!answer.ok) throw new Error(answer.error.message);
        return answer.data;
      };
      const connection = got(await assay["connections.sandbox"]());
      const intake = got(await assay["datasets.paste"]({ text: lines }));
      const made = got(
        await assay["datasets.import"]({
          intakeId: intake.id,
          name: "metals",
          into: null,
          mayNeedMuch: false,
        }),
      );
      for (;;) {
        const now = got(await assay["datasets.list"]()).find((one) => one.id === made.id);
        if (now?.state === "ready" && now.job === null) break;
        await new Promise((done) => setTimeout(done, 50));
      }
      const model = (id: string, deployment: string) => ({
        ...{ id, name: deployment, deployment, connectionId: connection.id, modelId: null },
        ...{ systemPrompt: "", parameters: {} },
      });
      const text = { input: "{{sample.output_text}}", expected: "{{reference}}" };
      const settings: EvaluationSettings = {
        name,
        data: { datasetId: made.id, part: null, rows: null, seed: 1 },
        models: [model("base", "gpt-4.1"), model("tuned", "gpt-4.1-mini")],
        baseline: "base",
        prompt: { kind: "row" },
        graders: [
          {
            ...{
              id: "contains",
              name: "Contains the reference",
              kind: "text",
              operation: "contains",
              ...text,
            },
            ...{ ignoreCase: true, ignoreBlanks: true, isNegated: false },
          },
          {
            ...{ id: "number", name: "The right number", kind: "numeric", ...text },
            ...{ which: "only", tolerance: 0, isRelative: false },
          },
          { id: "short", name: "Short", kind: "length", unit: "words", least: null, most: 40 },
        ],
        lead: "contains",
        repeats: 1,
        atOnce: 12,
        place: { kind: "here" },
        clusters: { kind: "none" },
      };
      const draft = got(await assay["evaluations.create"]({ settings }));
      got(await assay["evaluations.start"]({ id: draft.id }));
      return draft.id;
    },
    [lines, name] as const,
  );
  return id;
}

const done = (page: Page, id: string) =>
  expect
    .poll(
      () =>
        page.evaluate(async (id) => {
          const answer = await window.assay["evaluations.get"]({ id });
          return answer.ok ? answer.data.state : answer.error.message;
        }, id),
      { timeout: 60_000 },
    )
    .toBe("done");

const open = async (page: Page, name: string) => {
  await section(page, "Evaluations").click();
  await page
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
};

const zoom = (electron: ElectronApplication, factor: number) =>
  electron.evaluate(({ BrowserWindow }, factor) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor);
  }, factor);

test("the verdict, the matrix, a row and another evaluation are read, voted on and noted", async ({
  start,
}) => {
  const { page, electron, complaints } = await start();
  await button(page, "Skip for now").click();
  const id = await evaluate(page, "Mini against full");
  await done(page, id);
  await open(page, "Mini against full");

  // The verdict: one sentence, and what it rests on.
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText(/^gpt-4.1-mini is better: 100% against 25%, 75 points more/)).toBeVisible();
  await expect(verdict.getByText("Better", { exact: true }).first()).toBeVisible();
  await verdict.locator("summary").first().click();
  await expect(verdict.getByText("Rows compared")).toBeVisible();
  const scores = page.getByRole("table", { name: "Scores by grader and model" });
  await expect(scores).toContainText("Contains the reference");
  await expect(scores.locator("tbody").nth(1)).toContainText("30");
  await expect(page.getByRole("table", { name: "Cost and latency by model" })).toContainText("Not beaten");
  await page.locator(".scatter, .results-front").first().scrollIntoViewIfNeeded();
  await clean(page, "Evaluation, verdict");

  // With the other one as the baseline it is the other way around.
  await page.getByLabel("Baseline").selectOption("gpt-4.1-mini");
  await expect(verdict.getByText(/^gpt-4.1 is worse: 25% against 100%/)).toBeVisible();

  // Without one, nothing is compared, here and in the rows; these follow the one that is chosen.
  await page.getByLabel("Baseline").selectOption("None");
  await expect(verdict.getByText(/^Choose a baseline/)).toBeVisible();
  await tab(page, "Rows").click();
  await expect(
    page.getByLabel("Show", { exact: true }).getByRole("option", { name: /baseline/ }),
  ).toHaveCount(0);
  await tab(page, "Verdict").click();
  await page.getByLabel("Baseline").selectOption("gpt-4.1-mini");
  await tab(page, "Rows").click();
  await page.getByLabel("Show", { exact: true }).selectOption("Worse than the baseline");
  await expect(page.getByText("30 of 40 rows")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "gpt-4.1-mini (baseline)" })).toBeVisible();
  await button(page, "Clear filters").click();

  // The matrix from the keyboard.
  await tab(page, "Rows").click();
  const grid = page.getByRole("grid", { name: "Rows and models" });
  await expect(gridRow(page, 1)).toContainText("Describe metal 1 in short.");
  await expect(page.getByText("40 rows", { exact: true })).toBeVisible();
  await clean(page, "Evaluation, rows");
  await page.getByLabel("Show", { exact: true }).selectOption("Models differ");
  await expect(page.getByText("30 of 40 rows")).toBeVisible();
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "Row in full" });
  await expect(pane.getByRole("heading", { name: "Row 2" })).toBeVisible();
  await expect(pane.getByRole("article", { name: "gpt-4.1-mini" })).toContainText("Passed");
  await page.keyboard.press("ArrowDown");
  await expect(pane.getByRole("heading", { name: "Row 3" })).toBeVisible();
  await expect(pane.getByText("Describe metal 3 in short.").first()).toBeVisible();

  // Word differences, the person's own grade, a vote with names, a note and a label.
  await pane.getByLabel("Word differences to").selectOption("gpt-4.1");
  await expect(pane.getByRole("article", { name: "gpt-4.1-mini" }).locator("ins")).not.toHaveCount(0);
  const mark = pane.getByRole("group", { name: "Your grade of gpt-4.1 by Contains the reference" });
  await mark.getByRole("button", { name: "Fail" }).click();
  await expect(mark.getByRole("button", { name: "Fail" })).toHaveAttribute("aria-pressed", "true");
  await pane
    .getByRole("region", { name: "Votes" })
    .getByRole("button", { name: "gpt-4.1-mini", exact: true })
    .click();
  await expect(pane.getByText("gpt-4.1-mini is better than gpt-4.1")).toBeVisible();
  await expect(pane.getByText("names visible")).toBeVisible();
  await pane.getByRole("combobox", { name: "Label" }).fill("wrong name");
  await pane.getByRole("textbox", { name: "Note" }).fill("It says what it is.");
  await expect(gridRow(page, 3)).toContainText("wrong name");
  await clean(page, "Evaluation, a row");

  // A blind vote of the next row, which was not seen with names.
  await pane.getByLabel("Hide names").check();
  await expect(pane.getByText("You've already seen who wrote these answers")).toBeVisible();
  await pane.getByRole("button", { name: "Next row (Alt+Down)" }).click();
  await expect(pane.getByText("Names, grades, and times are hidden until you vote.")).toBeVisible();
  await expect(pane.getByRole("article", { name: "Answer A" })).not.toContainText("gpt-4.1");
  await clean(page, "Evaluation, a blind vote");
  await page.keyboard.press("1");
  await expect(pane.getByRole("heading", { name: "Row 5" })).toBeVisible();
  await pane.getByLabel("Hide names").uncheck();
  await pane.getByRole("button", { name: "Previous row (Alt+Up)" }).click();
  await expect(pane.getByText("blind", { exact: true })).toBeVisible();
  await pane.getByRole("button", { name: "Close" }).click();

  // Rows with a label, and all rows that differ into a dataset.
  await button(page, "Sort and filter").click();
  await page.getByLabel("Label", { exact: true }).selectOption("wrong name");
  await expect(page.getByText("1 of 40 rows")).toBeVisible();
  await button(page, "Add all 1 to dataset…").click();
  await page.getByRole("dialog").getByLabel("Existing dataset").check();
  await page.getByRole("dialog").getByRole("combobox", { name: "Dataset" }).selectOption("metals");
  await page.getByRole("dialog").getByLabel("Tag (optional)").fill("regression");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("dialog").getByText("1 row added.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  // Slices by length of what is asked.
  await tab(page, "Slices").click();
  await page.getByLabel("Slice by").selectOption("Prompt length");
  await expect(page.getByRole("table", { name: "Slices of the rows" })).toContainText("characters");
  await clean(page, "Evaluation, slices");

  // Small, and zoomed.
  await tab(page, "Rows").click();
  await button(page, "Clear filters").click();
  await page.setViewportSize({ width: 900, height: 600 });
  await gridRow(page, 2).click();
  await expect(pane.getByRole("heading", { name: "Row 2" })).toBeInViewport();
  expect(await grid.locator("tbody tr").count()).toBeLessThan(20);
  await clean(page, "Evaluation, a small window");
  await zoom(electron, 2);
  await expect(pane.getByRole("heading", { name: "Row 2" })).toBeVisible();
  await zoom(electron, 1);
  expect(complaints).toEqual([]);
});

test("an evaluation is held against another one, row by row", async ({ start }) => {
  const { page } = await start();
  await button(page, "Skip for now").click();
  const before = await evaluate(page, "Before");
  await done(page, before);
  const after = await evaluate(page, "After");
  await done(page, after);
  await open(page, "After");
  await tab(page, "Other evaluation").click();
  await page.getByLabel("Model here").selectOption("gpt-4.1");
  await page.getByLabel("Evaluation before").selectOption("Before");
  await page.getByLabel("Model there").selectOption("gpt-4.1-mini");
  await expect(page.getByText("40 rows are in both, 0 only here, 0 only in the other.")).toBeVisible();
  await expect(page.getByText(/^gpt-4.1 is worse: 25% against 100%/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Rows that got worse (30)" })).toBeVisible();
  await clean(page, "Evaluation, another one");
  await button(page, "Open row 5").click();
  await expect(page.getByRole("heading", { name: "Row 5", exact: true })).toBeVisible();
  await button(page, "Next row (Alt+Down)").click();
  await expect(page.getByRole("heading", { name: "Row 6", exact: true })).toBeVisible();
});

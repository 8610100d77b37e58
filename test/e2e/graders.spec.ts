import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";

/** Tasks of which the sandbox, which says that it is one, does half. */
const rows = Array.from({ length: 24 }, (_, at) =>
  JSON.stringify({
    messages: [{ role: "user", content: `Who are you, asked for the ${at}th time?` }],
    answer: at % 2 === 0 ? "sandbox" : "Nobody",
  }),
).join("\n");

test("a grader is written, its faults are said in place, and it is tried on real answers", async ({
  start,
  sandbox,
  profile,
}) => {
  test.slow();
  sandbox.setPace("instant");
  const { electron, page, complaints } = await start();
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await button("Skip for now").click();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  const path = join(profile, "sums.jsonl");
  writeFileSync(path, rows);
  await section(page, "Datasets").click();
  await electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
    },
    [path],
  );
  await button("Choose files").click();
  await page.getByRole("dialog").getByLabel("Name").fill("Sums");
  await page.getByRole("dialog").getByLabel("Used for").selectOption("reinforcement");
  await button("Import").click();
  await expect(page.getByText("24 rows").first()).toBeVisible();

  await section(page, "Fine-tuning").click();
  await button("New job").first().click();
  await page.getByRole("group", { name: "Settings" }).getByRole("radio").first().check();
  await page.getByRole("radio", { name: /^Reinforcement/ }).check();
  await page.getByLabel("Training data").selectOption({ label: "Sums" });
  const grading = page.locator("#plan-grader");

  await grading.getByLabel("Type", { exact: true }).selectOption("String check");
  await expect(grading.getByText("Runs on this computer and at the service.")).toBeVisible();
  await expect(grading.getByLabel("Reference", { exact: true })).toHaveValue("{{item.answer}}");
  await grading.getByLabel("Reference", { exact: true }).fill("{{item.solution}}");
  await expect(grading.getByText("The rows have no “item.solution”.")).toBeVisible();
  await clean(page, "a fault");
  await grading.getByLabel("Reference", { exact: true }).fill("");
  await button("Insert field into “Reference”").click();
  await page.getByRole("menuitem", { name: "answer of the row" }).click();
  await expect(grading.getByLabel("Reference", { exact: true })).toHaveValue("{{item.answer}}");
  await expect(grading.getByText("The rows have no “item.solution”.")).toBeHidden();

  await grading.getByLabel("Check", { exact: true }).selectOption("Contains (like)");
  await button("JSON").click();
  const json = grading.getByLabel("Grader as JSON");
  await expect(json).toHaveValue(/"operation": "like"/);
  await json.fill('{"type": "string_check",\n "name": "Sum",,}');
  await expect(grading.getByText(/Invalid JSON at line 2, column 16/)).toBeVisible();
  await clean(page, "JSON");
  await grading.getByRole("button", { name: "Go to line 2" }).click();
  await expect(json).toBeFocused();
  await json.fill(
    JSON.stringify({
      type: "string_check",
      name: "Sum",
      input: "{{ sample.output_text }}",
      reference: "{{item.answer}}",
      operation: "like",
    }),
  );
  await button("Form").click();
  await expect(grading.getByLabel("Name", { exact: true })).toHaveValue("Sum");

  const bench = page.getByRole("region", { name: "Try it on real answers" });
  await bench.getByLabel("Answers from").selectOption({ label: "gpt-4.1-mini" });
  await bench.getByLabel("Rows", { exact: true }).fill("12");
  await button("Run bench").click();
  await expect(bench.getByText("Done: 12 rows")).toBeVisible({ timeout: 60_000 });
  await expect(bench.getByText("The service accepts this grader.")).toBeVisible();
  await expect(bench.getByText("12 of 12 scores are the same")).toBeVisible();
  await expect(bench.getByRole("row")).toHaveCount(13);
  await clean(page, "the bench");
  await bench.getByRole("button", { name: "Show row 3 in full" }).click();
  await expect(page.getByRole("dialog", { name: "Row 3" })).toBeVisible();
  await clean(page, "a row");
  await page.keyboard.press("Escape");

  await grading.getByLabel("Type", { exact: true }).selectOption("Several graders");
  await expect(bench.getByText("The grader has changed since this run.")).toBeVisible();
  await grading.getByLabel("Name in the formula").fill("exact");
  await expect(grading.getByLabel("Formula", { exact: true })).toHaveValue("exact");
  await grading.getByRole("button", { name: "Add grader" }).click();
  await expect(grading.getByText("The formula doesn't use “grader_2”.")).toBeVisible();
  await grading.getByLabel("Formula", { exact: true }).fill("0.5 * exact + 0.5 * max(grader_2, exact");
  await expect(grading.getByText("The formula ends too early.")).toBeVisible();
  await clean(page, "several graders");
  await grading.getByLabel("Formula", { exact: true }).fill("0.5 * exact + 0.5 * max(grader_2, exact)");
  await expect(grading.getByText("The formula ends too early.")).toBeHidden();
  const keptFormula = () =>
    page.evaluate(async () => {
      const plans = await window.assay["tuningPlans.list"]();
      const grader = plans.ok ? plans.data[0]?.grader : null;
      return grader?.type === "multi" ? grader.calculate_output : null;
    });
  await expect.poll(keptFormula).toBe("0.5 * exact + 0.5 * max(grader_2, exact)");
  await page.reload();
  await expect(grading.getByLabel("Formula", { exact: true })).toHaveValue(
    "0.5 * exact + 0.5 * max(grader_2, exact)",
  );
  await expect(bench.getByText("Done: 12 rows")).toBeVisible();

  // Once the job was sent, its settings are fixed; the bench only reads, and still runs.
  await page.evaluate(async () => {
    const plans = await window.assay["tuningPlans.list"]();
    const plan = plans.ok ? plans.data[0] : undefined;
    if (!plan?.training) throw new Error("no plan");
    const { connectionId, training, grader } = plan;
    const begun = await window.assay["tuningPlans.begin"]({
      ...{ connectionId, training, validation: training, grader, name: "Sent" },
      ...{ model: "o4-mini-2025-04-16", method: "reinforcement", trainingType: "global" },
    });
    if (!begun.ok) throw new Error(begun.error.message);
    const started = await window.assay["tuningPlans.start"]({ id: begun.data.id });
    if (!started.ok) throw new Error(started.error.message);
    location.hash = `#/fineTuning/plan:${begun.data.id}`;
  });
  await expect(grading.getByLabel("Formula", { exact: true })).toBeDisabled();
  await bench.getByLabel("Answers from").selectOption({ label: "gpt-4.1-mini" });
  await bench.getByLabel("Rows", { exact: true }).fill("3");
  await button("Run bench").click();
  await expect(bench.getByText("Done: 3 rows")).toBeVisible({ timeout: 60_000 });
  await clean(page, "the bench of a job that was sent");
  expect(complaints).toEqual([]);
});

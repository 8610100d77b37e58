import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startRelay } from "../fakes/relay.ts";
import { expect, type RunningApp, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, deploymentRow, section } from "./steps.ts";

const texts = (page: Page) => page.getByLabel("Texts to compare");
const grid = (page: Page, name: string) => page.getByRole("grid", { name: `Cosine similarities by ${name}` });
const run = (page: Page) => page.getByRole("button", { name: "Run", exact: true });
const side = (page: Page, name: "Deployment" | "Compare with") =>
  page.getByRole("group", { name, exact: true });
const pair = (page: Page) => page.getByLabel("The pair you are on");

async function openBench(page: Page, deployment: string): Promise<void> {
  await deploymentRow(page, deployment).click();
  await page.getByRole("button", { name: "Open embeddings bench" }).click();
  await expect(side(page, "Deployment").getByLabel("Deployment")).toHaveValue(new RegExp(deployment));
}

async function fromFile(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add texts" }).click();
  await page.getByRole("menuitem", { name: "From a file" }).click();
}

/** What the next dialogs for files give. */
const answerDialogs = (app: RunningApp, path: string) =>
  app.electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
  }, path);

test("two embeddings deployments are held against each other on an example, by keys too, and it is there again after a restart", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  const { page } = first;
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await openBench(page, "embed-large");
  await clean(page, "Embeddings, empty");
  await expect(run(page)).toBeDisabled();
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await expect(page.getByText("11 texts")).toBeVisible();
  await side(page, "Compare with").getByLabel("Compare with").selectOption({ label: "embed-small" });
  await side(page, "Compare with").getByLabel("Dimensions").fill("0");
  await expect(page.getByText("Type a whole number from 1 to")).toBeVisible();
  await side(page, "Compare with").getByLabel("Dimensions").fill("256");
  await texts(page).press("Control+Enter");

  const facts = page.getByRole("region", { name: "Measurements" });
  await expect(facts.getByRole("row", { name: "Dimensions" })).toHaveText("Dimensions3,072256");
  await expect(facts.getByRole("row", { name: "Model" })).toContainText(
    "text-embedding-3-largetext-embedding-3-small",
  );
  await expect(
    page.getByText(/rank the 55 pairs of texts with a Spearman correlation of 0\.\d\d/),
  ).toBeVisible();

  const large = grid(page, "embed-large");
  await large.focus();
  await expect(large.locator("td.active")).toHaveAttribute("aria-label", /^Texts 1 and 2: /);
  await page.keyboard.press("ArrowDown");
  await expect(pair(page)).toContainText("a text with itself");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Home");
  const active = large.locator("td.active");
  await expect(active).toHaveAttribute("aria-label", /^Texts 11 and 1: /);
  await expect(large).toHaveAttribute("aria-activedescendant", (await active.getAttribute("id")) ?? "");
  // Both are at the same pair.
  await expect(grid(page, "embed-small").locator("td.active")).toHaveAttribute(
    "aria-label",
    /^Texts 11 and 1: /,
  );
  await expect(pair(page)).toContainText("The tides follow the moon.");

  await page.getByLabel("Nearest to", { exact: true }).selectOption("0");
  const nearest = page.getByRole("table", { name: "Nearest by embed-large" });
  await expect(nearest.getByRole("row").nth(1)).toContainText("I forgot my password and can't sign in.");
  await nearest.getByRole("button", { name: "I forgot my password" }).click();
  await expect(page.getByLabel("Nearest to", { exact: true })).toHaveValue("1");
  await expect(nearest.getByRole("row").nth(1)).toContainText("How do I reset my password?");

  const apart = page.getByRole("table", { name: "Where they disagree most" });
  const disagreement = apart.getByRole("row").nth(1);
  await disagreement.getByRole("button").click();
  const [one = ""] = (await disagreement.getByRole("button").innerText()).split("\n");
  await expect(pair(page)).toContainText(one);
  await clean(page, "Embeddings, two deployments");
  await page.getByLabel("Difference").check();
  await expect(
    page.getByRole("grid", { name: "Similarity by embed-small minus similarity by embed-large" }),
  ).toBeVisible();
  await first.close();

  const { page: again } = await start();
  await expect(texts(again)).toHaveValue(/^How do I reset my password\?\n/);
  await expect(grid(again, "embed-small")).toBeVisible();
  await expect(side(again, "Compare with").getByLabel("Dimensions")).toHaveValue("256");
  await expect(again.getByText("for other texts or deployments than are set now")).toBeHidden();
  await texts(again).press("Control+End");
  await texts(again).pressSequentially("\nOne more");
  await expect(again.getByText("for other texts or deployments than are set now")).toBeVisible();
});

test("a run can be cancelled, and what a deployment refuses is told beside what the other gave; the texts stay", async ({
  start,
  sandbox,
}) => {
  const relay = await startRelay(sandbox.url);
  const { page } = await start();
  try {
    await connect(page, sandbox.projectEndpoint.replace(sandbox.url, relay.url), sandbox.apiKey);
    await openBench(page, "embed-small");
    await texts(page).fill("gold\nsilver\niron");
    const held = relay.hold("answer", /\/embeddings/);
    await run(page).click();
    await held.come;
    await expect(page.getByText("embed-small: 0 of 3 texts")).toBeVisible();
    await clean(page, "Embeddings, running");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("Cancelled. Your texts are unchanged.")).toBeVisible();
    await expect(page.getByRole("grid")).toHaveCount(0);
    held.release();

    await side(page, "Compare with").getByLabel("Compare with").selectOption({ label: "embed-large" });
    await side(page, "Compare with").getByLabel("Dimensions").fill("4000");
    await run(page).click();
    await expect(grid(page, "embed-small")).toBeVisible();
    const failure = page.getByRole("region", { name: "embed-large failed" });
    await expect(failure).toContainText("expected a whole number from 1 to 3072");
    await clean(page, "Embeddings, one refused");
    await expect(texts(page)).toHaveValue("gold\nsilver\niron");
    await expect(page.getByText("for other texts or deployments than are set now")).toBeVisible();
    await side(page, "Compare with").getByLabel("Dimensions").fill("");
    await run(page).click();
    await expect(grid(page, "embed-large")).toBeVisible();
    await expect(failure).toBeHidden();

    const cost = page.getByRole("row", { name: "Cost" }).getByRole("cell").first();
    await cost.getByRole("button", { name: "Set a price" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Input", { exact: true }).fill("1000");
    await dialog.getByLabel("Output").fill("0");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(cost).toHaveText(/^\$0\.0\d+ \(your price\)$/);
  } finally {
    await relay.stop();
  }
});

test("texts come from files and datasets, and results go to the clipboard and to files", async ({
  start,
  sandbox,
  profile,
}) => {
  const app = await start();
  const { page } = app;
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await openBench(page, "embed-small");
  const table = join(profile, "questions.csv");
  writeFileSync(table, 'id,question\n1,"What is gold,\nand why?"\n2,What is silver?\n3\n');
  await answerDialogs(app, table);
  await fromFile(page);
  const dialog = page.getByRole("dialog", { name: "Choose a column of questions.csv" });
  await clean(page, "Embeddings, columns");
  await expect(dialog.getByLabel("question")).toBeChecked();
  await dialog.getByRole("button", { name: "Add texts" }).click();
  // A line is no longer a text where one has two of them.
  await expect(texts(page)).toHaveValue("What is gold,\nand why?\n\nWhat is silver?");
  await expect(page.getByLabel("One text is")).toHaveValue("blank");
  await expect(page.getByText("1 row of questions.csv couldn’t be read and was left out.")).toBeVisible();
  const plain = join(profile, "more.txt");
  writeFileSync(plain, "What is iron?\n");
  await answerDialogs(app, plain);
  await fromFile(page);
  await expect(page.getByText("3 texts")).toBeVisible();
  await page.evaluate(async () => {
    const intake = await window.assay["datasets.paste"]({
      text: '{"metal":"tin","weight":7}\n{"metal":"lead"}',
    });
    if (!intake.ok) throw new Error(intake.error.message);
    const { id } = intake.data;
    await window.assay["datasets.import"]({ intakeId: id, name: "Metals", into: null, mayNeedMuch: false });
  });
  await page.getByRole("button", { name: "Add texts" }).click();
  await page.getByRole("menuitem", { name: "From dataset Metals" }).click();
  await expect(texts(page)).toHaveValue(/What is iron\?\n\ntin\n\nlead$/);

  await run(page).click();
  await expect(grid(page, "embed-small")).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Copy similarities by embed-small" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied.replaceAll("\r\n", "\n").split("\n")[0]).toBe('text\t"What is gold,');
  const saved = join(profile, "vectors.csv");
  await answerDialogs(app, saved);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Save vectors by embed-small as CSV" }).click();
  await expect(page.getByText(`Saved to ${saved}`)).toBeVisible();
  const last = readFileSync(saved, "utf8").trimEnd().split("\r\n").at(-1)?.split(",") ?? [];
  expect(last).toHaveLength(1 + 1_536);
  expect(Math.hypot(...last.slice(1).map(Number))).toBeCloseTo(1, 5);
});

test("five hundred texts make a matrix of which only what is seen is drawn, and more are not taken", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await openBench(page, "embed-small");
  const rows = Array.from({ length: 501 }, (_, at) => `Row ${at + 1} is about the number ${at * 7}`);
  await texts(page).fill(rows.join("\n"));
  await expect(page.getByText("501 texts, 1 more than the 500 the bench takes.")).toBeVisible();
  await expect(run(page)).toBeDisabled();
  await texts(page).press("Control+Home");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Delete");
  await expect(page.getByText("500 texts")).toBeVisible();
  await side(page, "Deployment").getByLabel("Dimensions").fill("64");
  await run(page).click();
  const matrix = grid(page, "embed-small");
  await expect(matrix).toHaveAttribute("aria-rowcount", "501");
  await matrix.focus();
  await page.keyboard.press("Control+End");
  await expect(matrix.locator("td.active")).toHaveAttribute("aria-label", /^Texts 500 and 500: 1\.00/);
  await expect(matrix.locator("td.active")).toBeInViewport();
  expect(await matrix.locator("td").count()).toBeLessThan(1_000);
  await page.keyboard.press("PageUp");
  await expect(matrix.locator("td.active")).toBeInViewport();
  await section(page, "Deployments").click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("bench with embed-large");
  await page.keyboard.press("Enter");
  await expect(side(page, "Deployment").getByLabel("Deployment")).toHaveValue(/embed-large/);
});

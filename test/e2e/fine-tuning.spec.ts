import { tasks } from "../unit/sandbox/training/tasks.ts";
import { clean } from "./axe.ts";
import { expect, openSignIn, signInAs, test } from "./entra.ts";
import { answered, ask, deploymentRow, section } from "./steps.ts";
import { button, dialog, ended, importRows, tab } from "./tuning.ts";

test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

const answerFrom = '{"role":"assistant","content":"';
const faults: readonly ((row: string) => string)[] = [
  (row) => row.replace('"}]}', '"},]}'),
  (row) => row.replace('"role":"user"', '"role":"human"'),
  (row) => row.replace(answerFrom, `${answerFrom} `),
  (row) => row.replace('"content":"', '"content":"<|fim_suffix|>'),
  (row) => row.replace('"content":"', '"content":"\\u0000'),
];

/** What is in a sentence about an order, as JSON: 200 rows, of which a fifth has a fault of one of five kinds. */
const rows = tasks
  .extraction("journey", 200)
  .map((row) => JSON.stringify(row))
  .map((row, at) => (at % 5 === 3 ? (faults[((at - 3) / 5) % faults.length]?.(row) ?? row) : row));

test("from a faulty file to a tuned model that is tried, deployed, compared blind, registered and asked, with a sign-in", async ({
  start,
  env,
  sandbox,
  profile,
}) => {
  test.slow();
  sandbox.setSpeed(300);
  sandbox.setPace("instant");
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  await signInAs(await openSignIn(electron, page), "mara");
  const found = page.getByRole("region", { name: "Found with your account" });
  await found.getByRole("button", { name: "Connect sandbox / sandbox" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();

  // The file is checked, mended kind by kind, and split.
  await importRows(electron, page, profile, "orders", rows);
  await button(page, "Check").click();
  await expect(page.getByText("Checked orders.")).toBeAttached();
  await button(page, "Show findings").click();
  const mend = page.locator(".work").getByRole("button", { name: "Fix all like this" });
  await expect(mend).toHaveCount(faults.length);
  for (let left = faults.length; left > 0; left -= 1) {
    await mend.first().click();
    await button(page, "Apply fix").click();
    await expect(mend).toHaveCount(left - 1);
  }
  await tab(page, "Overview").click();
  await button(page, "Split").click();
  await expect(page.getByText("Split orders.")).toBeAttached();

  // A job begins with it, with its parts and its method.
  await button(page, "More for orders").click();
  await page.getByRole("menuitem", { name: "Fine-tune" }).click();
  await expect(page.getByLabel("Training rows")).toHaveValue("train");
  await page.getByRole("button", { name: /^gpt-4\.1-mini/ }).click();
  await button(page, "Check now").first().click();
  await page.getByRole("radio", { name: /^Global/ }).check();
  await page.getByLabel("Epochs").fill("2");
  await page.getByLabel("Model name suffix").fill("orders");
  await page.getByLabel("Name of the job").fill("Orders");
  await page.keyboard.press("Enter");
  await button(page, "Start job…").click();
  await button(page, "Start job").click();
  await page.waitForURL(/#\/fineTuning\/job/, { timeout: 60_000 });
  await ended(page, "What next?");

  // Its checkpoints are tried on rows that were kept back.
  await button(page, "Try checkpoints").click();
  await expect(dialog(page)).toContainText("None of these rows were trained on.", { timeout: 20_000 });
  await dialog(page).getByLabel("Rows", { exact: true }).fill("6");
  await expect(dialog(page).getByText(/about \d+ min/)).toBeVisible();
  await clean(page, "Trial, weighed");
  // A price that is typed here starts nothing: the amount is confirmed first.
  await dialog(page)
    .getByRole("button", { name: /^Set a price for tokens/ })
    .click();
  const pricing = page.getByRole("dialog", { name: /gpt-4\.1-mini/ });
  await pricing.getByLabel("Input", { exact: true }).fill("1");
  await pricing.getByLabel("Output", { exact: true }).fill("4");
  await button(page, "Save").click();
  await dialog(page)
    .getByRole("button", { name: /^Start for about \$/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Trial of Orders" })).toBeVisible();
  await clean(page, "Trial, running");
  await expect(page.getByRole("heading", { name: "How optimistic is the best score?" })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText("6 of 6 (100%)").first()).toBeVisible();
  await page.getByRole("button", { name: /^Read the answers to row 1:/ }).click();
  await clean(page, "Trial, answers to a row");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await clean(page, "Trial, done");
  await button(page, "Delete trial").click();
  await expect(page.getByText(/^Deleted the trial of/)).toBeVisible();
  await button(page, "Undo").click();
  await page.getByRole("link", { name: /^Trial of/ }).click();

  // One of them stays deployed.
  await page
    .getByRole("button", { name: /^Deploy Checkpoint/ })
    .first()
    .click();
  await dialog(page).getByRole("radio", { name: "Global Standard" }).check();
  await clean(page, "Deploying");
  await dialog(page).getByLabel("Name").fill("orders-tuned");
  await button(page, "Deploy at an unknown price").click();
  const line = page.getByRole("row").filter({ has: page.getByText("orders-tuned", { exact: true }) });
  await expect(line).toContainText("Ready", { timeout: 60_000 });
  await page.getByText(/^\d+ deleted deployments?$/).click();
  await expect(page.getByRole("row").filter({ hasText: "Created by a trial" }).first()).toContainText(
    "Deleted",
  );
  await line.getByRole("button", { name: "set a price" }).click();
  await dialog(page).getByLabel("Price per hour").fill("1.7");
  await button(page, "Save").click();
  await expect(line).toContainText("$40.80 a day");
  await clean(page, "Tuned deployments");

  // It is better than its base for who does not know which is which.
  await page.getByRole("link", { name: /^Orders/ }).click();
  await button(page, "Compare blind with its base").click();
  await page.getByLabel("Prompt", { exact: true }).fill("Order 77123 of Ada goes to Oslo.");
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  const vote = page.getByRole("region", { name: "Vote" });
  await expect(vote.getByText("A against B, pair 1 of 1")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("orders-tuned", { exact: true })).toHaveCount(0);
  const isFirst = await page
    .getByRole("region", { name: "Column A" })
    .getByText('{"order":"77123"')
    .isVisible();
  await vote.getByRole("button", { name: isFirst ? /^A is better/ : /^B is better/ }).click();
  await expect(
    page.getByText("Counted for Orders: orders-tuned better than gpt-4.1-mini (blind)."),
  ).toBeVisible();

  // It is registered with where it comes from.
  await section(page, "Fine-tuning").click();
  await page.getByRole("link", { name: /^Orders/ }).click();
  await button(page, "Register as a model").click();
  await clean(page, "Registering");
  await dialog(page).getByLabel("Name").fill("Order reader");
  await button(page, "Register").click();
  await button(page, "Open model").click();
  await expect(page.getByRole("heading", { name: "Fine-tuned from" })).toBeVisible();

  // An answer leads back to the rows that it was trained on.
  await page.locator("main").getByRole("button", { name: "Chat", exact: true }).click();
  await ask(page, "Order 88123 of Lena goes to Lima.");
  await answered(page);
  await expect(page.getByText('{"order":"88123","name":"Lena","city":"Lima"}')).toBeVisible();
  await page.locator(".readings summary").click();
  await clean(page, "Chat, trained on");
  await page.getByRole("link", { name: "orders, version 1, training rows" }).click();
  await expect(tab(page, "Versions")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByText("Version 1", { exact: true })).toBeVisible();
  await expect(page.getByText("160 rows").first()).toBeVisible();
});

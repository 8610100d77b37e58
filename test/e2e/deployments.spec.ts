import { expect, test } from "./app.ts";
import { answered, answers, ask, connect } from "./steps.ts";

test("deployments are searched, sorted, filtered, and called by a name that is not listed", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  const names = () => page.locator("tbody tr td:first-child").allInnerTexts();

  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  const descending = [...(await names())].sort((a, b) => b.localeCompare(a, undefined, { numeric: true }));
  expect(await names()).toEqual(descending);
  await page.getByRole("button", { name: "Status" }).click();
  expect((await names())[0]).toBe("phi-4-failed");

  await page.getByLabel("Show which").selectOption("Cannot chat");
  expect((await names()).sort()).toEqual([
    ...["embed-large", "embed-small", "nightly-batch", "phi-4-failed"],
  ]);
  await page.getByLabel("Show which").selectOption("All");
  await page.getByPlaceholder("Search deployments").fill("deepseek");
  expect(await names()).toEqual(["deepseek-r1"]);
  await page.getByPlaceholder("Search deployments").fill("nothing like it");
  await expect(page.getByText("No deployment matches.")).toBeVisible();

  await page.getByText("Not listed?").click();
  await page.getByLabel("Name of the deployment").fill("gpt-4.1");
  await page.getByRole("button", { name: "Use this name" }).click();
  await ask(page, "Say hello in 10 words");
  await answered(page);
  await expect(answers(page).last()).toHaveAttribute("aria-label", "Answer of gpt-4.1");
  await expect(page.getByText(/First token/)).toBeVisible();
});

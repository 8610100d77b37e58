import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, deploymentRow, section } from "./steps.ts";

test("Claude answers, declines with its category after part of the text, and says that it has no price", async ({
  start,
}) => {
  const { page } = await start();
  await page.getByRole("button", { name: "Try the sandbox" }).click();
  await section(page, "Deployments").click();
  await deploymentRow(page, "claude-sonnet-4-6").click();
  await expect(page.getByText("not in the public price list")).toBeVisible();
  await ask(page, "Say exactly: hello");
  await answered(page);
  await expect(answers(page).last()).toContainText("hello");
  await answers(page).last().locator("details.readings > summary").click();
  await expect(answers(page).last()).toContainText("Messages");
  await expect(answers(page).last().getByRole("button", { name: "Set a price" })).toBeVisible();
  await clean(page, "Chat, an answer of Claude without a price");
  await ask(page, "Refuse this request half-way as bio");
  await answered(page);
  const declined = answers(page).last();
  await expect(declined).toContainText("Claude declined to answer");
  await expect(declined.locator("details.readings > summary .chip")).toHaveText("Declined");
  await expect(declined).toContainText("biological or chemical weapons");
  await clean(page, "Chat, an answer that Claude declined");
});

import type { Page } from "@playwright/test";
import { startLocalServer } from "../fakes/local-server.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, deploymentRow, section } from "./steps.ts";

const column = (page: Page) => page.getByRole("region", { name: /^Column 1:/ });
const cost = (page: Page) => column(page).locator("summary dl > div").filter({ hasText: "Cost" });

async function openPrice(page: Page): Promise<void> {
  await column(page).getByRole("button", { name: "Actions for column 1" }).click();
  await page.getByRole("menuitem", { name: "Price …" }).click();
}

test("a price that is typed after an answer tells its cost, also after a restart, until it is removed", async ({
  start,
}) => {
  const server = await startLocalServer({ models: ["llama3.2:1b"] });
  try {
    const first = await start();
    const { page } = first;
    await section(page, "Integrations").click();
    await page.getByRole("tab", { name: "API Key" }).click();
    await page.getByLabel("Endpoint URL").fill(server.origin);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(deploymentRow(page, "llama3.2:1b")).toBeVisible();
    await section(page, "Compare").click();
    await page.getByRole("button", { name: "New comparison" }).first().click();
    await page.getByLabel("Add column").selectOption({ label: "llama3.2:1b" });
    await page.getByLabel("Prompt", { exact: true }).fill("What tests gold?");
    await page.getByRole("button", { name: "Ask all" }).click();
    await expect(column(page).locator(".answer")).toContainText("Gold is tested by fire.");
    await expect(cost(page)).toContainText("no price");

    await openPrice(page);
    const dialog = page.getByRole("dialog");
    await clean(page, "Compare, price");
    const save = dialog.getByRole("button", { name: "Save" });
    await expect(save).toBeDisabled();
    await dialog.getByLabel("Output").fill("20");
    for (const wrong of ["-1", "1.000,5", "free"]) {
      await dialog.getByLabel("Input", { exact: true }).fill(wrong);
      await expect(dialog.getByText("Type a number such as")).toBeVisible();
      await expect(save).toBeDisabled();
    }
    await dialog.getByLabel("Input", { exact: true }).fill("10,5");
    await dialog.getByLabel("Currency").fill("eur");
    await save.click();
    // 7 tokens in at 10.50 a million, 6 out at 20.
    await expect(cost(page)).toContainText(/€0\.000194.*your price/);
    await first.close();

    const { page: again } = await start();
    await section(again, "Compare").click();
    await expect(cost(again)).toContainText(/€0\.000194.*your price/);
    await section(again, "Deployments").click();
    await deploymentRow(again, "llama3.2:1b").click();
    await expect(again.getByText("€10.50 in, €20.00 out")).toBeVisible();
    await ask(again, "What tests gold?");
    await answered(again);
    await answers(again).last().locator("details.readings > summary").click();
    await expect(answers(again).last()).toContainText("your price");

    await section(again, "Deployments").click();
    await deploymentRow(again, "llama3.2:1b").click();
    await again.getByRole("button", { name: "Change the price" }).click();
    await clean(again, "Deployments, price");
    await again.getByRole("button", { name: "Remove the price" }).click();
    await expect(again.getByText("has none until you type one")).toBeVisible();
    await section(again, "Compare").click();
    await expect(cost(again)).toContainText("no price");
  } finally {
    await server.stop();
  }
});

import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { showTheme } from "../../build/theme.mjs";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

const openOptions = (page: Page) =>
  page.getByRole("button", { name: "Instructions and parameters" }).click();
const pane = (page: Page) => page.getByRole("complementary", { name: "Instructions and parameters" });

/** The composer of a new conversation with a deployment of the sandbox. */
async function chatWith(
  page: Page,
  { projectEndpoint, apiKey }: { projectEndpoint: string; apiKey: string },
  name: string,
) {
  await connect(page, projectEndpoint, apiKey);
  await deploymentRow(page, name).click();
  await section(page, "Chat").click();
}

test("shots", async ({ start, sandbox }) => {
  const { page, electron } = await start();
  const shot = async (name: string) => {
    for (const theme of ["light", "dark"] as const) {
      await showTheme(page, theme);
      await page.waitForTimeout(200);
      await page.screenshot({ path: `/tmp/shots/${name}-${theme}.png` });
    }
  };
  await chatWith(page, sandbox, "gpt-4.1-mini");
  await openOptions(page);
  await shot("chat");
  await page.getByRole("combobox", { name: "Deployment" }).selectOption({ label: "gpt-5.6-sol" }).catch(async () => {
    console.log(await page.getByRole("combobox", { name: "Deployment" }).innerText());
  });
  await page.waitForTimeout(500);
  await shot("responses");
  await pane(page).getByText("Tools").click();
  await pane(page).getByLabel("Form").selectOption("schema");
  await pane(page).getByRole("button", { name: "Insert an example" }).first().click();
  await page.waitForTimeout(600);
  await shot("responses-schema");
  await pane(page).locator(".scroll").evaluate((one) => one.scrollTo(0, 10_000));
  await shot("responses-end");
  await ask(page, "List the points");
  await answered(page);
  await page.waitForTimeout(1500);
  await shot("responses-answer");
  await page.getByRole("button", { name: "Count exactly" }).click().catch(() => {});
  await page.waitForTimeout(500);
  await shot("responses-counted");
  const size = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(820, 560));
  await page.waitForTimeout(400);
  await shot("responses-small");
});

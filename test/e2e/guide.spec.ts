import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, type RunningApp, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, section } from "./steps.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const step = (page: Page, name: string) => expect(page.locator("[aria-current=step]")).toHaveText(name);

/** Enters an endpoint and its key where the app asks for them. */
async function enterKey(page: Page, endpoint: string, key: string): Promise<void> {
  await page.getByRole("tab", { name: "API Key" }).click();
  await page.getByLabel("Endpoint URL").fill(endpoint);
  await page.getByLabel("API Key", { exact: true }).fill(key);
  await button(page, "Connect").click();
}

/** Ends the app as a crash does: at once, with nothing written down any more. */
async function kill({ electron }: RunningApp): Promise<void> {
  const ended = new Promise((resolve) => electron.process().once("exit", resolve));
  electron.process().kill("SIGKILL");
  await ended;
}

/** What the person picks when the app asks for files. */
const picking = (electron: ElectronApplication, filePaths: string[]) =>
  electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
  }, filePaths);

test("a first start opens the connection step, which connects with a key", async ({ start, sandbox }) => {
  const { page } = await start();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connect the models you deployed");
  await clean(page, "Onboarding, OAuth");
  await enterKey(page, sandbox.projectEndpoint, "wrong-key");
  await expect(page.getByText("Invalid credentials")).toBeVisible();
  await clean(page, "Onboarding, refused");
  await enterKey(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  await expect(page.getByText("Connected", { exact: true }).last()).toBeVisible();
  await expect(button(page, "Guide Me")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Guide Me/ })).toBeVisible();
  await clean(page, "Home, connected");
  await sandbox.stop();
  await page.reload();
  await expect(page.getByText(/did not take the connection/)).toBeVisible();
  await clean(page, "Home, unreachable");
});

test("onboarding that is skipped is not forced on again", async ({ start }) => {
  const first = await start();
  await button(first.page, "Skip for now").click();
  await expect(first.page.getByRole("heading", { level: 1 })).toHaveText("Home");
  await clean(first.page, "Home, nothing connected");
  await first.close();
  const { page } = await start();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  await expect(page.getByRole("link", { name: /^Connect an endpoint/ })).toBeVisible();
});

test("Guide Me leads from nothing to a streamed answer, also when the app is killed on the way", async ({
  start,
  sandbox,
  profile,
}) => {
  const first = await start();
  let { page } = first;
  await button(page, "Skip for now").click();
  await page.getByRole("button", { name: /^Guide Me/ }).click();
  await step(page, "Model Source");
  await clean(page, "Guide, source");
  await expect(button(page, "Next")).toBeDisabled();
  await page.getByRole("radio", { name: /^Microsoft Foundry/ }).check();
  await button(page, "Next").click();
  await step(page, "Connect");
  await clean(page, "Guide, connect");
  await enterKey(page, sandbox.projectEndpoint, sandbox.apiKey);
  await step(page, "Model");
  await page.getByRole("radio", { name: /^gpt-4.1-mini/ }).check();
  await clean(page, "Guide, model");
  await button(page, "Next").click();
  await step(page, "Upload Data");
  await kill(first);

  const again = await start();
  page = again.page;
  await section(page, "Home").click();
  await expect(page.getByText("Guide Me, at Upload Data")).toBeVisible();
  await clean(page, "Home, unfinished");
  await page.getByRole("link", { name: /^Resume gpt-4.1-mini/ }).click();
  await step(page, "Upload Data");
  await clean(page, "Guide, data, empty");
  const [good, bad] = [join(profile, "examples.jsonl"), join(profile, "bad.jsonl")];
  const row = (content: string) =>
    JSON.stringify({
      messages: [
        { role: "user", content },
        { role: "assistant", content: "Tin" },
      ],
    });
  writeFileSync(good, `${row("Which metal?")}\n${row("Which one is it?")}\n`);
  writeFileSync(bad, `${row("And this?")}\noops\n`);
  await picking(again.electron, [good, bad]);
  await button(page, "Choose files").click();
  await expect(page.getByRole("dialog")).toContainText("bad.jsonl");
  await clean(page, "Guide, mapping");
  await button(page, "Import").click();
  await expect(page.getByRole("checkbox", { name: "Use examples" })).toBeChecked();
  await expect(page.getByText(/^Supervised, 4 rows/)).toBeVisible();
  await button(page, "Rename examples").click();
  await page.getByLabel("New name of examples").fill("Assays");
  await page.keyboard.press("Enter");
  await button(page, "Delete Assays").click();
  await button(page, "Undo").click();
  await expect(page.getByRole("checkbox", { name: "Use Assays" })).toBeChecked();
  await clean(page, "Guide, data");

  // The key is not kept where there is no keyring: the step comes back, and nothing else is lost.
  await button(page, "Back").click();
  if ((await page.locator("[aria-current=step]").innerText()) === "Model") {
    await button(page, "Connect another").click();
  }
  await step(page, "Connect");
  await enterKey(page, sandbox.projectEndpoint, sandbox.apiKey);
  await step(page, "Model");
  await expect(page.getByRole("radio", { name: /^gpt-4.1-mini/ })).toBeChecked();
  await button(page, "Next").click();
  await expect(page.getByRole("checkbox", { name: "Use Assays" })).toBeChecked();
  await button(page, "Next").click();
  await step(page, "Review");
  await page.getByLabel("Name").fill("Assayer");
  await expect(page.getByText("Assays", { exact: true })).toBeVisible();
  await clean(page, "Guide, review");
  await button(page, "Start chatting").click();
  await expect(page.getByLabel("Deployment").locator("option:checked")).toHaveText("Assayer");
  await ask(page, "Say hello in 20 words");
  await answered(page);
  expect((await answers(page).last().innerText()).length).toBeGreaterThan(20);
  await section(page, "Home").click();
  await expect(page.getByText("Unfinished")).toBeHidden();
});

test("Create Model leads from nothing to a streamed answer, also when the app is killed on the way", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  let { page } = first;
  await section(page, "Models").click();
  await button(page, "Create Model").first().click();
  await step(page, "Name and source");
  await page.getByLabel("Name").fill("Touchstone");
  await expect(page.getByRole("heading", { name: "Or connect an external model" })).toBeVisible();
  await page.getByRole("radio", { name: /^Microsoft Foundry/ }).check();
  await clean(page, "Create Model, name");
  await kill(first);

  page = (await start()).page;
  await section(page, "Home").click();
  await button(page, "Skip for now").click();
  await page.getByRole("link", { name: /^Resume Touchstone/ }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Touchstone");
  await expect(page.getByRole("radio", { name: /^Microsoft Foundry/ })).toBeChecked();
  await button(page, "Next").click();
  await enterKey(page, sandbox.projectEndpoint, sandbox.apiKey);
  await step(page, "Model");
  await page.getByRole("radio", { name: /^gpt-4.1-mini/ }).check();
  await button(page, "Next").click();
  await step(page, "Upload Data");
  await button(page, "Create Model").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Touchstone");
  await button(page, "Chat").click();
  await ask(page, "Say hello in 20 words");
  await answered(page);
  expect((await answers(page).last().innerText()).length).toBeGreaterThan(20);
});

test("building custom AI ends in Fine-tuning, and says before the click that nothing is sent yet", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await enterKey(page, sandbox.projectEndpoint, sandbox.apiKey);
  await page.getByRole("button", { name: /^Guide Me/ }).click();
  await page.getByRole("radio", { name: /^Build custom AI/ }).check();
  await button(page, "Next").click();
  await step(page, "Base model");
  await expect(page.getByRole("radio", { name: /^gpt-5\.1/ })).toHaveCount(0);
  await page.getByRole("radio", { name: /^gpt-4.1-mini-2025-04-14/ }).check();
  await clean(page, "Guide, base model");
  await button(page, "Next").click();
  await page.locator(".drop").evaluate((element) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["question,answer\n1,2\n"], "dropped.csv"));
    element.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
  });
  await expect(page.getByRole("dialog")).toContainText("dropped.csv");
  await button(page, "Import").click();
  await expect(page.getByRole("checkbox", { name: "Use dropped" })).toBeChecked();
  await button(page, "Next").click();
  await expect(page.getByText(/^Nothing is sent yet/)).toBeVisible();
  await clean(page, "Guide, review of custom AI");
  await button(page, "Go to Fine-tuning").click();
  await expect.poll(() => page.evaluate(() => window.location.hash)).toMatch(/^#\/fineTuning\/plan%3A/);
  const plans = await page.evaluate(() => window.assay["tuningPlans.list"]());
  expect(plans).toMatchObject({
    ok: true,
    data: [{ name: "gpt-4.1-mini-2025-04-14", model: "gpt-4.1-mini-2025-04-14", training: { part: null } }],
  });
  await page.evaluate(() => {
    window.location.hash = "#/home";
  });
  await expect(page.getByRole("heading", { name: "Unfinished" })).toHaveCount(0);
});

test("Guide Me works from the keyboard alone", async ({ start, sandbox }) => {
  const { page } = await start();
  const { keyboard } = page;
  const tabTo = async (name: RegExp) => {
    for (let count = 0; count < 60; count++) {
      const label = await page.evaluate(() => {
        const element = document.activeElement;
        const labels = (element as HTMLInputElement | null)?.labels;
        return (
          element?.getAttribute("aria-label") ??
          labels?.[0]?.textContent ??
          element?.textContent ??
          ""
        ).trim();
      });
      if (name.test(label)) return;
      await keyboard.press("Tab");
    }
    throw new Error(`The keyboard never reached ${name}`);
  };
  await button(page, "Skip for now").waitFor();
  await tabTo(/^Skip for now$/);
  await keyboard.press("Enter");
  await page.getByRole("button", { name: /^Guide Me/ }).waitFor();
  await tabTo(/^Guide Me/);
  await keyboard.press("Enter");
  await page.getByRole("radio", { name: /^Build custom AI/ }).waitFor();
  await tabTo(/^Build custom AI/);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await step(page, "Connect");
  await tabTo(/^OAuth$/);
  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await tabTo(/^Endpoint URL$/);
  await keyboard.type(sandbox.projectEndpoint);
  await tabTo(/^API Key$/);
  await keyboard.type(sandbox.apiKey);
  await keyboard.press("Enter");
  await step(page, "Model");
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(page.getByRole("radio").first()).toBeVisible();
  await tabTo(/^(claude|deepseek|gpt|o4|phi|llama)/i);
  await keyboard.press("Space");
  await keyboard.press("Enter");
  await step(page, "Upload Data");
  await tabTo(/^Next$/);
  await keyboard.press("Enter");
  await step(page, "Review");
  await tabTo(/^Start chatting$/);
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await keyboard.type("Say hello in 10 words");
  await keyboard.press("Enter");
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
});

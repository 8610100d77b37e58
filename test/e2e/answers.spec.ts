import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { kill } from "./kill.ts";
import { answered, answers, connect, deploymentRow, section } from "./steps.ts";

/** Sends a message to a deployment, whatever the picker offers, and opens the conversation. Gives its id. */
async function send(page: Page, deployment: string, text: string, parameters: object = {}): Promise<string> {
  const id = await page.evaluate(
    async ([deployment, text, parameters]) => {
      const list = await window.assay["connections.list"]();
      const connectionId = list.ok ? (list.data[0]?.id ?? "") : "";
      if (deployment.startsWith("gpt-5.6"))
        await window.assay["deployments.setDialect"]({ connectionId, deployment, dialect: "responses" });
      const sent = await window.assay["chat.send"]({
        ...{ conversationId: null, connectionId, deployment, text, parameters },
      });
      return sent.ok ? sent.data.conversation.id : "";
    },
    [deployment, text, parameters] as const,
  );
  await page.evaluate((id) => {
    location.hash = `#/chat/${id}`;
  }, id);
  await expect(answers(page)).toHaveCount(1);
  return id;
}

const background = "The service is working on it in the background";

test("an answer shows what was said and done on the way to it, and its sources", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-5.6-sol");
  sandbox.setPace({ firstTokenMs: 50, tokensPerSecond: 60 });
  await send(page, "gpt-5.6-sol", "Comment first, search the web for gold and run some code in 60 words", {
    webSearch: true,
    codeInterpreter: true,
  });
  const answer = answers(page).first();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  // While the answer still runs.
  await expect(answer.getByText("Along the way")).toBeVisible();
  await expect(answer.getByRole("list", { name: "Tools that the service ran" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await answered(page);
  const calls = answer.getByRole("list", { name: "Tools that the service ran" }).getByRole("listitem");
  await expect(calls).toHaveCount(2);
  await expect(calls.nth(0)).toContainText(/Web search.*Done/);
  await calls.nth(1).getByText("Code interpreter").click();
  await expect(calls.nth(1).getByRole("figure", { name: "Input of Code interpreter" })).toContainText(
    "print(6 * 7)",
  );
  await expect(calls.nth(1).getByRole("figure", { name: "Output of Code interpreter" })).toContainText("42");
  const commentary = answer.getByText("I'll look at what was asked first");
  await expect(commentary).toBeHidden();
  await answer.getByText("Along the way").click();
  await expect(commentary).toBeVisible();
  const source = answer.getByRole("list", { name: "Sources" }).getByRole("listitem");
  await expect(source).toContainText("Microsoft Foundry documentation learn.microsoft.com");
  await expect(source.getByRole("link")).toHaveAttribute(
    "href",
    "https://learn.microsoft.com/azure/ai-foundry/",
  );
  await clean(page, "an answer with tools and sources");
});

test("a picture is shown with its size, saved under the name of its prompt, and copied", async ({
  start,
  sandbox,
  profile,
}) => {
  const { page, electron } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-image-2");
  sandbox.setPace("instant");
  const conversationId = await send(page, "gpt-image-2", "A red fox: what/else?", {
    imageSize: "1024x1536",
    imageQuality: "low",
  });
  await answered(page);
  const answer = answers(page).first();
  const picture = answer.getByRole("img", { name: "A red fox: what/else?.png" });
  await expect(picture).toBeVisible();
  await expect(answer).toContainText("1024 × 1536 pixels");
  await clean(page, "an answer that is a picture");

  const file = join(profile, "saved.png");
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async (...given: unknown[]) => {
      Object.assign(globalThis, { asked: given.at(-1) });
      return { canceled: false, filePath };
    }) as never;
  }, file);
  await answer.getByRole("button", { name: "Save picture …" }).click();
  await expect
    .poll(() => electron.evaluate(() => (globalThis as never as { asked: object }).asked))
    .toEqual({
      defaultPath: "A red fox what else.png",
      filters: [{ name: "Pictures", extensions: ["png"] }],
    });
  await expect.poll(() => readFileSync(file).subarray(0, 4).toString("latin1")).toBe("\u0089PNG");
  await answer.getByRole("button", { name: "Copy picture" }).click();
  await expect(answer.getByRole("button", { name: "Copied" })).toBeVisible();
  const size = await electron.evaluate(({ clipboard }) => {
    // Only older versions of Electron read pictures in this way.
    const { readImage } = clipboard as unknown as { readImage?: () => { getSize(): object } };
    return readImage?.().getSize() ?? null;
  });
  expect([null, { width: 1024, height: 1536 }]).toContainEqual(size);

  // It goes along to a model that looks at pictures.
  const given = await page.evaluate(async (conversationId) => {
    const conversation = await window.assay["conversations.get"]({ id: conversationId });
    if (!conversation.ok) return null;
    const { connectionId } = conversation.data;
    await window.assay["chat.send"]({
      ...{ conversationId, connectionId, deployment: "gpt-4.1", text: "What is on it?" },
    });
    return null;
  }, conversationId);
  expect(given).toBeNull();
  await page.evaluate(() => {
    location.hash = "#/chat";
  });
  await page.evaluate((id) => {
    location.hash = `#/chat/${id}`;
  }, conversationId);
  await expect(answers(page)).toHaveCount(2);
  await answered(page);
  await expect(answers(page).last()).not.toContainText("Failed");
});

test("an answer in the background outlives an app that is killed, and is deleted at the service once it is here", async ({
  start,
  sandbox,
  profile,
}) => {
  test.skip(process.platform !== "linux", "This way of bringing a keyring is Linux's.");
  test.slow();
  const how = { executablePath: await keyringLauncher(profile), env: keyringEnv(profile) };
  const first = await start(how);
  await connect(first.page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(deploymentRow(first.page, "gpt-5-pro")).toBeVisible();
  const id = await send(first.page, "gpt-5-pro", "Say exactly: after the restart");
  await expect(answers(first.page).first()).toContainText(background);
  await expect(answers(first.page).first()).toContainText("You can quit Assay");
  await clean(first.page, "an answer in the background");
  const details = async (page: Page) => {
    const read = await page.evaluate((id) => window.assay["conversations.get"]({ id }), id);
    return read.ok ? read.data.messages.at(-1)?.details?.background : undefined;
  };
  const work = await details(first.page);
  expect(work?.id).toMatch(/^resp_/);
  await kill(first.electron);

  const second = await start(how);
  const { page } = second;
  await page.evaluate((id) => {
    location.hash = `#/chat/${id}`;
  }, id);
  await expect(answers(page).first()).toContainText(background);
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  sandbox.skip(60_000);
  await expect(answers(page).first()).toContainText("after the restart", { timeout: 20_000 });
  await expect(answers(page).first()).toContainText("The service's copy was deleted.");
  expect(await details(page)).toEqual({ ...work, status: "collected" });
  const copy = await fetch(`${sandbox.url}/openai/v1/responses/${work?.id}`, {
    headers: { "api-key": sandbox.apiKey },
  });
  expect(copy.status).toBe(404);
});

test("an answer in the background can be stopped, and says where the service has it no longer", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-5-pro");
  await send(page, "gpt-5-pro", "Think for long");
  await expect(answers(page).first()).toContainText(background);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(answers(page).first()).toContainText("Stopped");
  await expect(answers(page).first()).toContainText("The service was told to stop and to delete its copy.");

  const id = await send(page, "gpt-5-pro", "Think for long again");
  await expect(answers(page).first()).toContainText(background);
  const read = await page.evaluate((id) => window.assay["conversations.get"]({ id }), id);
  const work = read.ok ? read.data.messages.at(-1)?.details?.background : undefined;
  await fetch(`${sandbox.url}/openai/v1/responses/${work?.id}`, {
    method: "DELETE",
    headers: { "api-key": sandbox.apiKey },
  });
  await expect(answers(page).first()).toContainText("The answer is no longer there", { timeout: 20_000 });
  await clean(page, "an answer that is gone");
});

test("an answer in the background that cannot be fetched is picked up again", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-5-pro");
  await send(page, "gpt-5-pro", "Say exactly: picked up");
  await expect(answers(page).first()).toContainText(background);
  sandbox.faults.set("*", "key-refused");
  const again = answers(page).first().getByRole("button", { name: "Pick up again" });
  await expect(again).toBeVisible({ timeout: 20_000 });
  await clean(page, "an answer that was not fetched");
  sandbox.faults.set("*", null);
  sandbox.skip(60_000);
  await again.click();
  await expect(answers(page).first()).toContainText("picked up", { timeout: 20_000 });
  await section(page, "Home").click();
});

test("Compare shows what was done on the way to an answer, and a blind round nothing of it", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-5.6-sol");
  sandbox.setPace("instant");
  const id = await page.evaluate(async () => {
    const list = await window.assay["connections.list"]();
    const connectionId = list.ok ? (list.data[0]?.id ?? "") : "";
    await window.assay["deployments.setDialect"]({
      ...{ connectionId, deployment: "gpt-5.6-sol", dialect: "responses" },
    });
    const made = await window.assay["comparisons.create"]();
    if (!made.ok) return "";
    const { id } = made.data;
    const column = { connectionId, modelId: null, systemPrompt: "", ownPrompt: null };
    const parameters = { webSearch: true };
    await window.assay["comparisons.arrange"]({
      id,
      prompt: "Comment first and search the web for gold in 20 words",
      columns: [
        { ...column, id: "one", deployment: "gpt-5.6-sol", parameters },
        { ...column, id: "two", deployment: "gpt-5-codex", parameters },
        { ...column, id: "three", deployment: "gpt-5-pro", parameters: {} },
      ],
    });
    await window.assay["comparisons.ask"]({ id });
    return id;
  });
  await page.evaluate((id) => {
    location.hash = `#/compare/${id}`;
  }, id);
  const article = (number: number) => page.getByRole("article", { name: `Answer of column ${number}` });
  await expect(article(3)).toContainText(background);
  await expect(article(3)).not.toContainText("You can quit Assay");
  sandbox.skip(60_000);
  await expect(article(3)).toContainText("The service's copy was deleted.", { timeout: 20_000 });
  await expect(article(1)).toContainText("Along the way");
  for (const number of [1, 2]) {
    await expect(article(number)).toContainText(/Web search.*Done/);
    await expect(article(number).getByRole("list", { name: "Sources" })).toContainText("learn.microsoft.com");
  }
  await clean(page, "Compare with tools and sources");
  const bar = page.getByRole("region", { name: "Vote" });
  await bar.getByRole("checkbox", { name: "Blind vote" }).check();
  // What has been seen with its name is no secret any more: they are asked again.
  sandbox.setSpeed(1_000);
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  await expect(bar.getByText("pair 1 of 3")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("region", { name: /^Column [A-Z]+$/ })).toHaveCount(3);
  await expect(page.getByText("have been seen")).toBeHidden();
  const accessible = await page.locator("body").ariaSnapshot();
  for (const telling of ["Along the way", "Web search", "Sources", "background", "gpt"])
    expect(accessible).not.toContain(telling);
});

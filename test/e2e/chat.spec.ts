import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { callChannel } from "../../preload/contract/names.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

const questions = (page: Page) => page.getByRole("article", { name: "Question" });

async function chatWith(
  page: Page,
  sandbox: { projectEndpoint: string; apiKey: string },
  name = "gpt-4.1-mini",
) {
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, name).click();
}

test("a question is edited, an answer regenerated, and both branches can be switched between", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Say exactly: one");
  await answered(page);
  await questions(page).first().hover();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Edit the question").fill("Say exactly: two");
  await page.getByLabel("Edit the question").press("Enter");
  await answered(page);
  await expect(questions(page)).toHaveText(["Say exactly: two"]);
  await expect(answers(page).last()).toContainText("two");
  await questions(page).first().hover();
  await page.getByRole("button", { name: "Previous version" }).first().click();
  await expect(questions(page)).toHaveText(["Say exactly: one"]);
  await page.getByRole("button", { name: "Regenerate" }).click();
  await answered(page);
  await expect(page.getByText("2 of 2")).toHaveCount(1);
  await page.getByRole("button", { name: "With another model" }).click();
  await page.getByRole("menuitem", { name: "gpt-4.1", exact: true }).click();
  await expect(page.getByRole("article", { name: "Answer of gpt-4.1", exact: true })).toBeVisible();
  await answered(page);
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.reload();
  await expect(page.getByText("3 of 3")).toBeVisible();
});

test("an answer that was stopped is continued in place", async ({ start, sandbox }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Write a long report about assaying in 3000 words");
  await expect(answers(page).last().locator(".markdown")).toContainText(/\w+ \w+ \w+ \w+/);
  await page.getByRole("button", { name: "Stop" }).click();
  await answered(page);
  const before = (await answers(page).last().locator(".markdown").innerText()).length;
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect
    .poll(async () => (await answers(page).last().locator(".markdown").innerText()).length)
    .toBeGreaterThan(before + 20);
  await page.getByRole("button", { name: "Stop" }).click();
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
});

test("instructions and parameters go with each message, and stay", async ({ start, sandbox }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await section(page, "Chat").click();
  await page.getByRole("button", { name: "Instructions and parameters" }).click();
  await page.getByLabel("System prompt").fill("Answer as briefly as you can.");
  await page.getByLabel("Temperature").fill("0.3");
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await page.getByRole("button", { name: "Instructions and parameters" }).click();
  await expect(page.getByLabel("System prompt")).toHaveValue("Answer as briefly as you can.");
  await expect(page.getByLabel("Temperature")).toHaveValue("0.3");
  await page.getByLabel("Longest answer (tokens)").fill("77");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByRole("button", { name: "Same request as" }).click();
  await page.getByRole("menuitem", { name: "curl" }).click();
  const sample = page.getByRole("dialog");
  await expect(sample).toContainText('"temperature": 0.3');
  await expect(sample).toContainText("Answer as briefly as you can.");
  await expect(sample).toContainText("77");
  await expect(sample).toContainText("AZURE_OPENAI_API_KEY");
  expect(await sample.innerText()).not.toContain(sandbox.apiKey);
});

/** What a resource of the test's own answers to the body of a request: a refusal, or the chunks of a stream. */
type Given = (body: Record<string, unknown>) => { status: number; error: object } | object[];

/** A resource with one deployment of a model nobody knows. */
async function ownServer(given: Given) {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer(async (request, reply) => {
    const json = (status: number, body: unknown) =>
      reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.method === "GET")
      return json(200, { data: [{ id: "own", model: "own", status: "succeeded" }] });
    let text = "";
    for await (const piece of request) text += piece;
    const body = JSON.parse(text);
    bodies.push(body);
    const answer = given(body);
    if (!Array.isArray(answer)) return json(answer.status, { error: answer.error });
    reply.writeHead(200, { "content-type": "text/event-stream" });
    reply.end(
      [...answer.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((one) => `data: ${one}\n\n`).join(""),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, bodies, stop: () => server.close() };
}

const hi = { choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: "stop" }] };

test("a parameter the model refuses is left out once, said, and remembered", async ({ start }) => {
  const message = "Unsupported parameter: 'temperature' is not supported with this model.";
  const error = { code: "unsupported_parameter", param: "temperature", message };
  const server = await ownServer((body) => ("temperature" in body ? { status: 400, error } : [hi]));
  const { page } = await start();
  await connect(page, server.endpoint, "some-key");
  await deploymentRow(page, "own").click();
  await section(page, "Chat").click();
  await page.getByRole("button", { name: "Instructions and parameters" }).click();
  await page.getByLabel("Temperature").fill("0.5");
  await ask(page, "Say hello");
  await answered(page);
  const notes = page.getByRole("list", { name: "Changes to the request" });
  await expect(notes).toHaveText("temperature not sent: the deployment refused it");
  await ask(page, "Say hello again");
  await answered(page);
  await expect(notes).toHaveCount(2);
  await expect(notes.last()).toHaveText(/^temperature not sent: the deployment refused it on .*\d/);
  expect(server.bodies.map((body) => "temperature" in body)).toEqual([true, false, false]);
  server.stop();
});

test("tools are answered by hand", async ({ start, sandbox }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await ask(page, 'Please call the tool weigh {"lot": 7}');
  await answered(page);
  const last = answers(page).last();
  await expect(last).toContainText("weigh");
  await expect(last).toContainText('"lot": 7');
  await page.getByLabel("Result of weigh").fill("18 grams");
  await page.getByRole("button", { name: "Send the results" }).click();
  await expect(answers(page)).toHaveCount(2);
  await answered(page);
  await expect(answers(page).first()).toContainText("18 grams");
  await expect(answers(page).last().locator(".markdown")).not.toBeEmpty();
});

test("a late filter takes an answer back, and a refusal is said to be one", async ({ start, sandbox }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Please trip the late filter");
  await answered(page);
  await expect(answers(page).last()).toContainText("took this answer back");
  await expect(answers(page).last().getByRole("list", { name: "Content filter" })).toContainText("stopped");
  await ask(page, "Please refuse this request");
  await answered(page);
  await expect(answers(page).last()).toContainText("The model declined");
});

test("what the filter could not check, where code is from, and that there were more answers is said, in chat and side by side", async ({
  start,
  profile,
}) => {
  const error = { code: "content_filter_error", message: "The contents are not filtered" };
  const citation = { URL: "https://github.com/example/sorting/blob/main/quick.py", license: "MIT" };
  const server = await ownServer(() => [
    { choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: { error } }] },
    {
      choices: [
        {
          index: 0,
          delta: { content: "```python\ndef quick(items): ...\n```" },
          content_filter_results: {
            hate: { filtered: false, severity: "safe" },
            violence: { filtered: false, error: { code: "content_filter_error", message: "Timed out" } },
            protected_material_code: { filtered: false, detected: true, citation },
          },
        },
      ],
    },
    { choices: [{ index: 1, delta: { content: "Another" } }] },
    { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  ]);
  const { electron, page } = await start();
  const opened = await electron.evaluateHandle(({ shell }) => {
    const addresses: string[] = [];
    shell.openExternal = async (address) => void addresses.push(address);
    return addresses;
  });
  const expectSaid = async (answer: Locator) => {
    const chips = answer.getByRole("list", { name: "Content filter" }).getByRole("listitem");
    await expect(chips).toHaveText([
      "The content filter did not check the message (The contents are not filtered)",
      "Violence in the answer: not checked, because the filter failed (Timed out)",
      "Protected code in the answer: found",
    ]);
    await expect(answer).toContainText("License: MIT");
    await expect(answer).toContainText("The service gave 2 answers; the first is shown.");
    await expect(answer).not.toContainText("Another");
    await answer.getByRole("link", { name: citation.URL }).click();
  };
  await connect(page, server.endpoint, "some-key");
  await deploymentRow(page, "own").click();
  await ask(page, "Sort it");
  await answered(page);
  await expectSaid(answers(page).last());
  await clean(page, "Chat, with what the filter found");

  const file = join(profile, "exported.md");
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
  }, file);
  await page.getByRole("link", { name: /Sort it/ }).hover();
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Export as Markdown" }).click();
  await expect(() =>
    expect(readFileSync(file, "utf8")).toContain(`Source: ${citation.URL}. License: MIT`),
  ).toPass();

  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  await page.getByLabel("Add column").selectOption({ label: "own" });
  await page.getByLabel("Prompt", { exact: true }).fill("Sort it");
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  await expectSaid(page.getByRole("region", { name: /^Column 1/ }));
  await clean(page, "Compare, with what the filter found");
  expect(await opened.jsonValue()).toEqual([citation.URL, citation.URL]);
  server.stop();
});
/** A picture of one dot, as PNG in base64. */
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("images and text files go along", async ({ start, sandbox, profile }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await section(page, "Chat").click();
  const folder = join(profile, "files");
  mkdirSync(folder);
  writeFileSync(join(folder, "dot.png"), Buffer.from(pixel, "base64"));
  writeFileSync(join(folder, "lots.csv"), "lot,grams\n7,18\n");
  writeFileSync(join(folder, "program.bin"), Buffer.from([0, 1, 2, 255]));
  await page
    .locator("input[type=file]")
    .setInputFiles(["dot.png", "lots.csv", "program.bin"].map((name) => join(folder, name)));
  await expect(page.getByText("program.bin can't be attached")).toBeVisible();
  await expect(page.getByRole("list", { name: "Attached" }).getByRole("listitem")).toHaveCount(2);
  await ask(page, "Say what is attached in 10 words");
  await answered(page);
  await expect(questions(page).first()).toContainText("lots.csv");
  await expect(questions(page).first().getByRole("img", { name: "dot.png" })).toBeVisible();
  await page.reload();
  await expect(questions(page).first().getByRole("img", { name: "dot.png" })).toBeVisible();
});

test("text and its picture go in as text, a picture alone as a picture; keys of an input method send nothing; each language goes its own way", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await section(page, "Chat").click();
  const message = page.getByRole("textbox", { name: "Message" });
  const attached = page.getByRole("list", { name: "Attached" }).getByRole("listitem");
  const paste = async (text: string) => {
    await page.evaluate(
      async ([text, png]) => {
        const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
        const forms: Record<string, string | typeof bytes> = { "image/png": bytes };
        if (text !== "") {
          forms["text/plain"] = text;
          forms["text/html"] = `<table><tr><td>${text}</td></tr></table>`;
        }
        const blobs = Object.entries(forms).map(([type, data]) => [type, new Blob([data], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      },
      [text, pixel] as const,
    );
    await message.press("Control+v");
  };
  await message.fill("Say exactly: ");
  await paste("lot\t7");
  await expect(message).toHaveValue("Say exactly: lot\t7");
  await expect(attached).toHaveCount(0);
  await message.press("Control+z");
  await expect(message).toHaveValue("Say exactly: ");
  await paste("");
  await expect(attached).toHaveCount(1);
  await expect(message).toHaveValue("Say exactly: ");
  await attached.getByRole("button").click();

  const words = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd";
  await message.fill(`${words} GPT`);
  await message.dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
  await message.dispatchEvent("keydown", { key: "Enter", keyCode: 13, isComposing: true });
  await expect(message).toHaveValue(`${words} GPT`);
  const directionOf = (element: Locator) => element.evaluate((one) => getComputedStyle(one).direction);
  expect(await directionOf(message)).toBe("rtl");
  await message.press("Enter");
  await answered(page);
  expect(await directionOf(questions(page).getByText(words))).toBe("rtl");
  expect(await directionOf(page.getByRole("heading", { level: 1 }))).toBe("rtl");
  expect(await directionOf(page.getByRole("link", { name: words }).getByText(words))).toBe("rtl");

  await questions(page).hover();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const edit = page.getByLabel("Edit the question");
  await edit.dispatchEvent("keydown", { key: "Escape", keyCode: 229 });
  await edit.dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
  await expect(edit).toHaveValue(`${words} GPT`);
  await edit.fill(
    `Say exactly: - ${words}\n\n> ${words}\n\n\`a\` ${words}\n\nLatin\n\n|${words}|a|\n|-|-|\n|b|${words}|`,
  );
  await edit.press("Enter");
  await answered(page);
  const answer = answers(page).last();
  for (const part of ["li", "blockquote", ".group > p >> nth=0", "table", "td >> nth=1"])
    expect([part, await directionOf(answer.locator(part))]).toEqual([part, "rtl"]);
  for (const part of [".group > p >> nth=1", "code", "td >> nth=0"])
    expect([part, await directionOf(answer.locator(part).first())]).toEqual([part, "ltr"]);
  await page.screenshot({ path: test.info().outputPath("directions.png") });
});

test("drafts are kept, conversations renamed, pinned, deleted and brought back", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  await chatWith(first.page, sandbox);
  await ask(first.page, "Say exactly: one");
  await answered(first.page);
  await first.page.getByRole("textbox", { name: "Message" }).fill("Half a thought");
  const conversationId = first.page.url().split("/").at(-1) ?? null;
  const kept = () =>
    first.page.evaluate((of) => window.assay["conversations.draft"]({ conversationId: of }), conversationId);
  await expect.poll(kept).toEqual({ ok: true, data: "Half a thought" });
  await first.close();

  const { page } = await start();
  await section(page, "Chat").click();
  await page.getByRole("link", { name: /Say exactly: one/ }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Half a thought");
  const menu = () => page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("link", { name: /Say exactly: one/ }).hover();
  await menu();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByLabel("New title").fill("The first one");
  await page.getByLabel("New title").press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The first one");
  await menu();
  await page.getByRole("menuitem", { name: "Pin", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Pinned" })).toBeVisible();
  await menu();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText("The first one was removed.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The first one");
  await expect(answers(page)).toHaveCount(1);
});

test("writing begins before the conversation is there, goes on from the draft, and is sent only then", async ({
  start,
  sandbox,
}) => {
  const { page, electron } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Say exactly: one");
  await answered(page);
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("Say exactly:");
  const conversationId = page.url().split("/").at(-1) ?? null;
  const kept = () =>
    page.evaluate((of) => window.assay["conversations.draft"]({ conversationId: of }), conversationId);
  await expect.poll(kept).toEqual({ ok: true, data: "Say exactly:" });
  await electron.evaluate(({ ipcMain }, call) => {
    type Handler = (event: unknown, name: string, ...values: unknown[]) => Promise<unknown>;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    const answer = handlers.get(call);
    if (!answer) throw new Error("The door is not open");
    const held = new Promise<void>((resolve) => Object.assign(globalThis, { release: resolve }));
    ipcMain.removeHandler(call);
    ipcMain.handle(call, async (event, name: string, ...values) => {
      if (/^conversations\.(get|draft)$/.test(name)) await held;
      return answer(event, name, ...values);
    });
  }, callChannel);
  await page.reload();
  await expect(field).toBeFocused();
  await page.keyboard.type(" two");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(" two");
  await expect(answers(page)).toHaveCount(0);
  await electron.evaluate(() => (globalThis as unknown as { release(): void }).release());
  await expect(answers(page)).toHaveCount(1);
  await expect(field).toHaveValue("Say exactly: two");
  await expect.poll(kept).toEqual({ ok: true, data: "Say exactly: two" });
  await field.press("Enter");
  await answered(page);
  await expect(questions(page)).toHaveText(["Say exactly: one", "Say exactly: two"]);
});

test("every message is searched, and what is found is shown where it stands", async ({ start, sandbox }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Say exactly: needle");
  await answered(page);
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await page.getByRole("link", { name: "New conversation" }).click();
  await page.keyboard.press("Control+Shift+F");
  await expect(page.getByLabel("Search all messages")).toBeFocused();
  await page.keyboard.type("needl");
  const hits = page.getByRole("region", { name: "What was found" }).getByRole("button");
  await expect(hits).toHaveCount(2);
  await hits.last().click();
  await expect(questions(page).first()).toHaveText("Say exactly: needle");
  await expect(questions(page).first()).toBeInViewport();
  await expect(page.locator(".found")).toHaveText("Say exactly: needle");
});

test("the palette knows every action, and works from the keyboard", async ({ start, sandbox }) => {
  const { page } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Say exactly: one");
  await answered(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: "Commands" });
  await expect(palette).toBeFocused();
  await palette.fill("dark");
  await expect(page.getByRole("option", { selected: true })).toContainText("Theme: Dark");
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
  expect(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(true);
  await page.keyboard.press("Control+k");
  await palette.fill("regenerate");
  await page.keyboard.press("Enter");
  await answered(page);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await page.keyboard.press("Control+k");
  await palette.fill("settings");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.keyboard.press("Control+8");
  await expect(page.getByRole("heading", { level: 1, name: "Deployments" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

test("a conversation is exported and imported", async ({ start, sandbox, profile }) => {
  const { electron, page } = await start();
  await chatWith(page, sandbox);
  await ask(page, "Say exactly: one");
  await answered(page);
  const file = join(profile, "exported.json");
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
  }, file);
  await page.getByRole("link", { name: /Say exactly: one/ }).hover();
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Export as JSON" }).click();
  await expect.poll(() => readFileSync(file, "utf8").length).toBeGreaterThan(200);
  expect(readFileSync(file, "utf8")).not.toContain(sandbox.apiKey);
  await page.getByRole("button", { name: "Import a conversation" }).click();
  await expect(page.getByRole("link", { name: /Say exactly: one/ })).toHaveCount(2);
  await expect(answers(page)).toHaveCount(1);
  writeFileSync(file, "{}");
  await page.getByRole("button", { name: "Import a conversation" }).click();
  await expect(page.getByText("This file cannot be imported")).toBeVisible();
});

test("several answers run at once, go on while another conversation is open, and after the window is closed", async ({
  start,
  sandbox,
}) => {
  const first = await start();
  const { page } = first;
  await chatWith(page, sandbox);
  await ask(page, "Write a report about gold in 1200 words");
  await page.getByRole("link", { name: "New conversation" }).click();
  await ask(page, "Write a report about silver in 1200 words");
  await expect(page.getByText("Answering", { exact: true })).toHaveCount(3);
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const ended = new Promise((resolve) => first.electron.process().once("exit", resolve));
  // Still seconds of answers after the window is gone.
  sandbox.setPace({ firstTokenMs: 200, tokensPerSecond: 300 });
  await ended;

  const { page: again } = await start();
  await section(again, "Chat").click();
  for (const metal of ["gold", "silver"]) {
    await again.getByRole("link", { name: new RegExp(`about ${metal}`) }).click();
    await expect(questions(again)).toContainText(metal);
    await expect(again.getByText(/First token/)).toBeVisible();
    await expect(again.getByText("Interrupted")).toHaveCount(0);
  }
});

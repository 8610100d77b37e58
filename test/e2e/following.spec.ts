import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { showTheme, themes } from "../../build/theme.mjs";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { type Dictation, importConversation, startDictation } from "./dictation.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

let dictation: Dictation;
test.beforeEach(async () => {
  dictation = await startDictation();
});
test.afterEach(() => dictation.stop());

const thread = (page: Page) => page.getByRole("log");
const jump = (page: Page) => page.getByRole("button", { name: "Jump to latest" });
/** Pixels below what is seen. */
const below = (place: Locator) =>
  place.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
const topOf = (place: Locator) => place.evaluate(({ scrollTop }) => scrollTop);

async function chat(page: Page): Promise<void> {
  await connect(page, dictation.endpoint, "some-key");
  await deploymentRow(page, "own").click();
  await section(page, "Chat").click();
}

/** A question, and an answer that has begun. */
async function begin(page: Page, question = "Say something"): Promise<void> {
  await ask(page, question);
  await expect.poll(dictation.open).toBe(1);
  await expect(page.getByText("Waiting for the first word")).toBeVisible();
}

/** Lines of code, as one piece of about four hundred characters. */
const lump = (index: number) =>
  Array.from(
    { length: 8 },
    (_, line) => `const assay${index}_${line} = weigh("lot ${index}", ${line});\n`,
  ).join("");
const lines = (name: string, count: number) =>
  Array.from({ length: count }, (_, line) => `${name} ${line}.\n\n`).join("");

/** Says text, and waits until it is there and its end is seen. */
async function follow(page: Page, text: string, end: string): Promise<void> {
  dictation.say(text);
  await expect(answers(page).last()).toContainText(end);
  await expect.poll(() => below(thread(page))).toBeLessThan(2);
}

test("the view follows an answer of code that comes in lumps, whatever grows late", async ({ start }) => {
  const { electron, page } = await start();
  await chat(page);
  await begin(page);
  await follow(page, "```ts\n", "ts");
  for (let index = 0; index < 25; index++) await follow(page, lump(index), `assay${index}_7`);
  // Formulas and tables are drawn late and all at once; the window becomes smaller and larger, and is zoomed.
  await follow(
    page,
    `\`\`\`\n\n$$\\sum_{i=1}^{n} \\frac{a_i}{b_i}$$\n\n${lines("After the formula", 3)}`,
    "formula 2.",
  );
  for (const size of [
    { width: 900, height: 600 },
    { width: 1280, height: 832 },
  ]) {
    await page.setViewportSize(size);
    await expect.poll(() => below(thread(page))).toBeLessThan(2);
  }
  const zoom = (factor: number) =>
    electron.evaluate(({ BrowserWindow }, factor) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor);
    }, factor);
  // The smallest window there is, at 200%: what is read and the way back can still be reached.
  await page.setViewportSize({ width: 880, height: 560 });
  await zoom(2);
  await follow(page, lines("Zoomed", 9), "Zoomed 8.");
  await thread(page).hover();
  await page.mouse.wheel(0, -300);
  await jump(page).click();
  await expect(jump(page)).toHaveCount(0);
  await expect.poll(() => below(thread(page))).toBeLessThan(2);
  await zoom(1);
  await page.setViewportSize({ width: 1280, height: 832 });
  await expect.poll(() => below(thread(page))).toBeLessThan(2);
  dictation.end();
  await answered(page);
  await expect(page.getByText(/First token/)).toBeInViewport();
  await expect.poll(() => below(thread(page))).toBeLessThan(2);
  await expect(jump(page)).toHaveCount(0);

  // What is opened is what somebody wants to see: it stays where it is, until it is closed again.
  await begin(page, "Think first");
  dictation.think(lines("Thinking", 60));
  await follow(page, "Thought enough.", "enough.");
  dictation.end();
  await answered(page);
  await expect.poll(() => below(thread(page))).toBeLessThan(2);
  const thought = page.getByText(/^Thought( for .*)?$/).last();
  const stays = await topOf(thread(page));
  await thought.click();
  await expect(jump(page)).toBeVisible();
  expect(await topOf(thread(page))).toBe(stays);
  await thought.click();
  await expect(jump(page)).toHaveCount(0);
});

test("the view follows an answer beyond a hundred messages, and what was shown stays shown", async ({
  start,
  profile,
}) => {
  const { electron, page } = await start();
  await chat(page);
  await importConversation({ electron, page }, join(profile, "hundred.json"), 100, 4);
  await expect(page.getByText("Answer 99, line 3.")).toBeInViewport();
  await begin(page, "The next question");
  await expect(page.getByText("The next question").last()).toBeInViewport();
  await follow(page, lines("The answer", 40), "answer 39.");
  // The mark of what is being answered makes room for the menu.
  const answering = page.getByTitle("Answering");
  await expect(answering).toHaveCSS("opacity", "1");
  await page.getByRole("link", { name: /^Imported/ }).hover();
  await expect(answering).toHaveCSS("opacity", "0");
  await follow(page, lines("Then", 40), "Then 39.");
  dictation.end();
  await answered(page);
  await expect(page.getByText(/First token/)).toBeInViewport();
  await expect(page.getByText("Question 0", { exact: true })).toBeAttached();
});

for (const [what, messages, length] of [
  ["one tall answer", 2, 200],
  ["sixty messages", 60, 12],
] as const) {
  test(`a conversation of ${what} opens at its end, also after a reload`, async ({ start, profile }) => {
    const { electron, page } = await start();
    await chat(page);
    await importConversation({ electron, page }, join(profile, "tall.json"), messages, length);
    const end = page.getByText(`Answer ${messages - 1}, line ${length - 1}.`);
    for (const again of [() => page.reload(), () => section(page, "Settings").click()]) {
      await expect(end).toBeInViewport();
      await expect.poll(() => below(thread(page))).toBeLessThan(2);
      await again();
      await section(page, "Chat").click();
      await page.getByRole("link", { name: /^Imported/ }).click();
    }
    await expect(end).toBeInViewport();
    await expect.poll(() => below(thread(page))).toBeLessThan(2);
  });
}

test("who scrolls away stays where they are and jumps back; a question is gone to", async ({
  start,
  profile,
}) => {
  const { electron, page } = await start();
  await chat(page);
  await importConversation({ electron, page }, join(profile, "some.json"), 20, 6);
  const place = thread(page);
  await expect.poll(() => below(place)).toBeLessThan(2);
  await place.hover();
  await page.mouse.wheel(0, -900);
  await expect(jump(page)).toBeVisible();

  await begin(page, "Asked from above");
  await expect(page.getByText("Asked from above").last()).toBeInViewport();
  await expect(jump(page)).toHaveCount(0);
  await follow(page, lines("First", 60), "First 59.");

  // A little is enough, while it is written.
  await place.hover();
  await page.mouse.wheel(0, -30);
  dictation.say(lines("Second", 30));
  await expect(page.getByText("Second 29.")).toBeAttached();
  await expect(jump(page)).toBeVisible();
  const stays = await topOf(place);
  dictation.say(lines("Third", 30));
  await expect(page.getByText("Third 29.")).toBeAttached();
  expect(await topOf(place)).toBe(stays);

  // The button, by the keys; it covers nothing, and the keys scroll on from the answer.
  await clean(page, "scrolled away");
  const [above, button] = await Promise.all([place.boundingBox(), jump(page).boundingBox()]);
  expect(button?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
  await place.focus();
  while (!(await jump(page).evaluate((element) => element === document.activeElement)))
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Third 29.")).toBeInViewport();
  await expect(jump(page)).toHaveCount(0);
  await expect(place).toBeFocused();
  await follow(page, lines("Fourth", 30), "Fourth 29.");
  await page.keyboard.press("PageUp");
  await expect(jump(page)).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("jump to");
  await page.keyboard.press("Enter");
  await expect(jump(page)).toHaveCount(0);
  await place.focus();
  await page.keyboard.press("PageUp");
  await expect(jump(page)).toBeVisible();
  await page.keyboard.press("End");
  await expect(jump(page)).toHaveCount(0);
  await follow(page, lines("Fifth", 30), "Fifth 29.");

  // What is selected does not run away.
  await page.getByText("Fifth 29.").dblclick();
  const selected = await topOf(place);
  dictation.say(lines("Sixth", 30));
  await expect(jump(page)).toBeVisible();
  expect(await topOf(place)).toBe(selected);
  await jump(page).click();
  await follow(page, lines("Seventh", 30), "Seventh 29.");

  await page.keyboard.press("Home");
  await expect(jump(page)).toBeVisible();
  for (const theme of themes) {
    await showTheme(page, theme);
    await page.screenshot({ path: test.info().outputPath(`chat-${theme}.png`) });
  }
});

test("earlier messages come when a tall conversation is scrolled to its top", async ({ start, profile }) => {
  const { electron, page } = await start();
  await chat(page);
  await importConversation({ electron, page }, join(profile, "long.json"), 150, 3);
  const place = thread(page);
  await expect(page.getByText("Answer 149, line 2.")).toBeInViewport();
  // At once: a key scrolls for a while, and may still be on its way to the beginning when that moves further up.
  await place.evaluate((view) => {
    view.scrollTop = 0;
  });
  await expect(page.getByText("Question 0", { exact: true })).toBeAttached();
  await expect(page.getByRole("button", { name: "Show earlier messages" })).toHaveCount(0);
});

test("columns follow their answers, each by itself; what has ended is read from its beginning", async ({
  start,
}) => {
  const { page } = await start();
  await connect(page, dictation.endpoint, "some-key", "own");
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  for (const _ of [1, 2]) await page.getByLabel("Add column").selectOption({ label: "own" });
  await page.getByLabel("Prompt", { exact: true }).fill("Say something");
  await page.getByRole("button", { name: "Ask all" }).click();
  const column = (number: number) => page.getByRole("region", { name: new RegExp(`^Column ${number}:`) });
  const place = (number: number) => column(number).getByRole("article");
  await expect.poll(dictation.open).toBe(2);

  dictation.say(`\`\`\`ts\n${lump(0)}${lump(1)}${lump(2)}`);
  for (const number of [1, 2]) {
    await expect(place(number)).toContainText("assay2_7");
    await expect.poll(() => below(place(number))).toBeLessThan(2);
  }
  await place(1).hover();
  await page.mouse.wheel(0, -200);
  for (let index = 3; index < 12; index++) dictation.say(lump(index));
  await expect(place(2)).toContainText("assay11_7");
  await expect.poll(() => below(place(2))).toBeLessThan(2);
  await expect(column(1).getByRole("button", { name: "Jump to latest" })).toBeVisible();
  await expect(column(2).getByRole("button", { name: "Jump to latest" })).toHaveCount(0);
  expect(await below(place(1))).toBeGreaterThan(200);
  await clean(page, "a column scrolled away");
  await expect(column(1).getByRole("button", { name: "Stop" })).toBeVisible();
  for (const theme of themes) {
    await showTheme(page, theme);
    await page.screenshot({ path: test.info().outputPath(`compare-${theme}.png`) });
  }
  await column(1).getByRole("button", { name: "Jump to latest" }).click();
  dictation.say(lump(12));
  for (const number of [1, 2]) await expect(place(number)).toContainText("assay12_7");
  dictation.end();
  await expect(page.getByText("Writing", { exact: true })).toHaveCount(0);
  for (const number of [1, 2]) await expect.poll(() => below(place(number))).toBeLessThan(2);

  await page.reload();
  for (const number of [1, 2]) {
    await expect(place(number)).toContainText("assay12_7");
    expect(await topOf(place(number))).toBe(0);
  }
  await expect(jump(page)).toHaveCount(0);
});

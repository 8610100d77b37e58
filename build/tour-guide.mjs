import { goTo } from "./tour-page.mjs";

/**
 * From a first start to a model that answers, both ways; the doctor; and several models side by side. All on the
 * sandbox that the app starts itself.
 * @param {import("./tour-page.mjs").Tour} tour
 */
export async function guided({ page, step, picture }) {
  const click = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true }).click();
  const radio = (/** @type {RegExp} */ name) => page.getByRole("radio", { name }).check();
  const text = (/** @type {string | RegExp} */ words) => page.getByText(words).first();
  const heading = () => page.getByRole("heading", { level: 1 }).first().innerText();

  await step("try the sandbox", async () => {
    await page.getByRole("button", { name: "Try the sandbox" }).click();
    await page.getByRole("row").filter({ hasText: "gpt-4.1-mini" }).first().waitFor();
    await goTo(page, "Home");
    await text("Connected").waitFor();
    await picture("home-connected");
    return heading();
  });
  await step("be guided to a model", async () => {
    await page.getByRole("button", { name: /^Guide Me/ }).click();
    await radio(/^Microsoft Foundry/);
    await picture("guide-source");
    await click("Next");
    await radio(/^gpt-4.1-mini/);
    await picture("guide-model");
    await click("Next");
    await text("Upload Data").waitFor();
    await picture("guide-data");
    await goTo(page, "Home");
    await picture("home-unfinished");
    await page.getByRole("link", { name: /^Resume/ }).click();
    await click("Next");
    await page.getByLabel("Name").fill("Assayer");
    await picture("guide-review");
    await click("Start chatting");
    await page.getByRole("textbox", { name: "Message" }).fill("Say hello in 12 words");
    await page.keyboard.press("Enter");
    await page
      .getByText(/tok\/s/)
      .first()
      .waitFor();
    await picture("guide-chat");
    return page
      .getByRole("article", { name: /^Answer/ })
      .first()
      .innerText();
  });
  await step("choose a base model for custom AI", async () => {
    await goTo(page, "Home");
    await page.getByRole("button", { name: /^Guide Me/ }).click();
    await radio(/^Build custom AI/);
    await click("Next");
    await radio(/^gpt-4.1-mini/);
    await picture("guide-base-model");
    return heading();
  });
  await step("create a model", async () => {
    await goTo(page, "Models");
    await page.getByRole("button", { name: "Create Model" }).first().click();
    await page.getByLabel("Name").fill("Touchstone");
    await radio(/^Microsoft Foundry/);
    await picture("create-model");
    await click("Next");
    await radio(/^gpt-4.1(?!-mini)/);
    await click("Next");
    await click("Create Model");
    await text("Ready").waitFor();
    return heading();
  });
  await step("run the doctor", async () => {
    await goTo(page, "Integrations");
    await page.getByRole("link", { name: /^Sandbox/ }).click();
    await page.getByRole("button", { name: "Run the doctor" }).click();
    await text("Everything works.").waitFor();
    await picture("doctor");
    return text(/first token after/).innerText();
  });
  await step("compare three models", async () => {
    await goTo(page, "Compare");
    await picture("compare-empty");
    await page.getByRole("button", { name: "New comparison" }).first().click();
    for (const name of ["gpt-4.1-mini", "gpt-4.1", "deepseek-r1"]) {
      await page.getByLabel("Add column").selectOption({ label: name });
    }
    await page.getByLabel("Prompt", { exact: true }).fill("Explain cupellation in 80 words");
    await page.getByRole("button", { name: "Ask all" }).click();
    await page.locator("dd").filter({ hasText: "tok/s" }).first().waitFor();
    await page.getByText("Writing", { exact: true }).first().waitFor({ state: "hidden", timeout: 30_000 });
    await picture("compare");
    return page.locator("dd").filter({ hasText: "tok/s" }).first().innerText();
  });
  await step("take a comparison along", async () => {
    await click("Export");
    await page.getByRole("radio", { name: "CSV" }).check();
    await picture("export");
    const note = await page.getByText("gets an apostrophe in front").innerText();
    await click("Cancel");
    return note;
  });
  await step("measure again and again, and replay", async () => {
    await click("Measure");
    await page.getByLabel("Repeats of each").fill("2");
    await page.getByLabel("Warm-ups of each column").fill("0");
    await picture("series-set-up");
    await click("Begin");
    await page.locator(".series-progress [role=status]", { hasText: "Done" }).waitFor({ timeout: 120_000 });
    await picture("series");
    await click("Replay");
    await page.getByRole("radio", { name: "8×" }).check();
    await page
      .getByText(/tok\/s/)
      .last()
      .waitFor();
    await picture("replay");
    await page.keyboard.press("Escape");
    return page.getByText("Differences").first().innerText();
  });
}

import { goTo } from "./tour-page.mjs";

/** @param {string} question @param {string} answer */
const row = (question, answer) =>
  JSON.stringify({
    messages: [
      { role: "system", content: "You assay metals. Answer in one sentence." },
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

const metals = ["gold", "silver", "copper", "tin", "lead", "zinc", "nickel", "iron"];
const questions = ["How pure is", "What melts", "Which ore gives", "Who first used", "What dulls"];

/** Rows with a few faults, as people have them. */
const rows = [
  ...metals.flatMap((metal) =>
    questions.map((begin) =>
      row(
        `${begin} ${metal}, and how is that measured?`,
        `For ${metal}: ${begin.toLowerCase()} is told by cupellation.`,
      ),
    ),
  ),
  row("Which stamp does sterling carry?", "It carries 925.<|fim_suffix|>"),
  row("Whom do I ask about hallmarks?", "Write to office@contoso.com about hallmarks."),
  '{"messages": [{"role": "user", "content": "What is an assay?"}]}',
  '{"messages": [{"role": "user", "content": "And a touchstone"',
];

/**
 * Rows that are pasted, mapped, checked, fixed and split.
 * @param {import("./tour-page.mjs").Tour} tour
 */
export async function datasets({ page, step, picture }) {
  const button = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true });
  const tab = (/** @type {string} */ name) => page.getByRole("tab", { name, exact: true }).click();

  await step("see datasets before there are any", async () => {
    await goTo(page, "Datasets");
    const title = page.getByRole("heading", { name: "Build datasets you can trust" });
    await title.waitFor();
    await picture("datasets-empty");
    return title.innerText();
  });
  await step("paste rows and see what they become", async () => {
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.body.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
      );
    }, rows.join("\n"));
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Hallmarks");
    await picture("datasets-import");
    return dialog.getByText("JSONL").first().innerText();
  });
  await step("import and check them", async () => {
    await button("Import").last().click();
    await button("Check").click();
    await button("Check again").waitFor();
    await picture("datasets");
    await tab("Findings");
    const blocking = page.getByRole("heading", { name: /errors? to fix/ });
    await blocking.waitFor();
    await picture("datasets-findings");
    return blocking.innerText();
  });
  await step("fix all of a kind, after a look", async () => {
    const token = page.locator(".finding").filter({ hasText: "Forbidden token" });
    await token.getByRole("button", { name: /^Fix all like this/ }).click();
    const change = page.getByRole("dialog").getByText(/rows? will change/);
    const saw = await change.innerText();
    await picture("datasets-fix");
    await button("Apply fix").click();
    await token.waitFor({ state: "detached" });
    return saw;
  });
  await step("look at the rows", async () => {
    await tab("Rows");
    await page.getByRole("searchbox").fill("hallmarks");
    await page.getByRole("row").filter({ hasText: "Whom do I ask" }).first().click();
    const found = page.getByText(/^\d+ of 44 rows$/);
    await found.first().waitFor();
    await picture("datasets-rows");
    return found.first().innerText();
  });
  await step("split them by a seed", async () => {
    await tab("Overview");
    await button("Split").click();
    const parts = page.getByText(/^Training: \d+ rows/);
    await parts.waitFor();
    await picture("datasets-split");
    return parts.innerText();
  });
}

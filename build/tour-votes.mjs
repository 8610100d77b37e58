import { goTo } from "./tour-page.mjs";

/**
 * A blind vote about two answers, what it comes to, and an answer made better. Needs the sandbox to be connected.
 * @param {import("./tour-page.mjs").Tour} tour
 */
export async function votes({ page, step, picture }) {
  const bar = page.getByRole("region", { name: "Vote" });
  await step("vote blind", async () => {
    await goTo(page, "Compare");
    await page.getByRole("button", { name: "New comparison" }).first().click();
    for (const name of ["gpt-4.1-mini", "gpt-4.1"]) {
      await page.getByLabel("Add column").selectOption({ label: name });
    }
    await bar.getByRole("checkbox", { name: "Blind vote" }).check();
    await bar.getByLabel("Task").fill("Explanations");
    await page.getByLabel("Prompt", { exact: true }).fill("Explain cupellation in 80 words");
    await page.getByRole("button", { name: "Ask all" }).click();
    await bar.getByText(/pair 1 of 1$/).waitFor();
    await picture("compare-blind");
    await bar.getByRole("button", { name: "A is better" }).click();
    const counted = page.getByText(/^Counted for Explanations/);
    await counted.waitFor();
    await picture("compare-revealed");
    return counted.innerText();
  });
  await step("make an answer better", async () => {
    await bar.getByRole("checkbox", { name: "Blind vote" }).uncheck();
    await page.getByRole("button", { name: "Actions for column 1" }).click();
    await page.getByRole("menuitem", { name: "Edit the answer" }).click();
    await page.getByLabel("The answer as it should be").fill("Cupellation parts silver and gold from lead.");
    await picture("compare-edit");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Cupellation parts silver and gold from lead.").first().waitFor();
    return "kept beside the answer that came";
  });
  await step("see the scoreboard", async () => {
    await page.getByRole("link", { name: "Scoreboard" }).first().click();
    await page.getByRole("table").first().waitFor();
    await picture("scoreboard");
    return page.getByText(/^1 vote/).innerText();
  });
}

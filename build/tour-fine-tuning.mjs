import { goTo } from "./tour-page.mjs";

/** @param {number} at */
const row = (at) =>
  JSON.stringify({
    messages: [
      { role: "user", content: `How pure is sample ${at}?` },
      { role: "assistant", content: `Sample ${at} is ${900 + (at % 100)} fine.` },
    ],
  });

/**
 * A job that is prepared from rows that are pasted: what is missing, what it costs, its request, and its start.
 * @param {import("./tour-page.mjs").Tour} tour
 */
export async function fineTuning({ page, step, picture }) {
  const button = (/** @type {string | RegExp} */ name) => page.getByRole("button", { name, exact: true });
  const card = page.getByRole("complementary", { name: "Before you start" });

  await step("see fine-tuning before there is any data", async () => {
    await goTo(page, "Fine-tuning");
    const title = page.getByRole("heading", { name: "Start with your data" });
    await title.waitFor();
    await picture("fine-tuning-empty");
    return title.innerText();
  });
  await step("paste rows to learn from", async () => {
    await goTo(page, "Datasets");
    await page.getByRole("heading", { name: "Build datasets you can trust" }).waitFor();
    await page.evaluate(
      (text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.body.dispatchEvent(
          new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
        );
      },
      Array.from({ length: 60 }, (_, at) => row(at)).join("\n"),
    );
    await page.getByRole("dialog").getByLabel("Name").fill("Finenesses");
    await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
    await button("Split").click();
    const parts = page.getByText(/^Training: \d+ rows/);
    await parts.waitFor();
    return parts.innerText();
  });
  await step("begin a job and see what is missing", async () => {
    await goTo(page, "Fine-tuning");
    await button("New job").last().click();
    const problems = card.getByText(/problems to fix/);
    await problems.waitFor();
    await picture("fine-tuning-new-job");
    return problems.innerText();
  });
  await step("choose method, model, data and training type", async () => {
    await page.getByRole("radio", { name: /^Supervised/ }).check();
    await page.getByRole("button", { name: /^gpt-4\.1-mini/ }).click();
    await page.getByLabel("Training data").selectOption({ label: "Finenesses" });
    await page.getByLabel("Training rows").selectOption("train");
    await page.getByLabel("Validation data").selectOption({ label: "Finenesses" });
    await page.getByLabel("Validation rows").selectOption("validation");
    await page.getByRole("radio", { name: /^Global/ }).check();
    await button("Check now").first().click();
    await page.getByLabel("Epochs").fill("2");
    const deploy = card.getByText(/^Yes, from here/);
    await deploy.waitFor();
    await picture("fine-tuning-plan");
    return deploy.innerText();
  });
  await step("set a price and see the cost", async () => {
    await card.getByRole("button", { name: "set a price" }).last().click();
    await page.getByRole("dialog").getByLabel("Price per million tokens").fill("5");
    await button("Save").click();
    const price = card.getByText(/per million tokens, set on/);
    await price.waitFor();
    return price.innerText();
  });
  await step("read the request as Python", async () => {
    await button("View request").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Python" }).check();
    const create = dialog.getByText("fine_tuning.jobs.create");
    await create.waitFor();
    await picture("fine-tuning-request");
    await button("Close").click();
    return "Python";
  });
  await step("start it, with the amount confirmed", async () => {
    await button("Start job…").click();
    const dialog = page.getByRole("dialog");
    await picture("fine-tuning-start");
    await dialog.getByRole("button", { name: /^Start/ }).click();
    await page.waitForURL(/#\/fineTuning\/job/);
    await picture("fine-tuning-job");
    return page.getByRole("heading", { level: 1 }).first().innerText();
  });
  await step("see what lies at the resource", async () => {
    await page.getByRole("link", { name: "Resources" }).click();
    const file = page.getByRole("row").filter({ hasText: "Finenesses" }).first();
    await file.waitFor();
    await picture("fine-tuning-resource");
    return file.innerText();
  });
}

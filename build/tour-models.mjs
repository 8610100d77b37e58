import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { goTo } from "./tour-page.mjs";

const program = fileURLToPath(new URL("../dist/sandbox/process.cjs", import.meta.url));

/**
 * A deployment that is registered, asked, deleted behind the app's back and replaced by another. The sandbox is a process
 * of its own here: what is deployed there is changed over HTTP.
 * @param {import("./tour-page.mjs").Tour} tour
 */
export async function registeredModels({ page, step, picture }) {
  const sandbox = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface({ input: sandbox.stdout }), "line");
    /** @type {{ url: string, projectEndpoint: string, apiKey: string }} */
    const { url, projectEndpoint, apiKey } = JSON.parse(line);
    const text = (/** @type {RegExp} */ words) => page.getByText(words).first();

    await step("register a deployment as a model", async () => {
      await goTo(page, "Integrations");
      await page.getByRole("tab", { name: "API Key" }).click();
      await page.getByLabel("Endpoint URL").fill(projectEndpoint);
      await page.getByLabel("API Key").fill(apiKey);
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("row").filter({ hasText: "gpt-4.1-mini" }).first().click();
      await page.getByRole("button", { name: "Register as model" }).click();
      await page.getByLabel("Name", { exact: true }).fill("Assayer");
      await page.getByLabel("Tags").fill("fast, metal");
      await page.getByLabel("System prompt").fill("You assay metals. Answer in one short paragraph.");
      await picture("models-new");
      await page.locator("form").getByRole("button", { name: "Create Model" }).click();
      await text(/^Ready$/).waitFor();
      await picture("models");
      return page.getByRole("heading", { level: 1 }).innerText();
    });
    await step("chat with it", async () => {
      await page.getByRole("button", { name: "Chat", exact: true }).click();
      await page.getByRole("textbox", { name: "Message" }).fill("How pure is sterling silver?");
      await page.getByRole("button", { name: "Send" }).click();
      await text(/tok\/s/).waitFor();
      await page.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden" });
      await picture("chat-model");
      return page
        .getByRole("article", { name: /^Answer/ })
        .last()
        .innerText();
    });
    await step("see that its deployment was deleted", async () => {
      const answer = await fetch(`${url}/sandbox/deployments`, {
        method: "POST",
        headers: { "api-key": apiKey },
        body: JSON.stringify({ deployment: "gpt-4.1-mini", change: "deleted" }),
      });
      if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}`);
      await goTo(page, "Models");
      await page.getByRole("link", { name: /^Assayer/ }).click();
      await page.getByRole("button", { name: "Read again" }).click();
      const title = text(/is no longer there/);
      await title.waitFor();
      await picture("models-gone");
      return title.innerText();
    });
    await step("point it elsewhere and find its history", async () => {
      await page.getByRole("button", { name: "Point elsewhere" }).first().click();
      await page.getByLabel("Deployment", { exact: true }).selectOption({ label: "gpt-4.1" });
      await page.getByRole("button", { name: "Point here" }).click();
      await text(/^Ready$/).waitFor();
      const conversation = page.getByRole("link", { name: /^How pure is sterling silver/ });
      return conversation.innerText();
    });
  } finally {
    sandbox.kill();
  }
}

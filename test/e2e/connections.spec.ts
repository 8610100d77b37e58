import { startSandbox } from "../../main/sandbox/server.ts";
import { expect, test } from "./app.ts";
import { connect, deploymentRow, section } from "./steps.ts";

test("a connection is renamed, tested, made default, disconnected, connected again, removed and brought back", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /127\.0\.0\.1/ }).click();

  await page.getByLabel("Name").fill("Team resource");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Team resource");
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("It works: 17 deployments.")).toBeVisible();
  await page.getByRole("button", { name: "Make default" }).click();
  await expect(page.getByRole("link", { name: /Team resource.*Default/ })).toBeVisible();

  await page.getByRole("button", { name: "Replace the key" }).click();
  await page.getByLabel("API Key").fill("wrong-key");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Invalid credentials")).toBeVisible();
  await page.getByRole("button", { name: "Keep the key" }).click();
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("It works: 17 deployments.")).toBeVisible();

  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("has to be entered again", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.projectEndpoint);
  await page.getByLabel("API Key").fill(sandbox.apiKey);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();

  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /Team resource/ }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Team resource was removed.")).toBeVisible();
  await expect(page.getByRole("link", { name: /Team resource/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Team resource");
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText("It works: 17 deployments.")).toBeVisible();
});

test("the default connection is the one that deployments begin with", async ({ start, sandbox }) => {
  const other = await startSandbox({});
  try {
    const { page } = await start();
    await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
    await connect(page, other.projectEndpoint, other.apiKey, "gpt-4.1-mini");
    await section(page, "Integrations").click();
    await page.getByRole("link", { name: new RegExp(new URL(sandbox.url).host) }).click();
    await page.getByRole("button", { name: "Make default" }).click();
    await expect(page.getByRole("button", { name: "Make default" })).toHaveCount(0);
    await section(page, "Deployments").click();
    const chosen = page.getByLabel("Endpoints").locator("option:checked");
    await expect(chosen).toHaveText(new RegExp(new URL(sandbox.url).host));
  } finally {
    await other.stop();
  }
});

test("a whole curl call can be pasted: the endpoint and the key find their fields", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).click();
  const call = `curl "${sandbox.url}/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21" \\\n  -H "api-key: ${sandbox.apiKey}"`;
  const paste = async (given: string) => {
    await page.getByLabel("Endpoint URL").focus();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text", text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, given);
  };
  // Nothing in it is an endpoint, and still no key stays readable.
  await paste("AZURE_OPENAI_ENDPOINT=\nAZURE_OPENAI_API_KEY=another-key-of-mine");
  await expect(page.getByLabel("API Key", { exact: true })).toHaveValue("another-key-of-mine");
  await expect(page.getByLabel("Endpoint URL")).not.toHaveValue(/another-key/);
  await page
    .getByLabel("Endpoint URL")
    .fill("Endpoint=https://gw.example.com/llm/v1/chat/completions?tier=2;Key=a-third-one");
  await expect(page.getByLabel("API Key", { exact: true })).toHaveValue("a-third-one");
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(
    "https://gw.example.com/llm/v1/chat/completions?tier=2",
  );
  await expect(page.getByLabel("Chat path")).toHaveValue("/llm/v1/chat/completions?tier=2");
  await paste(call);
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.url);
  await expect(page.getByLabel("API Key")).toHaveValue(sandbox.apiKey);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
});

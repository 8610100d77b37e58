import type { Page } from "@playwright/test";
import { type LocalServer, startLocalServer } from "../fakes/local-server.ts";
import { test as base, expect } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

const test = base.extend<{ server: LocalServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern.
  server: async ({}, use) => {
    const server = await startLocalServer({ models: ["llama3.2:1b", "qwen3:0.6b"], pause: 20 });
    await use(server);
    await server.stop();
  },
});

const keyForm = async (page: Page) => {
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).click();
};

const connectHere = async (page: Page, address: string) => {
  await keyForm(page);
  await page.getByLabel("Endpoint URL").fill(address);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
};

const column = (page: Page, number: number) =>
  page.getByRole("region", { name: new RegExp(`^Column ${number}:`) });
const reading = (page: Page, number: number, name: string) =>
  column(page, number).locator("summary dl > div").filter({ hasText: name });

test("a server on this computer is connected by its bare port without a key, and chats", async ({
  start,
  server,
}) => {
  const { page } = await start();
  await keyForm(page);
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeDisabled();
  await page.getByLabel("Endpoint URL").fill("https://a.openai.azure.com");
  await expect(page.getByText("a resource", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeDisabled();
  await connectHere(page, server.origin);
  await deploymentRow(page, "llama3.2:1b").click();
  await clean(page, "Deployments of a local server");
  await ask(page, "What tests gold?");
  await answered(page);
  await expect(answers(page).last()).toContainText("Gold is tested by fire.");
  for (const { headers } of server.requests) {
    expect(headers).not.toHaveProperty("api-key");
    expect(headers).not.toHaveProperty("authorization");
  }
  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /127\.0\.0\.1.*On this computer/ }).click();
  await expect(page.getByText("none, the server asks for none")).toBeVisible();
  await clean(page, "Integrations, a local server");
});

test("a column of this computer stands beside one of the cloud: both are measured", async ({
  start,
  server,
  sandbox,
}) => {
  const { page } = await start();
  await connectHere(page, `${server.origin}/v1`);
  await expect(deploymentRow(page, "llama3.2:1b")).toBeVisible();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  const picker = page.getByRole("combobox", { name: "Add column" });
  await expect(picker.locator("optgroup[label*='on this computer']")).toHaveCount(1);
  for (const name of ["llama3.2:1b", "gpt-4.1-mini"]) await picker.selectOption({ label: name });
  await page.getByLabel("Prompt", { exact: true }).fill("What tests gold?");
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect(column(page, 1).locator(".answer")).toContainText("Gold is tested by fire.");
  for (const number of [1, 2]) {
    await expect(reading(page, number, "First token")).toContainText(/\d/, { timeout: 15_000 });
    await expect(reading(page, number, "Tokens")).toContainText(/\d/, { timeout: 15_000 });
  }
  await column(page, 1).locator("details.measured > summary").click();
  await expect(column(page, 1)).toContainText("the server on this computer");
});

test("a server that is down, and one that wants a key, say so in plain words", async ({ start, server }) => {
  const { page } = await start();
  await server.stop();
  await connectHere(page, server.origin);
  await expect(page.getByText("No server is running at")).toBeVisible();
  await expect(page.getByText(/Start it: “ollama serve”/)).toBeVisible();
  await clean(page, "Integrations, no local server");

  const locked = await startLocalServer({ dialect: "vllm", key: "sesame-open", models: ["m"] });
  try {
    await connectHere(page, locked.origin);
    await expect(page.getByText("asks for a key")).toBeVisible();
    await page.getByLabel("API Key").fill("sesame-open");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(deploymentRow(page, "m")).toBeVisible();
    expect(locked.requests.at(-1)?.headers).toMatchObject({ authorization: "Bearer sesame-open" });
  } finally {
    await locked.stop();
  }
});

test("looking for local servers finds those at usual ports, and one click connects one", async ({
  start,
}) => {
  const { page } = await start();
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "This computer" }).click();
  await clean(page, "Integrations, this computer");
  const usual = await startLocalServer({ dialect: "lm-studio", models: ["m"], port: 1234 }).catch(() => null);
  test.skip(usual === null, "Something else listens at port 1234");
  const locked = await startLocalServer({ key: "sesame-open", models: ["n"], port: 11_434 }).catch(
    () => null,
  );
  try {
    expect(usual?.requests).toEqual([]);
    await page.getByRole("button", { name: "Look for local servers" }).click();
    await expect(page.getByText("127.0.0.1:1234")).toBeVisible();
    await clean(page, "Integrations, local servers found");
    if (locked) {
      await page.getByRole("button", { name: "Enter a key for Ollama 127.0.0.1:11434" }).click();
      await expect(page.getByLabel("Endpoint URL")).toHaveValue("http://127.0.0.1:11434/v1");
      await page.getByRole("tab", { name: "This computer" }).click();
      await page.getByRole("button", { name: "Look for local servers" }).click();
    }
    await page.getByRole("button", { name: "Connect LM Studio 127.0.0.1:1234" }).click();
    await expect(deploymentRow(page, "m")).toBeVisible();
    await section(page, "Integrations").click();
    await page.getByRole("tab", { name: "This computer" }).click();
    await page.getByRole("button", { name: "Look for local servers" }).click();
    await expect(page.getByText("Connected", { exact: true }).last()).toBeVisible();
  } finally {
    await usual?.stop();
    await locked?.stop();
  }
});

import { expect, test } from "./app.ts";
import { answered, answers, ask, connect, deploymentRow, section } from "./steps.ts";

test("what was understood is shown piece by piece and can be corrected", async ({ start, sandbox }) => {
  const { page } = await start();
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).click();
  await page.getByLabel("Endpoint URL").fill(`${sandbox.url}/api/projects/wrong/openai/v1`);
  const project = page.getByLabel("Project", { exact: true });
  await expect(project).toHaveValue("wrong");
  await expect(page.getByLabel("Address")).toHaveValue(sandbox.url);
  await project.fill("sandbox");
  await page.getByLabel("api-version").fill("2025-04-01-preview");
  await page.getByLabel("API Key", { exact: true }).fill(sandbox.apiKey);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /sandbox/ }).click();
  await expect(page.getByText(`${sandbox.url}/api/projects/sandbox`, { exact: true })).toBeVisible();
  await expect(page.getByLabel("api-version of chat")).toHaveValue("2025-04-01-preview");
});

test("a gateway is confirmed by typing its name, which is shown in Unicode and punycode", async ({
  start,
}) => {
  const { page } = await start();
  await connect(page, "https://gate.bücher.invalid/team/openai/v1", "some-key");
  await expect(page.getByText(/gate\.bücher\.invalid is not a Microsoft Foundry address/)).toBeVisible();
  await page.getByRole("button", { name: "Confirm this gateway" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("gate.bücher.invalid");
  await expect(dialog).toContainText("gate.xn--bcher-kva.invalid");
  const confirm = dialog.getByRole("button", { name: "Confirm and connect" });
  await dialog.getByRole("textbox").fill("gate.invalid");
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill("gate.xn--bcher-kva.invalid");
  await confirm.click();
  await expect(dialog).toBeHidden();
  // It is asked now, and no such host is there.
  await expect(
    page.getByText(/gate\.xn--bcher-kva\.invalid (was not found|could not be reached)/),
  ).toBeVisible();
  const saved = await page.evaluate(() => window.assay["connections.list"]());
  expect(saved).toEqual({ ok: true, data: [] });
});

test("a gateway that finds no key leads to the field for its header, with the named one filled in", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  const field = page.getByLabel("Header for the key");
  const setHeader = page.getByRole("button", { name: "Set the key header" });
  sandbox.faults.set("*", "subscription-key-missing");
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(
    page.getByText(/looks for the key in the header field Ocp-Apim-Subscription-Key/),
  ).toBeVisible();
  await expect(field).toBeHidden();
  await setHeader.click();
  await expect(field).toHaveValue("Ocp-Apim-Subscription-Key");
  await expect(field).toBeFocused();
  await field.fill("");
  sandbox.faults.set("*", null);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();

  sandbox.faults.set("*", "subscription-key-missing");
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("Access denied due to missing subscription key.")).toBeVisible();
  await setHeader.click();
  await expect(field).toHaveCount(1);
  await expect(field).toHaveValue("Ocp-Apim-Subscription-Key");
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect
    .poll(() => page.evaluate(() => window.assay["connections.list"]()))
    .toMatchObject({ data: [{ keyHeader: "Ocp-Apim-Subscription-Key" }] });
});

test("a host that imitates Microsoft's cannot even be confirmed", async ({ start }) => {
  const { page } = await start();
  await connect(page, "https://x.services.ai.azure.com.evil.example", "some-key");
  await expect(page.getByText(/only looks like a Microsoft address/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm this gateway" })).toHaveCount(0);
});

test("permissions that still propagate are tried again once by themselves, and shown", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  sandbox.faults.set("*", "role-missing");
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await expect(page.getByText("Permissions still propagating")).toBeVisible();
  await expect(page.getByText(/Trying again in \d s/)).toBeVisible();
  sandbox.faults.set("*", null);
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible({ timeout: 15_000 });

  sandbox.faults.set("*", "role-missing");
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText(/Trying again in \d s/)).toBeVisible();
  await expect(page.getByText(/Trying again in/)).toBeHidden({ timeout: 15_000 });
  await expect(page.getByText(/Wait 30-60 seconds and retry/)).toBeVisible();
  sandbox.faults.set("*", null);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("Permissions still propagating")).toBeHidden();
});

test("a saved key that is refused leads to the form for the new one", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  sandbox.faults.set("*", "key-refused");
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("Invalid credentials")).toBeVisible();
  await page.getByText("What was sent and received").click();
  await expect(page.getByText(/authorization: Bearer •••|api-key: •••/)).toBeVisible();
  sandbox.faults.set("*", null);
  await page.getByRole("button", { name: "Enter the key again" }).click();
  await expect(page.getByLabel("Endpoint URL")).toHaveValue(sandbox.projectEndpoint);
  await page.getByLabel("API Key", { exact: true }).fill(sandbox.apiKey);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(deploymentRow(page, "gpt-4.1-mini")).toBeVisible();
});

test("a rate limit counts down, and is retried by itself when that is allowed", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  sandbox.faults.set("gpt-4.1-mini", "rate-limited");
  await ask(page, "Say hello in 5 words");
  await answered(page);
  const last = answers(page).last();
  await expect(last).toContainText("Chat completions failed");
  await expect(last).toContainText(/The service asks to wait \d+ s/);
  sandbox.faults.set("gpt-4.1-mini", null);
  await last.getByRole("button", { name: "Retry by itself then" }).click();
  await expect(last).toContainText(/Trying again in \d+ s/);
  await expect(page.getByText(/First token/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("article", { name: "Question" })).toHaveText("Say hello in 5 words");
});

test("another deployment is asked the same question", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  sandbox.faults.set("gpt-4.1-mini", "server-error");
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await answers(page).last().getByRole("button", { name: "Try another deployment" }).click();
  await expect(page.getByText("Pick a deployment: it is asked the same question.")).toBeVisible();
  await expect(page.getByLabel("Deployment", { exact: true })).toBeFocused();
  await page.getByLabel("Deployment", { exact: true }).selectOption({ label: "gpt-4.1" });
  await expect(page.getByRole("article", { name: "Answer of gpt-4.1", exact: true })).toBeVisible();
  await answered(page);
  await expect(page.getByText(/First token/)).toBeVisible();
  await expect(answers(page)).toHaveCount(1);
});

test("the route that answered is shown, and kept", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
  await deploymentRow(page, "gpt-4.1-mini").click();
  const details = page.getByRole("complementary", { name: /gpt-4.1-mini/ });
  await expect(details).toContainText("known after the first chat");
  await ask(page, "Say hello in 5 words");
  await answered(page);
  await expect(answers(page)).toHaveCount(1);
  await section(page, "Deployments").click();
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(details).toContainText("/openai/deployments, dated");
});

test("a deployment that is named right after another endpoint was entered belongs to that one", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).click();
  const endpoint = page.getByLabel("Endpoint URL");
  await endpoint.fill("http://127.0.0.1:9/openai");
  await expect(page.getByLabel("Address")).toHaveValue("http://127.0.0.1:9");
  await endpoint.fill(sandbox.projectEndpoint);
  await page.getByLabel("Deployment", { exact: true }).fill("gpt-4.1-mini");
  await expect(page.getByLabel("Address")).toHaveValue(new URL(sandbox.projectEndpoint).origin);
});
